"""A table of counts with all its sums: what adds up to what is what an attacker can use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from math import inf
from typing import Any, Final

TOTAL: Final = "TOTAL"
# One value of each dimension, TOTAL where all are taken together.
Cell = tuple[str, ...]


# A weighted sum that lies between two bounds: the lowest, the highest, the cells and their factors.
Row = tuple[float, float, tuple[Any, ...], tuple[float, ...]]


class Adds(Enum):
    """How the parts of a whole hang together with it.

    EXACTLY: everybody stands in one part. OVERLAP: everybody stands in one part or more, and nobody outside the whole.
    AT_MOST: as before, yet a part may hold people whom the whole does not: who was referred for one service and helped
    with another is "referred" there, and "helped" in the whole. HOLDS: everybody of a part stands in the whole, which
    holds others too.
    """

    EXACTLY = "exactly"
    OVERLAP = "overlap"
    AT_MOST = "at most"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Sum:
    """A count and its parts: exactly their sum, or no more than that. Each is a cell, or a place among many tables."""

    whole: Any
    parts: tuple[Any, ...]
    adds: Adds = Adds.EXACTLY

    def rows(self) -> Iterator[Row]:
        """What it says, in bounds."""
        together = (self.whole, *self.parts), (-1.0, *[1.0] * len(self.parts))
        if self.adds is Adds.EXACTLY:
            yield 0.0, 0.0, *together
            return
        if self.adds is not Adds.HOLDS:
            yield 0.0, inf, *together
        if self.adds is not Adds.AT_MOST:
            for part in self.parts:
                yield 0.0, inf, (self.whole, part), (1.0, -1.0)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way people are told apart.

    groups: values taken together that are shown too, such as a region and its countries; a group may hold groups. No
    value stands in two. adds: whether the same person may stand in several values. at_most_beside: where another
    dimension says one of these values, a part may hold people whom the whole does not: {dimension: values}.
    """

    name: str
    values: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adds: Adds = Adds.EXACTLY
    at_most_beside: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse values that could be mistaken for one another."""
        grouped = [part for parts in self.groups.values() for part in parts]
        names = [*self.values, *self.groups, TOTAL]
        if len(set(names)) < len(names) or len(set(grouped)) < len(grouped):
            raise ValueError(f"dimension {self.name!r}: a value stands twice, or is called {TOTAL}")
        if unknown := set(grouped) - set(names):
            raise ValueError(f"dimension {self.name!r}: groups of unknown values {sorted(unknown)}")

    @property
    def places(self) -> tuple[str, ...]:
        """Everything a cell may say of it."""
        return (*self.values, *self.groups, TOTAL)

    def sums(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each whole, and what it is the sum of."""
        grouped = {part for parts in self.groups.values() for part in parts}
        top = tuple(place for place in self.places[:-1] if place not in grouped)
        return [*self.groups.items(), (TOTAL, top)]

    def adds_beside(self, others: Mapping[str, str]) -> Adds:
        """How its parts hang together with their whole, where the other dimensions say these values."""
        beside = self.at_most_beside.items()
        if self.adds is Adds.OVERLAP and any(others.get(name) in its for name, its in beside):
            return Adds.AT_MOST
        return self.adds

    def counted_in(self, value: str) -> list[str]:
        """The places a person with this value is counted in."""
        above = {part: group for group, parts in self.groups.items() for part in parts}
        places = [value]
        while places[-1] in above:
            places.append(above[places[-1]])
        return [*places, TOTAL]


@dataclass(frozen=True, slots=True)
class Cube:
    """Every count of a table, zeros and sums included.

    from_one: of each cell, how many the provider with the most brought; empty where providers are not told apart.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]
    from_one: Mapping[Cell, int] = field(default_factory=dict)

    def inner(self) -> Iterator[Cell]:
        """The cells that are no sums."""
        return product(*(dimension.values for dimension in self.dimensions))

    def sums(self) -> Iterator[Sum]:
        """Everything that adds up."""
        return sums_of(self.dimensions)


def sums_of(dimensions: Sequence[Dimension]) -> Iterator[Sum]:
    """Everything that adds up in a table of these dimensions."""
    for at, dimension in enumerate(dimensions):
        others = [("",) if other is dimension else other.places for other in dimensions]
        for rest in product(*others):
            before, after = rest[:at], rest[at + 1 :]
            said = {other.name: value for other, value in zip(dimensions, rest, strict=True)}
            adds = dimension.adds_beside(said)
            for whole, parts in dimension.sums():
                yield Sum(
                    (*before, whole, *after),
                    tuple((*before, part, *after) for part in parts),
                    adds,
                )


def count(
    rows: Iterable[Mapping[str, str]], dimensions: Sequence[Dimension], provider: str | None = None
) -> Cube:
    """Count people, one a row, in every cell and every sum.

    provider: the column that says who brought a person. Raises ValueError for a value its dimension does not have, and
    for a dimension in which a person may stand several times: a row has one value.
    """
    if overlapping := [each.name for each in dimensions if each.adds is not Adds.EXACTLY]:
        raise ValueError(f"a row has one value of {overlapping}: expected counts, not people")
    counts = dict.fromkeys(product(*(dimension.places for dimension in dimensions)), 0)
    brought: Counter[tuple[Cell, str]] = Counter()
    for inner, number in _alike(rows, dimensions, provider).items():
        for cell in _counted_in(inner[: len(dimensions)], dimensions):
            counts[cell] += number
            if provider:
                brought[cell, inner[-1]] += number
    from_one: dict[Cell, int] = {}
    for (cell, _), number in brought.items():
        from_one[cell] = max(number, from_one.get(cell, 0))
    return Cube(tuple(dimensions), counts, from_one)


def _alike(
    rows: Iterable[Mapping[str, str]], dimensions: Sequence[Dimension], provider: str | None
) -> Counter[Cell]:
    """How many people have the same values, and the same provider."""
    columns = [dimension.name for dimension in dimensions] + ([provider] if provider else [])
    return Counter(tuple(row[column] for column in columns) for row in rows)


def _counted_in(inner: Cell, dimensions: Sequence[Dimension]) -> Iterator[Cell]:
    for dimension, value in zip(dimensions, inner, strict=True):
        if value not in dimension.values:
            raise ValueError(f"{dimension.name} {value!r}: expected one of {dimension.values}")
    pairs = zip(dimensions, inner, strict=True)
    return product(*(dimension.counted_in(value) for dimension, value in pairs))


def dimensions_of(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> tuple[Dimension, ...]:
    """The dimensions of these columns, with the values that occur, in order."""
    return tuple(Dimension(name, tuple(sorted({row[name] for row in rows}))) for name in names)
