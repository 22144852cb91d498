"""The figures of a report as they are stored when its year is sealed, and read again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final

from xenia.ground.ledger.queries.sealed import IS_NAMED, Figure, figures
from xenia.insight.reports.figures import TOTAL, Measured, Place
from xenia.insight.reports.measures import Measure

# The cell that says that a measure had no data; no split is called so.
HAS_DATA: Final = "has_data"
# And the one that says how many of a number one organization brought.
FROM_ONE: Final = "from_one"


def name_of(measure: Measure) -> str:
    """What its stored figures are called."""
    return f"report {measure.code}"


def figures_of(measured: Measured) -> Iterator[Figure]:
    """Every number of a measure as a figure to store: a value for each split, TOTAL where all are taken together.

    A sum may be corrected in the places that are no sums of others; the sums follow when they are read.
    """
    measure = measured.measure
    if not measured.has_data:
        yield Figure({HAS_DATA: "false"}, 0)
    for place, number in measured.numbers.items():
        cell = {split.name: value for split, value in zip(measure.splits, place, strict=True)}
        yield Figure(cell, number, is_additive=measure.is_additive and TOTAL not in place)
        if unnamed := measured.unnamed.get(place, 0):
            yield Figure(cell | {IS_NAMED: "false"}, unnamed)
        if from_one := measured.from_one.get(place, 0):
            yield Figure(cell | {FROM_ONE: "true"}, from_one)


def stored_measures(
    measures: Sequence[Measure], year: int, *, at: datetime | None = None
) -> dict[str, Measured]:
    """The measures of a sealed year, corrections added. One that adds up and was not stored is left out."""
    stored: dict[str, list[Any]] = defaultdict(list)
    for figure in figures(year).filter(measure__in=[name_of(one) for one in measures]):
        stored[figure.measure].append(figure)
    found = {}
    for one in measures:
        kept = stored[name_of(one)]
        if kept or not one.is_additive:
            found[one.code] = _read(one, year, kept, at)
    return found


def _read(measure: Measure, year: int, kept: Iterable[Any], at: datetime | None) -> Measured:
    numbers: dict[Place, int] = {}
    unnamed: dict[Place, int] = {}
    from_one: dict[Place, int] = {}
    changes: dict[Place, int] = {}
    version = 1
    for figure in kept:
        if HAS_DATA in figure.cell:
            continue
        place = _place(measure, figure.cell)
        into = numbers
        if IS_NAMED in figure.cell or FROM_ONE in figure.cell:
            into = unnamed if IS_NAMED in figure.cell else from_one
        into[place] = int(figure.value)
        version = max(version, figure.version)
        if figure.now != figure.value:
            changes[place] = int(figure.now - figure.value)
    for place, change in changes.items():
        for around in product(*((value, TOTAL) for value in place)):
            numbers[around] += change
    if measure.counts_people:
        unnamed = {place: unnamed.get(place, 0) for place in numbers}
    return Measured(
        measure,
        year,
        numbers,
        unnamed,
        bool(numbers),
        "sealed",
        version,
        computed_at=at,
        from_one=from_one,
    )


def _place(measure: Measure, cell: Mapping[str, str]) -> Place:
    return tuple(cell[split.name] for split in measure.splits)
