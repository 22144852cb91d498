"""Where the files for analysis lie: one for each month, `2026-03.parquet`."""

import hashlib
from datetime import date
from pathlib import Path

from django.conf import settings

from xenia.ground.ledger.models import Extract


def folder() -> Path:
    """The folder of the files."""
    return Path(settings.LEDGER_FOLDER)


def file_of(month: date) -> Path:
    """The file of a month, whether it is there or not."""
    return folder() / f"{month:%Y-%m}.parquet"


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file; "" when there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def remove_extracts_with_tokens(year: int) -> None:
    """Remove the files in which tokens of a year stand; the next extract makes them again, without."""
    for extract in Extract.objects.filter(is_final=False):
        if year in extract.token_years:
            file_of(extract.month).unlink(missing_ok=True)
            extract.delete()
