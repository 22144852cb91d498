"""A spreadsheet is laid down, its table found, its columns chosen; or it is left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.imports.kept import keep, throw_away
from xenia.ground.imports.matching import heading_hash, known_words
from xenia.ground.imports.models import HeadingChoice, SheetRun
from xenia.ground.imports.operations.judge import judge_rows
from xenia.ground.imports.operations.sizes import is_small
from xenia.ground.imports.plug import Sheet
from xenia.ground.imports.queries import book_of, sheet_of
from xenia.ground.imports.reading import Book, open_book
from xenia.ground.imports.reading.table import (
    headings_of,
    likely_headings,
    likely_table,
    survey,
)
from xenia.ground.imports.rows import date_orders
from xenia.ground.imports.sentences import NotReadable

LONGEST_NAME: Final = 120


class ColumnsMissing(Exception):
    """Columns the sheet needs have none in the file, or one is filled twice. `codes` names them."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(f"columns {', '.join(codes)} are not chosen once each")
        self.codes = list(codes)


class OrderUnclear(Exception):
    """Days such as 3/4/2026 can be read in two ways, and nobody said which. `example` stands in the file."""

    def __init__(self, example: str) -> None:
        super().__init__("nobody said whether the month or the day comes first")
        self.example = example


def lay_down_sheet(*, sheet: Sheet, name: str, data: bytes, by: User, at: datetime) -> SheetRun:
    """Keep a spreadsheet, sealed, until its import is over, and find the table in it.

    name: the file's name. Raises NotReadable, and then nothing is kept.
    """
    book = open_book(data)
    run = SheetRun(
        sheet=sheet.code,
        file_name=PurePath(name).name[-LONGEST_NAME:],
        delimiter=book.delimiter,
        by=by,
        laid_down_at=at,
        changed_at=at,
    )
    run.tab, run.heading_row = likely_table(book, known_words(sheet).keys())
    run.row_count = _counted(book, run, sheet)
    with transaction.atomic():
        run.save(force_insert=True)
        audit.record(by, "imports.sheet_laid_down", run, at=at)
        keep(run.pk, data)
    return run


def _counted(book: Book, run: SheetRun, sheet: Sheet) -> int:
    count = survey(book, run.tab, run.heading_row).row_count
    if count > sheet.most_rows:
        words = gettext_noop(
            "This is more than %(most)s rows. Divide it and bring the parts in one by one."
        )
        raise NotReadable(words, most=f"{sheet.most_rows:,}")
    return count


def place_table(
    *, run: SheetRun, tab: int, heading_row: int | None, delimiter: str, at: datetime
) -> SheetRun:
    """Say where the table stands: which tab, which row has the headings (0: none), what parts the cells.

    heading_row: None to look for it. Raises NotReadable, and WrongState once the columns are chosen.
    """
    sheet = sheet_of(run)
    book = book_of(run, delimiter=delimiter)
    if heading_row is None:
        heading_row = likely_headings(book, tab, known_words(sheet).keys())
    with transaction.atomic():
        current = SheetRun.objects.select_for_update().get(pk=run.pk)
        if current.status != SheetRun.Status.COLUMNS:
            raise WrongState(current, current.status, SheetRun.Status.COLUMNS)
        current.tab, current.heading_row = tab, heading_row
        current.delimiter, current.columns, current.changed_at = book.delimiter, {}, at
        current.row_count = _counted(book, current, sheet)
        current.save()
    return current


def choose_columns(
    *, run: SheetRun, columns: Mapping[int, str], date_order: str, by: User, at: datetime
) -> SheetRun:
    """Say which column of the file fills which column of the sheet; then the rows are looked at.

    columns: {place in the file: the sheet's code, or "" for left out}; it is remembered for the next file with the
    same headings. Raises ColumnsMissing, OrderUnclear, NotReadable, and WrongState when somebody was first.
    """
    sheet, book = sheet_of(run), book_of(run)
    _check(sheet, columns)
    run.columns = {str(place): code for place, code in sorted(columns.items())}
    order = _order(book, run, sheet, date_order)
    headings = headings_of(book, run.tab, run.heading_row)
    with transaction.atomic():
        transition(run, to=SheetRun.Status.JUDGING, at=at, columns=run.columns, date_order=order)
        _remember(sheet, headings, columns, at)
        if not is_small(run):
            _judge_later(run, by)
    if is_small(run):
        judge_rows(run=run, by=by, at=at)
    return run


def _check(sheet: Sheet, columns: Mapping[int, str]) -> None:
    chosen = [code for code in columns.values() if code]
    wrong = [
        column.code
        for column in sheet.columns
        if chosen.count(column.code) > 1 or (column.is_required and column.code not in chosen)
    ]
    if wrong:
        raise ColumnsMissing(wrong)


def _order(book: Book, run: SheetRun, sheet: Sheet, said: str) -> str:
    possible, example = date_orders(book, run, sheet)
    if example and not said:
        raise OrderUnclear(example)
    if example:
        return said
    # Where days of both orders stand, none decides: what can be read in two ways is refused, row by row.
    return next(iter(possible)) if len(possible) == 1 else ""


def _remember(
    sheet: Sheet, headings: Mapping[int, str], columns: Mapping[int, str], at: datetime
) -> None:
    for place, heading in headings.items():
        if heading and place in columns:
            HeadingChoice.objects.update_or_create(
                sheet=sheet.code,
                heading_hash=heading_hash(heading),
                defaults={"column": columns[place], "chosen_at": at},
            )


def _judge_later(run: SheetRun, by: User) -> None:
    from xenia.ground.imports.tasks import judge_sheet

    transaction.on_commit(lambda: judge_sheet.enqueue(str(run.pk), str(by.pk)))


@transaction.atomic
def change_columns(*, run: SheetRun, at: datetime) -> SheetRun:
    """Go back from the preview to the columns. Raises WrongState when it is being brought in."""
    transition(run, to=SheetRun.Status.COLUMNS, at=at)
    run.lines.all().delete()
    return run


@transaction.atomic
def leave_import(*, run: SheetRun, by: User, at: datetime) -> SheetRun:
    """Nothing of this file is brought in; the file is thrown away. Raises WrongState when it is too late."""
    transition(run, to=SheetRun.Status.LEFT, at=at, is_kept=False)
    run.lines.all().delete()
    audit.record(by, "imports.sheet_left", run, at=at)
    transaction.on_commit(lambda: throw_away(run.pk))
    return run
