"""What was shared of the board, read from the publication ledger alone: no number of it is reckoned again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xenia.ground.disclosure import TOTAL
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.publications import SUPPRESSED

TITLE: Final = "The office at a glance"
# {values of its dimensions, in order: the number, None where it is protected}
Cells = Mapping[tuple[str, ...], int | None]


@dataclass(frozen=True, slots=True)
class SharedTable:
    """One table of a share. measure: its code. dimensions: their names. groups: of values taken together."""

    measure: str
    dimensions: tuple[str, ...]
    cells: Cells
    groups: Mapping[str, tuple[str, ...]]


def title_of(day: date) -> str:
    """How the tables of a day's share are called in the publication ledger."""
    return f"{TITLE}, {day}"


def shared_on(day: date) -> list[SharedTable]:
    """The tables that were shared on a day, in the order they went out."""
    start = f"{title_of(day)}: "
    rows = Publication.objects.filter(released_on=day, title__startswith=start).order_by("number")
    return [_table(row, row.title.removeprefix(start)) for row in rows]


def days_shared() -> list[date]:
    """The days something was shared on, the newest first."""
    rows = Publication.objects.filter(title__startswith=f"{TITLE}, ").order_by("-released_on")
    return list(rows.values_list("released_on", flat=True).distinct())


def _table(row: Publication, measure: str) -> SharedTable:
    names = tuple(one["name"] for one in row.dimensions)
    cells = {
        tuple(one["cell"].get(name, TOTAL) for name in names): (
            None if one["value"] == SUPPRESSED else int(one["value"])
        )
        for one in row.cells
    }
    groups = {code: tuple(parts) for one in row.dimensions for code, parts in one["groups"].items()}
    return SharedTable(measure, names, cells, groups)
