"""What was measured, before anything is hidden, and what may be shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from xenia.insight.reports.measures.measure import Measure

# All values of a split together, as `disclosure` calls it; that room loads its solver, which an office may not have yet.
TOTAL: Final = "TOTAL"
# One value for each split of the measure, TOTAL where all are taken together.
Place = tuple[str, ...]
__all__ = ["TOTAL", "Measured", "Place", "Shown"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The true numbers of a measure in a year. They do not leave the office: `release.protect` makes a `Shown` of them.

    numbers: each place with its total, every margin included. unnamed: of people, how many of these numbers are contacts
    without a name (the same places), who leave the office apart from people. told: the places that are to leave, None for
    all: the others are counted so that nobody can work them out. from_one: how many of each number one organization
    brought, where that matters. has_data: False where the ledger has no entry of these kinds in that year; then it
    says "no data", and never 0. state, version, computed_at: as in `Shown`.
    """

    measure: Measure
    year: int
    numbers: Mapping[Place, int]
    unnamed: Mapping[Place, int] = field(default_factory=dict)
    has_data: bool = True
    state: str = "computed"
    version: int = 1
    computed_at: datetime | None = None
    told: frozenset[Place] | None = None
    from_one: Mapping[Place, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Without numbers, so that none gets into a log."""
        return f"Measured({self.measure.code}, {self.year})"


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a measure: None where a number is protected.

    numbers: of people, those with a name: a contact without one never becomes a person. unnamed: these contacts.
    merged: {split: {code: (words of values taken together)}}. certificate: as data, see `disclosure.Certificate`.
    state: "computed" from entries, or "sealed". version: above 1 where a sealed figure was corrected.
    """

    measure: Measure
    year: int
    numbers: Mapping[Place, int | None]
    unnamed: Mapping[Place, int | None] = field(default_factory=dict)
    has_data: bool = True
    merged: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    certificate: Mapping[str, Any] = field(default_factory=dict)
    computed_at: datetime | None = None
    state: str = "computed"
    version: int = 1

    @property
    def blank(self) -> int:
        """How many numbers are protected."""
        return sum(number is None for number in (*self.numbers.values(), *self.unnamed.values()))
