"""What the office published, as an attacker reads it: tables, percents, and how the people of two tables hang together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .cube import TOTAL, Adds, Cell, Dimension, Sum, sums_of

# Of whom, and the values that are said of them; what is not said is taken together.
Place = tuple[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was released.

    population: who is counted, such as "individuals served, 2025"; tables of one population speak of the same people.
    cells: None where a count is hidden.
    """

    population: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[Cell, int | None]

    def places(self) -> Iterable[tuple[Place, int | None]]:
        """Each cell with its place among all tables of this population."""
        for cell, count in self.cells.items():
            yield place_of(self.population, self.dimensions, cell), count


@dataclass(frozen=True, slots=True)
class Percent:
    """A share that was released, rounded to a step: 33.3 with step 0.1. It says something of both counts."""

    part: Place
    whole: Place
    percent: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class AddsUp:
    """A population that falls into others without overlap, such as a year into quarters."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grows:
    """A population that holds an earlier one, such as a year so far.

    rest: a name for those who came since. No table may show them, yet subtraction does: they are attacked too.
    """

    later: str
    earlier: str
    rest: str


@dataclass(frozen=True, slots=True)
class Holds:
    """Whoever stands in a part stands in the whole too, also of another population, whatever else is said of both.

    is_same: and nobody else does, such as what one year carries forward and the next brings forward. not_beside: what
    else is said where this does not hold, {dimension: values}.
    """

    whole: Place
    part: Place
    is_same: bool = False
    not_beside: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def adds(self) -> Adds:
        """How the part hangs together with the whole."""
        return Adds.EXACTLY if self.is_same else Adds.HOLDS

    def pairs(self, places: Collection[Place]) -> Iterator[tuple[Place, Place]]:
        """Each whole and its part among these places."""
        (holder, of_whole), (held, of_part) = self.whole, self.part
        for population, values in places:
            beside = values - of_part
            whole = (holder, beside | of_whole)
            is_part = population == held and of_part <= values
            if is_part and whole in places and self._is_said(beside):
                yield whole, (population, values)

    def _is_said(self, beside: frozenset[tuple[str, str]]) -> bool:
        return not any(value in self.not_beside.get(name, ()) for name, value in beside)


@dataclass(frozen=True, slots=True)
class FallsInto:
    """A count that is the sum of others, of whatever population: a year falls into its weeks, also those nobody told."""

    whole: Place
    parts: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Publications:
    """Everything that is out, and what is about to go out.

    rests: counts that no table shows and subtraction may, as in `Grows`: they are attacked too.
    """

    tables: tuple[Table, ...]
    percents: tuple[Percent, ...] = ()
    adds_up: tuple[AddsUp, ...] = ()
    grows: tuple[Grows, ...] = ()
    holds: tuple[Holds, ...] = ()
    falls: tuple[FallsInto, ...] = ()
    rests: tuple[Place, ...] = ()


def place_of(population: str, dimensions: Iterable[Dimension], cell: Cell) -> Place:
    """Where a cell stands among all tables of its population."""
    said = zip(dimensions, cell, strict=True)
    values = frozenset((dimension.name, value) for dimension, value in said if value != TOTAL)
    return population, values


@dataclass(frozen=True, slots=True)
class Linked:
    """Tables of the same people, counted as one: what one hides, another must not show.

    counts: of every place of every table. adds: what adds up in them. from_one: as in a `Cube`.
    """

    counts: Mapping[Place, int]
    adds: tuple[Sum, ...]
    from_one: Mapping[Place, int]

    def sums(self) -> Iterable[Sum]:
        """Everything that adds up."""
        return self.adds


def linked(
    population: str,
    tables: Iterable[tuple[Sequence[Dimension], Mapping[Cell, int]]],
    from_one: Mapping[Place, int] | None = None,
) -> Linked:
    """Put tables together by what their cells mean. Raises ValueError where two count the same differently."""
    counts: dict[Place, int] = {}
    adds: dict[Sum, None] = {}
    for dimensions, cells in tables:
        places = {cell: place_of(population, dimensions, cell) for cell in cells}
        for cell, place in places.items():
            if counts.setdefault(place, cells[cell]) != cells[cell]:
                raise ValueError(f"{words(place)}: two tables count it differently")
        for each in sums_of(dimensions):
            parts = tuple(places[part] for part in each.parts if part in places)
            if each.whole in places and len(parts) == len(each.parts):
                adds[Sum(places[each.whole], parts, each.adds)] = None
    return Linked(counts, tuple(adds), from_one or {})


def joined(
    worlds: Iterable[Linked], holds: Iterable[Holds], falls: Iterable[FallsInto] = ()
) -> Linked:
    """Several populations as one, by what is known of how they hang together. What the counts deny is not known."""
    counts: dict[Place, int] = {}
    from_one: dict[Place, int] = {}
    adds: dict[Sum, None] = {}
    for world in worlds:
        counts |= world.counts
        from_one |= world.from_one
        adds |= dict.fromkeys(world.adds)
    for each in holds:
        for whole, part in each.pairs(counts.keys()):
            if counts[whole] == counts[part] or (not each.is_same and counts[whole] > counts[part]):
                adds[Sum(whole, (part,), each.adds)] = None
    for link in falls:
        if counts.keys() >= {link.whole, *link.parts} and counts[link.whole] == sum(
            counts[part] for part in link.parts
        ):
            adds[Sum(link.whole, link.parts)] = None
    return Linked(counts, tuple(adds), from_one)


def words(place: Place) -> str:
    """A place for people to read: "people served 2025: origin O01, svc S02"."""
    population, values = place
    said = ", ".join(f"{name} {value}" for name, value in sorted(values)) or TOTAL
    return f"{population}: {said}"
