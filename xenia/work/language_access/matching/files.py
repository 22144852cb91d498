"""Weeks from a file of instances: a JSON list of weeks with `interpreters`, `requests` and `zone_travel_slots`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .week import REMOTE_GAP, ByMatrix, Candidate, Mode, Need, Week

MODES = {
    "in_person": Mode.IN_PERSON,
    "vri": Mode.VIDEO,
    "video": Mode.VIDEO,
    "opi": Mode.PHONE,
    "phone": Mode.PHONE,
}
LATEST = 100_000  # slots: nearly three years of quarters of an hour; a start beyond it is a slip
Made = TypeVar("Made")


class NotReadable(Exception):
    """The file is not one of instances; the text says where and why in one sentence."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A week of a file. name: its seed, or its place in the list; the maxima where they are known."""

    name: str
    week: Week
    max_filled: int | None = None
    max_weight: int | None = None


def read_instances(path: Path) -> list[Instance]:
    """Every week of the file. Raises NotReadable."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError as reason:
        raise NotReadable(f"{path.name} cannot be opened: {reason.strerror}.") from None
    except (ValueError, RecursionError):
        raise NotReadable(f"{path.name} is not JSON in UTF-8.") from None
    weeks = [read] if isinstance(read, dict) else read
    if not isinstance(weeks, list) or not weeks:
        raise NotReadable(f"{path.name} holds no week: it must be a JSON list of instances.")
    return [read_instance(f"{path.name}, instance {n}", n, one) for n, one in enumerate(weeks)]


def read_instance(where: str, number: int, read: Any) -> Instance:
    """One week. where: what to call it in a sentence about what is wrong. Raises NotReadable."""
    people = _all(where, read, "interpreters", _candidate)
    needs = _all(where, read, "requests", _need)
    ways = _made(where, read, _ways)
    zones = [person.zone for person in people] + [need.zone for need in needs]
    if any(not 0 <= zone < len(ways) for zone in zones if isinstance(zone, int)):
        raise NotReadable(f"{where}: a zone is not in 'zone_travel_slots'.")
    week = Week(
        candidates=tuple(people),
        needs=tuple(needs),
        travel=ByMatrix(ways),
        remote_gap=_made(where, read, lambda it: _whole(it.get("remote_gap", REMOTE_GAP))),
        slots_per_day=_made(where, read, lambda it: _whole(it.get("slots_per_day", 0))) or None,
    )
    known = _made(where, read, lambda it: dict(it.get("reference") or {}))
    return Instance(
        name=str(read.get("seed", number)),
        week=week,
        max_filled=known.get("max_filled"),
        max_weight=known.get("max_priority_weight"),
    )


def _all(where: str, read: Any, name: str, make: Callable[[Any], Made]) -> list[Made]:
    """The entries of one list, no id twice."""
    entries = read.get(name) if isinstance(read, dict) else None
    if not isinstance(entries, list):
        raise NotReadable(f"{where}: {name!r} must be a list.")
    made = [_made(f"{where}, {name}, entry {n}", one, make) for n, one in enumerate(entries)]
    if len({one["id"] for one in entries}) < len(entries):
        raise NotReadable(f"{where}: two of the {name} have the same id.")
    return made


def _made(where: str, read: Any, make: Callable[[Any], Made]) -> Made:
    try:
        return make(read)
    except KeyError as missing:
        raise NotReadable(f"{where}: {missing} is missing.") from None
    except (TypeError, ValueError, AttributeError) as wrong:
        raise NotReadable(f"{where} cannot be understood: {wrong}.") from None


def _candidate(read: Any) -> Candidate:
    rank = _whole(read["cert"])
    return Candidate(
        id=_id(read["id"]),
        languages={str(language): rank for language in read["langs"]},
        modes=frozenset(_mode(one) for one in read["modes"]),
        windows=tuple((_whole(begins), _whole(ends)) for begins, ends in read["av"]),
        cap=_whole(read["maxslots"]),
        gender=str(read.get("gender") or ""),
        zone=_whole(read["zone"]),
    )


def _need(read: Any) -> Need:
    starts = tuple(sorted({_whole(start) for start in read["starts"]}))
    length = _whole(read["dur"])
    if length < 1:
        raise ValueError("'dur' must be 1 or more")
    return Need(
        id=_id(read["id"]),
        language=str(read["lang"]),
        mode=_mode(read["mode"]),
        length=length,
        starts=starts,
        preferred=_whole(read.get("pref", starts[0] if starts else 0)),
        credential=_whole(read.get("cert", 0)),
        gender=read.get("gender"),
        gender_wish=read.get("softg"),
        excluded=frozenset(_id(one) for one in read.get("coi") or ()),
        weight=_whole(read.get("prio", 1)),
        zone=_whole(read["zone"]),
        made=_whole(read.get("made", 0)),
    )


def _ways(read: Any) -> list[list[int]]:
    ways = [[_whole(slots) for slots in row] for row in read["zone_travel_slots"]]
    if any(len(row) != len(ways) or min(row) < 0 for row in ways):
        raise ValueError("'zone_travel_slots' must be a square of whole numbers from 0")
    return ways


def _mode(typed: Any) -> Mode:
    if typed not in MODES:
        raise ValueError(f"the mode {typed!r} is none of {', '.join(MODES)}")
    return MODES[typed]


def _whole(typed: Any) -> int:
    if not isinstance(typed, int) or isinstance(typed, bool) or abs(typed) > LATEST:
        raise ValueError(f"{typed!r} is not a whole number up to {LATEST:,}")
    return typed


def _id(typed: Any) -> int | str:
    if not isinstance(typed, int | str):
        raise TypeError(f"{typed!r} is no id")
    return typed
