"""Directory files laid down in the browser, tried or brought in by the job worker.

A file that was tried is kept in a private folder until it is brought in, replaced, or a day old.
"""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers.load import KIND, begin_run, give_up, import_directory
from xenia.registers.directory.importers.readers import NotReadable

KEPT: Final = timedelta(hours=24)


@transaction.atomic
def lay_down_file(
    *, name: str, chunks: Iterable[bytes], source: str, is_dry_run: bool, by: User, at: datetime
) -> ImportRun:
    """Keep a file until the job worker brings it in, or tries it. Returns the run that waits for it.

    name: the file's name; its folders are left away. source: whose files these are; a file of theirs that was only
    tried so far is replaced.
    """
    for tried in ImportRun.objects.filter(kind=KIND, source=source, status=ImportRun.Status.TRIED):
        _throw_away(tried.pk)
    run = begin_run(source=source, by=by, at=at)
    folder = _folder(run.pk)
    _all_folders().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    with (folder / Path(name).name).open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    audit.record(by, "directory.file_laid_down", run, at=at)
    _hand_to_worker(run, is_dry_run=is_dry_run, by=by)
    return run


@transaction.atomic
def bring_in_tried_file(tried: ImportRun, *, by: User, at: datetime) -> ImportRun | None:
    """Let the job worker bring in a file that was tried. Returns the new run; None when the file is gone."""
    tried = ImportRun.objects.select_for_update().get(pk=tried.pk)
    if not is_kept(tried):
        return None
    run = begin_run(source=tried.source, by=by, at=at)
    audit.record(by, "directory.file_laid_down", run, at=at)
    _hand_to_worker(run, is_dry_run=False, by=by)
    os.utime(_folder(tried.pk))
    _folder(tried.pk).rename(_folder(run.pk))
    return run


def is_kept(run: ImportRun) -> bool:
    """Whether the file of a run that was tried is still here and can be brought in."""
    return run.status == ImportRun.Status.TRIED and _file_of(run.pk) is not None


def import_uploaded_file(
    *, run: ImportRun, is_dry_run: bool, by: User | None, at: datetime
) -> ImportRun:
    """Bring in, or try, the file a run waits for. Only a file that was tried is kept afterwards.

    A file nobody can read, or that is gone, leaves a failed run. A run that ended before is left as it is.
    """
    if run.status != ImportRun.Status.STAGING:
        return run
    file = _file_of(run.pk)
    if file is None or by is None:
        _throw_away(run.pk)
        give_up(run, at)
        return run
    try:
        import_directory(
            path=file, by=by, at=at, dry_run=is_dry_run, folder=Path(settings.DATA), run=run
        )
    except NotReadable as reason:
        problem = str(reason).replace(str(file), file.name)
        run.report = {"problem": problem, "files": {}}
        run.save(update_fields=["report"])
    finally:
        if run.status != ImportRun.Status.TRIED or not run.report.get("recognized"):
            _throw_away(run.pk)
    return run


def forget_kept_files(at: datetime) -> int:
    """Throw away files nobody brought in for a day. Returns how many there were."""
    folders = _all_folders()
    old = [
        folder
        for folder in (folders.iterdir() if folders.is_dir() else ())
        if folder.stat().st_mtime < (at - KEPT).timestamp()
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _hand_to_worker(run: ImportRun, *, is_dry_run: bool, by: User) -> None:
    from xenia.registers.directory.tasks import import_upload

    transaction.on_commit(lambda: import_upload.enqueue(str(run.pk), is_dry_run, str(by.pk)))


def _file_of(run: UUID) -> Path | None:
    folder = _folder(run)
    return next(iter(sorted(folder.glob("*"))), None) if folder.is_dir() else None


def _throw_away(run: UUID) -> None:
    shutil.rmtree(_folder(run), ignore_errors=True)


def _all_folders() -> Path:
    return Path(settings.DATA) / "imports"


def _folder(run: UUID) -> Path:
    return _all_folders() / str(run)
