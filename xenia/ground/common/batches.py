"""Many things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Items in their order, in lists of `size` (the last may be shorter); an iterator is read only as far as needed."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
