"""A department reports of a year, once; somebody asks in a language, and it is written down what happened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger.operations import record as count
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import AccessPlan, ReportFigure, SelfReport, SpotCheck
from xenia.work.language_access.models.counting import COUNTED_HERE
from xenia.work.language_access.operations.plans import refuse_crossed
from xenia.work.language_access.operations.reported import count_report
from xenia.work.language_access.plan_kinds import SPOT_CHECK
from xenia.work.language_access.queries.plans import checklist, leading, with_lines


class CountedThisWay(ValueError):
    """A figure of this kind, language and way of counting stands in the report already."""


class YearNotOver(ValueError):
    """A report is sent when its year is over."""


class NothingToReport(ValueError):
    """A report has at least one figure."""


@transaction.atomic
def open_report(
    *, organization: Organization, year: int, by: User | None, at: datetime
) -> SelfReport:
    """The report of a year, begun if nobody has."""
    report, is_new = SelfReport.objects.get_or_create(
        organization=organization, year=year, defaults={"changed_at": at}
    )
    if is_new:
        audit.record(by, "language_access.report_opened", report, at=at)
    found: SelfReport = report
    return found


def _locked(report: SelfReport) -> SelfReport:
    current: SelfReport = SelfReport.objects.select_for_update().get(pk=report.pk)
    if current.status != SelfReport.Status.DRAFT:
        raise WrongState(current, current.status, SelfReport.Status.DRAFT)
    return current


@transaction.atomic
def keep_figure(
    *, report: SelfReport, said: Mapping[str, Any], by: User | None, at: datetime
) -> ReportFigure:
    """A number comes into the report, with its way of counting. Raises WrongState once sent, CountedThisWay."""
    current = _locked(report)
    figure = ReportFigure(report=current, **said)
    try:
        with transaction.atomic():
            figure.save(force_insert=True)
    except IntegrityError:
        raise CountedThisWay(f"report {report.pk} has this figure") from None
    audit.record(by, "language_access.report_figure_kept", figure, at=at)
    return figure


@transaction.atomic
def take_off_figure(*, report: SelfReport, figure: UUID, by: User | None, at: datetime) -> bool:
    """Whether there was such a number to take off. Raises WrongState once sent."""
    current = _locked(report)
    gone, _each = current.figures.filter(pk=figure).delete()
    if gone:
        audit.record(by, "language_access.report_figure_taken_off", current, at=at)
    return bool(gone)


@transaction.atomic
def describe_report(
    *, report: SelfReport, words: str, mark: str = "", by: User | None, at: datetime
) -> SelfReport:
    """What the department says beside the numbers. Raises WrongState once sent, ChangedMeanwhile."""
    current = _locked(report)
    refuse_crossed(current, mark)
    current.words, current.changed_at = words, at
    current.save(update_fields=["words", "changed_at"])
    audit.record(by, "language_access.report_described", current, at=at, fields=["words"])
    return current


@transaction.atomic
def send_report(*, report: SelfReport, by: User, at: datetime) -> SelfReport:
    """The report is sent with the checklist as it stands today, and locked.

    Raises WrongState when another sent it, YearNotOver, NothingToReport.
    """
    current, today = _locked(report), local_day(at)
    if current.year >= today.year:
        raise YearNotOver(f"report {report.pk} is of {current.year}")
    if not current.figures.exists():
        raise NothingToReport(f"report {report.pk} has no figure")
    transition(
        current,
        to=SelfReport.Status.SENT,
        at=at,
        sent_on=today,
        sent_by_id=by.pk,
        checks=_checks(current.organization_id, today),
    )
    count_report(current)
    audit.record(by, "language_access.report_sent", current, at=at)
    return current


def _checks(organization: UUID, on: date) -> dict[str, bool]:
    plans = leading(with_lines(AccessPlan.objects.filter(organization=organization)))
    return {one.code: one.is_met for plan in plans for one in checklist(plan, on)}


@transaction.atomic
def record_spot_check(
    *, organization: Organization, said: Mapping[str, Any], by: User | None, at: datetime
) -> SpotCheck:
    """Somebody asked a department in a language: how, what, and what happened. No name is kept; it is counted.

    Raises UnknownLanguage.
    """
    tag = known_language(said["language"]).code
    check = SpotCheck(organization=organization, **{**said, "language": tag})
    check.save(force_insert=True)
    audit.record(by, "language_access.spot_check_recorded", check, at=at)
    count(
        kind=SPOT_CHECK,
        on=check.held_on,
        language=tag,
        department=organization.pk,
        mode=check.way,
        outcome=check.outcome,
        method=COUNTED_HERE,
    )
    return check
