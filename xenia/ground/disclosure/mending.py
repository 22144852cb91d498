"""Hide more until every small count is protected, then show again what need not be hidden. Slow to err, quick to end."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property, partial
from random import Random
from typing import Final

import numpy as np

from .problem import Demand, Problem
from .room import WholeRoom, is_whole, meets, met_by
from .solver import (
    CONTINUOUS,
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

# What moving one person costs where the cell is hidden anyway: few cells move, and mostly by whole numbers.
NEXT_TO_NOTHING: Final = 1e-3
# How much less a cell costs that a rough answer would hide wholly.
WISHED: Final = 0.9
# How much of that for a cell that a safe answer hides.
LIKED: Final = 0.7
# How much work one question in whole numbers may take, in seconds of a common machine, and where no other answer is.
LONG: Final = 1.0
LONGEST: Final = 5.0
# How often other moves are tried where people would be cut in pieces.
TRIES: Final = 3
# How many cells are shown again at once at most, in search of others that take less.
AT_ONCE: Final = 6


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

    def __init__(self, problem: Problem, work: Work) -> None:
        """Make the model: a column for each count moving up, and one for it moving down."""
        self.problem = problem
        self.work = work
        size = len(problem.cells)
        up = np.zeros(size)
        can_hide = [*problem.needs, *problem.free]
        up[can_hide] = problem.most
        self.highs = np.concatenate([up, np.where(up > 0, problem.counts, 0.0)])
        self.columns = all_columns(2 * size)
        self.model = new_model(np.zeros(2 * size), self.highs)
        for low, high, cells, factors in problem.rows:
            columns = cells + [cell + size for cell in cells]
            add_row(self.model, low, high, columns, [*factors, *(-factor for factor in factors)])
        self._ask_for(CONTINUOUS)

    def price(self, costs: Numbers) -> None:
        """Say what moving one person of each cell costs."""
        self.model.changeColsCost(len(self.columns), self.columns, np.tile(costs, 2))

    def moves(self, demand: Demand) -> Numbers:
        """The cheapest moves that meet the demand. Raises CannotBeProtected when there are none."""
        return self._moves(demand, self._ask)

    def whole_moves(self, demand: Demand, seconds: float) -> Numbers:
        """The same by whole numbers. Raises CannotBeProtected also when nothing was found in time."""
        self._ask_for(INTEGER)
        try:
            return np.round(self._moves(demand, partial(self.work.run_whole, self.model, seconds)))
        finally:
            self._ask_for(CONTINUOUS)

    def _ask(self) -> None:
        # From the true table: few counts move, and the last question leaves no trace.
        self.model.setBasis()
        self.work.run(self.model)

    def _ask_for(self, kind: object) -> None:
        self.model.setOptionValue("presolve", "off" if kind == CONTINUOUS else "on")
        self.model.setOptionValue("solver", "simplex" if kind == CONTINUOUS else "choose")
        self.model.changeColsIntegrality(
            len(self.columns), self.columns, np.array([kind] * len(self.columns))
        )

    def _moves(self, demand: Demand, ask: Callable[[], None]) -> Numbers:
        size = len(self.columns) // 2
        this, other = demand.cell, demand.cell + size
        if demand.way < 0:
            this, other = other, this
        self.model.changeColBounds(this, demand.room, demand.room)
        self.model.changeColBounds(other, 0.0, 0.0)
        ask()
        is_possible, found = has_some_answer(self.model), values_of(self.model)
        for column in (this, other):
            self.model.changeColBounds(column, 0.0, float(self.highs[column]))
        if not is_possible:
            raise CannotBeProtected(self.problem.cells[demand.cell])
        return np.array(found[:size] - found[size:])


class Repair:
    """An answer under repair: what is hidden, and for each demand moves that prove it met.

    What is met stays so when more is hidden.
    """

    def __init__(
        self,
        problem: Problem,
        work: Work,
        hidden: Collection[int] = (),
        chance: Random | None = None,
    ) -> None:
        """hidden: what is hidden beside the small cells to begin with."""
        self.problem = problem
        self.work = work
        self.hidden = set(hidden)
        self.proofs: dict[Demand, Numbers] = {}
        self.in_whole_numbers: set[Demand] = set()
        self.mending = Mending(problem, work)
        # Always the same chance: the same table loses the same cells.
        self.chance = chance or Random(1)  # noqa: S311
        self.costs = problem.costs
        self.longest = LONG
        # For each cell, the demand for which it could not be shown last time: it is asked first the next time.
        self.needed_for: dict[int, Demand] = {}

    def others(self) -> list[Numbers]:
        """Tables of whole numbers that could be true as well, and prove the demands met."""
        return [
            np.round(self.problem.counts + each) for each in self._moves_of(self.in_whole_numbers)
        ]

    @property
    def cost(self) -> float:
        """What the cells hidden beside the small ones cost."""
        return float(self.problem.costs[list(self.hidden)].sum())

    def mend(self, until: float, wishes: Numbers) -> bool:
        """Hide more until every demand is met, in whole numbers too; False when there is no time.

        wishes: for each cell, what part of it a rough answer would hide; such cells are taken first.
        """
        self.costs = self.problem.costs * (1.0 - WISHED * wishes)
        self._price()
        for meet in (self._meet, self._meet_in_whole_numbers):
            for demand in self.problem.demands:
                if self.work.is_over(until):
                    return False
                meet(demand)
        self._show_unused()
        self.costs = self.problem.costs
        return True

    def mend_at_once(self) -> None:
        """The same in a moment: people are moved between a small cell and one beside it, and all that this changes is hidden."""
        self.longest = LONGEST
        self._price()
        for demand in self.problem.demands:
            if demand not in self.proofs and not self._swap(demand):
                self._meet(demand)
        for demand in self.problem.demands:
            if demand not in self.in_whole_numbers and not self._swap(demand):
                self._meet_in_whole_numbers(demand)
        self._show_unused()
        self.longest = LONG

    def exchange(self, until: float) -> None:
        """Show some cells again and look whether others take less, while there is time."""
        while self.hidden and not self.work.is_over(until):
            shown = self._some_together()
            by_chance = [0.7 + 0.6 * self.chance.random() for _ in self.problem.cells]
            self.costs = self.problem.costs * by_chance
            self.costs[list(shown)] *= 1.5
            self._without(shown, until)
        self.costs = self.problem.costs

    def remade(self, until: float) -> "Repair | None":
        """Half of the answer, mended anew with a liking for the other half; None where there is no time."""
        hidden = sorted(self.hidden)
        likes = np.zeros(len(self.costs))
        likes[hidden] = LIKED
        likes *= [0.5 + 0.5 * self.chance.random() for _ in likes]
        half = self.chance.sample(hidden, len(hidden) // 2)
        return _tried(Repair(self.problem, self.work, half, self.chance), likes, until)

    def _some_together(self) -> set[int]:
        """A few hidden cells near each other."""
        first = self.chance.choice(sorted(self.hidden))
        near = sorted(self.hidden & self.problem.beside(first) - {first})
        others = self.chance.sample(near, min(len(near), self.chance.randint(1, AT_ONCE) - 1))
        return {first, *others}

    def _without(self, cells: set[int], until: float) -> None:
        """Show these cells, and prove anew what they proved; everything stays as it was where that takes as much."""
        hidden, proofs, whole, cost = self.hidden, self.proofs, self.in_whole_numbers, self.cost
        gone = list(cells)
        broken = {d for d, moves in proofs.items() if np.abs(moves[gone]).max() > NEARLY}
        self.hidden = hidden - cells
        self.proofs = {d: moves for d, moves in proofs.items() if d not in broken}
        self.in_whole_numbers = whole - broken
        self._price()
        first = {self.needed_for.get(cell) for cell in cells}
        for demand in sorted(broken, key=lambda demand: (demand not in first, *demand.order)):
            if self.work.is_over(until) or not self._is_met_for_less(demand, cost):
                self.needed_for |= dict.fromkeys(cells, demand)
                self.hidden, self.proofs, self.in_whole_numbers = hidden, proofs, whole
                return
        self._show_unused()

    def _is_met_for_less(self, demand: Demand, cost: float) -> bool:
        try:
            self._meet(demand)
            self._try_other_moves(demand)
        except CannotBeProtected:  # The solver lost its way.
            return False
        return demand in self.in_whole_numbers and self.cost < cost - NEARLY

    def _meet(self, demand: Demand) -> None:
        """Hide what a demand needs to be met in fractions."""
        if demand not in self.proofs:
            moves = self.mending.moves(demand)
            self._hide(moves)
            self._prove(moves)

    def _try_other_moves(self, demand: Demand) -> None:
        """Prove a demand by whole numbers with what is hidden, by asking for slightly other moves."""
        for _ in range(TRIES):
            if demand in self.in_whole_numbers:
                return
            self._price(self.chance)
            moves = self.mending.moves(demand)
            if is_whole(moves) and self._more(moves) == set():
                self._prove(moves)
            self._price()

    def _meet_in_whole_numbers(self, demand: Demand) -> None:
        """Hide more where whole numbers would tell what fractions do not."""
        self._try_other_moves(demand)
        if demand in self.in_whole_numbers:
            return
        moves = self.whole_room.moves(demand, self.problem.share(self.hidden), self.longest)
        if moves is None:
            try:
                moves = self.mending.whole_moves(demand, self.longest)
            except CannotBeProtected:
                if self._swap(demand):
                    return
                raise
            self._hide(moves)
        self._prove(moves)

    @cached_property
    def whole_room(self) -> WholeRoom:
        """What whole numbers allow."""
        return WholeRoom(self.problem, self.work)

    def _price(self, chance: Random | None = None) -> None:
        """What is hidden costs next to nothing; by chance a little more or less, and other moves are the cheapest."""
        costs = self.costs.copy()
        free_of_charge = [*self.hidden, *self.problem.needs]
        costs[free_of_charge] = NEXT_TO_NOTHING
        if chance:
            costs[free_of_charge] *= [0.5 + chance.random() for _ in free_of_charge]
        self.mending.price(costs)

    def _more(self, moves: Numbers) -> set[int]:
        """What must be hidden for these moves, and is not."""
        moved = set(np.flatnonzero(np.abs(moves) > NEARLY).tolist())
        return moved - self.hidden - self.problem.needs.keys()

    def _hide(self, moves: Numbers) -> None:
        more = self._more(moves)
        if more:
            self.hidden |= more
            self._price()

    def _show_unused(self) -> None:
        used = self._used()
        self.hidden = {cell for cell in self.hidden if used[cell]}

    def _used(self) -> Numbers:
        """How many proofs move each cell."""
        used = np.zeros(len(self.problem.cells))
        for moves in self._moves_of(self.proofs):
            used += np.abs(moves) > NEARLY
        return used

    def _moves_of(self, demands: Iterable[Demand]) -> Iterator[Numbers]:
        """What proves them, each once."""
        yield from {id(each): each for each in (self.proofs[demand] for demand in demands)}.values()

    def _prove(self, moves: Numbers) -> None:
        """Take these moves for every demand they meet; whole numbers prove more than fractions."""
        whole = is_whole(moves)
        for demand in met_by(moves, self.problem.demands):
            if demand not in self.proofs or (whole and demand not in self.in_whole_numbers):
                self.proofs[demand] = moves
                if whole:
                    self.in_whole_numbers.add(demand)

    def _swap(self, demand: Demand) -> bool:
        swapped = self.problem.swaps(demand, self.hidden)
        if swapped is None:
            return False
        moves = np.zeros(len(self.problem.cells))
        moves[list(swapped)] = list(swapped.values())
        if not meets(moves, demand) or not self.problem.allows(moves):
            return False
        self._hide(moves)
        self._prove(moves)
        return True


def at_once(problem: Problem, work: Work) -> Repair:
    """An answer that is safe in a moment, though it hides too much."""
    repair = Repair(problem, work)
    repair.mend_at_once()
    return repair


def mended(
    problem: Problem, work: Work, hidden: Collection[int], wishes: Numbers, until: float
) -> Repair | None:
    """An answer that is safe; None when there is no time, or nothing was found in time."""
    return _tried(Repair(problem, work, hidden), wishes, until)


def improved(best: Repair, until: float) -> Repair:
    """An answer that costs less, as far as there is time to look: in large steps, and in small ones as long."""
    work = best.work
    while best.hidden and not work.is_over(until):
        began = work.done
        other = best.remade(until)
        if other and other.cost <= best.cost:
            best = other
        best.exchange(min(until, 2 * work.done - began))
    return best


def _tried(repair: Repair, wishes: Numbers, until: float) -> Repair | None:
    try:
        return repair if repair.mend(until, wishes) else None
    except CannotBeProtected:
        return None
