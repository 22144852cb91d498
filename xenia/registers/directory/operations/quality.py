"""Problems of the directory are found, set aside, and taken up again."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.batches import batches
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Finding
from xenia.registers.directory.queries.problems import KINDS, Kind, Problem

BATCH: Final = 1000
Pair = tuple[UUID, UUID]


class SetAsideAlready(Exception):
    """Somebody set this finding aside before."""


def find_problems(at: datetime) -> int:
    """Look through the whole directory. Returns how many findings there are that nobody set aside."""
    today = local_day(at)
    for kind in KINDS.values():
        keep_findings(kind, kind.check(today, None), today=today)
    return Finding.objects.filter(set_aside_at=None).count()


def keep_findings(kind: Kind, problems: Iterable[Problem], *, today: date) -> None:
    """Make the findings of one kind what was found: new ones come, mended ones go, changed ones come back.

    In batches, each a short transaction, so that nobody else waits for long.
    """
    known = _known(kind)
    for batch in batches(problems, BATCH):
        seen = {(one.record_id, one.other_id): one for one in batch}
        with transaction.atomic():
            _add(kind, [one for pair, one in seen.items() if pair not in known], today)
            _renew(
                kind, [one for pair, one in seen.items() if known.get(pair, one.mark) != one.mark]
            )
        for pair in seen:
            known.pop(pair, None)
    gone = list(known)
    for start in range(0, len(gone), BATCH):
        _remove(kind, gone[start : start + BATCH])


def find_at_once(code: str, records: Collection[UUID], *, at: datetime) -> None:
    """What just went wrong with some records waits on the list now, before the daily round. In the caller's transaction."""
    kind, today = KINDS[code], local_day(at)
    problems = list(kind.check(today, records))
    _add(kind, problems, today)
    _renew(kind, problems)


def _known(kind: Kind) -> dict[Pair, str]:
    rows = Finding.objects.filter(kind=kind.code).order_by()
    found = rows.values_list("record_id", "other_id", "state_mark")
    return {(record, other): mark for record, other, mark in found.iterator(chunk_size=BATCH)}


def _add(kind: Kind, problems: list[Problem], today: date) -> None:
    Finding.objects.bulk_create(
        (_finding(kind, one, today) for one in problems), ignore_conflicts=True
    )


def _finding(kind: Kind, one: Problem, today: date) -> Finding:
    return Finding(
        kind=kind.code,
        record_type=one.record_type,
        record_id=one.record_id,
        other_id=one.other_id,
        organization_id=one.organization_id,
        name=one.name,
        detail=one.detail,
        state_mark=one.mark,
        found_on=today,
    )


def _renew(kind: Kind, problems: list[Problem]) -> None:
    """The record changed and the problem is still there: what somebody set aside comes back."""
    for one in problems:
        Finding.objects.filter(
            kind=kind.code, record_id=one.record_id, other_id=one.other_id
        ).update(
            name=one.name,
            detail=one.detail,
            organization_id=one.organization_id,
            state_mark=one.mark,
            set_aside_at=None,
            set_aside_by=None,
        )


def _remove(kind: Kind, pairs: list[Pair]) -> None:
    records = [record for record, _other in pairs]
    chosen = set(pairs)
    rows = Finding.objects.filter(kind=kind.code, record_id__in=records)
    gone = [one.pk for one in rows if (one.record_id, one.other_id) in chosen]
    Finding.objects.filter(pk__in=gone).delete()


def forget_mended(findings: Iterable[Finding], *, at: datetime) -> set[UUID]:
    """Look once more at some findings and remove those that were mended meanwhile. Returns their ids."""
    by_kind: dict[str, list[Finding]] = {}
    for one in findings:
        by_kind.setdefault(one.kind, []).append(one)
    gone: set[UUID] = set()
    for code, rows in by_kind.items():
        ids = {pk for one in rows for pk in (one.record_id, one.other_id)}
        still = {(p.record_id, p.other_id) for p in KINDS[code].check(local_day(at), ids)}
        gone |= {one.pk for one in rows if (one.record_id, one.other_id) not in still}
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    return gone


@transaction.atomic
def set_aside(*, finding: Finding, by: User, at: datetime) -> None:
    """A colleague looked: this is no problem. It comes back when the record changes. Raises SetAsideAlready."""
    current = Finding.objects.select_for_update().get(pk=finding.pk)
    if current.set_aside_at is not None:
        raise SetAsideAlready(f"finding {finding.pk} was set aside before")
    current.set_aside_at, current.set_aside_by = at, by.pk
    current.save(update_fields=["set_aside_at", "set_aside_by"])
    audit.record(by, "directory.finding_set_aside", _record(current), at=at, fields=[current.kind])


@transaction.atomic
def take_up_again(*, finding: Finding, by: User, at: datetime) -> None:
    """It is a problem after all; doing it twice changes nothing."""
    waiting = Finding.objects.filter(pk=finding.pk, set_aside_at__isnull=False)
    if waiting.update(set_aside_at=None, set_aside_by=None):
        audit.record(
            by, "directory.finding_taken_up", _record(finding), at=at, fields=[finding.kind]
        )


def _record(finding: Finding) -> tuple[str, UUID]:
    return f"directory.{finding.record_type}", finding.record_id
