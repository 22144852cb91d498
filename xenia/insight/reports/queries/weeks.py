"""The last weeks, as they were counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.weeks import DAY, KINDS, WEEK, monday_of, spans_between


@dataclass(frozen=True, slots=True)
class Week:
    """One week: how often each kind of thing happened, None where nobody counted all its days.

    through: the last day that is counted; None where none is.
    """

    monday: date
    numbers: Mapping[str, int | None]
    through: date | None

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + WEEK - DAY

    @property
    def is_over(self) -> bool:
        """Whether all its days are counted."""
        return self.through == self.sunday


def weeks_until(today: date, *, how_many: int) -> list[Week]:
    """The week of a day and those before it, the oldest first."""
    last = monday_of(today)
    mondays = [last - WEEK * number for number in reversed(range(how_many))]
    rows: dict[date, dict[tuple[date, str], WeekFigure]] = {}
    for row in WeekFigure.objects.filter(monday__range=(mondays[0], last)):
        rows.setdefault(row.monday, {})[row.month, row.kind] = row
    return [_week(monday, rows.get(monday, {})) for monday in mondays]


def _week(monday: date, rows: Mapping[tuple[date, str], WeekFigure]) -> Week:
    through = max((row.counted_through for row in rows.values()), default=None)
    spans = list(spans_between(monday, through)) if through else []
    numbers: dict[str, int | None] = {}
    for kind in KINDS:
        found = [rows.get((span.month, kind)) for span in spans]
        known = [row.quantity for row in found if row is not None]
        numbers[kind] = sum(known) if known and len(known) == len(found) else None
    return Week(monday, numbers, through)
