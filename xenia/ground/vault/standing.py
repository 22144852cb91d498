"""Reading where people stand: the rows, the rules, the holds and the merges, put together into a plan."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from xenia.ground.common.dates import local_day
from xenia.ground.keys.models import SubjectKey
from xenia.ground.keys.subject_keys import in_lots
from xenia.ground.vault.fields import Sealed
from xenia.ground.vault.models import LegalHold, RetentionRule, SubjectMerge
from xenia.ground.vault.models.record import SubjectRecord, record_models
from xenia.ground.vault.retention import Cover, Last, Plan, make_plan, who_is_who
from xenia.ground.vault.terms import path_of, record_classes, rules_in_force, terms_of


def plan_of(at: datetime, *, only: Collection[UUID] | None = None) -> Plan:
    """Where everybody stands at a moment. only: these subjects, each with every id she is known by."""
    rules = rules_in_force(local_day(at))
    return make_plan(
        {
            model._meta.label_lower: _last_days(model, rules.get(model._meta.label_lower), only)
            for model in record_models()
        },
        terms=terms_of(rules.values()),
        living=_living(only),
        known_as=known_twice(),
        cover=cover(),
    )


def known_twice() -> dict[UUID, frozenset[UUID]]:
    """Everybody known by several ids: {id: all of hers}."""
    standing = SubjectMerge.objects.filter(undone_at__isnull=True)
    return who_is_who(standing.values_list("kept", "absorbed"))


def cover() -> Cover:
    """What the standing legal holds keep."""
    scopes = set(LegalHold.objects.standing().values_list("record_class", "subject_id"))
    return Cover(
        everything=("", None) in scopes,
        classes=frozenset(name for name, _subject in scopes if name),
        subjects=frozenset(subject for _name, subject in scopes if subject),
    )


def _living(only: Collection[UUID] | None) -> set[UUID]:
    keys = SubjectKey.objects.values_list("pk", flat=True)
    if only is None:
        return set(keys)
    return {pk for some in in_lots(only) for pk in keys.filter(pk__in=some)}


def _last_days(
    model: type[SubjectRecord], rule: RetentionRule | None, only: Collection[UUID] | None
) -> Iterator[Last]:
    """For each subject with rows of a kind: the last day one of them counts from; None while one is not closed.

    Without a rule the declared default says which field closes a record; without one it is never closed.
    """
    since = rule.since if rule else record_classes()[model._meta.label_lower].declared.since
    for rows in _chosen(model, only):
        if not since:
            yield from ((subject, None) for subject in rows.values_list("subject_id", flat=True))
            continue
        path = path_of(model, since)
        # An order would split the groups.
        grouped = (
            rows.order_by()
            .values("subject_id")
            .annotate(last=Max(path), still_open=Count("pk", filter=Q(**{f"{path}__isnull": True})))
        )
        for subject, last, still_open in grouped.values_list("subject_id", "last", "still_open"):
            yield subject, None if still_open else _day(last)


def _chosen(
    model: type[SubjectRecord], only: Collection[UUID] | None
) -> "Iterator[QuerySet[SubjectRecord]]":
    if only is None:
        yield model.objects.all()
        return
    for some in in_lots(only):
        yield model.objects.filter(subject_id__in=some)


def _day(last: date | datetime) -> date:
    return local_day(last) if isinstance(last, datetime) else last


def hashes_of_rows(
    people: Mapping[UUID, Collection[UUID]], *, locked: bool = False
) -> dict[UUID, str]:
    """A hash of every row of each person, as it lies there, still sealed. It changes with any new or changed row.

    people: {the id she is listed under: all of hers}. locked: nobody changes these rows before the transaction ends;
    a row that somebody is changing now is left out, so that the hash is another.
    """
    whose = {one: her for her, ids in people.items() for one in ids}
    hashes = {her: hashlib.sha256() for her in people}
    for model in record_models():
        for rows in _chosen(model, whose):
            ordered = rows.select_for_update(skip_locked=True) if locked else rows
            for subject, *row in ordered.order_by("pk").values_list("subject_id", *_columns(model)):
                said = "\x1f".join(_as_it_lies(value) for value in row)
                hashes[whose[subject]].update(f"{model._meta.label_lower}\x1f{said}\x1e".encode())
    return {her: found.hexdigest() for her, found in hashes.items()}


def _columns(model: type[SubjectRecord]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _as_it_lies(value: Any) -> str:
    if isinstance(value, Sealed):
        return value.data.hex()
    return repr(bytes(value) if isinstance(value, memoryview) else value)
