"""Numbers of a measure in plain loops: what the reckoning says in SQL, said once more without it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from xenia.insight.reports.figures import TOTAL, Place
from xenia.insight.reports.measures import Measure

Row = Mapping[str, Any]
Numbers = dict[Place, int]


def numbers_by_hand(measure: Measure, rows: Iterable[Row]) -> tuple[Numbers, Numbers]:
    """The numbers of every place, and those without a name. rows: with a value for each split, as letters."""
    if not measure.counts_people:
        return _sums(measure, rows), {}
    ranked = [at for at, split in enumerate(measure.splits) if split.ranked]
    people = _first_values(measure, rows, ranked[0]) if ranked else _people(measure, rows)
    everything = (TOTAL,) * len(measure.splits)
    numbers, unnamed = Counter({everything: 0}), Counter({everything: 0})
    for (place, _who), is_named in people.items():
        numbers[place] += 1
        unnamed[place] += not is_named
    return dict(numbers), dict(unnamed)


def _places(measure: Measure, row: Row) -> list[Place]:
    return list(product(*((row[split.name], TOTAL) for split in measure.splits)))


def _sums(measure: Measure, rows: Iterable[Row]) -> Numbers:
    found: Counter[Place] = Counter({(TOTAL,) * len(measure.splits): 0})
    for row in rows:
        for place in _places(measure, row):
            found[place] += row["number"] or 0
    return dict(found)


def _people(measure: Measure, rows: Iterable[Row]) -> dict[tuple[Place, Any], bool]:
    """Who stands where, and whether with a name."""
    left: Counter[tuple[Place, Any]] = Counter()
    named: dict[tuple[Place, Any], bool] = defaultdict(bool)
    for row in rows:
        if row["who"] is None:
            continue
        for place in _places(measure, row):
            left[place, row["who"]] += row["number"]
            named[place, row["who"]] |= bool(row["is_named"])
    return {at: named[at] for at, number in left.items() if number > 0}


def _first_values(measure: Measure, rows: Iterable[Row], at: int) -> dict[tuple[Place, Any], bool]:
    """Of each person, in each place of the other splits, the first value she has there, and that she has one."""
    order = list(measure.splits[at].values())
    values: dict[tuple[Place, Any], dict[str, bool]] = defaultdict(dict)
    for (place, who), is_named in _people(measure, rows).items():
        if place[at] != TOTAL:
            around = (*place[:at], "", *place[at + 1 :])
            values[around, who][place[at]] = is_named
    found = {}
    for (around, who), has in values.items():
        first = min(has, key=lambda one: (order.index(one) if one in order else len(order), one))
        for value in (first, TOTAL):
            found[(*around[:at], value, *around[at + 1 :]), who] = any(has.values())
    return found
