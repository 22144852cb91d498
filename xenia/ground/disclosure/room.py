"""How far an attacker finds a hidden count could be from the true one: the protection's own reckoning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import highspy
import numpy as np

from .problem import Demand, Problem
from .solver import (
    INTEGER,
    NEARLY,
    Numbers,
    Work,
    add_row,
    all_columns,
    has_some_answer,
    new_model,
    values_of,
)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A demand that is not met: what each cell would give towards it if it were hidden, and what is given anyway."""

    demand: Demand
    gives: Numbers
    given: float


class Room:
    """Other tables with the same sums: each count may move where it is hidden, none below nothing."""

    def __init__(self, problem: Problem, work: Work, widest: float | None = None) -> None:
        """Make the model.

        widest: how far a count that need not be hidden may move at most, in rooms of the demand; a tighter limit finds
        an answer sooner. None is without limit.
        """
        self.problem = problem
        self.work = work
        self.widest = widest
        size = len(problem.cells)
        self.columns = all_columns(size)
        self.up = np.full(size, problem.most)
        self.down = problem.counts.copy()
        self.row_lows = np.array([row[0] for row in problem.rows], float)
        self.row_highs = np.array([row[1] for row in problem.rows], float)
        self.model = new_model(np.zeros(size), np.zeros(size))
        self.model.setOptionValue("presolve", "off")
        self.model.setOptionValue("solver", "simplex")
        self.model.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for low, high, columns, factors in problem.rows:
            add_row(self.model, low, high, columns, factors)

    def shortfalls(self, share: Numbers, until: float) -> Iterator[Shortfall]:
        """The demands that are not met when this share of each cell is hidden, as many as there is time to find."""
        for room, demands in groupby(self.problem.demands, key=lambda demand: demand.room):
            self._limit(room)
            self.open(share)
            yield from self._shortfalls(list(demands), until)

    def _shortfalls(self, demands: list[Demand], until: float) -> Iterator[Shortfall]:
        met: set[Demand] = set()
        for demand in demands:
            if demand in met:
                continue
            if self.work.is_over(until):
                return
            moves = self.farthest(demand)
            if not meets(moves, demand):
                yield Shortfall(demand, *self._prices())
            met.update(met_by(moves, demands))

    def _limit(self, room: int) -> None:
        if self.widest is not None:
            free = self.problem.free
            self.up[free] = self.widest * room
            self.down[free] = np.minimum(self.problem.counts[free], self.widest * room)

    def open(self, share: Numbers) -> None:
        """Let each count move as far as this share of it is hidden."""
        size = len(self.columns)
        self.model.changeColsBounds(size, self.columns, -self.down * share, self.up * share)

    def farthest(self, demand: Demand) -> Numbers:
        """How the counts move when one moves as far as it can."""
        self.model.changeColCost(demand.cell, float(demand.way))
        # Each question begins anew: the last one leaves no trace, and on large tables it is quicker.
        self.model.setBasis()
        self.work.run(self.model)
        self.found = self.model.getSolution()
        self.model.changeColCost(demand.cell, 0.0)
        return np.array(self.found.col_value)

    def _prices(self) -> tuple[Numbers, float]:
        """What each cell gives towards the last question if it is hidden, and what loose sums give by themselves."""
        prices, loose = np.array(self.found.col_dual), np.array(self.found.row_dual)
        gives = np.where(prices > 0, prices * self.up, -prices * self.down)
        bounds = np.where(loose > 0, self.row_highs, self.row_lows)
        priced = np.abs(loose) > NEARLY
        return gives, float(loose[priced] @ bounds[priced])


def meets(moves: Numbers, demand: Demand) -> bool:
    """Whether these moves meet a demand."""
    return bool(demand.way * moves[demand.cell] >= demand.room - NEARLY)


def met_by(moves: Numbers, demands: Iterable[Demand]) -> Iterator[Demand]:
    """The demands that these moves meet."""
    return (demand for demand in demands if meets(moves, demand))


def is_whole(moves: Numbers) -> bool:
    """Whether every count moves by a whole number."""
    return bool(np.abs(moves - np.round(moves)).max(initial=0.0) < NEARLY)


class WholeRoom:
    """Other tables with the same sums, in whole numbers."""

    def __init__(self, problem: Problem, work: Work) -> None:
        """Make the model."""
        self.problem = problem
        self.work = work
        size = len(problem.cells)
        self.columns = all_columns(size)
        self.model = new_model(np.zeros(size), np.zeros(size))
        self.model.changeColsIntegrality(size, self.columns, np.array([INTEGER] * size))
        self.model.setOptionValue("mip_rel_gap", 0.0)
        for low, high, columns, factors in problem.rows:
            add_row(self.model, low, high, columns, factors)

    def moves(self, demand: Demand, share: Numbers, seconds: float) -> Numbers | None:
        """A table that meets the demand; None where none was found, which counts as none."""
        lows, highs = -self.problem.counts * share, self.problem.most * share
        if demand.way > 0:
            lows[demand.cell] = demand.room
        else:
            highs[demand.cell] = -demand.room
        self.model.changeColsBounds(len(self.columns), self.columns, lows, highs)
        self.work.run_whole(self.model, seconds)
        if not has_some_answer(self.model):
            return None
        return np.round(values_of(self.model))
