"""Two at the same moment: one asks for the files of a report, and one writes them."""

from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.filing import AlreadyAsked, ask_for_files
from xenia.insight.reports.operations.laying import lay_down
from xenia.insight.reports.tests.makers import AFTER, a_locked_year, a_report, signed_twice
from xenia.insight.reports.tests.test_call_at_once import (
    at_once,
    in_the_office,
    many_hands,
    refused,
)

__all__ = ["many_hands"]
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]


def posted(**said: Any) -> Report:
    """A posted report."""
    a_locked_year()
    report = signed_twice(a_report())
    Report.objects.filter(pk=report.pk).update(status="posted", posted_at=AFTER, **said)
    report.refresh_from_db()
    return report


def test_two_ask_and_one_is_told_that_it_is_done() -> None:
    report = in_the_office(lambda: posted(files="failed", files_problem="other"))
    by = in_the_office(lambda: a_user(Role.DIRECTOR))
    act = partial(ask_for_files, report=report, by=by, at=AFTER)
    assert refused(at_once(act, act), AlreadyAsked) == 1
    asked = AuditEvent.objects.filter(action="reports.files_asked")
    assert in_the_office(asked.count) == 1


def test_two_workers_take_up_one_report_and_one_writes(tmp_path: Path, settings: Any) -> None:
    settings.REPORTS_FOLDER = tmp_path
    report = in_the_office(lambda: posted(files="waiting", files_due_at=AFTER))
    with patch("xenia.insight.reports.operations.laying.write_files") as write:
        act = partial(lay_down, report=report.pk, at=AFTER)
        assert sorted(at_once(act, act)) == [False, True]
    write.assert_called_once()
