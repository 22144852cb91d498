"""What the worker does for reports. Done twice, the second time changes nothing."""

import contextlib
import logging
from uuid import UUID

from django_tasks import task

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.computing import compute_draft, note_problem
from xenia.insight.reports.operations.laying import Problem, lay_down

log = logging.getLogger("xenia.reports")


@task()
def make_numbers(report: str, by: str) -> None:
    """Measure and protect the numbers of a draft. report, by: ids."""
    person = User.objects.filter(pk=UUID(by), is_active=True).first()
    found = Report.objects.filter(pk=UUID(report)).first()
    if person and found:
        with contextlib.suppress(WrongState):
            try:
                compute_draft(report=found, by=person, at=now())
            except WrongState:
                raise
            except Exception:
                log.exception("the numbers of a report could not be made")
                note_problem(report=found, words=Problem.OTHER)


@task()
def lay_files_down(report: str) -> None:
    """Write the files of a posted report. report: its id."""
    lay_down(report=UUID(report), at=now())
