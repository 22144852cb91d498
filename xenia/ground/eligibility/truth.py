"""Yes, no, and not known yet: the logic of an answer that may be missing.

Source: S. C. Kleene, Introduction to Metamathematics (1952), § 64, strong three-valued logic.
"""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """What can be said of a claim. There is no shortcut to a Python bool: not known is neither."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __bool__(self) -> bool:
        """Refuse: `if truth:` would read what is not known as a yes."""
        raise TypeError("a Truth is no bool: compare it, such as `truth is Truth.YES`")


def of(claim: bool) -> Truth:
    """A claim that is known."""
    return Truth.YES if claim else Truth.NO


def every(parts: Iterable[Truth]) -> Truth:
    """Yes when all are, no when one is not; no claims at all are a yes."""
    found = set(parts)
    if Truth.NO in found:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.YES


def some(parts: Iterable[Truth]) -> Truth:
    """Yes when one is, no when none is; no claims at all are a no."""
    found = set(parts)
    if Truth.YES in found:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.NO


def opposite(part: Truth) -> Truth:
    """The other one; what is not known stays so."""
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(part, Truth.UNKNOWN)
