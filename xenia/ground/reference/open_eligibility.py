"""Which terms of the Open Eligibility taxonomy go with ours, so that others can read our services by theirs.

Source: Open Eligibility 2.0, CC BY-SA 3.0 (data/README.md). Which goes with which is our own choice.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from xenia.ground.reference.taxonomy import DATA

NAME: Final = "Open Eligibility"
VERSION: Final = "2.0"
ADDRESS: Final = "https://openeligibility.org"
LICENCE: Final = "CC BY-SA 3.0"
# What may be said of a service under our term: the same, and what holds more.
_SAID: Final = frozenset({"exact", "broader"})
# Under which of our terms theirs falls: the same, and what holds less.
_FALLS_UNDER: Final = ("exact", "narrower")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A term of Open Eligibility, and what it is seen from ours: exact, broader, narrower or near."""

    code: str
    id: str
    name: str
    fit: str


@cache
def counterparts() -> Mapping[str, Counterpart]:
    """By our code, what stands beside it there."""
    with (DATA / "open_eligibility.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Counterpart(
                row["code"], row["open_eligibility_id"], row["open_eligibility_name"], row["fit"]
            )
            for row in csv.DictReader(file)
        ]
    return {row.code: row for row in rows}


def said_of(code: str) -> Counterpart | None:
    """Their term that is true of everything under ours; None where there is none."""
    found = counterparts().get(code)
    return found if found and found.fit in _SAID else None


@cache
def own_codes() -> Mapping[str, str]:
    """By their name in small letters, the one term of ours it falls under; a name under several of ours is under none."""
    found: dict[str, str] = {}
    for fit in _FALLS_UNDER:
        names: dict[str, list[str]] = {}
        for row in counterparts().values():
            if row.fit == fit:
                names.setdefault(row.name.casefold(), []).append(row.code)
        for name, codes in names.items():
            if len(codes) == 1:
                found.setdefault(name, codes[0])
    return found
