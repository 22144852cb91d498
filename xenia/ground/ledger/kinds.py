"""The registry of what may be counted, and by which dimensions."""

from dataclasses import dataclass

# Every dimension an entry may carry. Another one is added by a decision record.
DIMENSIONS = (
    "program",
    "service_type",
    "provider",
    "department",
    "fund",
    "language",
    "area",
    "origin",
    "case_type",
    "need",
    "reason",
    "outcome",
    "mode",
    "is_new",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One countable fact: its code, what one entry means, the dimensions it may carry."""

    code: str
    meaning: str
    dimensions: frozenset[str]


KINDS: dict[str, Kind] = {}


def register(code: str, meaning: str, *, dimensions: tuple[str, ...] = ()) -> None:
    """Add a kind. Raises ValueError for an unknown dimension or a code with two meanings."""
    unknown = set(dimensions) - set(DIMENSIONS)
    if unknown:
        raise ValueError(f"unknown dimensions {sorted(unknown)}: expected some of {DIMENSIONS}")
    kind = Kind(code, meaning, frozenset(dimensions))
    if KINDS.setdefault(code, kind) != kind:
        raise ValueError(f"ledger kind {code!r} is registered twice, with different meanings")
