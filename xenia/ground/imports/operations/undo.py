"""An import is taken back: every row it imported or merged, but those that were changed since."""

from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations.judge import broken, write_down
from xenia.ground.imports.operations.sizes import is_small
from xenia.ground.imports.plug import Outcome, Sheet
from xenia.ground.imports.queries import sheet_of
from xenia.ground.imports.sentences import Refused

PART: Final = 100
UNDO_FOR: Final = timedelta(days=30)


class TooLate(Exception):
    """After thirty days we no longer know which row made which record."""


def undo_import(*, run: SheetRun, by: User, at: datetime) -> SheetRun:
    """Take an import back: a small one at once, a large one by the job worker.

    Two at once: one wins, the other gets WrongState. Raises TooLate.
    """
    if run.applied_at is not None and at > run.applied_at + UNDO_FOR:
        raise TooLate(f"import {run.pk} was brought in at {run.applied_at}")
    with transaction.atomic():
        transition(run, to=SheetRun.Status.UNDOING, at=at, undone_by=by)
        audit.record(by, "imports.sheet_undone", run, at=at)
        if not is_small(run):
            _undo_later(run, by)
    return undo_rows(run=run, by=by, at=at) if is_small(run) else run


def _undo_later(run: SheetRun, by: User) -> None:
    from xenia.ground.imports.tasks import undo_sheet

    transaction.on_commit(lambda: undo_sheet.enqueue(str(run.pk), str(by.pk)))


def undo_rows(*, run: SheetRun, by: User, at: datetime) -> SheetRun:
    """Take back the rows that are not yet, the last one first. Raises WrongState when somebody else ended it."""
    sheet = sheet_of(run)
    while _undo_part(run, sheet, by, at):
        pass
    with transaction.atomic():
        transition(run, to=SheetRun.Status.UNDONE, at=at, undone_at=at)
    return run


@transaction.atomic
def _undo_part(run: SheetRun, sheet: Sheet, by: User, at: datetime) -> int:
    current = SheetRun.objects.select_for_update().get(pk=run.pk)
    if current.status != SheetRun.Status.UNDOING:
        raise WrongState(current, current.status, SheetRun.Status.UNDONE)
    came_in = run.lines.filter(outcome__in=(Outcome.ADDED, Outcome.MERGED), undo="")
    part = list(came_in.order_by("-number")[:PART])
    for line in part:
        _undo_row(line, sheet, by, at)
    write_down(part, ["undo", "reason", "trace"])
    return len(part)


def _undo_row(line: SheetRow, sheet: Sheet, by: User, at: datetime) -> None:
    try:
        with transaction.atomic():
            sheet.undo(line.trace, by, at)
        line.undo, line.trace = SheetRow.Undo.UNDONE, {}
    except Refused as refused:
        line.undo, line.reason = SheetRow.Undo.STAYED, refused.sentence.kept()
    except (OperationalError, InterfaceError):
        raise
    # A mistake in one room's sheet must not hold up the other rows; the log gets no value of the row.
    except Exception as error:  # noqa: BLE001
        line.undo = SheetRow.Undo.STAYED
        line.reason = broken(line.run, line.number, error).kept()
