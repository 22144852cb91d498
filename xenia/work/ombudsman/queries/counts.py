"""How many complaints came, by quarter and month, from the ledger alone; small numbers are never shown.

The tables of a calendar year hold its quarters and their sum, so that the year on one page and the quarter on another do
not give a small number away together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from xenia.ground.disclosure.crossed import TOTAL, At, hidden_cells, with_sums
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.cells import as_text
from xenia.work.language_access.queries.periods import month_later
from xenia.work.ombudsman.ledger_kinds import FILED, FILED_FROM, FILED_IN

# What complaints are looked at by: the kind that counts it, and its dimension there.
KIND, DEPARTMENT, LANGUAGE, AREA, CHANNEL = "kind", "department", "language", "area", "channel"
LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    KIND: (FILED, "reason"),
    DEPARTMENT: (FILED, "department"),
    CHANNEL: (FILED, "mode"),
    LANGUAGE: (FILED_IN, "language"),
    AREA: (FILED_FROM, "area"),
}
# Every complaint is in these tables, so the sum that one hides must not stand in another.
WHOLE: Final = (KIND, DEPARTMENT, CHANNEL, LANGUAGE)
DIMENSIONS: Final = ("reason", "department", "mode", "language", "area")
QUARTERS_BACK: Final = 12
# A whole of every dimension.
ALL: Final = ""
Months = Mapping[date, int]
# None: too small to be shown, or needed to hide what is.
Shown = int | None


def quarter_of(day: date) -> date:
    """The first day of the calendar quarter a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@dataclass(frozen=True, slots=True)
class Window:
    """What is looked at: quarters and months in order; the last of each is not over."""

    quarters: tuple[date, ...]
    months: tuple[date, ...]


class Counts:
    """Complaints of the last three years and of this quarter, read once."""

    def __init__(self, today: date) -> None:
        """The quarter of today is the last one."""
        self.today = today
        self.newest = quarter_of(today)
        # Whole calendar years, as the tables of a year need them.
        self.first = date(month_later(self.newest, -3 * QUARTERS_BACK).year, 1, 1)

    @cached_property
    def _entries(self) -> Mapping[str, Mapping[str, Counter[date]]]:
        """{look: {value: {month: complaints}}}."""
        rows = (
            Entry.objects.filter(
                stream="service",
                kind__in={kind for kind, _dimension in LOOKS.values()},
                on__range=(self.first, self.today),
            )
            .annotate(month=TruncMonth("on"))
            .values_list("kind", "month", *DIMENSIONS)
            .annotate(Sum("quantity"))
            .order_by()
        )
        found: dict[str, dict[str, Counter[date]]] = {look: {} for look in LOOKS}
        for kind, month, *values, quantity in rows:
            said = dict(zip(DIMENSIONS, values, strict=True))
            for look, (counted_by, dimension) in LOOKS.items():
                if counted_by == kind:
                    value = as_text(dimension, said[dimension])
                    found[look].setdefault(value, Counter())[month] += quantity
        return found

    def values(self, look: str) -> list[str]:
        """What was complained about, where from, in which language: every value that was counted."""
        return sorted(
            value for value, months in self._entries[look].items() if any(months.values())
        )

    def by_month(self, look: str, value: str) -> Months:
        """One value month by month; `ALL` of "kind" is every complaint."""
        if value == ALL and look == KIND:
            return sum(self._entries[KIND].values(), Counter())
        return self._entries[look].get(value, Counter())

    def by_quarter(self, look: str, value: str) -> Months:
        """The same, quarter by quarter."""
        sums: Counter[date] = Counter()
        for month, number in self.by_month(look, value).items():
            sums[quarter_of(month)] += number
        return sums

    @cached_property
    def window(self) -> Window:
        """The last twelve whole quarters and this one; none before the first complaint was counted."""
        counted = [month for months in self._entries[KIND].values() for month in months]
        first = min(counted, default=self.today)
        quarters = [month_later(self.newest, -3 * back) for back in range(QUARTERS_BACK, -1, -1)]
        quarters = [one for one in quarters if one >= first.replace(day=1)] or [self.newest]
        begin = max(first.replace(day=1), month_later(self.newest, -3 * QUARTERS_BACK))
        count = (self.today.year - begin.year) * 12 + self.today.month - begin.month
        months = [month_later(begin, number) for number in range(count + 1)]
        return Window(tuple(quarters), tuple(months))

    def years(self) -> list[int]:
        """The calendar years that are looked at, the newest first."""
        return list(range(self.today.year, self.first.year - 1, -1))

    def shown(self, look: str, year: int) -> Mapping[At, Shown]:
        """A year by value and quarter, with every sum: {(value, "2026-04-01"): number}. What is not shown is None."""
        full, hidden = self._table(look, year)
        return {at: None if at in hidden else number for at, number in full.items()}

    def _table(self, look: str, year: int) -> tuple[dict[At, int], set[At]]:
        full, hidden = self._protected[look, year]
        return full, hidden | (self._hidden_sums(year) if look in WHOLE else set())

    def _hidden_sums(self, year: int) -> set[At]:
        tables = (self._protected[look, year][1] for look in WHOLE)
        return {at for hidden in tables for at in hidden if at[0] == TOTAL}

    @cached_property
    def _protected(self) -> "_Protected":
        return _Protected(self)

    def shown_by_quarter(self, look: str, value: str) -> dict[date, Shown]:
        """What a chart may show of one value, or of every complaint."""
        row = TOTAL if (look, value) == (KIND, ALL) else value
        tables = {
            year: self.shown(look, year) for year in {one.year for one in self.window.quarters}
        }
        return {
            one: tables[one.year].get((row, one.isoformat()), 0) for one in self.window.quarters
        }


class _Protected(dict[tuple[str, int], tuple[dict[At, int], set[At]]]):
    """The table of each look and year, with what must be hidden of it, made when it is asked for."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, key: tuple[str, int]) -> tuple[dict[At, int], set[At]]:
        look, year = key
        cells = {
            (value, quarter.isoformat()): number
            for value in self._counts.values(look)
            for quarter, number in self._counts.by_quarter(look, value).items()
            if quarter.year == year
        }
        full = with_sums(cells)
        self[key] = full, set(hidden_cells(full))
        return self[key]


def last_day_of_quarter(first: date) -> date:
    """The last day of a quarter named by its first."""
    return month_later(first, 3) - timedelta(days=1)


def largest_first(rows: Iterable[tuple[str, Shown]]) -> list[tuple[str, Shown]]:
    """Rows of a table; those not shown stand last, by name, for their place must not tell their size."""
    return sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
