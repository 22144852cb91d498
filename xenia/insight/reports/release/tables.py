"""What may be shown of a measure, as a table an attacker reads."""

from collections.abc import Iterator, Mapping

from xenia.ground.disclosure import TOTAL, Table
from xenia.insight.reports.figures import Place, Shown
from xenia.insight.reports.measures import Split

from .populations import NAMED, UNNAMED, dimensions_of, needs_protection, parts_of, population_of


def tables_of(shown: Shown) -> Iterator[Table]:
    """The table of a measure that goes out; none where it says "no data", or is about nobody."""
    if not shown.has_data or not needs_protection(shown.measure) or not shown.numbers:
        return
    splits = shown.measure.splits
    values = [_values(split, at, shown) for at, split in enumerate(splits)]
    groups = [
        {**shown.merged.get(split.name, {}), **parts_of(split, its)}
        for split, its in zip(splits, values, strict=True)
    ]
    dimensions = dimensions_of(splits, values, groups, has_unnamed=bool(shown.unnamed))
    cells = dict(_named_and_not(shown)) if shown.unnamed else shown.numbers
    yield Table(population_of(shown.measure, shown.year), dimensions, cells)


def _named_and_not(shown: Shown) -> Iterator[tuple[Place, int | None]]:
    """People, contacts without a name, and what everybody can reckon: both together."""
    for place, named in shown.numbers.items():
        unnamed = shown.unnamed.get(place)
        yield (*place, NAMED), named
        yield (*place, UNNAMED), unnamed
        yield (*place, TOTAL), None if named is None or unnamed is None else named + unnamed


def _values(split: Split, at: int, shown: Shown) -> tuple[str, ...]:
    """Its values in order, with those that are counted together only."""
    merged: Mapping[str, tuple[str, ...]] = shown.merged.get(split.name, {})
    closed = split.values() if split.is_closed else ()
    said = dict.fromkeys((*(place[at] for place in (*shown.numbers, *shown.unnamed)), *closed))
    values = [value for value in said if value not in merged and value != TOTAL]
    ranks = {value: rank for rank, value in enumerate(split.values())}
    values.sort(key=lambda value: ranks.get(value, len(ranks)))
    return (*values, *(part for its in merged.values() for part in its if part not in said))
