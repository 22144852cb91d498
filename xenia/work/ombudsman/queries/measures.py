"""What the reports say of complaints, from the ledger alone."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from xenia.ground.ledger.measures import MEASURES
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.ledger.queries.sealed import Figure
from xenia.ground.ledger.streams import STREAMS
from xenia.work.ombudsman.ledger_kinds import (
    CLOCK,
    CLOSED,
    FILED,
    FILED_FROM,
    FILED_IN,
    FOUND,
    RECOMMENDED,
)
from xenia.work.ombudsman.queries.handling import days_each

# Each measure: the kind, and what it is split by. Never a department beside a language or an area.
SPLITS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "complaints by department and kind": (FILED, ("department", "reason")),
    "complaints by channel": (FILED, ("mode",)),
    "complaints by language and kind": (FILED_IN, ("language", "reason")),
    "complaints by area and kind": (FILED_FROM, ("area", "reason")),
    "complaints by department and finding": (FOUND, ("department", "outcome")),
    "complaints by closing": (CLOSED, ("outcome",)),
    "complaints in time by clock": (CLOCK, ("mode", "outcome")),
    "recommendations by department and state": (RECOMMENDED, ("department", "outcome")),
}
DAYS_TAKEN: Final = "complaints by business days to what was found"


def _figures(measure: str, year: int) -> Iterator[Figure]:
    kind, split = SPLITS[measure]
    for one in quantities(kind, year, by=split):
        yield Figure(dict(zip(split, one.cell, strict=True)), one.quantity, is_additive=True)


def days_taken(year: int) -> Iterator[Figure]:
    """How many complaints took how many business days: one Figure per length, so that every share of them can be told."""
    lengths = days_each(*STREAMS["service"].span(year))
    for days in sorted(set(lengths)):
        yield Figure({"days": str(days)}, lengths.count(days), is_additive=True)


def register_measures() -> None:
    """Keep these when a year is sealed."""
    for measure in SPLITS:
        MEASURES[measure] = partial(_figures, measure)
    MEASURES[DAYS_TAKEN] = days_taken
