"""The weeks of a quarter that is over, as they may leave the office.

A quarter is protected as one, once all its weeks are counted: whoever asks again on another day gets the same numbers, and
nothing can be learnt from two releases. Its sum is taken to be known, for yearly and quarterly tables may say it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.ground.disclosure import hidden_of
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.measures import Measure, Split, Unit
from xenia.insight.reports.queries.weeks import Week
from xenia.insight.reports.weeks import DAY, KINDS

from .spans import WEEK_OF, population_by_week

WEEKLY: Final = "weeks."
# What the year's tables of needs that ended say beside, as of the day of each release.
NOT_BY_WEEK: Final = frozenset({"needs_met"})
BY_WEEK: Final = Split(WEEK_OF, _("Week"), dict)


def last_quarter(today: date) -> tuple[date, date]:
    """The first and the last day of the last quarter that is over."""
    first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    last = first - DAY
    return last.replace(month=last.month - 2, day=1), last


def weekly(weeks: Sequence[Week], quarter: tuple[date, date]) -> Iterator[Shown]:
    """What may be shown of the weeks that end in the quarter, each kind by itself; a kind nobody counted is left out."""
    first, last = quarter
    inside = [one for one in weeks if first <= one.sunday <= last]
    for code in KINDS.keys() - NOT_BY_WEEK:
        numbers = {one.monday.isoformat(): one.numbers[code] for one in inside if one.is_over}
        known = {monday: number for monday, number in numbers.items() if number is not None}
        if known:
            yield Shown(measure_of(code), last.year, _shown(known))


def _shown(known: Mapping[str, int]) -> dict[tuple[str, ...], int | None]:
    """Small numbers, and what would give them away beside the sum; where that is not enough, all that is not zero."""
    hidden = hidden_of(known)
    rows = frozenset(monday for monday, number in known.items() if number)
    gone = rows if hidden.total else hidden.rows
    return {(monday,): None if monday in gone else number for monday, number in known.items()}


def measure_of(code: str) -> Measure:
    """A kind of the weeks, as a measure that is released."""
    kind = KINDS[code]
    return Measure(
        code=f"{WEEKLY}{code}",
        clause="",
        title=kind.title,
        definition=kind.title,
        counting=_("Counted in the week it happened in."),
        unit=Unit.EVENTS,
        population=population_by_week(code),
        kinds=kind.kinds,
        expression=lambda facts: facts.entries,
        splits=(BY_WEEK,),
        among=kind.among,
    )
