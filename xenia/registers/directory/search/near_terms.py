"""Where to turn when the directory has nothing for a term itself: terms that are near it, of whatever tile.

A person hurt at work is helped by who knows workers' rights, not by every class for a job.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from xenia.ground.reference.taxonomy import Taxonomy

DATA: Final = Path(__file__).resolve().parent / "data"
# What the nearest term weighs beside the term itself, what each further one loses, and what the tile weighs.
NEAREST: Final = 0.6
FURTHER: Final = 0.1
TILE: Final = 0.15


def near_terms(code: str, taxonomy: Taxonomy) -> dict[str, float]:
    """Terms near a term with what each weighs, 0 to 1; its tile is always among them."""
    found = {
        near: round(NEAREST - FURTHER * place, 2)
        for place, near in enumerate(_near().get(code, ()))
        if near in taxonomy
    }
    for above in taxonomy.lineage(code)[1:]:
        found.setdefault(above, TILE)
    return found


def lead_of(tile: str) -> str | None:
    """The kind of help most people mean who ask for a whole tile: a doctor, for "health"."""
    return _leads().get(tile)


@cache
def _leads() -> dict[str, str]:
    with (DATA / "leads.csv").open(encoding="utf-8", newline="") as file:
        return {row["tile"]: row["lead"] for row in csv.DictReader(file)}


@cache
def _near() -> dict[str, tuple[str, ...]]:
    with (DATA / "near.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: tuple(row["near"].split("|")) for row in csv.DictReader(file)}
