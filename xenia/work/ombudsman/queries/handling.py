"""How long complaints take and what comes of them in a calendar year, from the ledger alone, for everybody.

No number from 1 to 10 stands there or can be worked out, neither from one look nor from two on different days:
A year is told once it is over, whole, and never as a part of a longer time. So no two looks differ by what was added
between them, and what is hidden of a year depends on that year alone.
What was in time is told in tenths, "at least 8 of 10", and only of 20 steps or more: each tenth then holds two numbers of
late steps or more, so that none of them is told, however few were late. All of them in time says "at least 9 of 10" too.
Where every clock has fewer, all of them are told as one, and never beside one that is told: two such tenths could meet.
A clock is counted on the day it is met and never anew. What is filed, found or closed may be counted anew until the ledger
locks the year; whoever looks before and after sees that one moved.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final, Self

from xenia.ground.disclosure import THRESHOLD, hidden_of, is_small
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.work.ombudsman.ledger_kinds import CLOCK, CLOSED, DAYS, FILED, FOUND
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.counts import Shown, largest_first

IN_TIME: Final = "in_time"
TENTHS: Final = 10
FEWEST_TO_SHARE: Final = 2 * TENTHS
YEARS_BACK: Final = 5
Rows = list[tuple[str, Shown]]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many were in time, in tenths rounded down. None where that is too small to be shown."""

    tenths: Shown
    whole: Shown

    @classmethod
    def of(cls, in_time: int, whole: int) -> Self:
        """What may be told of it."""
        if whole < FEWEST_TO_SHARE:
            return cls(None, None if is_small(whole) else whole)
        return cls(max(0, min(TENTHS * in_time // whole, TENTHS - 1)), whole)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one dimension, and their sum."""

    rows: Rows
    total: Shown


def years_told(today: date) -> list[int]:
    """The last years that are over, the newest first."""
    return list(range(today.year - 1, today.year - 1 - YEARS_BACK, -1))


class Handling:
    """One calendar year that is over, read once."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._span = date(year, 1, 1), date(year, 12, 31)
        kinds, by = (FILED, FOUND, CLOSED, CLOCK), ("reason", "mode", "outcome")
        self._found: list[Counted] = counted_within(kinds, *self._span, by=by)

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
        return {which: self._in_time(mode=which) for which in Clock.Which.values}

    def all_clocks(self) -> Share | None:
        """All of them together, without their number; None where one of them says more, or all are too few."""
        said = [one for one in self.clocks().values() if one.tenths is not None]
        together = self._in_time()
        return None if said or together.tenths is None else Share(together.tenths, None)

    def _in_time(self, **where: str) -> Share:
        sums = self._sums(CLOCK, "outcome", **where)
        return Share.of(sums[IN_TIME], sums.total())

    def median_days(self) -> float | None:
        """Business days from a complaint to what was found, for the one in the middle; None with too few of them."""
        days = days_each(*self._span)
        if len(days) < THRESHOLD:
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
