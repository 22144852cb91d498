"""A table to protect, in numbers: what is small, what could be hidden with it, and what must stay possible."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final, Protocol

import numpy as np

from .cube import Row, Sum
from .policy import Need, Policy
from .solver import NEARLY, Numbers

# What hiding every person there is adds to the cost: less than one cell.
FOR_PEOPLE: Final = 0.4
# How much of that the people of a sum inside the table count.
OF_SUMS: Final = 0.03


# How far cells move from their true counts; those not named stay.
Moves = Counter[int]


@dataclass(frozen=True, slots=True)
class Demand:
    """A count that an attacker must find possible: so far up (way 1) or down (way -1) from the true one."""

    cell: int
    way: int
    room: int

    @property
    def order(self) -> tuple[int, int, int]:
        """The widest first: what meets it often meets others."""
        return -self.room, self.cell, self.way


class Counted(Protocol):
    """A table, or several linked ones: counts, and what adds up."""

    @property
    def counts(self) -> Mapping[Any, int]: ...
    @property
    def from_one(self) -> Mapping[Any, int]: ...
    def sums(self) -> Iterable[Sum]: ...


class Problem:
    """A table under a policy. Cells go by their number in `cells`."""

    def __init__(
        self,
        cube: Counted,
        policy: Policy,
        shown: Iterable[Any] = (),
        hidden: Iterable[Any] = (),
        asked: Mapping[Any, Need] | None = None,
    ) -> None:
        """Number the cells and look which are small.

        shown: cells that must be shown, small ones excepted. hidden: cells that must not. asked: cells that must
        not, and how wide the guess at each must be, whatever the policy says.
        """
        self.cells = list(cube.counts)
        self.number = {cell: number for number, cell in enumerate(self.cells)}
        self.counts = np.array([cube.counts[cell] for cell in self.cells], float)
        self.rows = [self._moves(row) for each in cube.sums() for row in each.rows()]
        self.sums = [
            (self.number[each.whole], [self.number[part] for part in each.parts])
            for each in cube.sums()
        ]
        self.parts = dict(reversed(self.sums))
        self.part_of: dict[int, list[int]] = defaultdict(list)
        for at, (_, parts) in enumerate(self.sums):
            for part in parts:
                self.part_of[part].append(at)
        self._over: dict[int, frozenset[int]] = {}
        self.needs = self._needs(cube, policy)
        for cell in hidden:
            # Whatever it is, nothing is asked for it.
            at, now = self.number[cell], int(cube.counts[cell])
            self.needs.setdefault(at, Need(now, now))
        for cell, need in (asked or {}).items():
            self.needs[self.number[cell]] = need
        kept = {self.number[cell] for cell in shown} | set(self.needs)
        self.free = [number for number in range(len(self.cells)) if number not in kept]
        # More than anybody could think a cell holds.
        self.most = 10.0 * (float(self.counts.max(initial=0)) + policy.threshold)

    def _moves(self, row: Row) -> tuple[float, float, list[int], tuple[float, ...]]:
        """A row about counts, said of how they move from the true ones."""
        low, high, cells, factors = row
        columns = [self.number[cell] for cell in cells]
        now = float(np.dot(self.counts[columns], factors))
        return low - now, high - now, columns, factors

    def wholes_over(self, cell: int) -> frozenset[int]:
        """Every sum a cell is part of, however far above, and the cell."""
        if cell not in self._over:
            wholes = {self.sums[at][0] for at in self.part_of[cell]}
            above = (self.wholes_over(whole) for whole in wholes)
            self._over[cell] = frozenset({cell}).union(*above)
        return self._over[cell]

    def swaps(self, demand: Demand, hidden: Collection[int]) -> Moves | None:
        """People moved between a cell and others beside it until a demand is met: only sums over one of both change.

        The way that needs fewest cells hidden beside the hidden ones. None where there is no such way.
        """
        can_hide = {*hidden, *self.needs, *self.free}
        taken = {*hidden, *self.needs}
        moves: Moves = Counter()
        left = demand.room
        for cell in self._people_in(demand.cell):
            some = left if demand.way > 0 else min(left, int(self.counts[cell]))
            best: tuple[float, set[int], int] | None = None
            for other in self._beside(cell, demand.cell):
                if demand.way > 0 and self.counts[other] + moves[other] < some:
                    continue
                moved = set(self.wholes_over(cell) ^ self.wholes_over(other))
                if moved <= can_hide:
                    cost = float(self.costs[list(moved - taken)].sum())
                    best = min(best or (cost, moved, other), (cost, moved, other), key=_cheaper)
            if best is None:
                return None
            for at in best[1]:
                moves[at] += demand.way * some * (1 if at in self.wholes_over(cell) else -1)
            taken |= best[1]
            left -= some
            if not left:
                return moves
        return None

    def _beside(self, cell: int, demanded: int) -> Iterator[int]:
        """Other parts of the sums a cell is part of, outside the demanded cell."""
        for at in self.part_of[cell]:
            for other in self.sums[at][1]:
                if other != cell and demanded not in self.wholes_over(other):
                    yield other

    def _people_in(self, cell: int) -> Iterator[int]:
        """The parts of a cell that hold people and have no parts themselves, or the cell."""
        parts = self.parts.get(cell)
        if not parts:
            yield cell
            return
        for part in parts:
            if self.counts[part]:
                yield from self._people_in(part)

    def _needs(self, cube: Counted, policy: Policy) -> dict[int, Need]:
        found = {}
        for number, cell in enumerate(self.cells):
            need = policy.need(cube.counts[cell], cube.from_one.get(cell, 0))
            if need:
                found[number] = need
        return found

    @cached_property
    def demands(self) -> list[Demand]:
        """What must stay possible."""
        both = chain.from_iterable(
            (
                Demand(cell, 1, need.high - int(self.counts[cell])),
                Demand(cell, -1, int(self.counts[cell]) - need.low),
            )
            for cell, need in self.needs.items()
        )
        return sorted(
            (demand for demand in both if demand.room > 0),
            key=lambda demand: demand.order,
        )

    @cached_property
    def costs(self) -> Numbers:
        """What hiding a cell costs: 1, and so little for its people that fewest cells come first.

        A sum inside the table (a service by origin, where outcomes are told apart too) holds the same people once more: it
        costs a little of what its parts do. The totals by one dimension are what most people read, and cost in full.
        """
        inside = [
            cell in self.parts and len(self.part_of[cell]) > 1 for cell in range(len(self.cells))
        ]
        people = self.counts * np.where(inside, OF_SUMS, 1.0)
        return 1 + FOR_PEOPLE * people / (float(people[self.free].sum()) or 1.0)

    def beside(self, cell: int) -> set[int]:
        """The cells that stand in one sum with a cell, as its whole or its parts."""
        sums = [(whole, parts) for whole, parts in self.sums if cell == whole or cell in parts]
        return {each for whole, parts in sums for each in (whole, *parts)}

    def allows(self, moves: Numbers) -> bool:
        """Whether everything still adds up after these moves, and no count is below nothing."""
        if (self.counts + moves < 0).any():
            return False
        sums = (float(np.dot(moves[cells], factors)) for _, _, cells, factors in self.rows)
        pairs = zip(self.rows, sums, strict=True)
        return all(row[0] - NEARLY <= now <= row[1] + NEARLY for row, now in pairs)

    def share(self, hidden: Iterable[int]) -> Numbers:
        """1 for a cell that is hidden, 0 for one that is shown."""
        share = np.zeros(len(self.cells))
        share[list(self.needs)] = 1
        share[list(hidden)] = 1
        return share


def _cheaper(choice: tuple[float, set[int], int]) -> tuple[float, int]:
    return choice[0], choice[2]
