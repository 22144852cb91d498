"""An import that stands still goes on: it was interrupted, or the job worker was away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations.apply import import_rows
from xenia.ground.imports.operations.judge import judge_rows
from xenia.ground.imports.operations.sizes import is_small
from xenia.ground.imports.operations.undo import undo_rows

GOES_ON: dict[str, Callable[..., Any]] = {
    SheetRun.Status.JUDGING: judge_rows,
    SheetRun.Status.APPLYING: import_rows,
    SheetRun.Status.UNDOING: undo_rows,
}


def go_on(*, run: SheetRun, by: User, at: datetime) -> None:
    """Do the rows that are still to be done: of a small file at once, of a large one by the job worker.

    Nothing happens to an import that does not stand still. Raises WrongState and NotReadable.
    """
    work = GOES_ON.get(run.status)
    if work is None:
        return
    if is_small(run):
        work(run=run, by=by, at=at)
    else:
        _later(run, by)


def _later(run: SheetRun, by: User) -> None:
    from xenia.ground.imports import tasks

    later = {
        SheetRun.Status.JUDGING: tasks.judge_sheet,
        SheetRun.Status.APPLYING: tasks.import_sheet,
        SheetRun.Status.UNDOING: tasks.undo_sheet,
    }
    later[SheetRun.Status(run.status)].enqueue(str(run.pk), str(by.pk))
