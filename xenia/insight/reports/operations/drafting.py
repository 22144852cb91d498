"""A report is begun, its words are written, colleagues remark on it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.operations.carrying import carry_translations
from xenia.insight.reports.models import Narrative, Remark, Report
from xenia.insight.reports.parts import HINTS

Status = Report.Status
OPEN = (Status.DRAFT, Status.SIGNED_ONCE, Status.SIGNED)


class AlreadyBegun(Exception):
    """A version of this year's report is not posted yet: one is finished before the next begins. `report` is that one."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"report {report} is {report.status}")
        self.report = report


class SaysNothing(ValueError):
    """A later version says what changed; a remark says something."""


class WrittenMeanwhile(Exception):
    """Somebody else wrote these words since they were opened. `now` is what stands there."""

    def __init__(self, now: str) -> None:
        super().__init__("the words were changed meanwhile")
        self.now = now


@transaction.atomic
def begin_report(
    *, year: int, by: User, at: datetime, council_on: date | None = None, what_changed: str = ""
) -> Report:
    """Begin the report on a year, or its next version, with the words of the version before.

    Raises AlreadyBegun, and SaysNothing for a later version that does not say what changed.
    """
    earlier = list(Report.objects.select_for_update().filter(year=year).order_by("-version"))
    if earlier and earlier[0].status in OPEN:
        raise AlreadyBegun(earlier[0])
    if earlier and not what_changed.strip():
        raise SaysNothing("a later version says what changed")
    try:
        with transaction.atomic():
            report = Report.objects.create(
                year=year,
                version=earlier[0].version + 1 if earlier else 1,
                council_on=council_on or (earlier[0].council_on if earlier else None),
                prepared_by_id=by.pk,
                made_at=at,
                what_changed=what_changed.strip(),
            )
    except IntegrityError:
        raise AlreadyBegun(Report.objects.filter(year=year).latest("version")) from None
    if earlier:
        _take_over(earlier[0], report, by, at)
    audit.record(by, "reports.begun", report, at=at)
    return report


def _take_over(earlier: Report, report: Report, by: User, at: datetime) -> None:
    """The words of the version before, in every language somebody wrote them in."""
    words = [
        (
            one,
            Narrative.objects.create(report=report, part=one.part, text=one.text, changed_at=at),
        )
        for one in earlier.narratives.all()
    ]
    carry_translations(records=words, by=by, at=at)


@transaction.atomic
def write_words(
    *, report: Report, part: str, text: str, seen: str, by: User, at: datetime
) -> Narrative:
    """Write what a part of a draft says. seen: the words its writer had before her.

    Raises WrongState once somebody signed, WrittenMeanwhile, and KeyError for a part no report has.
    """
    current = locked_draft(report)
    HINTS[part]
    narrative, _is_new = Narrative.objects.get_or_create(
        report=current, part=part, defaults={"changed_at": at}
    )
    if _lines(narrative.text) != _lines(seen):
        raise WrittenMeanwhile(narrative.text)
    narrative.text, narrative.changed_at = _lines(text), at
    narrative.save(update_fields=["text", "changed_at"])
    audit.record(by, "reports.written", narrative, at=at, fields=["text"])
    return narrative


def _lines(text: str) -> str:
    """The same words, however a browser ends its lines."""
    return "\n".join(text.splitlines()).strip()


@transaction.atomic
def remark(*, report: Report, part: str, text: str, by: User, at: datetime) -> Remark:
    """Say something about a part of a draft. Raises SaysNothing, WrongState once it is posted."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    if current.status not in OPEN:
        raise WrongState(current, current.status, Status.DRAFT)
    if not text.strip():
        raise SaysNothing("a remark says something")
    said = Remark.objects.create(report=current, part=part, text=text.strip(), by_id=by.pk, at=at)
    audit.record(by, "reports.remarked", said, at=at)
    return said


@transaction.atomic
def settle_remark(*, remark: Remark, by: User, at: datetime) -> Remark:
    """A remark is seen to. Settling it twice changes nothing."""
    current: Remark = Remark.objects.select_for_update().get(pk=remark.pk)
    if current.settled_at is None:
        current.settled_at, current.settled_by_id = at, by.pk
        current.save(update_fields=["settled_at", "settled_by_id"])
        audit.record(by, "reports.remark_settled", current, at=at)
    return current


@transaction.atomic
def open_remark_again(*, remark: Remark, by: User, at: datetime) -> Remark:
    """It was not seen to after all."""
    current: Remark = Remark.objects.select_for_update().get(pk=remark.pk)
    if current.settled_at is not None:
        current.settled_at, current.settled_by_id = None, None
        current.save(update_fields=["settled_at", "settled_by_id"])
        audit.record(by, "reports.remark_opened", current, at=at)
    return current


def locked_draft(report: Report) -> Report:
    """The report as it is now, nobody else changing it. Raises WrongState once somebody signed."""
    current: Report = Report.objects.select_for_update().get(pk=report.pk)
    if current.status != Status.DRAFT:
        raise WrongState(current, current.status, Status.DRAFT)
    return current
