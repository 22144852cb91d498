"""Which cells to hide beside the small ones, so that no small count can be worked out and few cells are lost.

Each round asks for the cheapest set of cells that obeys every sentence learnt so far, and then attacks it; each demand
that is not met becomes a sentence: of these cells, hide enough.
Source: Fischetti and Salazar-González, Models and algorithms for optimizing cell suppression in tabular data (2001).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import numpy as np

from .mending import Repair, at_once, improved, mended
from .policy import Need, Policy
from .problem import FOR_PEOPLE, Counted, Problem
from .room import Room, Shortfall
from .solver import (
    INFINITY,
    INTEGER,
    NEARLY,
    Numbers,
    Work,
    add_row,
    all_columns,
    has_some_answer,
    is_answered,
    new_model,
    values_of,
)

# How much work to look for the fewest cells, in seconds of a common machine; on a busy one it takes longer on the wall,
# and so many times longer at most.
SECONDS: Final = 12.0
PATIENCE: Final = 5.0
# Of the work, when a search that has asked for no whole cells yet gives way to mending, and when any does.
ROUGH_SHARE: Final = 0.35
SEARCH_SHARE: Final = 0.7
# How many cells an answer may cost above the fewest, stage by stage: rough answers come quickly and teach as much. The
# last and what people add to the cost stay below one cell together.
GAPS: Final = (3.0, 2.0, 1.2, 0.5)
# How far a count may move at most for a demand, in rooms of it; what needs more is left to mending.
WIDEST: Final = 1.0
# Of the time so far, what may go into mending early answers.
MENDING_SHARE: Final = 0.2


class Method(Enum):
    """How the cells were chosen."""

    NOTHING_SMALL = "nothing is small"
    OPTIMISED = "fewest cells, by cut generation"
    FALLBACK = "the search did not end: safe, but more cells are hidden than may be needed"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is hidden of a table.

    small: what the policy protects. added: what is hidden so that they cannot be worked out. at_least: how many had to
    be added, as far as a search can tell in which no count moves further than the demand it answers. others: tables that
    show the same and could be true as well; `attack` looks whether they can.
    """

    small: frozenset[Any]
    added: frozenset[Any]
    method: Method
    at_least: int
    others: tuple[Mapping[Any, int], ...] = field(default=(), compare=False, repr=False)

    @property
    def hidden(self) -> frozenset[Any]:
        """All that is not shown."""
        return self.small | self.added

    @property
    def spare(self) -> int:
        """What the fallback costs at most: cells that may be hidden without need."""
        return max(0, len(self.added) - self.at_least)


def suppress(
    cube: Counted,
    policy: Policy,
    *,
    shown: Iterable[Any] = (),
    hidden: Iterable[Any] = (),
    asked: Mapping[Any, Need] | None = None,
    seconds: float = SECONDS,
) -> Suppression:
    """Choose what to hide beside the small cells; what comes back is safe however little time there is.

    shown: cells that must be shown unless they are small. hidden: cells that must not, small or not. asked: cells
    that must not, and how wide the guess at each must be, whatever the policy says. seconds: how much work to look for the
    fewest; counted, so that the same table loses the same cells on a busy machine.
    Raises CannotBeProtected when what must be shown gives a small count away.
    """
    problem = Problem(cube, policy, shown, hidden, asked)
    search = Search(problem, seconds)
    best = search.run()
    return Suppression(
        small=_named(problem, problem.needs),
        added=_named(problem, best.hidden),
        method=_method(problem, is_fewest=search.is_fewest()),
        at_least=search.at_least,
        others=tuple(_with_names(problem, table) for table in best.others()),
    )


def _with_names(problem: Problem, table: Numbers) -> dict[Any, int]:
    return {cell: int(number) for cell, number in zip(problem.cells, table, strict=True)}


def _method(problem: Problem, *, is_fewest: bool) -> Method:
    if not problem.demands:
        return Method.NOTHING_SMALL
    return Method.OPTIMISED if is_fewest else Method.FALLBACK


def _named(problem: Problem, numbers: Iterable[int]) -> frozenset[Any]:
    return frozenset(problem.cells[number] for number in numbers)


