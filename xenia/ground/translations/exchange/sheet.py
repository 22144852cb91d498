"""Texts as a CSV sheet, for spreadsheet programs.

A cell that such a program would take for a formula gets an apostrophe before it, and loses it when it comes back.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from .rows import MOST_ROWS, ExchangeRow, NotReadable

_COLUMNS: Final = {
    "language": "language",
    "kind": "kind",
    "record": "record",
    "field": "field",
    "where": "name",
    "vital": "is_vital",
    "status": "state",
    "source": "source",
    "translation": "text",
    "source_mark": "source_mark",
    "text_mark": "text_mark",
}
_NEEDED: Final = {"language", "kind", "record", "field", "source", "translation"}
_YES: Final = "yes"
_LONGEST_CELL: Final = 100_000
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED: Final = re.compile(r"'+[=+\-@\t\r]")


def write(rows: Iterable[ExchangeRow], language: str) -> str:
    """The sheet of one language. It begins with a mark, or spreadsheet programs take UTF-8 for something else."""
    out = StringIO(newline="")
    # All quoted: Python's writer leaves a lone carriage return open.
    sheet = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    sheet.writerow(_COLUMNS)
    for row in rows:
        sheet.writerow([cell(_value(row, name)) for name in _COLUMNS.values()])
    return "\ufeff" + out.getvalue()


def read(content: bytes) -> list[ExchangeRow]:
    """The rows of a sheet, blank lines left out. Raises NotReadable."""
    rows = [_row(number, cells) for number, cells in lines_of(content, needed=_NEEDED)]
    if not rows:
        raise NotReadable("no_columns")
    return rows


def lines_of(content: bytes, *, needed: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a CSV file by column, with their numbers, whatever stands between the columns. Raises NotReadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable("not_utf8") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = [heading.strip().casefold() for heading in next(reader, [])]
        if needed - set(headings):
            raise NotReadable("no_columns")
        for number, cells in enumerate(reader, start=2):
            if number > MOST_ROWS + 1:
                raise NotReadable("too_many")
            if any(len(value) > _LONGEST_CELL for value in cells):
                raise NotReadable("broken_sheet")
            if any(value.strip() for value in cells):
                yield number, dict(zip(headings, map(as_typed, cells), strict=False))
    except csv.Error:
        raise NotReadable("broken_sheet") from None


def cell(value: str) -> str:
    """A value that no spreadsheet program runs as a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def as_typed(value: str) -> str:
    """A cell without the apostrophe that `cell` put before it."""
    return value[1:] if _ESCAPED.match(value) else value


def _value(row: ExchangeRow, name: str) -> str:
    value = getattr(row, name)
    return (_YES if value else "") if isinstance(value, bool) else str(value)


def _row(number: int, cells: dict[str, str]) -> ExchangeRow:
    said = {name: cells.get(column, "") for column, name in _COLUMNS.items()}
    is_vital = said.pop("is_vital").strip().casefold() == _YES
    for name in ("language", "kind", "record", "field", "source_mark", "text_mark"):
        said[name] = said[name].strip()
    return ExchangeRow(number=number, is_vital=is_vital, **said)
