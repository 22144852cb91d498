"""A control chart of counts: whether there are more now than chance alone would bring. No Django.

Counts of rare, independent events are Poisson. The line to cross is exact, with the chance a normal value has of lying three
standard deviations above its mean; three times the square root, as for large counts, would cry out too often where counts
are few. Each span may have its own number of contacts, so that more visitors alone are no rise (a u-chart).
Sources: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.1 (counts control charts) and 6.3.2 (the Western Electric
rules, 1956, of which three are used, upwards only).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma, log
from typing import Final

# A normal value lies more than three, or two, standard deviations above its mean with these chances.
THREE_SIGMA: Final = 0.0013499
TWO_SIGMA: Final = 0.0227501
IN_A_ROW: Final = 8
# With fewer spans before it, nobody knows what is usual.
FEWEST_SPANS: Final = 6
# Fewer in a span are no pattern, however rare they were before.
FEWEST_IN_A_RISE: Final = 3
# Terms of the sum below this change nothing.
NOTHING: Final = 1e-18


class Rule(StrEnum):
    """Why a span is more than usual."""

    FAR = "far"
    TWO_OF_THREE = "two_of_three"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Point:
    """What was counted in one span. contacts: how many it could have been, in any unit that stays the same."""

    count: int
    contacts: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A point on the chart. usual: what one would expect; many, too_many: the smallest counts beyond two and three sigma."""

    point: Point
    usual: float
    many: int
    too_many: int
    rules: frozenset[Rule]

    @property
    def is_more(self) -> bool:
        """Whether any rule says that it is more than usual."""
        return bool(self.rules)


@dataclass(frozen=True, slots=True)
class Chart:
    """Points in the order of their days. rate: what is usual for one contact; None while nobody can know it."""

    points: tuple[Judged, ...]
    rate: float | None

    @property
    def is_known(self) -> bool:
        """Whether there was enough before to say what is usual."""
        return self.rate is not None


def chart_of(points: Sequence[Point], *, before: int) -> Chart:
    """Judge every point by the first ones.

    before: how many of them, from the start, say what is usual. One of these that is itself too many is set aside once.
    """
    known = [point for point in points[:before] if point.contacts > 0]
    if len(known) < FEWEST_SPANS:
        nothing: frozenset[Rule] = frozenset()
        return Chart(tuple(Judged(point, 0, 0, 0, nothing) for point in points), None)
    rate = _rate(_without_outliers(known))
    return Chart(tuple(_judged(points, at, rate) for at in range(len(points))), rate)


def _without_outliers(points: Sequence[Point]) -> list[Point]:
    """What is usual is not said by a month that was not. At most half is set aside."""
    rate = _rate(points)
    kept = [one for one in points if not _is_beyond(one, rate, THREE_SIGMA)]
    return kept if 2 * len(kept) >= len(points) else list(points)


def _rate(points: Sequence[Point]) -> float:
    return sum(one.count for one in points) / sum(one.contacts for one in points)


def _judged(points: Sequence[Point], at: int, rate: float) -> Judged:
    point = points[at]
    usual = rate * point.contacts
    return Judged(
        point,
        usual,
        too_many(usual, TWO_SIGMA),
        too_many(usual, THREE_SIGMA),
        frozenset(_rules(points[: at + 1], rate)),
    )


def _rules(points: Sequence[Point], rate: float) -> list[Rule]:
    """Which rules the last of these points meets; a point that is not high itself meets none."""
    last = points[-1]
    found = []
    if _is_beyond(last, rate, THREE_SIGMA):
        found.append(Rule.FAR)
    high = [_is_beyond(one, rate, TWO_SIGMA) for one in points[-3:]]
    if high[-1] and sum(high) >= 2:
        found.append(Rule.TWO_OF_THREE)
    row = points[-IN_A_ROW:]
    if len(row) == IN_A_ROW and all(one.count > rate * one.contacts for one in row):
        found.append(Rule.RUN)
    return found if last.count >= FEWEST_IN_A_RISE else []


def _is_beyond(point: Point, rate: float, chance: float) -> bool:
    return point.count >= too_many(rate * point.contacts, chance)


@lru_cache(maxsize=4096)
def too_many(usual: float, chance: float = THREE_SIGMA) -> int:
    """The smallest count that comes by chance at most so often, where `usual` come on average."""
    count = max(1, int(usual))
    while at_least(count, usual) > chance:
        count += 1
    return count


def usual_range(usual: float) -> tuple[int, int]:
    """The lowest and the highest count within two sigma, where `usual` come on average."""
    low = 0
    while 1 - at_least(low + 1, usual) <= TWO_SIGMA:
        low += 1
    return low, too_many(usual, TWO_SIGMA) - 1


def at_least(count: int, usual: float) -> float:
    """How often so many or more come by chance, where `usual` come on average (Poisson)."""
    if count <= 0:
        return 1.0
    if usual <= 0:
        return 0.0
    term = exp(count * log(usual) - usual - lgamma(count + 1))
    total, number = 0.0, count
    while term > NOTHING or number < usual:
        total += term
        number += 1
        term *= usual / number
    return min(total, 1.0)
