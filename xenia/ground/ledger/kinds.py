"""The registry of what may be counted, by which dimensions and in which streams."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.streams import STREAMS

# Only these rooms know people well enough to count each of them once; the others count attendances.
ROOMS_THAT_COUNT_PEOPLE: Final = ("casework", "programs", "referrals")


@dataclass(frozen=True, slots=True)
class Kind:
    """One countable fact: its code, what one entry means, the dimensions and streams it may have.

    counts_persons: each entry is about one person, and people are counted once however often they came.
    """

    code: str
    meaning: str
    dimensions: frozenset[str]
    streams: frozenset[str] = frozenset({"service"})
    counts_persons: bool = False


KINDS: dict[str, Kind] = {}


def register(
    code: str,
    meaning: str,
    *,
    dimensions: Iterable[str] = (),
    streams: Iterable[str] = ("service",),
    counts_persons: bool = False,
) -> None:
    """Add a kind. Raises ValueError for what is unknown, or for a code with two meanings."""
    kind = Kind(code, meaning, frozenset(dimensions), frozenset(streams), counts_persons)
    _refuse_unfit(kind)
    if KINDS.setdefault(code, kind) != kind:
        raise ValueError(f"ledger kind {code!r} is registered twice, with different meanings")


def _refuse_unfit(kind: Kind) -> None:
    if unknown := kind.dimensions - set(DIMENSIONS):
        raise ValueError(f"unknown dimensions {sorted(unknown)}: expected some of {DIMENSIONS}")
    if unknown := kind.streams - set(STREAMS):
        raise ValueError(f"unknown streams {sorted(unknown)}: expected some of {sorted(STREAMS)}")
    if not kind.streams:
        raise ValueError(f"{kind.code} is in no stream: expected at least one, such as 'service'")
    room = kind.code.partition(".")[0]
    if kind.counts_persons and room not in ROOMS_THAT_COUNT_PEOPLE:
        raise ValueError(f"{kind.code} counts people: only {ROOMS_THAT_COUNT_PEOPLE} may do that")
