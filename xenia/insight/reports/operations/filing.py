"""The files of a posted report are handed to the worker: by a colleague who asks, and by the round that misses them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.insight.reports.files import are_there
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.laying import LONGEST, WAITS, Problem
from xenia.insight.reports.tasks import lay_files_down

Status, Files = Report.Status, Report.Files


class AlreadyAsked(Exception):
    """The files are being written, or wait to be."""


@transaction.atomic
def ask_for_files(*, report: Report, by: User, at: datetime) -> Report:
    """Have the files of a posted report written again. Raises WrongState for another, and AlreadyAsked."""
    current = _held(report.pk)
    if current.status != Status.POSTED:
        raise WrongState(current, current.status, Files.WAITING)
    if current.files in (Files.WAITING, Files.WRITING):
        raise AlreadyAsked(f"the files of report {current.pk} are {current.files}")
    hand_over(current, at)
    audit.record(by, "reports.files_asked", current, at=at)
    return current


def keep_files(at: datetime) -> int:
    """Hand to the worker what is due to be written, and what left its folder. Of how many reports."""
    posted = Report.objects.filter(status=Status.POSTED).defer("content")
    return sum(_keep(one.pk, at) for one in posted if _is_due(one, at))


def _is_due(report: Report, at: datetime) -> bool:
    if report.files == Files.THERE:
        return not are_there(report)
    return report.files_due_at is not None and report.files_due_at <= at


@transaction.atomic
def _keep(pk: UUID, at: datetime) -> bool:
    current = _held(pk)
    if current.status != Status.POSTED or not _is_due(current, at):
        return False
    if current.files == Files.WRITING and current.files_tries > len(WAITS):
        _give_up(current)
        return False
    hand_over(current, at, tries=0 if current.files == Files.THERE else current.files_tries)
    return True


def _give_up(report: Report) -> None:
    """Whoever wrote them went away each time."""
    report.files, report.files_problem, report.files_due_at = Files.FAILED, Problem.OTHER, None
    report.save(update_fields=["files", "files_problem", "files_due_at"])


def hand_over(report: Report, at: datetime, *, tries: int = 0) -> None:
    """The worker writes the files next, in the caller's transaction."""
    report.files, report.files_problem = Files.WAITING, ""
    report.files_due_at, report.files_tries = at + LONGEST, tries
    report.save(update_fields=["files", "files_problem", "files_due_at", "files_tries"])
    pk = str(report.pk)
    transaction.on_commit(lambda: lay_files_down.enqueue(pk))


def _held(pk: UUID) -> Report:
    return Report.objects.select_for_update().defer("content").get(pk=pk)
