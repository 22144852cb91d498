"""A measure as a table of people: its dimensions, whose they are, and what is told of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from xenia.ground.disclosure import TOTAL, Adds, Dimension
from xenia.insight.reports.figures import Measured, Place
from xenia.insight.reports.measures import Measure, Split, Unit

# Of these, a small number points at nobody.
OF_NOBODY: Final = frozenset({Unit.PLACES, Unit.ACTS})
# People, who have a name, and contacts without one: two numbers. Their sum is never printed, though anybody can reckon it.
IS_NAMED: Final = "is_named"
NAMED, UNNAMED = "named", "unnamed"
MOST_WORDS: Final = 200
BY_QUARTER: Final = " by quarter"
QUARTER: Final = "quarter"


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure as one table, with what was taken together.

    told: the places that are to leave, None for all. from_one: how many of a place one organization brought, or more.
    """

    measure: Measure
    population: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Place, int]
    told: frozenset[Place] | None = None
    from_one: Mapping[Place, int] = field(default_factory=dict)

    def tells(self, place: Place) -> bool:
        """Whether a place stands in the table that leaves: what it takes together for others does not."""
        return (self.told is None or place in self.told) and is_told(self.measure, place)


def population_of(measure: Measure, year: int) -> str:
    """Whose table it is, as the publication ledger names them."""
    return population_named(measure.population, year)


def population_named(name: str, year: int) -> str:
    """A population of a year, as the publication ledger names it."""
    return f"{name}, {year}"[:MOST_WORDS]


def population_by_quarter(name: str) -> str:
    """What a yearly population is called where it falls into organizations and quarters."""
    return f"{name}{BY_QUARTER}"


def needs_protection(measure: Measure) -> bool:
    """Whether a small number of it could point at somebody."""
    return measure.unit not in OF_NOBODY


def counted(measured: Measured) -> Counted | None:
    """The table of a measure, nothing taken together yet; None where it has no numbers."""
    if not measured.numbers:
        return None
    splits = measured.measure.splits
    said = [place for numbers in (measured.numbers, measured.unnamed) for place in numbers]
    values = [
        tuple(value for value in dict.fromkeys((*split.values(), *its)) if value != TOTAL)
        for split, its in zip(splits, _columns(said, len(splits)), strict=True)
    ]
    parts = [parts_of(split, its) for split, its in zip(splits, values, strict=True)]
    dimensions = dimensions_of(splits, values, parts, has_unnamed=bool(measured.unnamed))
    counts = dict(_counts(dimensions, measured))
    population = population_of(measured.measure, measured.year)
    return Counted(
        measured.measure,
        population,
        dimensions,
        counts,
        measured.told,
        dict(_from_one(dimensions, measured, counts)),
    )


def _columns(places: Iterable[Place], width: int) -> list[list[str]]:
    every = list(places)
    return [[place[at] for place in every] for at in range(width)]


def parts_of(split: Split, values: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What other tables take together of these values; without what does not occur."""
    found = split.parts(values)
    while True:
        known = {*values, *found}
        kept = {code: tuple(one for one in its if one in known) for code, its in found.items()}
        kept = {code: its for code, its in kept.items() if its}
        if kept == found:
            return found
        found = kept


def dimensions_of(
    splits: Sequence[Split],
    values: Sequence[tuple[str, ...]],
    groups: Sequence[Mapping[str, tuple[str, ...]]],
    *,
    has_unnamed: bool,
) -> tuple[Dimension, ...]:
    """How the values of its splits hang together, whether she has a name last."""
    beside = _at_most_beside(splits, values, groups)
    if has_unnamed:
        # Without a name in one line, she may have one in another, and then has one in the whole.
        beside[IS_NAMED] = frozenset({UNNAMED})
    found = [
        Dimension(split.name, its, groups_of, Adds.EXACTLY)
        if split.adds_up
        else Dimension(split.name, its, groups_of, Adds.OVERLAP, beside)
        for split, its, groups_of in zip(splits, values, groups, strict=True)
    ]
    return (*found, *([Dimension(IS_NAMED, (NAMED, UNNAMED))] if has_unnamed else []))


def _at_most_beside(
    splits: Sequence[Split],
    values: Sequence[tuple[str, ...]],
    groups: Sequence[Mapping[str, tuple[str, ...]]],
) -> dict[str, frozenset[str]]:
    """Who stands at a later rank in one line may stand at an earlier one in the whole."""
    return {
        split.name: frozenset((*its, *groups_of)) - set(list(split.values())[:1])
        for split, its, groups_of in zip(splits, values, groups, strict=True)
        if split.ranked
    }


def _counts(dimensions: tuple[Dimension, ...], measured: Measured) -> Iterator[tuple[Place, int]]:
    """Every place of a table; what other tables take together is added up from its parts."""
    width = len(measured.measure.splits)
    for place in product(*(dimension.places for dimension in dimensions)):
        made_of = list(product(*map(_made_of, dimensions, place[:width])))
        unnamed = sum(int(measured.unnamed.get(each, 0)) for each in made_of)
        if place[width:] == (UNNAMED,):
            yield place, unnamed
            continue
        together = sum(int(measured.numbers.get(each, 0)) for each in made_of)
        yield place, together - (unnamed if place[width:] == (NAMED,) else 0)


def _from_one(
    dimensions: tuple[Dimension, ...], measured: Measured, counts: Mapping[Place, int]
) -> Iterator[tuple[Place, int]]:
    """Of every place; what is taken together may be of one organization, where its parts are."""
    width = len(measured.measure.splits)
    if measured.from_one:
        for place, number in counts.items():
            if place[width:] in ((), (TOTAL,)):
                made_of = product(*map(_made_of, dimensions, place[:width]))
                yield place, min(number, sum(measured.from_one.get(each, 0) for each in made_of))


def _made_of(dimension: Dimension, value: str) -> tuple[str, ...]:
    parts = dimension.groups.get(value)
    if parts is None:
        return (value,)
    return tuple(each for part in parts for each in _made_of(dimension, part))


def is_together(dimensions: Sequence[Dimension], place: Place) -> bool:
    """Whether a place takes people and contacts without a name together."""
    return bool(dimensions) and dimensions[-1].name == IS_NAMED and place[-1] == TOTAL


def is_told(measure: Measure, place: Place) -> bool:
    """Whether a place stands in the measure's own table: what it takes together for others does not."""
    return not any(
        value in split.parts(()) for split, value in zip(measure.splits, place, strict=True)
    )
