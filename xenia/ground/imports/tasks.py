"""What the job worker does with large spreadsheets. Done twice, the second time changes nothing."""

import contextlib
from uuid import UUID

from django_tasks import task

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import import_rows, judge_rows, undo_rows
from xenia.ground.imports.sentences import NotReadable


@task()
def judge_sheet(run: str, by: str) -> None:
    """Look at every row. run, by: ids."""
    if person := _person(by):
        with contextlib.suppress(WrongState, NotReadable):
            judge_rows(run=_run(run), by=person, at=now())


@task()
def import_sheet(run: str, by: str) -> None:
    """Bring in the rows that are still to be done. run, by: ids."""
    if person := _person(by):
        with contextlib.suppress(WrongState, NotReadable):
            import_rows(run=_run(run), by=person, at=now())


@task()
def undo_sheet(run: str, by: str) -> None:
    """Take back the rows that are still to be taken back. run, by: ids."""
    if person := _person(by):
        with contextlib.suppress(WrongState, NotReadable):
            undo_rows(run=_run(run), by=person, at=now())


def _run(pk: str) -> SheetRun:
    return SheetRun.objects.get(pk=UUID(pk))


def _person(pk: str) -> User | None:
    return User.objects.filter(pk=UUID(pk), is_active=True).first()
