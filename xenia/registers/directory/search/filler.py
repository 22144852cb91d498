"""Words that carry a question but not its subject: "I need", "mwen bezwen", "我想"."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from xenia.ground.common.text import units

FILLER: Final = Path(__file__).resolve().parent / "data" / "filler.csv"


@cache
def fillers(language: str) -> frozenset[str]:
    """One language's."""
    return _all_fillers().get(language.partition("-")[0], frozenset())


@cache
def _all_fillers() -> dict[str, frozenset[str]]:
    with FILLER.open(encoding="utf-8", newline="") as file:
        return {
            row["language"].partition("-")[0]: frozenset(
                " ".join(units(phrase)) for phrase in row["words"].split("|")
            )
            for row in csv.DictReader(file)
        }


def filler_positions(pieces: Sequence[str], languages: Iterable[str]) -> set[int]:
    """Where a question's filler words stand; the longest filler wins."""
    known, reach = _fillers_together(tuple(languages))
    covered: set[int] = set()
    past = 0
    for at in [at for at, piece in enumerate(pieces) if piece in reach]:
        for end in range(at + reach[pieces[at]], max(at, past), -1):
            if " ".join(pieces[at:end]) in known:
                covered.update(range(at, min(end, len(pieces))))
                past = end
                break
    return covered


@cache
def _fillers_together(languages: tuple[str, ...]) -> tuple[frozenset[str], dict[str, int]]:
    known = frozenset[str]().union(*map(fillers, languages))
    return known, longest_by_first(known)


def without_filler(pieces: Sequence[str], languages: Iterable[str]) -> list[str]:
    """The pieces that carry the subject."""
    covered = filler_positions(pieces, languages)
    return [piece for at, piece in enumerate(pieces) if at not in covered]


def longest_by_first(keys: Iterable[str]) -> dict[str, int]:
    """For each piece that begins a phrase, the length of the longest such phrase."""
    longest: dict[str, int] = {}
    for key in keys:
        first, _space, rest = key.partition(" ")
        length = 1 + rest.count(" ") + bool(rest)
        longest[first] = max(longest.get(first, 0), length)
    return longest
