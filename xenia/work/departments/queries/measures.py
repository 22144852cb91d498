"""What the reports say of equal access, from the ledger alone."""

from collections.abc import Iterator
from typing import Final

from xenia.ground.ledger.measures import MEASURES
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.ledger.queries.sealed import Figure
from xenia.work.departments.ledger_kinds import CLOSED, REFUSED

REFUSALS: Final = "refusals by department, service and what was said"
ENDED: Final = "refusals by department and what became of them"
SPLITS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    REFUSALS: (REFUSED, ("department", "service", "reason")),
    ENDED: (CLOSED, ("department", "outcome")),
}


def _figures(measure: str, year: int) -> Iterator[Figure]:
    kind, split = SPLITS[measure]
    for one in quantities(kind, year, by=split):
        yield Figure(dict(zip(split, one.cell, strict=True)), one.quantity, is_additive=True)


def register_measures() -> None:
    """Keep these when a year is sealed."""
    MEASURES[REFUSALS] = lambda year: _figures(REFUSALS, year)
    MEASURES[ENDED] = lambda year: _figures(ENDED, year)


def refused_by_service(year: int) -> dict[str, int]:
    """How often each service refused somebody, as far as we were told: {service: times}."""
    found = quantities(REFUSED, year, by=("service",))
    return {one.cell[0]: int(one.quantity) for one in found if one.quantity}
