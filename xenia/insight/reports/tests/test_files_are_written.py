"""The files of a posted report are written by the worker; what stands in the way is said, and it tries again by itself."""

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.document.bundling import FolderInUse, PaperNotAccessible
from xenia.insight.reports.files import folder_of
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.filing import AlreadyAsked, ask_for_files, keep_files
from xenia.insight.reports.operations.laying import LONGEST, WAITS, lay_down, problem_of
from xenia.insight.reports.operations.posting import post_report
from xenia.insight.reports.tests.makers import AFTER, YEAR, a_locked_year, a_report, signed_twice

pytestmark = pytest.mark.django_db
DESK = "/en/desk/reports/"
WRITES = "xenia.insight.reports.operations.laying.write_files"
SECOND = timedelta(seconds=1)


@pytest.fixture
def director() -> User:
    return a_user(Role.DIRECTOR)


@pytest.fixture
def posted(tmp_path: Path, settings: Any, director: User) -> Report:
    """A report that was posted just now; nobody wrote its files yet."""
    settings.REPORTS_FOLDER = tmp_path
    a_locked_year()
    report = signed_twice(a_report())
    return post_report(report=report, version=report.state_version, by=director, at=AFTER)


def page_of(user: User, report: Report) -> str:
    browser = Browser()
    browser.force_login(user)
    return browser.get(f"{DESK}{report.pk}/").content.decode()


def failing(report: Report, error: Exception, at: Any = AFTER) -> Report:
    """The worker tries, and cannot."""
    with patch(WRITES, side_effect=error):
        assert not lay_down(report=report.pk, at=at)
    report.refresh_from_db()
    return report


def written(report: Report) -> Path:
    """The files stand in their folder, as the worker leaves them."""
    folder = folder_of(report)
    folder.mkdir(parents=True)
    (folder / "report.zip").write_bytes(b"all of it")
    folder.with_suffix(".pictures.json").write_text("{}")
    return folder


def test_until_they_are_written_both_pages_say_that_they_come(
    posted: Report, director: User
) -> None:
    assert "The files are being written." in page_of(director, posted)
    answer = Browser().get(f"/en/report/{YEAR}/")
    assert "The PDF and the tables are not there yet." in answer.content.decode()
    assert answer.headers["Cache-Control"] == "max-age=15"
    with patch(WRITES, side_effect=written):
        assert lay_down(report=posted.pk, at=AFTER)
    posted.refresh_from_db()
    assert (posted.files, posted.files_at, posted.files_due_at) == ("there", AFTER, None)
    assert "stand below the report" in page_of(director, posted)
    assert AuditEvent.objects.filter(action="reports.files_written", actor_id=None).exists()


def test_what_stands_in_the_way_is_said_with_a_way_on(posted: Report, director: User) -> None:
    failing(posted, ModuleNotFoundError("No module named 'pikepdf'"))
    page = page_of(director, posted)
    assert "The files could not be written" in page
    assert "A package for reports is missing." in page
    assert "tries again by itself (" in page
    assert "Write them again" in page
    assert "Write them again" not in page_of(a_user(Role.CASEWORKER), posted)
    browser = Browser()
    browser.force_login(director)
    assert "The files could not be written" in browser.get(DESK).content.decode()


@pytest.mark.parametrize(
    ("error", "problem", "said"),
    [
        (ReportSetMissing(), "packages", "A package for reports is missing."),
        (FolderInUse("x"), "folder", "Their folder holds other files."),
        (PaperNotAccessible("x"), "paper", "The PDF lacks what people who listen to it need."),
        (OSError(errno.ENOSPC, "No space left"), "full", "The disk of the server is full."),
        (PermissionError(errno.EACCES, "No"), "disk", "Their folder cannot be written to."),
        (KeyError("x"), "other", "Something went wrong that nobody foresaw."),
    ],
)
def test_each_reason_has_its_sentence(
    posted: Report, director: User, error: Exception, problem: str, said: str
) -> None:
    assert problem_of(error) == problem
    failing(posted, error)
    assert said in page_of(director, posted)


def test_the_worker_tries_four_times_more_and_then_stops(posted: Report, director: User) -> None:
    at = AFTER
    for wait in WAITS:
        assert failing(posted, KeyError("x"), at).files_due_at == at + wait
        assert keep_files(at + wait - SECOND) == 0
        at += wait
        assert keep_files(at) == 1
        assert keep_files(at) == 0
    assert failing(posted, KeyError("x"), at).files_due_at is None
    assert keep_files(at + timedelta(days=30)) == 0
    assert "does not try again by itself any more" in page_of(director, posted)


def test_asked_for_again_they_are_written_and_it_is_kept_who_asked(
    posted: Report, director: User, django_capture_on_commit_callbacks: Any
) -> None:
    failing(posted, KeyError("x"))
    browser = Browser()
    browser.force_login(director)
    address = f"{DESK}{posted.pk}/files/"
    with (
        patch("xenia.insight.reports.operations.filing.lay_files_down") as worker,
        django_capture_on_commit_callbacks(execute=True),
    ):
        first = browser.post(address, follow=True)
        second = browser.post(address, follow=True)
    worker.enqueue.assert_called_once_with(str(posted.pk))
    assert "The files are being written." in first.content.decode()
    assert "They are being written already." in second.content.decode()
    assert (
        AuditEvent.objects.filter(action="reports.files_asked", actor_id=director.pk).count() == 1
    )
    posted.refresh_from_db()
    assert (posted.files_tries, posted.files_problem) == (0, "")


def test_a_job_done_twice_writes_once(posted: Report) -> None:
    with patch(WRITES, side_effect=written) as write:
        assert lay_down(report=posted.pk, at=AFTER)
        assert not lay_down(report=posted.pk, at=AFTER)
    write.assert_called_once()
    assert keep_files(AFTER + timedelta(days=1)) == 0


def test_files_that_left_their_folder_are_written_again(posted: Report) -> None:
    """After a restore, or when somebody cleared the folder."""
    with patch(WRITES, side_effect=written):
        lay_down(report=posted.pk, at=AFTER)
    (folder_of(posted) / "report.zip").unlink()
    assert keep_files(AFTER) == 1
    posted.refresh_from_db()
    assert posted.files == "waiting"


def test_whoever_wrote_and_went_away_does_not_hold_the_files_for_ever(posted: Report) -> None:
    at = AFTER
    for _each in range(len(WAITS) + 1):
        Report.objects.filter(pk=posted.pk, files="waiting").update(
            files="writing", files_due_at=at + LONGEST, files_tries=posted.files_tries + 1
        )
        posted.refresh_from_db()
        assert keep_files(at + LONGEST - SECOND) == 0
        at += LONGEST
        keep_files(at)
        posted.refresh_from_db()
    assert (posted.files, posted.files_problem, posted.files_due_at) == ("failed", "other", None)


def test_a_draft_has_no_files_to_write(director: User) -> None:
    report = a_report()
    with pytest.raises(WrongState):
        ask_for_files(report=report, by=director, at=AFTER)
    browser = Browser()
    browser.force_login(director)
    told = browser.post(f"{DESK}{report.pk}/files/", follow=True).content.decode()
    assert "A report has files once it is posted." in told


def test_what_waits_is_not_asked_for_twice(posted: Report, director: User) -> None:
    with pytest.raises(AlreadyAsked):
        ask_for_files(report=posted, by=director, at=AFTER)
