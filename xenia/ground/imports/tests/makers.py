"""Spreadsheets as offices keep them, made by the tests themselves, and the scenes around them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.imports.matching import guessed_columns
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import bring_in, choose_columns, lay_down_sheet
from xenia.ground.imports.plug import SHEETS
from xenia.ground.imports.queries import book_of
from xenia.ground.imports.reading import Book, open_book
from xenia.ground.imports.reading.table import survey
from xenia.ground.reference.models import Closure

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
HEADINGS = ("Date", "Until", "Holiday")
CLOSURES = (
    ("2026-11-26", "2026-11-27", "Thanksgiving"),
    ("2026-12-24", "2027-01-01", "Winter break"),
    ("2027-02-15", "", "Presidents’ Day"),
)


def in_csv(
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quoting: Any = csv.QUOTE_MINIMAL,
) -> bytes:
    """A table as CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(rows)
    return stream.getvalue().encode(encoding)


def a_workbook() -> tuple[Any, Any]:
    """An empty workbook and its first tab."""
    book = Workbook()
    return book, book.active


def in_xlsx(rows: Iterable[Sequence[Any]], **tabs: Iterable[Sequence[Any]]) -> bytes:
    """A table as a workbook; more tabs by their names."""
    book, first = a_workbook()
    _fill(first, rows)
    for name, more in tabs.items():
        _fill(book.create_sheet(name), more)
    return saved(book)


def _fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append(list(row))


def saved(book: Any) -> bytes:
    """A workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells_of(book: Book, tab: int = 0) -> list[list[Any]]:
    """What stands in a tab, line by line."""
    return [line.cells for line in book.lines(tab)]


def read(data: bytes, tab: int = 0) -> list[list[Any]]:
    """What a file says."""
    return cells_of(open_book(data), tab)


def a_director() -> User:
    """Somebody who may bring in everything."""
    return a_user(Role.DIRECTOR)


def laid_down(
    data: bytes | None = None,
    *,
    sheet: str = "closures",
    by: User | None = None,
    name: str = "list.csv",
    at: datetime = MONDAY,
) -> SheetRun:
    """A spreadsheet whose columns are not chosen yet."""
    return lay_down_sheet(
        sheet=SHEETS[sheet],
        name=name,
        data=data or in_csv([HEADINGS, *CLOSURES]),
        by=by or a_director(),
        at=at,
    )


def ready(
    data: bytes | None = None,
    *,
    sheet: str = "closures",
    by: User | None = None,
    date_order: str = "",
    columns: dict[int, str] | None = None,
) -> SheetRun:
    """A spreadsheet that was looked at, with the columns we guess."""
    by = by or a_director()
    run = laid_down(data, sheet=sheet, by=by)
    if columns is None:
        seen = survey(book_of(run), run.tab, run.heading_row).columns
        guessed = guessed_columns(SHEETS[sheet], seen)
        columns = {one.index: guessed.get(one.index, "") for one in seen}
    choose_columns(run=run, columns=columns, date_order=date_order, by=by, at=MONDAY)
    return SheetRun.objects.get(pk=run.pk)


def brought_in(
    data: bytes | None = None, *, sheet: str = "closures", by: User | None = None
) -> SheetRun:
    """A spreadsheet that came in."""
    by = by or a_director()
    run = ready(data, sheet=sheet, by=by)
    bring_in(run=run, by=by, at=MONDAY)
    return SheetRun.objects.get(pk=run.pk)


def outcomes(run: SheetRun) -> dict[int, str]:
    """What became of every row, by its number."""
    return dict(run.lines.values_list("number", "outcome"))


def verdicts(run: SheetRun) -> dict[int, str]:
    """What would become of every row, by its number."""
    return dict(run.lines.values_list("number", "verdict"))


def reason(run: SheetRun, number: int) -> tuple[str, str]:
    """Why a row is as it is: the column and the sentence, in English."""
    kept = SheetRow.objects.get(run=run, number=number).reason
    return kept.get("column", ""), kept.get("words", "") % kept.get("facts", {})


def closed() -> list[tuple[date, date, str]]:
    """The closures that hold now."""
    held = Closure.objects.filter(until_version=None)
    return list(held.values_list("first_day", "last_day", "name"))
