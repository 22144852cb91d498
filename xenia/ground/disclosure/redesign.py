"""Merge categories first: a table whose people stand together needs little hidden.

A proposal is a list of merges, each with a name; somebody in the office accepts it before anything is counted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .cube import Cell, Cube, Dimension, count
from .policy import Policy
from .stepping import Steps

# Propose until no more than this share of the cells with people in them is small.
SMALL_SHARE: Final = 0.25
# A longer list is called by its first value.
MOST_NAMED: Final = 4
BETWEEN_NAMES: Final = " / "


@dataclass(frozen=True, slots=True)
class Merge:
    """Values of one dimension that are counted together.

    small_before, small_after: how many inner cells are small without it and with it, after the merges before it.
    """

    dimension: str
    values: tuple[str, ...]
    name: str
    small_before: int
    small_after: int

    @property
    def words(self) -> str:
        """What is counted together, as a certificate names it."""
        called = "" if self.name == joined(self.values) else f" = {self.name}"
        return f"{self.dimension}: {BETWEEN_NAMES.join(self.values)}{called}"


def joined(values: Sequence[str]) -> str:
    """What values are called together, until somebody names them better."""
    if len(values) > MOST_NAMED:
        return f"{values[0]} and {len(values) - 1} others"
    return BETWEEN_NAMES.join(values)


def merge_of(cube: Cube, policy: Policy, dimension: str, values: Sequence[str], name: str) -> Merge:
    """Take these values together under this name, in a table where they stand apart."""
    inner = _inner(cube)
    after = _merged(inner, _place(cube, dimension), values, name)
    return Merge(dimension, tuple(values), name, _small(inner, policy), _small(after, policy))


def propose_merges(
    cube: Cube,
    policy: Policy,
    *,
    small_share: float = SMALL_SHARE,
    in_order: Iterable[str] = (),
    untouched: Iterable[str] = (),
    alone: Iterable[str] = (),
    first: Sequence[Merge] = (),
) -> list[Merge]:
    """What to take together so that few cells are small, and as many counts can be shown as before.

    A step takes two values of a dimension together, those after which most can be shown; in the dimensions named
    in_order only neighbours (ages, years). What belongs together in the end is one merge. Of a long list the rarest are
    one from the beginning. Dimensions with groups of their own, and those left untouched, stay as they are. alone: values
    that mean nothing together with others. first: merges to be made before; they are proposed too.
    """
    begun = _after(cube, first)
    table = Steps(begun, policy, set(in_order), set(untouched), set(alone))
    shown = table.shown
    while table.small_share > small_share and (step := table.best_step()):
        if table.shown + step.more_shown < shown:
            break
        table.take(step)
    taken = [
        merge_of(begun, policy, name, values, joined(values)) for name, values in table.taken()
    ]
    taken.sort(key=lambda merge: merge.small_after)
    merges = _in_turn(cube, policy, [*first, *taken])
    return merges if any(merge.small_after < merge.small_before for merge in merges) else []


def _in_turn(cube: Cube, policy: Policy, merges: Iterable[Merge]) -> list[Merge]:
    """What each merge spares after those before it."""
    inner = _inner(cube)
    done = []
    for merge in merges:
        before = _small(inner, policy)
        inner = _merged(inner, _place(cube, merge.dimension), merge.values, merge.name)
        done.append(replace(merge, small_before=before, small_after=_small(inner, policy)))
    return done


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
            _with(each, merge) if each.name == merge.dimension else each for each in dimensions
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


def _with(dimension: Dimension, merge: Merge) -> Dimension:
    first, *others = (value for value in dimension.values if value in merge.values)
    kept = (value for value in dimension.values if value not in others)
    values = tuple(merge.name if value == first else value for value in kept)
    return Dimension(dimension.name, values)


def _all_with(dimensions: Sequence[Dimension], merges: Iterable[Merge]) -> tuple[Dimension, ...]:
    whole = {each.name: each for each in dimensions}
    for merge in merges:
        whole[merge.dimension] = _with(whole[merge.dimension], merge)
    return tuple(whole.values())


def _after(cube: Cube, merges: Sequence[Merge]) -> Cube:
    """The inner cells of the merged table."""
    inner = _inner(cube)
    for merge in merges:
        inner = _merged(inner, _place(cube, merge.dimension), merge.values, merge.name)
    return Cube(_all_with(cube.dimensions, merges), inner)


def _inner(cube: Cube) -> dict[Cell, int]:
    return {cell: cube.counts[cell] for cell in cube.inner()}


def _place(cube: Cube, dimension: str) -> int:
    return next(at for at, each in enumerate(cube.dimensions) if each.name == dimension)


def _merged(
    inner: Mapping[Cell, int], at: int, values: Sequence[str], name: str
) -> dict[Cell, int]:
    merged: dict[Cell, int] = {}
    for cell, number in inner.items():
        new = (*cell[:at], name, *cell[at + 1 :]) if cell[at] in values else cell
        merged[new] = merged.get(new, 0) + number
    return merged


def _small(inner: Mapping[Cell, int], policy: Policy) -> int:
    return sum(policy.need(number) is not None for number in inner.values())
