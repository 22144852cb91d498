"""Merge categories first: a table whose people stand together needs little hidden.

A proposal is a list of merges, each with a name; somebody in the office accepts it before anything is counted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from .cube import Cell, Cube, Dimension, count
from .policy import Policy

# Propose until no more than this share of the cells with people in them is small.
SMALL_SHARE: Final = 0.25
# A dimension with fewer values tells little.
FEWEST_VALUES: Final = 3
BETWEEN_NAMES: Final = " / "


@dataclass(frozen=True, slots=True)
class Merge:
    """Values of one dimension that are counted together.

    small_before, small_after: how many inner cells are small without it and with it.
    """

    dimension: str
    values: tuple[str, ...]
    name: str
    small_before: int
    small_after: int


def propose_merges(
    cube: Cube,
    policy: Policy,
    *,
    small_share: float = SMALL_SHARE,
    in_order: Iterable[str] = (),
    untouched: Iterable[str] = (),
) -> list[Merge]:
    """The merges that spare most small cells, one after the other.

    Each takes two values of a dimension together; in the dimensions named in_order only neighbours (ages, years).
    Dimensions with groups of their own, and those left untouched, stay as they are. A value that was merged may be
    merged again: the last merge with a value in it names all its values.
    """
    ordered, fixed = set(in_order), set(untouched)
    inner = {cell: cube.counts[cell] for cell in cube.inner()}
    dimensions = list(cube.dimensions)
    proposals: list[Merge] = []
    while _share(inner, policy) > small_share:
        choices = list(_choices(dimensions, ordered, fixed))
        before = _small(inner, policy)
        tried = [
            (_small(_merged(inner, at, pair), policy), _people(inner, at, pair), at, pair)
            for at, pair in choices
        ]
        if not tried or min(tried)[0] >= before:
            break
        after, _, at, pair = min(tried)
        name = BETWEEN_NAMES.join(pair)
        inner = _merged(inner, at, pair)
        dimensions[at] = _with(dimensions[at], pair)
        proposals.append(Merge(dimensions[at].name, pair, name, before, after))
    return proposals


def with_merges(rows: Iterable[Mapping[str, str]], merges: Sequence[Merge]) -> list[dict[str, str]]:
    """The rows again, each merged value under its new name."""
    renamed = [dict(row) for row in rows]
    for merge in merges:
        for row in renamed:
            if row[merge.dimension] in merge.values:
                row[merge.dimension] = merge.name
    return renamed


def count_with_merges(
    rows: Iterable[Mapping[str, str]],
    dimensions: Sequence[Dimension],
    merges: Sequence[Merge],
    provider: str | None = None,
) -> Cube:
    """Count people in the merged table."""
    for merge in merges:
        dimensions = [
            _with(each, merge.values) if each.name == merge.dimension else each
            for each in dimensions
        ]
    return count(with_merges(rows, merges), dimensions, provider)


def with_parts(dimensions: Sequence[Dimension], merges: Sequence[Merge]) -> tuple[Dimension, ...]:
    """Merged dimensions with the values each merge took together: an older table may show these."""
    whole = list(dimensions)
    for merge in reversed(merges):
        at = next(at for at, each in enumerate(whole) if each.name == merge.dimension)
        values = (*(each for each in whole[at].values if each != merge.name), *merge.values)
        groups = {**whole[at].groups, merge.name: merge.values}
        whole[at] = Dimension(merge.dimension, values, groups)
    return tuple(whole)


def _with(dimension: Dimension, pair: tuple[str, ...]) -> Dimension:
    values = [BETWEEN_NAMES.join(pair) if each == pair[0] else each for each in dimension.values]
    return Dimension(dimension.name, tuple(each for each in values if each not in pair))


def _choices(
    dimensions: Sequence[Dimension], ordered: set[str], fixed: set[str]
) -> Iterable[tuple[int, tuple[str, str]]]:
    for at, dimension in enumerate(dimensions):
        if dimension.name in fixed or dimension.groups or len(dimension.values) <= FEWEST_VALUES:
            continue
        pairs = pairwise if dimension.name in ordered else _all_pairs
        for pair in pairs(dimension.values):
            yield at, pair


def _all_pairs(values: Sequence[str]) -> Iterable[tuple[str, str]]:
    return combinations(values, 2)


def _merged(inner: Mapping[Cell, int], at: int, pair: tuple[str, ...]) -> dict[Cell, int]:
    merged: dict[Cell, int] = {}
    name = BETWEEN_NAMES.join(pair)
    for cell, number in inner.items():
        new = (*cell[:at], name, *cell[at + 1 :]) if cell[at] in pair else cell
        merged[new] = merged.get(new, 0) + number
    return merged


def _people(inner: Mapping[Cell, int], at: int, pair: tuple[str, ...]) -> int:
    return sum(number for cell, number in inner.items() if cell[at] in pair)


def _small(inner: Mapping[Cell, int], policy: Policy) -> int:
    return sum(policy.need(number) is not None for number in inner.values())


def _share(inner: Mapping[Cell, int], policy: Policy) -> float:
    said = sum(number > 0 or not policy.zeros_are_shown for number in inner.values())
    return _small(inner, policy) / said if said else 0.0
