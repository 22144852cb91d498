"""What is out of other years, quarters and weeks, and hangs together with what is about to leave."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from xenia.ground.disclosure import (
    Cell,
    Dimension,
    FallsInto,
    Holds,
    Linked,
    Need,
    Policy,
    Publications,
    Table,
    linked,
    place_of,
)
from xenia.ground.disclosure.publications import Place as Anywhere

from .ledger import Releases
from .populations import Counted
from .spans import Woven, is_by_week, spans_of, woven
from .ties import is_by_quarter


@dataclass(frozen=True, slots=True)
class Others:
    """Other populations as counts that are possible together with the true ones of now.

    Nobody keeps the hidden counts: they are what they may be. forgotten: the places of these. marks: those of them that
    were told, with a mark. falls, rests: how years fall into weeks, and what is left of them.
    """

    worlds: Sequence[Linked] = ()
    forgotten: frozenset[Anywhere] = frozenset()
    marks: Mapping[Anywhere, int] = field(default_factory=dict)
    falls: tuple[FallsInto, ...] = ()
    rests: Mapping[Anywhere, int] = field(default_factory=dict)

    def still_wide(self, policy: Policy) -> list[dict[Anywhere, Need]]:
        """How many there may still be of hidden quarters and weeks, and of what no week tells; less where all cannot be."""
        most = policy.threshold
        marks = {place: Need(now, max(now, most)) for place, now in self.marks.items()}
        rests = {place: Need(now, max(now, most)) for place, now in self.rests.items() if now}
        return [its for its in (marks | rests, rests, marks) if its]


def ends_of(ties: Iterable[Holds], names: Collection[str], before: Releases) -> list[set[str]]:
    """The populations each tie is between; the weeks that are out tie what is counted by them."""
    spans = spans_of({*names, *before.states}, before.told(_weeks(before)))
    return [{tie.whole[0], tie.part[0]} for tie in ties] + [set(each.populations) for each in spans]


def other_releases(
    names: Collection[str], tables: Sequence[Counted], ties: Sequence[Holds], before: Releases
) -> Others:
    """What is out of populations that hang together with these."""
    ends = [each for each in ends_of(ties, names, before) if each & set(names)]
    others = set().union(*ends).intersection(before.states) - set(names)
    out = before.last_tables(others)
    now = [Table(each.population, each.dimensions, each.counts) for each in tables]
    spans = list(_woven({*names, *others}, before))
    for its in (spans, []):
        falls = tuple(link for each in its for link in each.falls)
        counts = _possible(Publications((*out, *now), holds=tuple(ties), falls=falls))
        if counts is not None:
            rests = [rest for each in its for rest in each.rests]
            own = {place for table in now for place, _ in table.places()}
            counts = {place: count for place, count in counts.items() if place not in own}
            return _others(out, counts, falls, rests)
    # Something was corrected: then what is out of the other year tells nothing for certain.
    return Others()


def _weeks(before: Releases) -> list[str]:
    return [name for name in before.states if is_by_week(name)]


def _woven(names: Collection[str], before: Releases) -> Iterator[Woven]:
    told = before.told([name for name in names if is_by_week(name)])
    for span in spans_of(names, told):
        yield woven(span, {place: place for place in told})


def _possible(published: Publications) -> dict[Anywhere, int] | None:
    from xenia.ground.disclosure.attack import possible
    from xenia.ground.disclosure.knowledge import Contradiction
    from xenia.ground.disclosure.solver import NoAnswer

    try:
        return possible(published)
    except (Contradiction, NoAnswer):
        return None


def _others(
    out: Sequence[Table],
    counts: Mapping[Anywhere, int],
    falls: tuple[FallsInto, ...],
    rests: Iterable[Anywhere],
) -> Others:
    worlds = list(_worlds(out, counts))
    said = {place: count for table in out for place, count in table.places()}
    known = {place for place, count in said.items() if count is not None}
    between = {place for link in falls for place in (link.whole, *link.parts)}
    between = (between & counts.keys()) - {place for each in worlds for place in each.counts}
    worlds.append(Linked({place: counts[place] for place in between}, (), {}))
    return Others(
        worlds,
        frozenset(place for each in worlds for place in each.counts if place not in known),
        {
            place: counts[place]
            for place, count in said.items()
            if count is None and (is_by_quarter(place[0]) or is_by_week(place[0]))
        },
        falls,
        {place: counts[place] for place in rests},
    )


def _worlds(out: Iterable[Table], counts: Mapping[Anywhere, int]) -> Iterator[Linked]:
    """Each population with every sum, also those that were not printed; what one table lacks another may name."""
    from xenia.ground.disclosure.knowledge import joined_dimensions

    by_population: dict[str, list[Table]] = {}
    for table in out:
        by_population.setdefault(table.population, []).append(table)
    for name, tables in sorted(by_population.items()):
        by_name = {each.name: each for each in joined_dimensions(tables)}
        named = dict.fromkeys(tuple(each.name for each in table.dimensions) for table in tables)
        yield linked(name, [_whole(name, [by_name[one] for one in its], counts) for its in named])


def _whole(
    population: str, dimensions: Sequence[Dimension], counts: Mapping[Anywhere, int]
) -> tuple[Sequence[Dimension], dict[Cell, int]]:
    cells = product(*(dimension.places for dimension in dimensions))
    return dimensions, {cell: counts[place_of(population, dimensions, cell)] for cell in cells}
