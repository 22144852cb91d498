"""What the office does not let anybody work out about the people behind a count."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

# Source: CMS cell size suppression policy: no cell of 1 to 10 is shown or derivable; 0 may be shown.
THRESHOLD: Final = 11
# The lowest count that says somebody is there.
ONE_PERSON: Final = 1


@dataclass(frozen=True, slots=True)
class Need:
    """How wide every guess at a cell must stay: from `low` or less to `high` or more."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule a release is held to.

    threshold: the lowest count that is shown. zeros_are_shown: whether a zero tells nothing about anybody; a zero may
    still be hidden to protect others. most_from_one: the largest share of a cell that one provider may have brought,
    None where it does not matter.
    """

    threshold: int = THRESHOLD
    zeros_are_shown: bool = True
    most_from_one: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that protects nobody."""
        if self.threshold < 2:
            raise ValueError(f"threshold {self.threshold}: expected 2 or more, such as 11")
        if self.most_from_one is not None and not 0 < self.most_from_one <= 1:
            raise ValueError(f"most_from_one {self.most_from_one}: expected a share, such as 0.9")

    def need(self, count: int, from_one: int = 0) -> Need | None:
        """How well this count must be protected; None where it may be shown.

        from_one: how many of it the provider with the most brought.
        """
        needs = [need for need in (self._if_small(count), self._if_of_one(count, from_one)) if need]
        if not needs:
            return None
        return Need(min(need.low for need in needs), max(need.high for need in needs))

    def _if_small(self, count: int) -> Need | None:
        if count >= self.threshold or (count == 0 and self.zeros_are_shown):
            return None
        return Need(min(count, ONE_PERSON), self.threshold)

    def _if_of_one(self, count: int, from_one: int) -> Need | None:
        """Source: Hundepool et al., Statistical Disclosure Control (2012), (1,k)-dominance.

        The largest contribution must not become known better than by its share k: 100/k × largest - cell to each side.
        """
        share = self.most_from_one
        if share is None or from_one <= share * count:
            return None
        room = max(1, math.ceil(Fraction(from_one) / share - count))
        return Need(max(0, count - room), count + room)

    def as_data(self) -> dict[str, int | float | bool | None]:
        """The rule as it is printed beside what it protects."""
        share = None if self.most_from_one is None else float(self.most_from_one)
        return {
            "threshold": self.threshold,
            "zeros_are_shown": self.zeros_are_shown,
            "most_from_one": share,
        }
