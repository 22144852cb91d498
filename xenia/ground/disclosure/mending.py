"""Hide more until every small count is protected, then show again what need not be hidden. Slow to err, quick to end."""

import time
from collections.abc import Collection
from functools import cached_property
from typing import Final

import numpy as np

from .problem import Demand, Problem
from .room import WHOLE_SECONDS, Room, WholeRoom, is_whole, meets, met_by
from .solver import (
    CONTINUOUS,
    INTEGER,
    NEARLY,
    Numbers,
    add_row,
    all_columns,
    has_some_answer,
    limit_seconds,
    new_model,
    values_of,
)

# What a question may take when the time is over and nothing quicker helps, in seconds.
LAST_SECONDS: Final = 1.0


class CannotBeProtected(Exception):
    """A small count that nothing left to hide can protect: too much must be shown."""

    def __init__(self, cell: tuple[str, ...]) -> None:
        """cell: the first that is not protected."""
        super().__init__(f"cell {cell} cannot be protected while so many others must be shown")
        self.cell = cell


class Mending:
    """The cheapest way to make one demand possible, again and again.

    Source: Kelly, Golden and Assad, Cell suppression: disclosure protection for sensitive tabular data (1992).
    """

    def __init__(self, problem: Problem) -> None:
        """Make the model: a column for each count moving up, and one for it moving down."""
        self.problem = problem
        size = len(problem.cells)
        self.up = np.zeros(size)
        can_hide = [*problem.needs, *problem.free]
        self.up[can_hide] = problem.most
        self.down = np.where(self.up > 0, problem.counts, 0.0)
        self.columns = all_columns(2 * size)
        self.model = new_model(np.zeros(2 * size), np.zeros(2 * size))
        for low, high, cells, factors in problem.rows:
            columns = cells + [cell + size for cell in cells]
            add_row(self.model, low, high, columns, [*factors, *(-factor for factor in factors)])

    def moves(
        self, demand: Demand, hidden: Collection[int], seconds: float, *, whole: bool = False
    ) -> Numbers:
        """The moves that meet the demand and need fewest cells hidden beside the hidden ones.

        whole: by whole numbers. Raises CannotBeProtected when nothing helps, or nothing was found in time.
        """
        size = len(self.problem.cells)
        costs = self.problem.costs.copy()
        costs[[*hidden, *self.problem.needs]] = 0.0
        highs = np.concatenate([self.up, self.down])
        lows = np.zeros(2 * size)
        this, other = (0, size) if demand.way > 0 else (size, 0)
        lows[demand.cell + this] = highs[demand.cell + this] = demand.room
        highs[demand.cell + other] = 0.0
        kinds = np.array([INTEGER if whole else CONTINUOUS] * 2 * size)
        self.model.changeColsCost(2 * size, self.columns, np.tile(costs, 2))
        self.model.changeColsBounds(2 * size, self.columns, lows, highs)
        self.model.changeColsIntegrality(2 * size, self.columns, kinds)
        limit_seconds(self.model, min(seconds, WHOLE_SECONDS))
        self.model.run()
        if not has_some_answer(self.model):
            raise CannotBeProtected(self.problem.cells[demand.cell])
        found = values_of(self.model)
        return np.array(found[:size] - found[size:])


