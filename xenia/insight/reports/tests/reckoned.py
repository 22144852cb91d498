"""The numbers of measures as tests read them: from what stands in the ledger now, through the engine."""

from dataclasses import dataclass
from typing import Any, Self

from xenia.insight.reports.engine import measure_all
from xenia.insight.reports.figures import TOTAL, Measured, Place
from xenia.insight.reports.measures import measure_named


@dataclass(frozen=True, slots=True)
class Counted:
    """All numbers of a measure that are not 0, sums included; unnamed: of people, those without a name."""

    numbers: dict[Place, int]
    unnamed: dict[Place, int]
    has_data: bool

    @classmethod
    def of(cls, found: Measured) -> Self:
        """As the engine says it."""
        return cls(_said(found.numbers), _said(found.unnamed), found.has_data)

    def __getitem__(self, place: str | Place) -> int:
        return self.numbers.get((place,) if isinstance(place, str) else place, 0)

    @property
    def lines(self) -> dict[Any, int]:
        """Without the sums; of one split by its value alone."""
        found = {place: n for place, n in self.numbers.items() if TOTAL not in place}
        return {place[0] if len(place) == 1 else place: n for place, n in found.items()}

    @property
    def total(self) -> int:
        """Everything."""
        return next((n for place, n in self.numbers.items() if set(place) <= {TOTAL}), 0)


def _said(numbers: Any) -> dict[Place, int]:
    return {place: number for place, number in numbers.items() if number}


def reckoned(code: str, year: int) -> Counted:
    """One measure of a year."""
    return all_reckoned(year, code)[code]


def all_reckoned(year: int, *codes: str) -> dict[str, Counted]:
    """These measures of a year, or all of them."""
    chosen = [measure_named(code) for code in codes] or None
    found = measure_all(year, chosen, source="entries")
    return {code: Counted.of(one) for code, one in found.items()}
