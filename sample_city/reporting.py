"""Lindenport's yearly reports: two that are posted, the older one on a sealed year, and a draft. All invented.

The worker makes them after the years of people, complaints and requests are written, one step each round, by the operations
a colleague's page calls. Whoever stops it loses nothing: what is done is seen in the records. A report that a visitor began herself is
left to her.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from django.db import transaction

from sample_city import complaints, history, year
from sample_city.accounting import COUNCIL_AFTER
from sample_city.data import DATA, Row
from sample_city.data import rows as rows_of
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations.sealing import seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.notifications.operations.outbox import nobody_is_told
from xenia.ground.translations.operations import write_translations
from xenia.insight.reports.document.fonts import CHINESE
from xenia.insight.reports.document.fonts import PACKAGES as FONTS
from xenia.insight.reports.models import DataCall, Report
from xenia.insight.reports.operations.call import close_call, open_call
from xenia.insight.reports.operations.computing import compute_draft
from xenia.insight.reports.operations.drafting import begin_report, remark, write_words
from xenia.insight.reports.operations.posting import post_report
from xenia.insight.reports.operations.signing import sign
from xenia.insight.reports.queries.call import who_to_ask

NEEDED: Final = (
    "duckdb",
    "ibis",
    "pyarrow",
    "highspy",
    "altair",
    "vl_convert",
    "typst",
    "xlsxwriter",
    "pikepdf",
    *FONTS,
    CHINESE,
)
PREPARES, SIGNS_FIRST, SIGNS_SECOND = (
    "nadia-rahmani",
    "marisol-quintana-reyes",
    "eleanor-castellane",
)
# The month and day of the next year before which the Council does not hear of one.
COUNCIL_IN: Final = (3, 1)
# Which words stand in the report on which year, by how many years ago it was.
SAID_OF: Final[Mapping[int, str]] = {2: "before_last", 1: "last", 0: "now"}
Status = Report.Status


def carry_on(at: datetime) -> int:
    """What the worker does each round: the next step, if there is one. How many steps it took."""
    people = _people()
    if people is None or not all(find_spec(one) for one in NEEDED) or not _is_all_written():
        return 0
    this = local_day(at).year
    for ago, words in SAID_OF.items():
        if step := _next_step(this - ago, words, people):
            step(at)
            return 1
    return 0


def how_far(at: datetime) -> tuple[int, int]:
    """How many of the posted reports are there, and of how many; all, where nothing more comes."""
    over = [(local_day(at).year - ago, words) for ago, words in SAID_OF.items() if words != "now"]
    people = _people()
    comes = people is not None and (
        not _is_all_written() or any(_next_step(number, words, people) for number, words in over)
    )
    there = Report.objects.filter(
        year__in=[number for number, _words in over], status=Status.POSTED
    )
    return (min(there.count(), len(over) - 1) if comes else len(over)), len(over)


def _is_all_written() -> bool:
    """Whether nothing of the invented past is missing: a year is locked after its last entry."""
    founded = year.founded_on()
    if founded is None:
        return False
    parts = (year.missing_weeks, complaints.missing_months, history.missing_months)
    return not any(missing(founded) for missing in parts)


def _people() -> Mapping[str, User] | None:
    """Who prepares reports and signs them; None where one of them is gone."""
    wanted = (PREPARES, SIGNS_FIRST, SIGNS_SECOND, *(one["by"] for one in _said()["remarks"]))
    emails = {row["key"]: row["email"] for row in rows_of("people")}
    by_email = {one.email: one for one in User.objects.filter(is_active=True)}
    found = {key: by_email[emails[key]] for key in wanted if emails[key] in by_email}
    return found if set(found) == set(wanted) else None


@cache
def _said() -> Row:
    said: Row = json.loads((DATA / "reports.json").read_text(encoding="utf-8"))
    return said


Step = Callable[[datetime], Any]


def _next_step(number: int, words: str, people: Mapping[str, User]) -> Step | None:
    """What comes next for the report on a year; None when it is done, or cannot be done."""
    ledger_year = Year.objects.filter(year=number).first()
    report = Report.objects.filter(year=number).order_by("version").first()
    by = people[PREPARES]
    if ledger_year is None or (report and report.prepared_by_id != by.pk):
        return None
    is_over = words != "now"
    if is_over and report is None and (closing := _closing(ledger_year, words, people)):
        return closing
    if report is None:
        return _beginning(number, by, is_over=is_over)
    if report.status == Status.DRAFT and not report.narratives.exists():
        return lambda at: _write(report, words, by, at)
    if report.status == Status.DRAFT and not (report.computed_at or report.problem):
        return lambda at: compute_draft(report=report, by=by, at=at)
    return _to_the_end(report, people) if is_over else _remarks(report, people)


def _beginning(number: int, by: User, *, is_over: bool) -> Step:
    """The report is begun; of the year that runs, everybody is asked for counts first."""
    call = DataCall.objects.filter(year=number).first()
    if call is None and not is_over:
        return lambda at: _ask_for_counts(number, by, at)
    council = call.council_on if call else None
    return lambda at: begin_report(year=number, by=by, council_on=council, at=at)


def _closing(found: Year, words: str, people: Mapping[str, User]) -> Step | None:
    """The year is locked; the older one is proposed by one person and sealed by another."""
    first, second = people[SIGNS_FIRST], people[SIGNS_SECOND]
    if found.status == Year.Status.OPEN:
        return lambda at: lock_year(year=found, by=first, at=at)
    if words == "last" or not _may_be_sealed():
        return None
    if found.status == Year.Status.LOCKED:
        return lambda at: propose_sealing(year=found, by=first, at=at)
    if found.status == Year.Status.PROPOSED:
        return lambda at: seal_year(year=found, by=second, at=at)
    return None


def _may_be_sealed() -> bool:
    from xenia.ground.ledger.operations.sealing import reasons_against_sealing

    return not reasons_against_sealing(0)


def _to_the_end(report: Report, people: Mapping[str, User]) -> Step | None:
    """Two sign it, and it is posted. What the gate refused stays a draft, with what stands in the way."""
    signers = {Status.DRAFT: people[SIGNS_FIRST], Status.SIGNED_ONCE: people[SIGNS_SECOND]}
    said: dict[str, Any] = {"report": report, "version": report.state_version}
    if report.status == Status.SIGNED:
        return lambda at: post_report(by=people[PREPARES], at=at, **said)
    if report.status not in signers or report.problem:
        return None
    if report.status == Status.DRAFT and report.remarks.filter(settled_at=None).exists():
        return None
    open_call = DataCall.objects.filter(year=report.year, closed_on=None).first()
    if report.status == Status.DRAFT and open_call:
        # Whoever has not answered by now is named in the report: nobody sends numbers into nothing.
        return lambda at: close_call(call=open_call, by=people[SIGNS_FIRST], at=at)
    return lambda at: sign(by=signers[Status(report.status)], at=at, **said)


def _ask_for_counts(number: int, by: User, at: datetime) -> None:
    """Whoever was asked before is asked for this year too; the Council gets its report when it is over."""
    council_on = max(local_day(at) + COUNCIL_AFTER, date(number + 1, *COUNCIL_IN))
    with nobody_is_told():
        open_call(year=number, council_on=council_on, organizations=who_to_ask(), by=by, at=at)


def _remarks(report: Report, people: Mapping[str, User]) -> Step | None:
    """Two colleagues remark on the draft; nobody has seen to it."""
    if report.remarks.exists():
        return None
    rows = _said()["remarks"]

    @transaction.atomic
    def say(at: datetime) -> None:
        for row in rows:
            remark(report=report, part=row["part"], text=row["text"], by=people[row["by"]], at=at)

    return say


@transaction.atomic
def _write(report: Report, words: str, by: User, at: datetime) -> None:
    """Every part's words, with their Spanish as a draft nobody has reviewed."""
    for part, said in _said()[words].items():
        narrative = write_words(report=report, part=part, text=said["en"], seen="", by=by, at=at)
        write_translations(record=narrative, texts={"text": {"es": said["es"]}}, by=by, at=at)
