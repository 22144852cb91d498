"""The table in a book: which row has the headings, what the columns are called and hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from xenia.ground.common.text import fold
from xenia.ground.imports.reading import Book, Cell, Line, is_empty

_LOOKED_AT: Final = 25
_TABS: Final = 20
_SAMPLES: Final = 3
_LONGEST_SAMPLE: Final = 60


@dataclass(slots=True)
class FileColumn:
    """A column of the file. index: from 0; filled: how many rows say something in it."""

    index: int
    heading: str
    samples: list[str] = field(default_factory=list)
    filled: int = 0

    @property
    def letter(self) -> str:
        """What programs call it: A, B … AA."""
        number, letters = self.index + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(slots=True)
class Survey:
    """What a table holds: its columns that are not empty, and how many rows stand below the headings."""

    columns: list[FileColumn]
    row_count: int


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: 2116 is no 2116.0, a day has no midnight."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


def rows_below(book: Book, tab: int, heading_row: int) -> Iterator[Line]:
    """The rows of a table: every line with something in it below its headings."""
    return (line for line in book.lines(tab) if line.number > heading_row)


def survey(book: Book, tab: int, heading_row: int) -> Survey:
    """Go once through a table. Raises NotReadable where the file cannot be read further."""
    named = headings_of(book, tab, heading_row)
    columns = {index: FileColumn(index, heading) for index, heading in named.items()}
    row_count = 0
    for line in book.lines(tab):
        if line.number > heading_row:
            row_count += 1
            _notice(columns, line)
    held = [one for one in columns.values() if one.heading or one.filled]
    return Survey(sorted(held, key=lambda one: one.index), row_count)


def headings_of(book: Book, tab: int, heading_row: int) -> dict[int, str]:
    """What the columns of a table are called, by their place; nothing below the headings is read."""
    line = next((one for one in book.lines(tab) if one.number >= heading_row), None)
    if line is None or line.number != heading_row:
        return {}
    return {index: " ".join(as_text(cell).split()) for index, cell in enumerate(line.cells)}


def _column(columns: dict[int, FileColumn], index: int) -> FileColumn:
    return columns.setdefault(index, FileColumn(index, ""))


def _notice(columns: dict[int, FileColumn], line: Line) -> None:
    for index, cell in enumerate(line.cells):
        if is_empty(cell):
            continue
        column = _column(columns, index)
        column.filled += 1
        if len(column.samples) < _SAMPLES:
            text = as_text(cell)[:_LONGEST_SAMPLE]
            column.samples += [] if text in column.samples else [text]


def likely_table(book: Book, known: Collection[str]) -> tuple[int, int]:
    """The tab and the row that look most like headings; row 0 when none does.

    known: words that headings use for this sheet, folded. Titles above a table have few words, rows below it have
    numbers, days and addresses; headings are words, each another one.
    """
    scored = [(*_best_row(book, tab, known), -tab) for tab in range(min(len(book.tabs), _TABS))]
    _score, row, tab = max(scored)
    return -tab, -row


def likely_headings(book: Book, tab: int, known: Collection[str]) -> int:
    """The row of one tab that looks most like headings; 0 when none does."""
    return -_best_row(book, tab, known)[1]


def _best_row(book: Book, tab: int, known: Collection[str]) -> tuple[int, int]:
    lines = islice(book.lines(tab), _LOOKED_AT)
    best, row = max(((_likeness(line, known), -line.number) for line in lines), default=(0, 0))
    return (best, row) if best > 0 else (0, 0)


def _likeness(line: Line, known: Collection[str]) -> int:
    held = [cell for cell in line.cells if not is_empty(cell)]
    words = {fold(as_text(cell)) for cell in held if not _is_data(cell)}
    return 4 * len(words & set(known)) + len(words) - 3 * sum(map(_is_data, held))


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, str):
        return "@" in cell or sum(map(str.isdigit, cell)) * 2 > len(cell.strip())
    return isinstance(cell, int | float | date | time | timedelta)
