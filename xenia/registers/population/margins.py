"""Margins of error: what is known of an estimate, of sums and of shares of estimates. Pure: no Django in it.

Every margin here is the Census Bureau's: half of the interval that holds the true number in 90 of 100 samples. The
formulas are approximations: they take the parts of a sum as independent of each other.
Source: U.S. Census Bureau, Understanding and Using American Community Survey Data: What All Data Users Need to Know,
chapters 7 (statistical significance) and 8 (measures of error for derived estimates).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, isfinite, sqrt
from statistics import NormalDist
from typing import Final

# How many standard errors the Bureau's margins are wide. Source: the same, chapter 7.
Z_90: Final = 1.645
_NORMAL: Final = NormalDist()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its margin of error at 90 %. margin: 0 when controlled (no sampling error), None when not known."""

    value: float
    margin: float | None

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError(f"value {self.value!r}: expected a number, such as 1200.0")
        if self.margin is not None and not (isfinite(self.margin) and self.margin >= 0):
            raise ValueError(f"margin {self.margin!r}: expected 0 or more, or None")

    @property
    def low(self) -> float | None:
        """The lower end of the 90 % interval; people are never fewer than 0."""
        return None if self.margin is None else max(0.0, self.value - self.margin)

    @property
    def high(self) -> float | None:
        """The upper end of the 90 % interval."""
        return None if self.margin is None else self.value + self.margin


class Reliability(StrEnum):
    """How far an estimate can be leaned on, by its coefficient of variation."""

    EXACT = "exact"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


# Source: bands in common use, as Esri flags American Community Survey figures (12 % and 40 %). The Census Bureau sets
# none: how much error is too much depends on the question.
HIGH_UP_TO: Final = 0.12
MEDIUM_UP_TO: Final = 0.40


def standard_error(figure: Figure) -> float | None:
    """The margin at 90 % divided by 1.645."""
    return None if figure.margin is None else figure.margin / Z_90


def variation(figure: Figure) -> float | None:
    """The coefficient of variation: standard error over estimate. None where there is none: a zero, an unknown margin."""
    error = standard_error(figure)
    return None if error is None or figure.value == 0 else error / abs(figure.value)


def reliability(figure: Figure) -> Reliability:
    """The band of an estimate. A zero that was not counted out is of low reliability: its margin says how many it hides."""
    if figure.margin is None:
        return Reliability.UNKNOWN
    if figure.margin == 0:
        return Reliability.EXACT
    spread = variation(figure)
    if spread is None or spread > MEDIUM_UP_TO:
        return Reliability.LOW
    return Reliability.HIGH if spread <= HIGH_UP_TO else Reliability.MEDIUM


def sum_of(figures: Iterable[Figure]) -> Figure:
    """A sum: the root of the sum of squared margins; of the estimates that are zero only the largest margin counts.

    Its margin is not known where one part's is not.
    """
    parts = list(figures)
    value = sum(part.value for part in parts)
    margins = [part.margin for part in parts if part.value != 0]
    zeros = [part.margin for part in parts if part.value == 0]
    if None in margins or None in zeros:
        return Figure(value, None)
    largest_zero = max((one for one in zeros if one is not None), default=0.0)
    return Figure(value, hypot(*(one for one in margins if one is not None), largest_zero))


def proportion(part: Figure, whole: Figure) -> Figure:
    """A share of a whole that holds the part, between 0 and 1. Where the root would be of a negative number: as a ratio.

    Raises ZeroDivisionError for an empty whole.
    """
    share = part.value / whole.value
    if part.margin is None or whole.margin is None:
        return Figure(share, None)
    inside = part.margin**2 - share**2 * whole.margin**2
    if inside < 0:
        return ratio(part, whole)
    return Figure(share, sqrt(inside) / whole.value)


def ratio(first: Figure, second: Figure) -> Figure:
    """One estimate over another that does not hold it. Raises ZeroDivisionError when the second is zero."""
    quotient = first.value / second.value
    if first.margin is None or second.margin is None:
        return Figure(quotient, None)
    return Figure(quotient, hypot(first.margin, quotient * second.margin) / second.value)


def chance_of_reaching(figure: Figure, limit: float) -> float | None:
    """How likely the true number is the limit or more; None when the margin is not known.

    The estimate is the middle of a normal curve, its standard error the width. It says how sure we are of a number from
    a sample; it is no probability in the strict sense.
    """
    error = standard_error(figure)
    if error is None:
        return None
    if error == 0:
        return 1.0 if figure.value >= limit else 0.0
    return _NORMAL.cdf((figure.value - limit) / error)
