"""Two values taken together, then two more: how a table is made coarser with little lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from typing import Final

from .cube import Cube
from .policy import Policy

# A dimension with fewer values tells little.
FEWEST_VALUES: Final = 3
# Of a longer list, the rarest values are taken together first.
MOST_VALUES: Final = 40
# Values that are counted together.
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Two groups of a dimension that could be counted together, and what would change by it."""

    at: int
    pair: tuple[Group, Group]
    more_shown: int
    more_small: int
    people: int

    @property
    def rank(self) -> tuple[object, ...]:
        """Lower is better: as much as possible is shown, as little as possible small, of few people."""
        return -self.more_shown, self.more_small, self.people, self.at, self.pair


class Steps:
    """The inner cells of a table while values are taken together. shown, small: how many of them are which."""

    def __init__(
        self, cube: Cube, policy: Policy, ordered: set[str], fixed: set[str], alone: set[str]
    ) -> None:
        """ordered: dimensions in which neighbours alone belong together. fixed: those that stay as they are.

        alone: values that do.
        """
        self.alone = {(value,) for value in alone}
        self.dimensions = cube.dimensions
        self.ordered = ordered
        self.free = [
            at
            for at, each in enumerate(cube.dimensions)
            if each.name not in fixed and not each.groups
        ]
        self.groups: list[list[Group]] = [
            [(value,) for value in each.values] for each in cube.dimensions
        ]
        self.counts: dict[tuple[Group, ...], int] = {
            tuple((value,) for value in cell): cube.counts[cell] for cell in cube.inner()
        }
        self.is_small = cache(lambda number: policy.need(number) is not None)
        for at in self.free:
            self._shorten(at)
        self._weigh()

    @property
    def small_share(self) -> float:
        """Of the cells that say something, how many are small."""
        return self.small / (self.small + self.shown) if self.small else 0.0

    def best_step(self) -> Step | None:
        """What to take together next; None where nothing becomes less small."""
        steps = (step for at in self.free for step in self._steps(at) if step.more_small < 0)
        return min(steps, key=lambda step: step.rank, default=None)

    def take(self, step: Step) -> None:
        """Count two groups together from now on."""
        self._take_together(step.at, step.pair)
        self._weigh()

    def taken(self) -> Iterator[tuple[str, Group]]:
        """What is counted together in the end: the dimension, and its values in order."""
        for dimension, groups in zip(self.dimensions, self.groups, strict=True):
            for group in groups:
                if len(group) > 1:
                    yield dimension.name, tuple(v for v in dimension.values if v in group)

    def _take_together(self, at: int, groups: Sequence[Group]) -> None:
        whole = tuple(value for group in groups for value in group)
        parts = set(groups)
        self.groups[at] = [
            whole if group == groups[0] else group
            for group in self.groups[at]
            if group == groups[0] or group not in parts
        ]
        counts = dict.fromkeys(product(*self.groups), 0)
        for cell, number in self.counts.items():
            group = whole if cell[at] in parts else cell[at]
            counts[*cell[:at], group, *cell[at + 1 :]] += number
        self.counts = counts

    def _shorten(self, at: int) -> None:
        """Nobody reads a list of hundreds: its rarest values are one from the beginning."""
        too_many = len(self._may_join(at)) - MOST_VALUES
        if too_many <= 0 or self.dimensions[at].name in self.ordered:
            return
        people = Counter[Group]()
        for cell, number in self.counts.items():
            people[cell[at]] += number
        rarest = set(sorted(self._may_join(at), key=lambda group: people[group])[: too_many + 1])
        self._take_together(at, [group for group in self.groups[at] if group in rarest])

    def _weigh(self) -> None:
        self.shown, self.small = self._shown_and_small(self.counts.values())

    def _shown_and_small(self, numbers: Iterable[int]) -> tuple[int, int]:
        shown = small = 0
        for number in numbers:
            if self.is_small(number):
                small += 1
            elif number:
                shown += 1
        return shown, small

    def _steps(self, at: int) -> Iterator[Step]:
        if len(self._may_join(at)) <= FEWEST_VALUES:
            return
        slices: dict[Group, list[int]] = defaultdict(list)
        for cell, number in self.counts.items():
            slices[cell[at]].append(number)
        alone = {group: self._shown_and_small(numbers) for group, numbers in slices.items()}
        for one, other in self._pairs(at):
            numbers = [a + b for a, b in zip(slices[one], slices[other], strict=True)]
            shown, small = self._shown_and_small(numbers)
            yield Step(
                at,
                (one, other),
                shown - alone[one][0] - alone[other][0],
                small - alone[one][1] - alone[other][1],
                sum(numbers),
            )

    def _pairs(self, at: int) -> Iterable[tuple[Group, Group]]:
        groups = self._may_join(at)
        return (
            pairwise(groups)
            if self.dimensions[at].name in self.ordered
            else combinations(groups, 2)
        )

    def _may_join(self, at: int) -> list[Group]:
        return [group for group in self.groups[at] if group not in self.alone]
