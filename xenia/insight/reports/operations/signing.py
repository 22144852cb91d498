"""Two people sign a report: what the first one signed is what the second one signs, and what is posted."""

from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, take_step
from xenia.ground.ledger.models import Year
from xenia.insight.reports import keeping
from xenia.insight.reports.models import Report
from xenia.insight.reports.queries.documents import documents_of

Status = Report.Status
OVER = (Year.Status.LOCKED, Year.Status.PROPOSED, Year.Status.SEALED)


class NotReady(Exception):
    """Something is missing. `reasons` are codes: "open_year", "no_numbers", "remarks"."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class SamePerson(Exception):
    """Who signed first cannot sign again: a second person reads the report."""


class ChangedSince(Exception):
    """What is signed is not what stands there: the report is opened again and signed anew."""


def reasons_against_signing(report: Report) -> list[str]:
    """What is missing before a draft can be signed, as codes."""
    is_over = Year.objects.filter(year=report.year, status__in=OVER).exists()
    reasons = [] if is_over else ["open_year"]
    if not report.content.get("protected"):
        reasons.append("no_numbers")
    if report.remarks.filter(settled_at=None).exists():
        reasons.append("remarks")
    return reasons


@transaction.atomic
def sign(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """Sign a draft, as the first or as the second person. version: of the report the signer read.

    Raises NotReady, SamePerson, ChangedSince, WrongState for one that is signed twice, and Crossed.
    """
    current = Report.objects.select_for_update().get(pk=report.pk)
    if current.status == Status.DRAFT:
        return _first(current, version, by, at)
    if current.status == Status.SIGNED_ONCE:
        return _second(current, version, by, at)
    raise WrongState(current, current.status, Status.SIGNED)


def _first(report: Report, version: int, by: User, at: datetime) -> Report:
    if reasons := reasons_against_signing(report):
        raise NotReady(reasons)
    content = {**report.content, "documents": documents_of(report)}
    said: dict[str, Any] = {
        "first_by_id": by.pk,
        "first_at": at,
        "digest": keeping.digest_of(content),
    }
    signed = take_step(
        report, to=Status.SIGNED_ONCE, at=at, version=version, by=by.pk, content=content, **said
    )
    audit.record(by, "reports.signed_first", report, at=at)
    return signed


def _second(report: Report, version: int, by: User, at: datetime) -> Report:
    if report.first_by_id == by.pk:
        raise SamePerson(f"user {by.pk} signed first: another person signs now")
    if keeping.digest_of(report.content) != report.digest:
        raise ChangedSince(f"report {report.pk} is not what was signed")
    signed = take_step(
        report,
        to=Status.SIGNED,
        at=at,
        version=version,
        by=by.pk,
        second_by_id=by.pk,
        second_at=at,
    )
    audit.record(by, "reports.signed_second", report, at=at)
    return signed


@transaction.atomic
def open_again(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """Take the signatures back: the report is a draft again. Raises WrongState once it is posted, and Crossed."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    content = {name: what for name, what in current.content.items() if name != "documents"}
    none: dict[str, Any] = dict.fromkeys(("first_by_id", "first_at", "second_by_id", "second_at"))
    opened = take_step(
        current,
        to=Status.DRAFT,
        at=at,
        version=version,
        by=by.pk,
        content=content,
        digest="",
        **none,
    )
    audit.record(by, "reports.opened_again", report, at=at)
    return opened
