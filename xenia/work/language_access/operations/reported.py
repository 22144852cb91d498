"""What a department reports of its year comes into the ledger, each number with its way of counting."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from xenia.ground.ledger.operations import Fact, record_all
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.language_access.ledger_kinds import MEETINGS
from xenia.work.language_access.models import ReportFigure, SelfReport
from xenia.work.language_access.models.counting import reported
from xenia.work.language_access.plan_kinds import DOCUMENT

What = ReportFigure.What
# What happened so many times in the year; how many people there are is no such number.
MET: Final = frozenset({What.PHONE, What.VIDEO, What.IN_PERSON, What.BY_STAFF})
EVERY_LANGUAGE: Final = ""


def count_report(report: SelfReport) -> int:
    """Count what a sent report says, on the last day of its year. How many entries.

    A year that is locked in the ledger takes no more: then the numbers stand in the report alone.
    """
    try:
        return record_all(report_facts(report))
    except YearIsClosed:
        return 0


def report_facts(report: SelfReport) -> Iterator[Fact]:
    """Meetings and documents by language; what is left of a number for all languages stands without one."""
    numbers: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in report.figures.filter(what__in=(*MET, What.DOCUMENTS)):
        numbers[one.what, one.method][one.language] = one.value
    for (what, method), by_language in numbers.items():
        together = by_language.pop(EVERY_LANGUAGE, 0)
        rest = max(0, together - sum(by_language.values()))
        for language, value in (by_language | {EVERY_LANGUAGE: rest}).items():
            yield _fact(report, what, method, language, value)


def _fact(report: SelfReport, what: str, method: str, language: str, value: int) -> Fact:
    about = {
        "language": language,
        "department": report.organization_id,
        "method": reported(method),
    }
    on = date(report.year, 12, 31)
    if what == What.DOCUMENTS:
        return Fact(DOCUMENT, on, value, about)
    return Fact(MEETINGS, on, value, about | {"mode": what})
