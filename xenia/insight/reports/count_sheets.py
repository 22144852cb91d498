"""Counts as a spreadsheet: our template out, and back in with every row that cannot be read named."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.forms import ValidationError
from django.utils.translation import gettext, gettext_noop, override

from xenia.ground.common.text import fold
from xenia.ground.imports.cells import safe_cell
from xenia.ground.imports.reading import Book, Line, open_book
from xenia.ground.imports.reading.separated import NO_TABLE, SeparatedText
from xenia.ground.imports.reading.table import as_text, headings_of, likely_table, rows_below
from xenia.ground.imports.sentences import NotReadable, Sentence
from xenia.insight.reports.forms.counts import (
    AT_MOST,
    TOO_MANY,
    Cell,
    cells,
    name_of,
    number_of,
    row_words,
    whole,
)
from xenia.insight.reports.models import Part
from xenia.insight.reports.operations.call import Number

CODE: Final = "code"
HEADINGS: Final[Mapping[str, str]] = {
    CODE: gettext_noop("Code"),
    "part": gettext_noop("What is counted"),
    "row": gettext_noop("Service or case type"),
    "number": gettext_noop("Number"),
}
NO_HEADINGS: Final = gettext_noop(
    "We found no columns named code and number. Take our template, and fill in its last column."
)
UNKNOWN_CODE: Final = gettext_noop("We do not know this code. Leave the first column as it is.")
NOT_A_NUMBER: Final = gettext_noop(
    "This is no whole number. Write it such as 120, or leave it empty."
)
AT_MOST_WORDS: Final = gettext_noop("Write %(limit_value)s or less.")
TWICE: Final = gettext_noop("The same code stands further up. Only the first one is taken.")
NOTHING: Final = gettext_noop("The file has no number that can be taken.")


@dataclass(slots=True)
class Read:
    """What a file says. refused: each row that cannot be taken, with its number and its reason."""

    numbers: list[Number] = field(default_factory=list)
    refused: list[tuple[int, Sentence]] = field(default_factory=list)


def template_rows(numbers: Iterable[Number], reader: str) -> list[list[str | int]]:
    """The template in a reader's language, with the numbers that are there."""
    said = {one.place: one.value for one in numbers}
    rows: list[list[str | int]] = [[gettext(one) for one in HEADINGS.values()]]
    for cell in cells():
        words = [str(Part(cell[0]).label), row_words(*cell, reader)]
        rows.append([name_of(cell), *words, said.get(number_of(cell, 0).place, "")])
    return rows


def as_csv(rows: Iterable[list[str | int]]) -> str:
    """With the mark by which programs know the letters."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return out.getvalue()


def as_workbook(rows: Iterable[list[str | int]], *, is_rtl: bool) -> bytes:
    """An .xlsx whose columns are wide enough to be read."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.sheet_view.rightToLeft = is_rtl
    for row in rows:
        sheet.append([cell if isinstance(cell, int) else safe_cell(cell) for cell in row])
    for column, width in zip("ABCD", (30, 34, 46, 12), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_counts(data: bytes, name: str = "") -> Read:
    """Read the template as it came back. name: what the file is called. Raises NotReadable."""
    book = open_book(data)
    tab, heading_row = likely_table(book, _known().keys())
    columns: dict[str, int] = {}
    for place, heading in headings_of(book, tab, heading_row).items():
        if column := _known().get(fold(heading).strip()):
            columns.setdefault(column, place)
    if not {CODE, "number"} <= columns.keys():
        raise NotReadable(NO_TABLE if _is_only_text(book, tab, name) else NO_HEADINGS)
    read, seen, unreckoned = Read(), set[Cell](), book.unreckoned(tab)
    for line in rows_below(book, tab, heading_row):
        _read_line(
            read, seen, line, columns, is_unreckoned=(line.number, columns["number"]) in unreckoned
        )
    if not read.numbers and not read.refused:
        raise NotReadable(NOTHING)
    return read


def _is_only_text(book: Book, tab: int, name: str) -> bool:
    """Whether it is a text that calls itself a workbook, or has no columns."""
    if not isinstance(book, SeparatedText):
        return False
    return name.lower().endswith(".xlsx") or all(len(line.cells) < 2 for line in book.lines(tab))


def _read_line(
    read: Read, seen: set[Cell], line: Line, columns: Mapping[str, int], *, is_unreckoned: bool
) -> None:
    code, number = (
        _said(line.cells[columns[name]]) if columns[name] < len(line.cells) else ""
        for name in (CODE, "number")
    )
    cell = _cells().get(fold(code).strip())
    if not number and not is_unreckoned:
        return
    value, wrong = _whole(number)
    if cell is None:
        read.refused.append((line.number, Sentence(UNKNOWN_CODE)))
    elif wrong is not None:
        read.refused.append((line.number, wrong))
    elif cell in seen:
        read.refused.append((line.number, Sentence(TWICE)))
    else:
        seen.add(cell)
        read.numbers.append(number_of(cell, value))


def _said(cell: Any) -> str:
    """A cell as text; also a number that a spreadsheet writes with a power of ten."""
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if is_whole else as_text(cell)


def _whole(number: str) -> tuple[int, Sentence | None]:
    """The number, or why it is none."""
    try:
        return whole(number), None
    except ValidationError as wrong:
        is_too_many = wrong.code == TOO_MANY
        return 0, Sentence(AT_MOST_WORDS, AT_MOST) if is_too_many else Sentence(NOT_A_NUMBER)


@cache
def _cells() -> dict[str, Cell]:
    return {fold(name_of(cell)): cell for cell in cells()}


@cache
def _known() -> dict[str, str]:
    """How our headings are called in any language we speak: a template may be filled in by a colleague of another."""
    found: dict[str, str] = {}
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            found |= {fold(gettext(words)).strip(): code for code, words in HEADINGS.items()}
    return found
