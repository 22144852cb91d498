"""The weeks as a reader may see them: as they were counted for whoever may open the very records, else as they are shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xenia.insight.reports.queries.weeks import Week
from xenia.insight.reports.release.weekly import WEEKLY, last_quarter, weekly
from xenia.insight.reports.weeks import KINDS

# What nobody counted, in a column that is shown.
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """One row. numbers: in the order of the table's kinds; None where a number is protected."""

    monday: date
    numbers: tuple[int | str | None, ...]
    through: date | None
    is_running: bool


@dataclass(frozen=True, slots=True)
class ShownWeeks:
    """The table, the newest week first."""

    kinds: tuple[str, ...]
    rows: tuple[ShownWeek, ...]


def as_counted(weeks: Sequence[Week]) -> ShownWeeks:
    """Each week as it was counted."""
    rows = tuple(
        ShownWeek(
            week.monday,
            tuple(UNKNOWN if one is None else one for one in week.numbers.values()),
            week.through,
            week.through is not None and not week.is_over,
        )
        for week in reversed(weeks)
    )
    return ShownWeeks(tuple(KINDS), rows)


def as_shared(weeks: Sequence[Week], today: date) -> ShownWeeks:
    """The weeks of the last quarter that is over, protected as when they leave the office."""
    quarter = last_quarter(today)
    found = {one.measure.code.removeprefix(WEEKLY): one.numbers for one in weekly(weeks, quarter)}
    kinds = tuple(code for code in KINDS if code in found)
    mondays = sorted({monday for code in kinds for (monday,) in found[code]}, reverse=True)
    rows = tuple(
        ShownWeek(
            date.fromisoformat(monday),
            tuple(found[code].get((monday,), UNKNOWN) for code in kinds),
            None,
            is_running=False,
        )
        for monday in mondays
    )
    return ShownWeeks(kinds, rows)
