"""Makers for weeks, with honest defaults: one Spanish speaker on Monday, one request of an hour."""

from collections.abc import Iterable
from typing import Any

from xenia.work.language_access.matching import ByMatrix, Candidate, Held, Mode, Need, Week

ALL_MODES = frozenset(Mode)
DAY = 52
# Three zones in a row, two slots from one to the next.
ROW = ByMatrix([[0, 2, 4], [2, 0, 2], [4, 2, 0]])


def an_interpreter(name: str, *languages: str, rank: int = 1, **told: Any) -> Candidate:
    """Someone who works the whole of Monday in every mode, in zone 0, up to 40 slots."""
    usual: dict[str, Any] = {
        "languages": dict.fromkeys(languages or ("es",), rank),
        "modes": ALL_MODES,
        "windows": ((0, DAY),),
        "cap": 40,
        "gender": "F",
        "zone": 0,
    }
    return Candidate(id=name, **(usual | told))


def a_request(name: str, starts: Iterable[int] = (0,), **told: Any) -> Need:
    """An hour of Spanish by phone; the first of the starts is preferred."""
    starts = tuple(starts)
    usual: dict[str, Any] = {
        "language": "es",
        "mode": Mode.PHONE,
        "length": 4,
        "preferred": starts[0],
        "zone": 0,
    }
    return Need(id=name, starts=starts, **(usual | told))


def a_week(candidates: Iterable[Candidate], needs: Iterable[Need] = (), **told: Any) -> Week:
    """A week in the row of three zones."""
    usual: dict[str, Any] = {"travel": ROW, "slots_per_day": DAY}
    return Week(tuple(candidates), tuple(needs), **(usual | told))


def held(start: int, request: str | None = None, **told: Any) -> Held:
    """An hour by phone that is locked."""
    usual: dict[str, Any] = {"length": 4, "mode": Mode.PHONE, "zone": 0}
    return Held(start=start, request=request, **(usual | told))