class Repair:
    """An answer under repair: what is hidden, and for each demand moves that prove it met.

    What is met stays so when more is hidden. Out of time, people are moved between a small cell and one beside it, and all
    that this changes is hidden.
    """

    def __init__(self, problem: Problem, hidden: Collection[int], until: float) -> None:
        """until: the monotonic moment at which to stop looking for less."""
        self.problem = problem
        self.hidden = set(hidden)
        self.until = until
        self.proofs: dict[Demand, Numbers] = {}
        self.in_whole_numbers: set[Demand] = set()
        self.room = Room(problem)
        self.mending = Mending(problem)

    def others(self) -> list[Numbers]:
        """Tables of whole numbers that could be true as well, and prove the demands met."""
        proofs = [self.proofs[demand] for demand in self.in_whole_numbers]
        moves = {id(each): each for each in proofs}.values()
        return [np.round(self.problem.counts + each) for each in moves]

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.until

    @property
    def _seconds(self) -> float:
        return max(LAST_SECONDS, self.until - time.monotonic())

    def mend(self) -> None:
        """Hide more until every demand is met."""
        self.room.open(self.problem.share(self.hidden))
        for demand in self.problem.demands:
            if demand in self.proofs:
                continue
            if self.is_late and self._swap(demand):
                continue
            moves = self.room.farthest(demand)
            if not meets(moves, demand):
                moves = self.mending.moves(demand, self.hidden, self._seconds)
                self._hide(moves)
            self._prove(moves)

    def mend_in_whole_numbers(self) -> None:
        """Hide more where whole numbers would tell what fractions do not."""
        whole_room = WholeRoom(self.problem)
        for demand in self.problem.demands:
            if demand in self.in_whole_numbers:
                continue
            if self.is_late and self._swap(demand):
                continue
            share = self.problem.share(self.hidden)
            moves = whole_room.moves(demand, share, self._seconds)
            if moves is None:
                moves = np.round(self.mending.moves(demand, self.hidden, self._seconds, whole=True))
                self._hide(moves)
            self._prove(moves)

    def lighten(self) -> None:
        """Show again what need not be hidden, the dearest first, while there is time."""
        costs = self.problem.costs
        for cell in sorted(self.hidden, key=lambda cell: (-costs[cell], cell)):
            if self.is_late:
                break
            other = self._proofs_without(cell)
            if other is not None:
                self.hidden.discard(cell)
                for moves in {id(moves): moves for moves in other.values()}.values():
                    self._prove(moves, instead=other.keys())

    def _proofs_without(self, cell: int) -> dict[Demand, Numbers] | None:
        """Other proofs of what is proven with this cell; None where it is needed, or time is over."""
        open_still = [d for d, moves in self.proofs.items() if abs(moves[cell]) > NEARLY]
        self.room.open(self.problem.share(self.hidden - {cell}))
        found: dict[Demand, Numbers] = {}
        for demand in open_still:
            if demand in found:
                continue
            moves = self.room.farthest(demand)
            if self.is_late or not meets(moves, demand):
                return None
            found.update(dict.fromkeys(met_by(moves, open_still), moves))
        return found

    def _hide(self, moves: Numbers) -> None:
        moved = set(np.flatnonzero(np.abs(moves) > NEARLY).tolist())
        more = moved - self.hidden - self.problem.needs.keys()
        if more:
            self.hidden |= more
            self.room.open(self.problem.share(self.hidden))

    def _prove(self, moves: Numbers, instead: Collection[Demand] = ()) -> None:
        """Take these moves for every demand they meet; whole numbers prove more than fractions.

        instead: demands whose proofs hold no longer.
        """
        whole = is_whole(moves)
        for demand in met_by(moves, self.problem.demands):
            is_better = whole and demand not in self.in_whole_numbers
            if demand not in self.proofs or is_better or demand in instead:
                self.proofs[demand] = moves
                (self.in_whole_numbers.add if whole else self.in_whole_numbers.discard)(demand)

    def _swap(self, demand: Demand) -> bool:
        swapped = self.problem.swaps(demand, self.hidden)
        if swapped is None:
            return False
        moves = np.zeros(len(self.problem.cells))
        moves[list(swapped)] = list(swapped.values())
        if not self._allows(moves):
            return False
        self._hide(moves)
        self._prove(moves)
        return True

    def _allows(self, moves: Numbers) -> bool:
        """Whether everything still adds up after these moves, and no count is below nothing."""
        sums = self.factors @ moves
        adds_up = (sums >= self.room.row_lows - NEARLY) & (sums <= self.room.row_highs + NEARLY)
        return bool(adds_up.all() and (self.problem.counts + moves >= 0).all())

    @cached_property
    def factors(self) -> Numbers:
        """What adds up, as a matrix."""
        matrix = np.zeros((len(self.problem.rows), len(self.problem.cells)))
        for at, (_, _, columns, factors) in enumerate(self.problem.rows):
            matrix[at, columns] = factors
        return matrix


def at_once(problem: Problem) -> Repair:
    """An answer that is safe in a moment, though it hides too much."""
    repair = Repair(problem, (), time.monotonic())
    repair.mend()
    repair.mend_in_whole_numbers()
    return repair


def mended(problem: Problem, hidden: Collection[int], until: float) -> Repair:
    """An answer that is safe, with as little hidden as there is time for."""
    repair = Repair(problem, hidden, until)
    repair.mend()
    repair.lighten()
    repair.mend_in_whole_numbers()
    return repair
