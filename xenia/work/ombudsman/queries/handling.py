"""How long complaints take and what comes of them in a calendar year, from the ledger alone.

A year that is not over is told by its whole quarters, so that nobody learns from one day to the next what was added.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.protection import hidden_of, is_small
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.ground.ledger.streams import FEWEST_PEOPLE
from xenia.work.ombudsman.ledger_kinds import CLOCK, CLOSED, DAYS, FILED, FOUND
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.counts import Shown, largest_first, quarter_of

IN_TIME: Final = "in_time"
YEARS_BACK: Final = 5
Rows = list[tuple[str, Shown]]


@dataclass(frozen=True, slots=True)
class Share:
    """So many in time of so many. None where that is too small to be shown, or would give a small number away."""

    part: Shown
    whole: Shown

    @property
    def percent(self) -> int | None:
        """The part in percent."""
        return round(100 * self.part / self.whole) if self.part is not None and self.whole else None


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one dimension, and their sum."""

    rows: Rows
    total: Shown


def whole_until(year: int, today: date) -> date | None:
    """The last day of a year that is told; None while its first quarter is not over."""
    last = min(date(year, 12, 31), quarter_of(today) - timedelta(days=1))
    return last if last.year == year else None


def years_told(today: date) -> list[int]:
    """The years that have something to tell, the newest first."""
    newest = today.year if whole_until(today.year, today) else today.year - 1
    return list(range(newest, newest - YEARS_BACK, -1))


class Handling:
    """One calendar year, read once."""

    def __init__(self, year: int, today: date) -> None:
        """Its whole quarters before today; of a year without one, nothing."""
        self.year, self.until = year, whole_until(year, today)
        self._found: list[Counted] = []
        if self.until:
            self._found = counted_within(
                (FILED, FOUND, CLOSED, CLOCK),
                date(year, 1, 1),
                self.until,
                by=("reason", "mode", "outcome"),
            )

    @property
    def is_over(self) -> bool:
        """Whether the whole year is told."""
        return self.until == date(self.year, 12, 31)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not self._found

    def filed(self) -> Table:
        """Complaints by what they are about."""
        return self._by(FILED, "reason", Kind.values)

    def channels(self) -> Table:
        """The same by how they came to us."""
        return self._by(FILED, "mode", Channel.values)

    def findings(self) -> Table:
        """What was found."""
        return self._by(FOUND, "outcome", Finding.Outcome.values)

    def closings(self) -> Table:
        """Why complaints were closed."""
        return self._by(CLOSED, "outcome", Closing.values)

    def clocks(self) -> dict[str, Share]:
        """How often each clock was met in time."""
        return {which: self._clock(which) for which in Clock.Which.values}

    def _clock(self, which: str) -> Share:
        sums = self._sums(CLOCK, "outcome", mode=which)
        part, whole = sums[IN_TIME], sums.total()
        if is_small(part) or is_small(whole) or is_small(whole - part):
            return Share(None, None if is_small(whole) else whole)
        return Share(part, whole)

    def median_days(self) -> float | None:
        """Business days from a complaint to what was found, for the one in the middle; None with too few of them."""
        if self.until is None:
            return None
        days = days_each(date(self.year, 1, 1), self.until)
        if len(days) < FEWEST_PEOPLE:
            return None
        middle = median(days)
        return int(middle) if middle == int(middle) else middle

    def _by(self, kind: str, dimension: str, order: list[str]) -> Table:
        """Every value the office knows, also those nobody had; small numbers protected, with their sum."""
        sums = self._sums(kind, dimension)
        hidden = hidden_of(sums)
        values = [*order, *sorted(sums.keys() - set(order))]
        rows = [
            (value, None if value in hidden.rows else sums[value])
            for value in values
            if sums[value]
        ]
        return Table(largest_first(rows), None if hidden.total else sums.total())

    def _sums(self, kind: str, dimension: str, **where: str) -> Counter[str]:
        sums: Counter[str] = Counter()
        for one in self._found:
            if one.kind == kind and all(one.cell[name] == value for name, value in where.items()):
                sums[one.cell[dimension]] += int(one.quantity)
        return sums


def days_each(first: date, last: date) -> list[int]:
    """The days each complaint took, in order; what was taken back takes one of the same length with it."""
    taken: Counter[int] = Counter()
    entries = Entry.objects.filter(kind=DAYS, on__range=(first, last))
    for quantity in entries.values_list("quantity", flat=True):
        taken[abs(quantity)] += 1 if quantity > 0 else -1
    return sorted(taken.elements())
