"""The attack: the lowest and the highest count each hidden cell could have, from everything the office published.

It knows nothing of how cells were chosen, and asks a solver run of its own: first by linear programming, then by whole
numbers, which know more.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import highspy
import numpy as np

from .knowledge import Contradiction, Knowledge, known_from
from .policy import ONE_PERSON, Need, Policy
from .publications import Place, Publications, words
from .solver import (
    INFINITY,
    INTEGER,
    NEARLY,
    NoAnswer,
    Numbers,
    Work,
    add_row,
    all_columns,
    has_some_answer,
    is_answered,
    new_model,
    values_of,
)

# How much work one question in whole numbers may take, in seconds of a common machine, and all that are asked to be
# exact alone.
WHOLE_SECONDS: Final = 10.0
EXACT_SECONDS: Final = 3.0
# After that, how much work until the release is refused because nothing is certain yet; and how many times longer it
# may take on the wall.
CONFIRM_SECONDS: Final = 60.0
PATIENCE: Final = 5.0
Status = highspy.HighsModelStatus
Way = highspy.ObjSense
MINIMIZE: Final = Way.kMinimize
MAXIMIZE: Final = Way.kMaximize


@dataclass(frozen=True, slots=True)
class Interval:
    """What an attacker knows of a hidden count: by linear programming, and by whole numbers; None is without end."""

    low: float
    high: float | None
    whole_low: int
    whole_high: int | None

    def covers(self, need: Need) -> bool:
        """Whether the guess stays as wide as it must, either way it is reckoned."""
        return (
            self.low <= need.low + NEARLY
            and self.whole_low <= need.low
            and (self.high is None or self.high >= need.high - NEARLY)
            and (self.whole_high is None or self.whole_high >= need.high)
        )

    def proves_small(self, policy: Policy) -> bool:
        """Whether everybody can be certain that the count is too small to be shown."""
        least = ONE_PERSON if policy.zeros_are_shown else 0
        high = self.whole_high
        return self.whole_low >= least and high is not None and high < policy.threshold

    @property
    def width(self) -> float:
        """How many counts from the lowest to the highest, the lowest not counted."""
        return math.inf if self.whole_high is None else self.whole_high - self.whole_low


@dataclass(frozen=True, slots=True)
class Finding:
    """What the attack found: an interval for each hidden place, and those that say more than the policy allows.

    is_joint: whether all tables of the same people were read together. is_exact: whether each interval is as wide as it
    is, and not at least so wide.
    """

    intervals: Mapping[Place, Interval]
    breaches: tuple[Place, ...]
    is_joint: bool
    is_exact: bool = True

    def sentences(self) -> list[str]:
        """Which cells give too much away, and what is known of them."""
        return [
            f"{words(place)}: {self.intervals[place].whole_low} to {self.intervals[place].whole_high}"
            for place in self.breaches
        ]


def attack(
    published: Publications,
    needs: Mapping[Place, Need | None],
    policy: Policy,
    *,
    others: Iterable[Mapping[Place, int]] = (),
    exact: float = EXACT_SECONDS,
) -> Finding:
    """Try to work out every hidden count of everything published.

    needs: how well each hidden count must stay protected, None for one that is hidden only for others. A place that
    is not named has a count nobody remembers: it is a breach when it is proven small.
    others: tables that could be true as well, for all somebody says; each is checked against everything published before
    it counts. exact: how much work to look for the very ends of guesses that are wide enough. Raises Contradiction when the
    publications cannot all be true, NoAnswer when time runs out before every guess is known to be wide enough.
    """
    known = known_from(published)
    tried = list(others)
    work = _work(exact)
    intervals: dict[Place, Interval] = {}
    is_exact = True
    for block in known.blocks():
        attacker = Attacker(block, policy, work, exact=exact)
        attacker.try_others(tried)
        for place in block.hidden:
            intervals[place] = attacker.interval(
                place, needs.get(place), is_remembered=place in needs
            )
        is_exact = is_exact and attacker.is_exact
    breaches = tuple(
        place
        for place, interval in intervals.items()
        if _gives_away(interval, place, needs, policy)
    )
    return Finding(intervals, breaches, known.is_joint, is_exact)


def possible(published: Publications) -> dict[Place, int]:
    """Counts of every place that could be true. Raises Contradiction where none can, NoAnswer when the time is over."""
    known = known_from(published)
    counts = dict(known.known)
    work = _work(0.0)
    for block in known.blocks():
        attacker = Attacker(block, Policy(), work, exact=0.0)
        work.run_whole(attacker.whole, WHOLE_SECONDS)
        if attacker.unknown and not has_some_answer(attacker.whole):
            raise NoAnswer("no table was found that could be true")
        found = np.round(values_of(attacker.whole)).astype(int).tolist()
        counts |= dict(zip(attacker.unknown, found, strict=True))
    return counts


def _work(exact: float) -> Work:
    return Work(PATIENCE * (exact + CONFIRM_SECONDS))


def _gives_away(
    interval: Interval, place: Place, needs: Mapping[Place, Need | None], policy: Policy
) -> bool:
    if place not in needs:
        return interval.proves_small(policy)
    need = needs[place]
    return need is not None and not interval.covers(need)


class Attacker:
    """Two models of everything known: one in fractions, one in whole numbers."""

    def __init__(self, known: Knowledge, policy: Policy, work: Work, *, exact: float) -> None:
        """Write down what is known. Raises Contradiction when it cannot all be true.

        exact: until how much work to look for the very ends of what is wide enough anyway.
        """
        self.known = known
        self.policy = policy
        self.unknown = {
            place: column
            for column, place in enumerate(each for each in known.places if each not in known.known)
        }
        size = len(self.unknown)
        self.least, self.most = np.full(size, INFINITY), np.full(size, -INFINITY)
        self.lowest, self.highest = self.least.copy(), self.most.copy()
        self.is_exact = True
        self.work = work
        self.exact = exact
        self.fractions = self._model()
        self.fractions.setOptionValue("presolve", "off")
        self.fractions.setOptionValue("solver", "simplex")
        self.whole = self._model()
        self.whole.changeColsIntegrality(size, all_columns(size), np.array([INTEGER] * size))
        self.whole.setOptionValue("mip_rel_gap", 0.0)
        self.work.run(self.fractions)
        if self.unknown and not is_answered(self.fractions):
            raise Contradiction("what was published cannot all be true")

    def _model(self) -> highspy.Highs:
        size = len(self.unknown)
        model = new_model(np.zeros(size), np.full(size, INFINITY))
        for low, high, columns, factors in self.rows:
            add_row(model, low, high, columns, factors)
        return model

    @cached_property
    def rows(self) -> list[tuple[float, float, list[int], list[float]]]:
        """What is known of the unknown. Raises Contradiction when what is known cannot all be true."""
        found = []
        for row in self.known.rows:
            pairs = list(zip(row.places, row.factors, strict=True))
            said = sum(factor * self.known.known.get(place, 0) for place, factor in pairs)
            left = [(self.unknown[at], factor) for at, factor in pairs if at in self.unknown]
            if left:
                columns, factors = [at for at, _ in left], [factor for _, factor in left]
                found.append((row.low - said, row.high - said, columns, factors))
            elif not row.low - NEARLY <= said <= row.high + NEARLY:
                raise Contradiction("what was published cannot all be true")
        return found

    def interval(self, place: Place, need: Need | None, *, is_remembered: bool) -> Interval:
        """The lowest and highest count of a place.

        need, is_remembered: how wide the guess must be, and whether anybody knows. When time runs short, tables that
        were met on the way and are wide enough are taken for the ends: the guess is as wide as that or wider.
        Raises NoAnswer when the time is over before the guess is known to be wide enough.
        """
        if place in self.known.known:
            count = self.known.known[place]
            return Interval(count, count, count, count)
        column = self.unknown[place]
        low_enough, high_enough = self._enough(need, is_remembered=is_remembered)
        is_late = self.work.is_over(self.exact)
        if self.work.is_over(self.exact + CONFIRM_SECONDS):
            raise NoAnswer(f"{words(place)}: the time is over")
        if is_late and self._is_met(column, low_enough, high_enough):
            self.is_exact = False
            return self._met(column)
        low, whole_low = self._bounds(column, MINIMIZE, low_enough, is_late=is_late)
        high, whole_high = self._bounds(column, MAXIMIZE, high_enough, is_late=is_late)
        if low is None or whole_low is None:
            raise NoAnswer(f"{words(place)} has no lowest count")
        return Interval(low, high, whole_low, whole_high)

    def _enough(self, need: Need | None, *, is_remembered: bool) -> tuple[float, float]:
        """How low and how high a guess must reach; what nobody remembers must not be proven small."""
        if need:
            return need.low, need.high
        return (INFINITY, -INFINITY) if is_remembered else (INFINITY, self.policy.threshold)

    def try_others(self, others: Iterable[Mapping[Place, int]]) -> None:
        """Take in tables of whole numbers that contradict nothing published; a table that lacks a place says nothing."""
        full = [each for each in others if self.unknown.keys() <= each.keys()]
        if not full or not self.unknown:
            return
        tables = np.array([[each[place] for place in self.unknown] for each in full], float)
        fits = (tables >= 0).all(axis=1)
        for low, high, columns, factors in self.rows:
            sums = tables[:, columns] @ np.asarray(factors)
            fits &= (sums >= low - NEARLY) & (sums <= high + NEARLY)
        for table in tables[fits]:
            self._meet(table)

    def _is_met(self, column: int, low: float, high: float) -> bool:
        return bool(
            self.lowest[column] < INFINITY
            and self.highest[column] > -INFINITY
            and self.lowest[column] <= low
            and self.highest[column] >= high
        )

    def _met(self, column: int) -> Interval:
        return Interval(
            float(self.least[column]),
            float(self.most[column]),
            round(self.lowest[column]),
            round(self.highest[column]),
        )

    def _bounds(
        self, column: int, way: Way, enough: float, *, is_late: bool
    ) -> tuple[float | None, int | None]:
        """How far a count goes in fractions, and in whole numbers; None is without end."""
        met = self.lowest if way == MINIMIZE else self.highest
        table = self._farthest(self.fractions, column, way)
        if table is None:
            return None, None
        bound = float(table[column])
        self._meet(table)
        inward = math.ceil(bound - NEARLY) if way == MINIMIZE else math.floor(bound + NEARLY)
        is_wide = met[column] <= enough if way == MINIMIZE else met[column] >= enough
        if met[column] != inward and not (is_late and is_wide and abs(met[column]) < INFINITY):
            whole = self._whole(column, way)
            if whole is None:
                return bound, None
            self._meet(whole)
        return bound, round(met[column])

    def _meet(self, table: Numbers) -> None:
        """Remember how far each count went, and how far in a table of whole numbers."""
        np.minimum(self.least, table, out=self.least)
        np.maximum(self.most, table, out=self.most)
        if np.abs(table - np.round(table)).max(initial=0.0) < NEARLY:
            np.minimum(self.lowest, np.round(table), out=self.lowest)
            np.maximum(self.highest, np.round(table), out=self.highest)

    def _whole(self, column: int, way: Way) -> Numbers | None:
        return self._farthest(self.whole, column, way, WHOLE_SECONDS)

    def _farthest(
        self, model: highspy.Highs, column: int, way: Way, seconds: float | None = None
    ) -> Numbers | None:
        """The table in which one count is as low or as high as it can be; None when there is no end.

        seconds: how much work a question in whole numbers may take. Then the best table found so far still shows how far
        the count can go at least.
        """
        model.changeObjectiveSense(way)
        model.changeColCost(column, 1.0)
        if seconds is None:
            self.work.run(model)
        else:
            self.work.run_whole(model, seconds)
        # What is asked about the answer is asked before the model is changed.
        status, table = model.getModelStatus(), values_of(model)
        is_possible = has_some_answer(model)
        model.changeColCost(column, 0.0)
        if status in {Status.kUnbounded, Status.kUnboundedOrInfeasible}:
            return None
        if is_possible and status in {Status.kOptimal, Status.kInterrupt, Status.kTimeLimit}:
            return table
        raise NoAnswer(f"the solver ended with {model.modelStatusToString(status)}")
