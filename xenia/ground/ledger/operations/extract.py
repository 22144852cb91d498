"""The ledger is extracted for analysis: one sorted Parquet file for each month."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from xenia.ground.ledger.extracts import digest_of_file, file_of, folder
from xenia.ground.ledger.marks import marks_of_months
from xenia.ground.ledger.models import Entry, Extract, Year
from xenia.ground.ledger.parquet import load_packages, write_month
from xenia.ground.ledger.periods import years_of_month

NOBODY_WRITES: Final = 0o400


class SealedFileChanged(Exception):
    """A file that was final is not what it was; the text says what to do."""


def extract_ledger(told: Callable[[date], object] = lambda month: None) -> list[date]:
    """Write the file of each month that has entries, unless it says the same already. Which months were written.

    told: hears of each month before its file is made.
    Raises ReportSetMissing when the packages are not there, and SealedFileChanged.
    """
    load_packages()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    # Taken before a month is read: what comes in meanwhile is found the next time.
    marks = marks_of_months()
    _leave_months_without_entries(set(marks))
    written = []
    for month, mark in marks.items():
        told(month)
        if not _is_as_marked(month, mark) and extract_month(month, mark):
            written.append(month)
    return written


def months_with_entries() -> list[date]:
    """The months of the ledger, in order."""
    days = Entry.objects.values_list("on", flat=True).distinct()
    return sorted({day.replace(day=1) for day in days})


def _is_as_marked(month: date, mark: str) -> bool:
    """Whether a file that changes still was made of the entries of today. A final one is looked at for itself."""
    known = Extract.objects.filter(month=month, mark=mark, is_final=False).first()
    return (
        known is not None
        and not _is_final(month)
        and digest_of_file(file_of(month)) == known.digest
    )


def _leave_months_without_entries(months: set[date]) -> None:
    """The entries of a small month are those of its quarter now."""
    for known in Extract.objects.filter(is_final=False).exclude(month__in=months):
        file_of(known.month).unlink(missing_ok=True)
        known.delete()


@transaction.atomic
def extract_month(month: date, mark: str) -> bool:
    """Write one month's file, all of it or nothing. Whether it was written. mark: of its entries.

    When all years of the month are sealed the file is final: read-only, and from then on only looked at.
    Raises SealedFileChanged when a final file is not what it was.
    """
    known = Extract.objects.select_for_update().filter(month=month).first()
    if known and known.is_final and file_of(month).exists():
        _refuse_changed(known)
        return False
    part = folder() / f".{month:%Y-%m}.{os.getpid()}.part"
    try:
        fields = _written(month, part)
        if known and _says_the_same(known, fields):
            Extract.objects.filter(pk=known.pk).update(mark=mark)
            return False
        if fields["is_final"]:
            part.chmod(NOBODY_WRITES)
        part.replace(file_of(month))
    finally:
        part.unlink(missing_ok=True)
    _note_folder()
    Extract.objects.update_or_create(month=month, defaults=fields | {"mark": mark})
    return True


def _written(month: date, part: Path) -> dict[str, Any]:
    count, token_years = write_month(month, part)
    return {
        "digest": digest_of_file(part),
        "row_count": count,
        "token_years": token_years,
        "is_final": _is_final(month),
    }


def _is_final(month: date) -> bool:
    years = years_of_month(month)
    sealed = Year.objects.filter(year__in=years, status=Year.Status.SEALED).count()
    return sealed == len(years)


def _says_the_same(known: Extract, fields: dict[str, Any]) -> bool:
    is_same = all(getattr(known, name) == value for name, value in fields.items())
    return is_same and digest_of_file(file_of(known.month)) == known.digest


def _refuse_changed(known: Extract) -> None:
    if digest_of_file(file_of(known.month)) != known.digest:
        name = file_of(known.month).name
        raise SealedFileChanged(
            f"{name} is not the file that was made when its year was sealed. Bring it back from a "
            "backup, or remove it and run this again."
        )


def _note_folder() -> None:
    """The new name survives a power cut."""
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
