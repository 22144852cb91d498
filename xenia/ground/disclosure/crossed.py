"""A table of two dimensions with its sums, so that no small number stands there or can be worked out.

The sums are rows and columns too: each line says that its parts make its sum. What is hidden is a graph between rows and
columns; a hidden number can be worked out exactly when its edge is a bridge of that graph.
Source: Gusfield, A graph theoretic approach to statistical data security, 1988.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from .columns import is_small
from .policy import THRESHOLD

# No language and no area is called so: the sum of a line.
TOTAL: Final = "\x00total"
At = tuple[str, str]


def with_sums(counts: Mapping[At, int]) -> dict[At, int]:
    """The cells that say something, and the sums of their rows, columns and of all."""
    full: Counter[At] = Counter()
    for (row, column), number in counts.items():
        for at in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            full[at] += number
    return {at: number for at, number in full.items() if number}


def hidden_cells(full: Mapping[At, int]) -> frozenset[At]:
    """What must not be shown of a table with its sums: small numbers, and what they could be worked out from.

    The sum of all goes last. Of a line that shows its sum, what is hidden adds up to 11 or more.
    """
    hidden = {at for at, number in full.items() if is_small(number)}
    while more := _needed(full, hidden):
        hidden |= more
    return frozenset(hidden)


def _needed(full: Mapping[At, int], hidden: set[At]) -> set[At]:
    for at in sorted(hidden):
        side = _reached_without(hidden, at)
        if side is not None:
            return _smallest(full, hidden, side)
    for line in _small_lines(full, hidden):
        return _smallest(full, hidden, {line})
    return set()


def _reached_without(hidden: set[At], edge: At) -> set[str] | None:
    """The lines on one side of a bridge; None where another way leads around."""
    near: dict[str, set[str]] = defaultdict(set)
    for row, column in hidden - {edge}:
        near[_row(row)].add(_column(column))
        near[_column(column)].add(_row(row))
    goal, found, ahead = _column(edge[1]), {_row(edge[0])}, [_row(edge[0])]
    while ahead:
        new = near[ahead.pop()] - found
        if goal in new:
            return None
        found |= new
        ahead += new
    return found


def _row(value: str) -> str:
    return f"row {value}"


def _column(value: str) -> str:
    return f"column {value}"


def _smallest(full: Mapping[At, int], hidden: set[At], side: set[str]) -> set[At]:
    """The smallest number that crosses from these lines to the others: parts before sums."""
    crossing = [
        at for at in full.keys() - hidden if (_row(at[0]) in side) != (_column(at[1]) in side)
    ]
    chosen = min(crossing, key=lambda at: (at.count(TOTAL), full[at], at), default=None)
    return {chosen} if chosen else set()


def _small_lines(full: Mapping[At, int], hidden: set[At]) -> Iterator[str]:
    """Lines whose sum is shown, while what is hidden of them adds up to less than 11."""
    sums: Counter[str] = Counter()
    for row, column in hidden:
        if column != TOTAL:
            sums[_row(row)] += full[row, column]
        if row != TOTAL:
            sums[_column(column)] += full[row, column]
    for line, at in _sums_of(full):
        if line in sums and at not in hidden and sums[line] < THRESHOLD:
            yield line


def _sums_of(full: Mapping[At, int]) -> Iterator[tuple[str, At]]:
    for row, column in sorted(full):
        if column == TOTAL:
            yield _row(row), (row, column)
        if row == TOTAL:
            yield _column(column), (row, column)