class Search:
    """Cut generation, with a safe answer at hand. at_least: the fewest cells it may take."""

    def __init__(self, problem: Problem, seconds: float) -> None:
        """seconds: how much work it may take."""
        self.problem = problem
        self.work = Work()
        # Whatever it takes: without this answer there is none.
        self.best = at_once(problem, self.work)
        self.work.give_up_after(PATIENCE * seconds)
        self.rough_until = ROUGH_SHARE * seconds
        self.until = SEARCH_SHARE * seconds
        self.end = seconds
        self.at_least = 0
        self.has_searched = False
        self.mending_seconds = 0.0
        self.is_whole = False
        self.room = Room(problem, self.work, widest=WIDEST)
        size = len(problem.free)
        self.model = new_model(np.zeros(size), np.ones(size))
        self.model.changeColsCost(size, all_columns(size), problem.costs[problem.free])
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.gaps = list(GAPS)
        self.answer = np.zeros(size)

    def run(self) -> Repair:
        """The answer that costs least: safe in every case."""
        while not self.work.is_over(self._until) and self._goes_on():
            pass
        if not self._has_ended():
            self._mend()
            self.best = improved(self.best, self.end)
        return self.best

    def is_fewest(self) -> bool:
        """Whether no answer of this search could hide fewer cells."""
        return len(self.best.hidden) <= self.at_least

    @property
    def _until(self) -> float:
        return self.until if self.is_whole else self.rough_until

    def _goes_on(self) -> bool:
        """Learn and ask once more; False when there is nothing to learn, or no answer."""
        if not self._learn():
            if self.work.is_over(self._until):
                return False
            if self.is_whole:
                self._mend()
            if not self.gaps:
                return False
            self._choose_whole_cells(self.gaps.pop(0))
        if not self._ask():
            return False
        if self.is_whole and self._may_mend():
            self._mend()
        return not self._has_ended()

    def _has_ended(self) -> bool:
        """Whether the search itself found an answer that no other beats."""
        return self.has_searched and self.is_fewest()

    def _may_mend(self) -> bool:
        return self.mending_seconds < MENDING_SHARE * self.work.done

    def _mend(self) -> None:
        """Make the answer safe, and keep it when it is the best so far."""
        began = self.work.done
        repair = mended(self.problem, self.work, self._chosen(), self._wishes(), self.end)
        if repair and repair.cost < self.best.cost:
            self.best = repair
        self.has_searched = self.is_whole
        self.mending_seconds += self.work.done - began

    def _wishes(self) -> Numbers:
        wishes = np.zeros(len(self.problem.cells))
        wishes[self.problem.free] = self.answer
        return wishes

    def _choose_whole_cells(self, gap: float) -> None:
        self.is_whole = True
        self.model.setOptionValue("mip_abs_gap", gap)
        size = len(self.answer)
        self.model.changeColsIntegrality(size, all_columns(size), np.array([INTEGER] * size))

    def _chosen(self) -> set[int]:
        return {
            cell for cell, part in zip(self.problem.free, self.answer, strict=True) if part > 0.5
        }

    def _learn(self) -> bool:
        """Add a sentence for each demand that is not met; False when all are."""
        share = np.zeros(len(self.problem.cells))
        share[list(self.problem.needs)] = 1
        share[self.problem.free] = self.answer
        shortfalls = list(self.room.shortfalls(share, self._until))
        for short in shortfalls:
            self._add(short)
        return bool(shortfalls)

    def _add(self, short: Shortfall) -> None:
        """Of the cells that give something, hide enough. A cell that gives too much counts as enough."""
        given = short.given + sum(short.gives[list(self.problem.needs)])
        missing = short.demand.room - given
        if missing <= NEARLY:
            return
        gives = np.minimum(short.gives[self.problem.free] / missing, 1.0)
        columns = np.flatnonzero(gives > NEARLY)
        add_row(self.model, 1.0, INFINITY, columns.tolist(), gives[columns].tolist())

    def _ask(self) -> bool:
        """Ask for the cheapest cells; False where there is no answer."""
        if self.is_whole:
            self.work.run_whole(self.model, max(0.5, self.until - self.work.done))
        else:
            self.work.run(self.model)
        if is_answered(self.model) or (self.is_whole and has_some_answer(self.model)):
            self.at_least = max(self.at_least, self._fewest())
            self.answer = np.clip(values_of(self.model), 0, 1)
        return is_answered(self.model)

    def _fewest(self) -> int:
        info = self.model.getInfo()
        cost = info.mip_dual_bound if self.is_whole else info.objective_function_value
        # A search that was stopped early may know no bound.
        return math.ceil(float(cost) - FOR_PEOPLE - NEARLY) if math.isfinite(cost) else 0
