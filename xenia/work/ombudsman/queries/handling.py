"""How long complaints take, how they come and how they end in a calendar year, from the ledger alone, for everybody.

No number from 1 to 10 stands there or can be worked out, neither from one look nor from two on different days:
A year is told once it is over, whole, and never as a part of a longer time. So no two looks differ by what was added
between them, and what is hidden of a year depends on that year alone.
What is closed may be counted anew until the ledger locks the year; whoever looks before and after sees that one moved.
What the yearly report tells too is read from there (`posted`).
"""

from collections import Counter
from datetime import date
from statistics import median
from typing import Final

from xenia.ground.disclosure import THRESHOLD, hidden_of
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.work.ombudsman.ledger_kinds import CLOSED, DAYS, FILED
from xenia.work.ombudsman.models.complaint import Channel, Closing
from xenia.work.ombudsman.queries.counts import largest_first
from xenia.work.ombudsman.queries.posted import Table

YEARS_BACK: Final = 5


def years_told(today: date) -> list[int]:
    """The last years that are over, the newest first."""
    return list(range(today.year - 1, today.year - 1 - YEARS_BACK, -1))


class Handling:
    """One calendar year that is over, read once."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._span = date(year, 1, 1), date(year, 12, 31)
        by = ("mode", "outcome")
        self._found: list[Counted] = counted_within((FILED, CLOSED), *self._span, by=by)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not self._found

    def channels(self) -> Table:
        """Complaints by how they came to us."""
        return self._by(FILED, "mode", Channel.values)

    def closings(self) -> Table:
        """Why complaints were closed."""
        return self._by(CLOSED, "outcome", Closing.values)

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

    def _sums(self, kind: str, dimension: str) -> Counter[str]:
        sums: Counter[str] = Counter()
        for one in self._found:
            if one.kind == kind:
                sums[one.cell[dimension]] += int(one.quantity)
        return sums


def days_each(first: date, last: date) -> list[int]:
    """The days each complaint took, in order; what was taken back takes one of the same length with it."""
    taken: Counter[int] = Counter()
    entries = Entry.objects.filter(kind=DAYS, on__range=(first, last))
    for quantity in entries.values_list("quantity", flat=True):
        taken[abs(quantity)] += 1 if quantity > 0 else -1
    return sorted(taken.elements())
