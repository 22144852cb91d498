"""People of a file, counted: what is odd about the file is told, and values are taken together as somebody asks."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Final

from .cube import Cube, Dimension, count, dimensions_of
from .merge_words import as_words, read_merge
from .microdata import Microdata, NotReadable, read_microdata
from .policy import Policy
from .redesign import Merge, count_with_merges, merge_of

COUNT: Final = "count"
# More would not be attacked in a time anybody waits for.
MOST_CELLS: Final = 20_000
# So many are counted, for values to be taken together.
MOST_COUNTED: Final = 200_000
SHOWN_ALIKE: Final = 10


@dataclass(frozen=True, slots=True)
class People:
    """A file of people, counted. Its counts are true: they stay in the office.

    merges: what was taken together first. alike: merges of values that differ only in capitals or spaces and stand apart
    yet. remarks: what is odd about the file, in sentences.
    """

    file: Path
    cube: Cube
    merges: tuple[Merge, ...]
    alike: tuple[Merge, ...]
    remarks: tuple[str, ...]


def count_people(
    microdata: Path,
    dimensions: Sequence[str],
    policy: Policy,
    *,
    provider: str | None = None,
    merges: Sequence[str] = (),
) -> People:
    """Count the people of a file in every cell and every sum.

    provider: the column that says who brought a person. merges: values to take together first, one after the other, such
    as "origin: Chad, Niger = Sahel". Raises NotReadable.
    """
    if not dimensions or len(set(dimensions)) < len(dimensions) or "" in dimensions:
        raise NotReadable("Name each dimension once, such as svc,origin,outcome.")
    if COUNT in dimensions:
        raise NotReadable(f"The table gets a column {COUNT}: give yours another name.")
    data = read_microdata(microdata, [*dimensions, *_other(provider, dimensions)])
    named = dimensions_of(data.rows, dimensions)
    refuse_too_many(named, MOST_COUNTED)
    cube = count(data.rows, named, provider)
    done: list[Merge] = []
    for words in merges:
        done.append(read_merge(words, cube, policy))
        cube = count_with_merges(data.rows, named, done, provider)
    apart = list(_apart(data, cube))
    alike = tuple(
        merge_of(cube, policy, column, values, values[0])
        for column, values in apart
        if column in dimensions
    )
    remarks = (*data.remarks, *_on_alike(apart, dimensions))
    return People(microdata, cube, tuple(done), alike, remarks)


def _other(provider: str | None, dimensions: Sequence[str]) -> list[str]:
    return [provider] if provider and provider not in dimensions else []


def refuse_too_many(dimensions: Sequence[Dimension], most: int) -> None:
    """Raise NotReadable where a table of these dimensions has too many cells."""
    cells = prod(len(each.places) for each in dimensions)
    if cells > most:
        said = " × ".join(f"{each.name} {len(each.values):,}" for each in dimensions)
        raise NotReadable(
            f"The table would have {cells:,} cells ({said} values, and sums); {MOST_CELLS:,} can be protected. Name fewer "
            "dimensions, or take values together: --propose says which."
        )


def _apart(data: Microdata, cube: Cube) -> Iterator[tuple[str, list[str]]]:
    """Values of a column that may mean the same and still stand apart, the commonest first."""
    left = {each.name: set(each.values) for each in cube.dimensions}
    for column, groups in data.alike.items():
        for group in groups:
            values = [value for value in group if value in left.get(column, group)]
            if len(values) > 1:
                yield column, values


def _on_alike(apart: Sequence[tuple[str, list[str]]], dimensions: Sequence[str]) -> Iterator[str]:
    for column, values in apart[:SHOWN_ALIKE]:
        same = " and ".join(f"“{value}”" for value in values)
        merge = shlex.quote(as_words(column, values, values[0]))
        how = f"Together: --merge {merge}" if column in dimensions else "Make them one in the file."
        yield f"{column}: {same} differ only in capitals or spaces, and are counted apart. {how}"
    if len(apart) > SHOWN_ALIKE:
        yield f"{len(apart) - SHOWN_ALIKE:,} more values differ only in capitals or spaces."
