"""The worker lays the files of a posted report down. What stands in the way is kept with it, and it tries again."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from errno import EDQUOT, ENOSPC
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from xenia.ground.accounts import audit
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.files import write_files
from xenia.insight.reports.models import Report

log = logging.getLogger("xenia.reports")
Status, Files = Report.Status, Report.Files
# After each try that failed: packages come within minutes, a disk is cleared within a day. Then a colleague asks.
WAITS: Final[Sequence[timedelta]] = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
# Whoever writes for longer is gone, and another may.
LONGEST: Final = timedelta(minutes=15)


class Problem(StrEnum):
    """What stands in the way of files."""

    PACKAGES = "packages"
    FOLDER = "folder"
    FULL = "full"
    DISK = "disk"
    PAPER = "paper"
    OTHER = "other"


def lay_down(*, report: UUID, at: datetime) -> bool:
    """Write the files of a report whose files wait to be written. Whether they stand in their folder now.

    Of several at once one writes; the others do nothing.
    """
    found = _taken_up(report, at)
    if found is None:
        return False
    try:
        write_files(found)
    except Exception as error:
        log.exception("the files of a posted report could not be written")
        _note_failure(found, problem_of(error), at)
        return False
    _note_written(found, at)
    return True


def _taken_up(pk: UUID, at: datetime) -> Report | None:
    waiting = Report.objects.filter(pk=pk, status=Status.POSTED, files=Files.WAITING)
    taken = waiting.update(
        files=Files.WRITING, files_due_at=at + LONGEST, files_tries=F("files_tries") + 1
    )
    return Report.objects.get(pk=pk) if taken else None


@transaction.atomic
def _note_written(report: Report, at: datetime) -> None:
    Report.objects.filter(pk=report.pk).update(
        files=Files.THERE, files_at=at, files_due_at=None, files_problem=""
    )
    audit.record(None, "reports.files_written", report, at=at)


@transaction.atomic
def _note_failure(report: Report, problem: Problem, at: datetime) -> None:
    tries = report.files_tries
    due_at = at + WAITS[tries - 1] if tries <= len(WAITS) else None
    writing = Report.objects.filter(pk=report.pk, files=Files.WRITING)
    if writing.update(files=Files.FAILED, files_problem=problem, files_due_at=due_at):
        audit.record(None, "reports.files_failed", report, at=at)


def problem_of(error: Exception) -> Problem:
    """What stands in the way, by what was raised."""
    if isinstance(error, (ReportSetMissing, ImportError)):
        return Problem.PACKAGES
    from xenia.insight.reports.document.bundling import FolderInUse, PaperNotAccessible

    if isinstance(error, FolderInUse):
        return Problem.FOLDER
    if isinstance(error, PaperNotAccessible):
        return Problem.PAPER
    if isinstance(error, OSError):
        return Problem.FULL if error.errno in (ENOSPC, EDQUOT) else Problem.DISK
    return Problem.OTHER
