"""How the people of one population hang together with those of another, as measures say it."""

from collections.abc import Collection, Iterator
from typing import Final

from xenia.ground.disclosure import Holds
from xenia.ground.disclosure.publications import Place
from xenia.insight.reports.measures import MEASURES, Measure, Tie

from .populations import (
    BY_QUARTER,
    IS_NAMED,
    NAMED,
    UNNAMED,
    population_by_quarter,
    population_named,
)

NOBODY_KNOWS: Final = {IS_NAMED: frozenset({UNNAMED})}
EVERYTHING: Final[frozenset[tuple[str, str]]] = frozenset()
OF_NAMES: Final = {IS_NAMED: frozenset({NAMED, UNNAMED})}


def ties_of(populations: Collection[str]) -> Iterator[Holds]:
    """Every tie between two of these populations of a year."""
    for measure in MEASURES.values():
        for tie in measure.ties:
            for population in populations:
                name, _, year = population.rpartition(", ")
                if name == measure.population and year.isdigit():
                    other = population_named(tie.population, int(year) + tie.years)
                    if other in populations:
                        yield from _holds(measure, tie, population, other)
    for population in populations:
        name, _, year = population.rpartition(", ")
        by_quarter = f"{population_by_quarter(name)}, {year}"
        if by_quarter in populations:
            yield Holds((population, EVERYTHING), (by_quarter, EVERYTHING), is_same=True)


def is_by_quarter(population: str) -> bool:
    """Whether it is what organizations handed in, whose quarters were over then."""
    return population.rpartition(", ")[0].endswith(BY_QUARTER)


def _holds(measure: Measure, tie: Tie, population: str, other: str) -> Iterator[Holds]:
    """Of people it is said with and without a name: without one here, she may have one there."""
    whole: Place = (other, frozenset(tie.there.items()))
    part: Place = (population, frozenset(tie.here.items()))
    if measure.counts_people:
        yield Holds(whole, part, not_beside=NOBODY_KNOWS)
    if tie.is_same:
        yield Holds(whole, part, is_same=True, not_beside=OF_NAMES)
    elif not measure.counts_people:
        yield Holds(whole, part)
