"""Small numbers are not shown: with a language or a department beside them they could point at a person.

Source: cells of 1 to 10 are not published (CMS cell size suppression policy), as elsewhere in the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .policy import THRESHOLD


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown of a column: the values of these rows, and maybe its sum."""

    rows: frozenset[str]
    total: bool


def hidden_of(counts: Mapping[str, int]) -> Hidden:
    """What must not be shown, so that no number from 1 to 10 stands there or is what the others leave of the sum.

    Small ones go first, then the smallest of the others until what is hidden is 11 or more, of two rows or more; where
    no other row is left, the sum goes too.
    """
    said = {row: count for row, count in counts.items() if count}
    rows = {row for row, count in said.items() if is_small(count)}
    others = sorted(said.keys() - rows, key=lambda row: (said[row], row))
    while rows and (len(rows) < 2 or sum(said[row] for row in rows) < THRESHOLD):
        if not others:
            return Hidden(frozenset(rows), total=True)
        rows.add(others.pop(0))
    return Hidden(frozenset(rows), total=False)


def is_small(count: int) -> bool:
    """Whether a number is too small to be shown; one below nothing, left by a correction, is one too."""
    return count != 0 and count < THRESHOLD
