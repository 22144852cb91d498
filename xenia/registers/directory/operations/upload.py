"""Directory files laid down in the browser, brought in by the job worker."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.ids import new_id
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers.load import KIND, import_directory
from xenia.registers.directory.importers.readers import NotReadable


@transaction.atomic
def lay_down_file(
    *, name: str, chunks: Iterable[bytes], source: str, is_dry_run: bool, by: User, at: datetime
) -> UUID:
    """Keep a file until the job worker brings it in, or tries it. Returns the upload's id.

    name: the file's name; its folders are left away. source: whose files these are.
    """
    from xenia.registers.directory.tasks import import_upload

    upload = new_id()
    folder = _folder(upload)
    folder.mkdir(parents=True)
    with (folder / Path(name).name).open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    audit.record(by, "directory.file_laid_down", ("imports.upload", upload), at=at)
    transaction.on_commit(
        lambda: import_upload.enqueue(str(upload), source, is_dry_run, str(by.pk))
    )
    return upload


def import_uploaded_file(
    *, upload: UUID, source: str, is_dry_run: bool, by: User | None, at: datetime
) -> ImportRun | None:
    """Bring in a file that was laid down, and throw it away. None when it is gone already.

    A file nobody can read leaves a failed run that says why.
    """
    folder = _folder(upload)
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    if not files or by is None:
        return None
    try:
        return import_directory(
            path=files[0],
            by=by,
            at=at,
            source=source,
            dry_run=is_dry_run,
            folder=Path(settings.DATA),
        )
    except NotReadable as reason:
        run = ImportRun.objects.filter(kind=KIND, by=by, started_at=at).first()
        if run:
            problem = str(reason).replace(str(files[0]), files[0].name)
            run.report = {"problem": problem, "files": {}}
            run.save(update_fields=["report"])
        return run
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder(upload: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "directory-imports" / str(upload)
