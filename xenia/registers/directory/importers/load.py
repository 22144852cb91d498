"""The one moment an import changes the directory: everything that was settled, in one transaction, or nothing.

Of a large import the transaction only hands over what was worked out before; the listings of what it brought are
made afterwards, in lots (docs/decisions/0009).
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.imports.models import ImportRun
from xenia.ground.ledger.operations import record as count
from xenia.registers.directory.importers.apply import Tell, apply_all
from xenia.registers.directory.importers.changes import Changes
from xenia.registers.directory.importers.directory import Directory
from xenia.registers.directory.importers.listings import services_to_show_anew
from xenia.registers.directory.importers.lots import prepare_lots
from xenia.registers.directory.importers.prepare import (
    Prepared,
    Progress,
    prepared,
    quietly,
    source_name,
)
from xenia.registers.directory.importers.scratch import State
from xenia.registers.directory.importers.unseen import (
    find_legal_help_not_shown,
    legal_help_not_shown,
)
from xenia.registers.directory.models import WaitingListing
from xenia.registers.directory.operations.waiting_listings import (
    leave_listings,
    list_at_once,
    make_waiting_listings,
)

KIND = "directory"
# Up to so many services are shown with the import itself; of more, residents see each when its listing is made.
AT_ONCE: Final = 300


def import_directory(
    *,
    path: Path,
    by: User | None,
    at: datetime,
    source: str = "",
    dry_run: bool = False,
    folder: Path | None = None,
    run: ImportRun | None = None,
    progress: Progress = quietly,
) -> ImportRun:
    """Bring a directory file, folder or zip in. The run that comes back holds the report.

    source: whose files these are; the same name again renews what they brought before. dry_run: say what would happen
    and change nothing. folder: where temporary files may lie. run: the run that waits for this file, if one was begun
    already. Raises NotReadable. Whatever else stops it, the directory stays as it was and the run is marked as failed.
    Files in which nothing of a directory is found bring nothing in: their run failed, and its report says why.
    """
    _give_up_lost_runs(at)
    run = run or begin_run(source=source or source_name(path), by=by, at=at)
    try:
        with prepared(
            path, known=Directory(run.source), source=run.source, folder=folder, progress=progress
        ) as made:
            _set_status(run, ImportRun.Status.STAGED, at)
            if dry_run:
                _end(run, made, ImportRun.Status.TRIED, at)
            elif not made.report.is_recognized:
                _end(run, made, ImportRun.Status.FAILED, at)
            else:
                _apply(run, made, by, at, progress)
                _show(made, at, progress)
    except BaseException:
        with suppress(WrongState):  # It was applied already, and only its clearing up was stopped.
            _set_status(run, ImportRun.Status.FAILED, at, finished_at=at)
        raise
    return run


def begin_run(*, source: str, by: User | None, at: datetime) -> ImportRun:
    """A run that is about to read its file."""
    return ImportRun.objects.create(kind=KIND, source=source[:120], started_at=at, by=by)


def give_up(run: ImportRun, at: datetime) -> None:
    """Mark a run as failed whose file cannot come in. Raises WrongState."""
    _set_status(run, ImportRun.Status.FAILED, at, finished_at=at)


def _give_up_lost_runs(at: datetime) -> None:
    """Runs whose process was killed never ended: they failed. No import takes a day."""
    unfinished = (ImportRun.Status.STAGING, ImportRun.Status.STAGED)
    lost = ImportRun.objects.filter(
        kind=KIND, status__in=unfinished, started_at__lt=at - timedelta(days=1)
    )
    for run in lost:
        _set_status(run, ImportRun.Status.FAILED, at, finished_at=at)


@transaction.atomic
def _set_status(run: ImportRun, status: str, at: datetime, **fields: datetime) -> None:
    transition(run, to=status, at=at, **fields)


@transaction.atomic
def _end(run: ImportRun, made: Prepared, status: str, at: datetime) -> None:
    """End a run that changes nothing, with its report."""
    _count(made, at)
    made.add_notes()
    transition(run, to=status, at=at, finished_at=at, report=made.report.as_json())


def _apply(
    run: ImportRun, made: Prepared, by: User | None, at: datetime, progress: Progress
) -> None:
    """Work out what is new and count the rows, and only then begin the transaction in which others wait."""
    total = made.bench.count(State.NEW, State.CHANGED, State.FILLS)
    progress("prepare", 0, total)
    changes = prepare_lots(
        made.bench, made.source, at, lambda done: progress("prepare", done, total)
    )
    _count(made, at)
    progress("write", 0, total)
    _write(run, made, changes, by, at, lambda done: progress("write", done, total))


@transaction.atomic
def _write(
    run: ImportRun, made: Prepared, changes: Changes, by: User | None, at: datetime, tell: Tell
) -> None:
    """Everything that was settled, in one transaction: an interruption leaves nothing behind."""
    apply_all(made.bench, changes, made.source, at, tell)
    services = services_to_show_anew(changes)
    leave_listings((pk for pk in services if pk not in changes.new), at=at)
    list_at_once(_at_once(services, changes), at=at)
    made.add_notes()
    _record(run, changes, by, at)
    transition(
        run, to=ImportRun.Status.APPLIED, at=at, finished_at=at, report=made.report.as_json()
    )


def _at_once(services: list[UUID], changes: Changes) -> list[UUID]:
    """Which listings are made with the records. What became confidential never waits."""
    if len(services) <= AT_ONCE:
        return services
    hushed = services_to_show_anew(changes.hushed) if changes.hushed else []
    return [pk for pk in hushed if pk not in changes.new]


def _show(made: Prepared, at: datetime, progress: Progress) -> None:
    """Make the listings that wait, those too that an interrupted import left."""
    total = WaitingListing.objects.count()
    make_waiting_listings(at, lambda done: progress("show", done, total))
    if made.report.not_shown:
        find_legal_help_not_shown(at)


def _count(made: Prepared, at: datetime) -> None:
    made.count_rows()
    made.report.not_shown = legal_help_not_shown(made.bench, on=local_day(at))


def _record(run: ImportRun, changes: Changes, by: User | None, at: datetime) -> None:
    """One line in the audit and one in the ledger for the whole run."""
    audit.record(by, "directory.imported", run, at=at, fields=sorted(changes.tables()))
    if renewed := len(changes.of("service")):
        count(kind="directory.services_imported", on=local_day(at), quantity=renewed)
