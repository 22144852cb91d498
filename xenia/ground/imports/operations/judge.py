"""Every row is looked at before anything is changed."""

import logging
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_noop

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import transition
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.plug import Outcome, Sheet, Step
from xenia.ground.imports.queries import book_of, sheet_of
from xenia.ground.imports.rows import ReadRow, in_parts, read_rows
from xenia.ground.imports.sentences import NotReadable, Reason, Refused, Sentence, all_kept

log = logging.getLogger("xenia.imports")
PART: Final = 200
SAME: Final = gettext_noop("The same as row %(row)s.")
OTHER: Final = gettext_noop(
    "Row %(row)s is about the same and says something else. Keep one of the two."
)
JOINED: Final = gettext_noop("Adds to row %(row)s.")
BROKEN: Final = gettext_noop("We could not bring in this row. Tell whoever runs the server.")


def judge_rows(*, run: SheetRun, by: User, at: datetime) -> SheetRun:
    """Write down what would become of every row. Nothing else is changed.

    A file that cannot be read to its end goes back to its columns: raises NotReadable. Raises WrongState when the
    rows were looked at already.
    """
    sheet = sheet_of(run)
    try:
        lines = list(_lines(run, sheet, by, at))
    except NotReadable:
        with transaction.atomic():
            transition(run, to=SheetRun.Status.COLUMNS, at=at)
        raise
    with transaction.atomic():
        transition(run, to=SheetRun.Status.READY, at=at, row_count=len(lines))
        run.lines.all().delete()
        SheetRow.objects.bulk_create(lines, batch_size=500)
    return run


def _lines(run: SheetRun, sheet: Sheet, by: User, at: datetime) -> Iterator[SheetRow]:
    first: dict[Hashable, ReadRow] = {}
    for part in in_parts(read_rows(book_of(run), run, sheet), PART):
        found = found_for(part, sheet, at)
        for row in part:
            yield _judged(run, row, sheet, found, by, first)


def found_for(rows: Sequence[ReadRow], sheet: Sheet, at: datetime) -> dict[Hashable, Any]:
    """The records that some rows are about and that are there already, by the rows' keys."""
    keys = {sheet.key(row.values) for row in rows if row.values is not None} - {None}
    return dict(sheet.find(keys, at)) if keys else {}


def _judged(
    run: SheetRun,
    row: ReadRow,
    sheet: Sheet,
    found: dict[Hashable, Any],
    by: User,
    first: dict[Hashable, ReadRow],
) -> SheetRow:
    line = SheetRow(run=run, number=row.number)
    if row.values is None:
        return _refuse(line, row.reasons)
    key = sheet.key(row.values)
    earlier = first.get(key) if key is not None else None
    if earlier and (row.values == earlier.values or not sheet.joins):
        return _repeated(line, row, earlier)
    try:
        if earlier and earlier.values is not None and sheet.joins:
            sheet.joins(earlier.values, row.values)
        step = sheet.plan(row.values, found.get(key), by)
    except Refused as refused:
        return _refuse(line, ((refused.column, refused.sentence), *row.reasons))
    except (OperationalError, InterfaceError):
        raise
    # A mistake in one room's sheet must not hold up the other rows; the log gets no value of the row.
    except Exception as error:  # noqa: BLE001
        return _refuse(line, [("", broken(run, row.number, error))])
    first.setdefault(key, row)
    if earlier and step.outcome == Outcome.ADDED:
        step = Step(Outcome.MERGED, note=Sentence(JOINED, {"row": earlier.number}))
    line.verdict = step.outcome
    line.reason = all_kept(said_of(step, row))
    return line


def said_of(step: Step, row: ReadRow) -> list[Reason]:
    """What is said of a row that is taken: the note of what it does, and what of it is left out."""
    return [*(("", note) for note in (step.note, step.also) if note), *row.reasons]


def _repeated(line: SheetRow, row: ReadRow, first: ReadRow) -> SheetRow:
    line.repeats = first.number
    is_same = row.values == first.values
    line.verdict = Outcome.UNCHANGED if is_same else Outcome.REFUSED
    line.reason = Sentence(SAME if is_same else OTHER, {"row": first.number}).kept()
    return line


def _refuse(line: SheetRow, reasons: Sequence[Reason]) -> SheetRow:
    """A row is not taken, with every sentence why."""
    line.verdict = Outcome.REFUSED
    line.reason = all_kept(reasons)
    return line


def write_down(lines: Sequence[SheetRow], fields: Sequence[str]) -> None:
    """Change some fields of many rows in one statement; `bulk_update` costs as much as the import itself."""
    SheetRow.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def broken(run: SheetRun, row: int, error: Exception) -> Sentence:
    """What is said of a row that ended in a mistake of ours; the log says which import, row and kind of mistake."""
    log.error("a row broke", extra={"run": str(run.pk), "row": row, "kind": type(error).__name__})
    return Sentence(BROKEN)
