"""The files of open imports: sealed on the disk, each under a key of its own that is destroyed with it.

So neither the disk, nor an old copy of it with today's keys, shows a spreadsheet once its import is over.
"""

import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_noop

from xenia.ground.imports.sentences import NotReadable
from xenia.ground.keys.aead import CannotOpen, open_sealed, seal
from xenia.ground.keys.named import NoSuchKey, destroy_named_key, make_named_key, named_key


def keep(run: UUID, data: bytes) -> None:
    """Lay a file down until its import is over."""
    key = make_named_key(_key(run))
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(_place(run), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(seal(key, data, run.bytes))


def kept_file(run: UUID) -> bytes:
    """The file of an open import. Raises NotReadable when it is gone."""
    try:
        return open_sealed(named_key(_key(run)), _place(run).read_bytes(), run.bytes)
    except (OSError, NoSuchKey, CannotOpen):
        raise NotReadable(
            gettext_noop("We do not have this file any more. Bring it again.")
        ) from None


def throw_away(run: UUID) -> None:
    """A file is gone for good. One that is gone already is no mistake."""
    destroy_named_key(_key(run))
    _place(run).unlink(missing_ok=True)


def kept_runs(*, before: datetime) -> list[UUID]:
    """The imports whose files lie here since before a moment."""
    folder = _folder()
    files = folder.iterdir() if folder.is_dir() else ()
    return [UUID(path.name) for path in files if path.stat().st_mtime < before.timestamp()]


def _key(run: UUID) -> str:
    return f"import {run}"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _place(run: UUID) -> Path:
    return _folder() / str(run)
