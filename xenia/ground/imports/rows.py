"""A line of the file as values of the sheet's columns, or the sentence that refuses it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

from django.utils.translation import get_language, gettext_noop

from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import READS_DAYS, Ways
from xenia.ground.imports.days import InFigures, days_in_figures
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.plug import Column, Sheet, Values
from xenia.ground.imports.reading import Book, Cell, Line, says_nothing
from xenia.ground.imports.reading.table import as_text, rows_below
from xenia.ground.imports.sentences import Partly, Reason, Refused

T = TypeVar("T")
BOTH_ORDERS: Final = frozenset({"mdy", "dmy"})
_EMPTY: Final = gettext_noop("This cell is empty. It is needed.")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row. texts: what stood in its cells, by column. reasons: why it has no values, or what of them is left out."""

    number: int
    texts: Mapping[str, str]
    values: Values | None
    reasons: tuple[Reason, ...] = ()


def read_rows(
    book: Book, run: SheetRun, sheet: Sheet, *, only: Collection[int] = ()
) -> Iterator[ReadRow]:
    """Every row of a run's table, as its columns are chosen. Raises NotReadable where the file ends too early.

    only: the numbers of the rows that are wanted, if not all.
    """
    chosen = chosen_columns(run)
    ways = Ways(run.date_order, book.is_1904)
    for line in rows_below(book, run.tab, run.heading_row):
        if not only or line.number in only:
            yield _read(line, chosen, sheet, ways)


def chosen_columns(run: SheetRun) -> dict[int, str]:
    """The sheet's column for each place in the file that is not left out."""
    return {int(place): code for place, code in run.columns.items() if code}


def _read(line: Line, chosen: Mapping[int, str], sheet: Sheet, ways: Ways) -> ReadRow:
    cells = {code: _cell(line, place) for place, code in chosen.items()}
    texts = {code: as_text(cell) for code, cell in cells.items()}
    values: dict[str, Any] = {}
    refused: list[Reason] = []
    left_out: list[Reason] = []
    for column in sheet.columns:
        try:
            said = _value(column, cells.get(column.code), ways)
        except Refused as why:
            sentence = why.sentence
            heard = sentence.heard or texts.get(column.code, "")
            refused.append((column.code, replace(sentence, heard=heard)))
            continue
        if isinstance(said, Partly):
            left_out += [(column.code, one) for one in said.left_out]
            said = said.value
        if said is not None:
            values[column.code] = said
    if refused:
        return ReadRow(line.number, texts, None, (*refused, *left_out))
    return ReadRow(line.number, texts, values, tuple(left_out))


def _cell(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


def _value(column: Column, cell: Cell, ways: Ways) -> Any:
    """What a cell says; None where it says nothing. Raises Refused."""
    if not says_nothing(cell):
        return column.reads(cell, ways)
    if column.is_required:
        raise Refused(_EMPTY)
    return None


def date_orders(book: Book, run: SheetRun, sheet: Sheet) -> tuple[frozenset[str], str]:
    """In which orders all days of a table that are written in figures make sense, and one of them that leaves it open.

    13.4.2026 says how days with dots are written there, and nothing of 3/4/2026.
    """
    told: dict[str, frozenset[str]] = {}
    unsure: dict[str, str] = {}
    for _code, one in _in_figures(book, run, sheet):
        told[one.mark] = told.get(one.mark, BOTH_ORDERS) & one.orders
        if one.orders == BOTH_ORDERS:
            unsure.setdefault(one.mark, one.said)
    left_open = (said for mark, said in unsure.items() if told[mark] == BOTH_ORDERS)
    return BOTH_ORDERS.intersection(*told.values()), next(left_open, "")


def days_of_two_ways(book: Book, run: SheetRun, sheet: Sheet) -> dict[str, str]:
    """The first day of each column that can be read in two ways."""
    found: dict[str, str] = {}
    for code, one in _in_figures(book, run, sheet):
        if one.orders == BOTH_ORDERS:
            found.setdefault(code, one.said)
    return found


def _in_figures(book: Book, run: SheetRun, sheet: Sheet) -> Iterator[tuple[str, InFigures]]:
    """Each day that is written in figures, with its column."""
    with_days = {one.code for one in sheet.columns if one.reads in READS_DAYS}
    chosen = [(place, code) for place, code in chosen_columns(run).items() if code in with_days]
    for line in rows_below(book, run.tab, run.heading_row):
        for place, code in chosen:
            cell = _cell(line, place)
            for one in days_in_figures(cell) if isinstance(cell, str) else ():
                yield code, one


def shown(row: ReadRow, sheet: Sheet) -> dict[str, str]:
    """A row as it would be read, in the reader's language; what cannot be read as it stands there."""
    if row.values is None:
        return dict(row.texts)
    return {code: _shown(sheet, code, value) for code, value in row.values.items()}


def _shown(sheet: Sheet, code: str, value: Any) -> str:
    if isinstance(value, date):
        return written_day(value, get_language() or "en")
    column = sheet.column(code)
    return column.shows(value) if column else str(value)


def in_parts(rows: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The rows, so many at a time."""
    going = iter(rows)
    while part := list(islice(going, size)):
        yield part
