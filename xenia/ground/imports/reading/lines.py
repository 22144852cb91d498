"""One line of a spreadsheet, whatever file it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading.limits import (
    LAST_LINE,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
)
from xenia.ground.imports.sentences import NotReadable

Cell = str | int | float | bool | date | datetime | time | timedelta | None
# What no database keeps and no page shows; tabs and line ends are text.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# As lists of offices say that there is nothing. "Na" is a name.
_NOTHING: Final = frozenset(
    {"n/a", "n.a.", "none", "nil", "null", "unknown", "not known", "not given"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it. number: as programs count, from 1."""

    number: int
    cells: list[Cell]


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell; spaces are nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def says_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or holds what people write where they have nothing to say."""
    if not isinstance(cell, str):
        return cell is None
    said = cell.strip().lower()
    return said in _NOTHING or not said.strip("-–—?._* ")


def lines_of(raw: Iterable[Sequence[Cell]]) -> Iterator[Line]:
    """The lines that hold something, cleaned and within the limits. Raises NotReadable beyond them."""
    found = 0
    for number, cells in enumerate(raw, 1):
        if number > LAST_LINE:
            raise NotReadable(
                gettext_noop("This table has more lines than a spreadsheet can. Save it again.")
            )
        line = _cleaned(number, cells)
        if line is None:
            continue
        found += 1
        if found > MOST_ROWS + 1:
            words = gettext_noop(
                "This table has more than %(most)s rows. Divide it and bring the parts in one by one."
            )
            raise NotReadable(words, most=f"{MOST_ROWS:,}")
        yield line


def _cleaned(number: int, cells: Sequence[Cell]) -> Line | None:
    # Most lines of a hostile file, and most cells of any, are empty: this way costs least.
    if cells.count(None) == len(cells):
        return None
    width = len(cells)
    while width and is_empty(cells[width - 1]):
        width -= 1
    if not width:
        return None
    kept = cells[:width]
    if len(kept) > MOST_COLUMNS:
        words = gettext_noop("Row %(row)s has more than %(most)s columns. Leave some out.")
        raise NotReadable(words, row=number, most=MOST_COLUMNS)
    return Line(number, [_clean(cell, number) for cell in kept])


def _clean(cell: Cell, number: int) -> Cell:
    if not isinstance(cell, str):
        return cell
    if len(cell) > LONGEST_CELL:
        words = gettext_noop(
            "A cell in row %(row)s is longer than %(most)s characters. Perhaps a quotation mark is never closed there."
        )
        raise NotReadable(words, row=number, most=f"{LONGEST_CELL:,}")
    return _CONTROLS.sub("", cell)
