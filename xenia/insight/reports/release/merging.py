"""Redesign comes before hiding: values whose numbers are small are counted together, where that shows more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from xenia.ground.disclosure import Adds, Dimension, Policy
from xenia.insight.reports.figures import Place
from xenia.insight.reports.measures import Split

from .populations import Counted

# {split: {code of the values taken together: the values}}
Merged = dict[str, dict[str, tuple[str, ...]]]
FEWEST: Final = 2


def merged(table: Counted, splits: Sequence[Split], policy: Policy) -> tuple[Counted, Merged]:
    """The table with groups of small values taken together, each group that shows as many cells as its values did.

    Only where nobody stands in two values: else a sum would count somebody twice.
    """
    done: Merged = {}
    for at, split in enumerate(splits):
        if table.dimensions[at].adds is not Adds.EXACTLY:
            continue
        for code, (_, values) in split.groups().items():
            there = tuple(value for value in values if value in table.dimensions[at].values)
            if len(there) < FEWEST:
                continue
            together = _taken_together(table, at, code, there)
            if _is_better(table.counts, together.counts, at, (*there, code), policy):
                table = together
                done.setdefault(split.name, {})[code] = there
    return table, done


def _is_better(
    apart: Mapping[Place, int],
    together: Mapping[Place, int],
    at: int,
    about: tuple[str, ...],
    policy: Policy,
) -> bool:
    before, after = (
        [number for place, number in counts.items() if number and place[at] in about]
        for counts in (apart, together)
    )
    small = sum(policy.need(number) is not None for number in before)
    still = sum(policy.need(number) is not None for number in after)
    return small > still and len(after) - still >= len(before) - small


def _taken_together(table: Counted, at: int, code: str, values: tuple[str, ...]) -> Counted:
    counts: Counter[Place] = Counter()
    from_one: Counter[Place] = Counter()
    for place, number in table.counts.items():
        new = (*place[:at], code, *place[at + 1 :]) if place[at] in values else place
        counts[new] += number
        from_one[new] += table.from_one.get(place, 0)
    old = table.dimensions[at]
    kept = [value for value in old.values if value not in values]
    new_dimension = Dimension(old.name, (*kept, *values), {**old.groups, code: values})
    dimensions = (*table.dimensions[:at], new_dimension, *table.dimensions[at + 1 :])
    return replace(table, dimensions=dimensions, counts=dict(counts), from_one=dict(from_one))
