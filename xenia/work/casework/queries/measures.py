"""What the reports say of casework, from the ledger alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from xenia.ground.ledger.measures import MEASURES
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.ledger.queries.sealed import Figure
from xenia.work.casework.ledger_kinds import INTAKE, MATTER, NEED, SCREENED, SCREENING
from xenia.work.casework.models.matter import Status

MATTERS = "casework matters by outcome"
INTAKES = "casework intakes by state"
SCREENINGS = "casework screenings"
ELIGIBILITY = "casework eligibility screenings"
NEEDS = "casework needs by what became of them"


@dataclass(frozen=True, slots=True)
class Flow:
    """Matters of a year: brought forward + opened - closed = carried forward."""

    brought_forward: int
    opened: int
    closed: int

    @property
    def carried_forward(self) -> int:
        """What is open when the year ends."""
        return self.brought_forward + self.opened - self.closed


def flow_of_matters(year: int, *, first_year: int) -> Flow:
    """How matters came and went in a year. first_year: the first the office counted."""
    before = [_opened_and_closed(one) for one in range(first_year, year)]
    opened, closed = _opened_and_closed(year)
    brought = sum(one for one, _other in before) - sum(other for _one, other in before)
    return Flow(brought, opened, closed)


def _opened_and_closed(year: int) -> tuple[int, int]:
    by_outcome = {
        one.cell[0]: int(one.quantity) for one in quantities(MATTER, year, by=("outcome",))
    }
    opened = by_outcome.pop(Status.OPEN.value, 0)
    return opened, sum(by_outcome.values())


def _figures(kind: str, split: tuple[str, ...], year: int) -> Iterator[Figure]:
    for one in quantities(kind, year, by=split):
        yield Figure(dict(zip(split, one.cell, strict=True)), one.quantity, is_additive=True)


def register_measures() -> None:
    """Keep these when a year is sealed."""
    MEASURES[MATTERS] = lambda year: _figures(MATTER, ("outcome", "is_new"), year)
    MEASURES[INTAKES] = lambda year: _figures(INTAKE, ("mode", "outcome"), year)
    MEASURES[SCREENINGS] = lambda year: _figures(SCREENED, ("mode",), year)
    MEASURES[ELIGIBILITY] = lambda year: _figures(SCREENING, ("mode", "need"), year)
    MEASURES[NEEDS] = lambda year: _figures(NEED, ("need", "outcome", "reason"), year)
