"""What an attacker can know for certain from everything that was published, written as bounds and sums."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Final

from .cube import Adds, Dimension, Sum, sums_of
from .publications import (
    AddsUp,
    FallsInto,
    Grows,
    Holds,
    Percent,
    Place,
    Publications,
    Table,
    place_of,
    words,
)
from .solver import INFINITY

# Above this, tables that hang together in a ring are read each by itself, which the finding says.
MOST_PLACES: Final = 60_000


class Contradiction(Exception):
    """What was published cannot all be true."""


@dataclass(frozen=True, slots=True)
class Row:
    """A weighted sum of places that stays between two bounds."""

    low: float
    high: float
    places: tuple[Place, ...]
    factors: tuple[float, ...]


@dataclass(slots=True)
class Knowledge:
    """Every place anything is known of.

    known: what was published. hidden: places with a mark instead of a count, or shown by subtraction alone. is_joint:
    whether all tables of each population were read together; no when those in a ring are too large for that.
    """

    places: dict[Place, int] = field(default_factory=dict)
    known: dict[Place, int] = field(default_factory=dict)
    hidden: dict[Place, None] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_joint: bool = True

    def place(self, place: Place) -> None:
        """Give a place its number."""
        self.places.setdefault(place, len(self.places))

    def publish(self, place: Place, count: int | None) -> None:
        """Take in what a table says of a place. Raises Contradiction when another says otherwise."""
        self.place(place)
        if count is None:
            self.hidden[place] = None
        elif self.known.setdefault(place, count) != count:
            raise Contradiction(f"{words(place)} is {self.known[place]}, and {count}")

    def blocks(self) -> Iterator["Knowledge"]:
        """What hangs together through unknown places, each block by itself: what is known of one tells nothing of others.

        The first holds what only known places say.
        """
        above: dict[Place, Place] = {}

        def top(place: Place) -> Place:
            while above.setdefault(place, place) != place:
                above[place] = place = above[above[place]]
            return place

        unknown = [[at for at in row.places if at not in self.known] for row in self.rows]
        for places in unknown:
            for place in places[1:]:
                above[top(place)] = top(places[0])
        found: dict[Place | None, Knowledge] = {None: Knowledge(known=self.known)}
        for place in self.places:
            block = None if place in self.known else top(place)
            found.setdefault(block, Knowledge(known=self.known)).place(place)
        for row, places in zip(self.rows, unknown, strict=True):
            found[top(places[0]) if places else None].rows.append(row)
        for place in self.hidden:
            found[None if place in self.known else top(place)].hidden[place] = None
        yield from found.values()


def known_from(published: Publications) -> Knowledge:
    """Put together what was published. Raises Contradiction when it cannot all be true."""
    known = Knowledge()
    tables = defaultdict(list)
    for table in published.tables:
        tables[table.population].append(table)
    for population, its_tables in tables.items():
        _read_population(known, population, its_tables)
    _read_links(known, published)
    for percent in published.percents:
        known.rows.extend(_rows_of_percent(known, percent))
    return known


def _read_links(known: Knowledge, published: Publications) -> None:
    for adds_up in published.adds_up:
        _read_adds_up(known, adds_up)
    for grows in published.grows:
        _read_grows(known, grows)
    for holds in published.holds:
        _read_holds(known, holds)
    for falls in published.falls:
        _read_falls(known, falls)
    for rest in published.rests:
        known.place(rest)
        known.hidden.setdefault(rest)


def _read_population(known: Knowledge, population: str, tables: Sequence[Table]) -> None:
    by_name = {dimension.name: dimension for dimension in joined_dimensions(tables)}
    named = {frozenset(each.name for each in table.dimensions) for table in tables}
    ring = ring_of(named)
    if prod(len(by_name[name].places) for name in ring) > MOST_PLACES:
        known.is_joint = False
        ring = frozenset()
    for together in sorted(_without_those_inside({*named, ring}), key=sorted):
        dimensions = tuple(each for name, each in by_name.items() if name in together)
        _read_sums(known, population, dimensions)
    for table in tables:
        for place, count in table.places():
            known.publish(place, count)


def ring_of(tables: Iterable[frozenset[str]]) -> frozenset[str]:
    """The dimensions that must be read together, so that no more can be learnt from all tables at once.

    Tables that hang together like the branches of a tree tell nothing together beside what they share; those that hang
    together in a ring (service by origin, origin by age, age by service) do.
    Source: Beeri, Fagin, Maier and Yannakakis, On the desirability of acyclic database schemes (1983), reduction of
    Graham, Yu and Ozsoyoglu; Vorob'ev, Consistent families of measures and their extensions (1962).
    """
    ring = _without_those_inside(set(tables))
    while True:
        often = Counter(name for dimensions in ring for name in dimensions)
        shared = frozenset(name for name, times in often.items() if times > 1)
        smaller = _without_those_inside({dimensions & shared for dimensions in ring})
        if smaller == ring:
            return frozenset().union(*ring)
        ring = smaller


def _without_those_inside(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    return {each for each in sets if not any(each < other for other in sets)}


def joined_dimensions(tables: Sequence[Table]) -> tuple[Dimension, ...]:
    """The dimensions of all tables, each with the values and groups of all."""
    values: dict[str, dict[str, None]] = {}
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    adds: dict[str, Adds] = {}
    beside: dict[str, dict[str, frozenset[str]]] = {}
    for dimension in (each for table in tables for each in table.dimensions):
        values.setdefault(dimension.name, {}).update(dict.fromkeys(dimension.values))
        groups.setdefault(dimension.name, {}).update(dimension.groups)
        at_most = beside.setdefault(dimension.name, {})
        for other, its in dimension.at_most_beside.items():
            at_most[other] = at_most.get(other, frozenset()) | its
        # What one table says of it holds for all.
        adds[dimension.name] = min(
            adds.get(dimension.name, dimension.adds), dimension.adds, key=list(Adds).index
        )
    # What is a value of one table may be a group of another, which knows its parts.
    return tuple(
        Dimension(
            name,
            tuple(value for value in its if value not in groups[name]),
            groups[name],
            adds[name],
            beside[name],
        )
        for name, its in values.items()
    )


def _read_sums(known: Knowledge, population: str, dimensions: Sequence[Dimension]) -> None:
    for cell in product(*(dimension.places for dimension in dimensions)):
        known.place(place_of(population, dimensions, cell))
    for each in sums_of(dimensions):
        for low, high, cells, factors in each.rows():
            places = tuple(place_of(population, dimensions, cell) for cell in cells)
            known.rows.append(Row(low, high, places, factors))


def _sum(whole: Place, parts: Iterable[Place]) -> Row:
    places = (whole, *parts)
    return Row(0.0, 0.0, places, (-1.0, *[1.0] * (len(places) - 1)))


def _values_said_of(known: Knowledge, population: str) -> set[frozenset[tuple[str, str]]]:
    return {values for whose, values in known.places if whose == population}


def _read_adds_up(known: Knowledge, link: AddsUp) -> None:
    said = [_values_said_of(known, name) for name in (link.whole, *link.parts)]
    for values in _in_order(set.intersection(*said)):
        known.rows.append(_sum((link.whole, values), [(part, values) for part in link.parts]))


def _read_grows(known: Knowledge, link: Grows) -> None:
    later, earlier = (_values_said_of(known, name) for name in (link.later, link.earlier))
    for values in _in_order(later & earlier):
        rest: Place = (link.rest, values)
        known.place(rest)
        known.hidden.setdefault(rest)
        known.rows.append(_sum((link.later, values), [(link.earlier, values), rest]))


def _read_holds(known: Knowledge, link: Holds) -> None:
    for whole, part in sorted(link.pairs(known.places.keys()), key=_by_values):
        for row in Sum(whole, (part,), link.adds).rows():
            known.rows.append(Row(*row))


def _read_falls(known: Knowledge, link: FallsInto) -> None:
    for place in (link.whole, *link.parts):
        known.place(place)
    known.rows.append(_sum(link.whole, link.parts))


def _by_values(pair: tuple[Place, Place]) -> list[tuple[str, str]]:
    return sorted(pair[1][1])


def _in_order(values: set[frozenset[tuple[str, str]]]) -> list[frozenset[tuple[str, str]]]:
    return sorted(values, key=sorted)


def _rows_of_percent(known: Knowledge, said: Percent) -> list[Row]:
    """The part lies within half a step of the percent of the whole."""
    for place in (said.part, said.whole):
        known.place(place)
    most = float((said.percent + said.step / 2) / 100)
    least = float((said.percent - said.step / 2) / 100)
    pair = (said.part, said.whole)
    return [Row(-INFINITY, 0.0, pair, (1.0, -most)), Row(0.0, INFINITY, pair, (1.0, -least))]
