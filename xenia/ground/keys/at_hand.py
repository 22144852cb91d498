"""Keys that were fetched stay at hand for the length of one operation: it opens and seals many things of the same few people.

Without such a block every field that is opened asks the second database anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(slots=True)
class AtHand:
    """The keys one operation has fetched so far: of names, and of people."""

    named: dict[str, bytes] = field(default_factory=dict)
    people: dict[UUID, bytes] = field(default_factory=dict)


_AT_HAND: ContextVar[AtHand | None] = ContextVar("keys at hand", default=None)


def at_hand() -> AtHand:
    """What this operation holds; something nobody looks at again, where none keeps its keys."""
    return _AT_HAND.get() or AtHand()


@contextmanager
def keys_at_hand() -> Iterator[None]:
    """Fetch each key once in this block. A block within another one shares its keys."""
    if _AT_HAND.get() is not None:
        yield
        return
    before = _AT_HAND.set(AtHand())
    try:
        yield
    finally:
        _AT_HAND.reset(before)
