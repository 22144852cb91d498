"""What the yearly report told of complaints. The page for everybody repeats these numbers, and says no others of the same.

Two tables of the same complaints that hide different numbers give both away; so there is one, protected and attacked with
everything that is out (ADR 0045), and the page waits for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.publications import SUPPRESSED
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.counts import Shown, largest_first

# As the report names whose numbers they are (`insight/reports/measures/complaints.py`).
FILED: Final = "complaints filed"
FOUND: Final = "complaints found"
STEPS: Final = "steps of complaints"
IN_TIME: Final = "in_time"
Cells = Mapping[frozenset[tuple[str, str]], Shown]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one dimension, and their sum."""

    rows: list[tuple[str, Shown]]
    total: Shown


@dataclass(frozen=True, slots=True)
class Step:
    """How often something that was due was done in time, and how often it was due."""

    which: str
    in_time: Shown
    due: Shown


class Posted:
    """One year, as the last report told it; empty where none was posted."""

    def __init__(self, year: int) -> None:
        self.year = year

    def filed(self) -> Table:
        """Complaints by what they are about."""
        return _by(_cells(FILED, self.year), "reason", Kind.values)

    def findings(self) -> Table:
        """What was found."""
        return _by(_cells(FOUND, self.year), "outcome", Finding.Outcome.values)

    def steps(self) -> Iterator[Step]:
        """Each clock that was told."""
        cells = _cells(STEPS, self.year)
        for which in Clock.Which.values:
            due = frozenset({("mode", which)})
            if cells.get(due, 0) != 0:
                yield Step(which, cells.get(due | {("outcome", IN_TIME)}), cells[due])


def _cells(population: str, year: int) -> Cells:
    rows = Publication.objects.filter(population=f"{population}, {year}").order_by("-number")
    last = rows.first()
    return {
        frozenset(each["cell"].items()): None if each["value"] == SUPPRESSED else int(each["value"])
        for each in (last.cells if last else [])
    }


def _by(cells: Cells, dimension: str, order: Sequence[str]) -> Table:
    said: dict[str, Shown] = {
        value: number
        for cell, number in cells.items()
        for name, value in cell
        if len(cell) == 1 and name == dimension and number != 0
    }
    values = [*order, *sorted(said.keys() - set(order))]
    rows = [(value, said[value]) for value in values if value in said]
    return Table(largest_first(rows), cells.get(frozenset()))
