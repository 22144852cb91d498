"""Behind her code she reads, writes again, asks for a second look, takes it back, and has it erased."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common import gate
from xenia.ground.common.code_pages import CODE_PAGES
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.models import Complaint, Remedy
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.tests.makers import (
    SOMALI,
    TUESDAY,
    an_officer,
    assessed,
    found,
    remedied,
    with_its_code,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/en/complaint/answer/"
MORE = "Maanta way igu celiyeen."


@pytest.fixture(autouse=True)
def nobody_is_too_fast() -> Any:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict.PASSES):
        cache.clear()
        yield
        cache.clear()


def opened(code: str, **said: str) -> str:
    return str(Browser().post(PAGE, {"code": code, **said}).content.decode())


def wrote(code: str, act: str = "again", words: str = MORE) -> str:
    return opened(code, act=act, words=words, token=gate.open_form("ombudsman.again"))


def acknowledged(complaint: Complaint) -> Complaint:
    return working.acknowledge(
        complaint=complaint,
        words="Waan haynaa.",
        version=complaint.state_version,
        by=an_officer(),
        at=TUESDAY,
    )


def test_she_reads_her_words_and_ours_and_by_when_the_next_is_due() -> None:
    complaint, code = with_its_code()
    page = opened(code.lower().replace("-", " "))
    assert SOMALI in page
    assert "we tell you that we have your complaint." in page
    acknowledged(complaint)
    page = opened(code)
    assert "Waan haynaa." in page
    assert "we tell you what we found." in page
    assert "It came in." in page


def test_she_reads_our_notes_in_no_case() -> None:
    complaint, code = with_its_code()
    working.note(complaint=complaint, words="Call the clerk.", by=an_officer(), at=TUESDAY)
    assert "Call the clerk." not in opened(code)


def test_when_she_looks_is_noted_nowhere() -> None:
    _complaint, code = with_its_code()
    before = AuditEvent.objects.count()
    opened(code)
    assert AuditEvent.objects.count() == before


def test_she_writes_again() -> None:
    _complaint, code = with_its_code()
    page = wrote(code)
    assert MORE in page
    assert "We have it." in page


def test_an_empty_box_is_told_and_changes_nothing() -> None:
    complaint, code = with_its_code()
    assert "Write your words into the box." in wrote(code, words=" ")
    assert complaint.words.count() == 1


def test_she_asks_for_a_second_look_once_something_was_said() -> None:
    complaint, code = with_its_code()
    officer = an_officer()
    assert "Ask for a second look" not in opened(code)
    assert "This cannot be done with your complaint now." in wrote(code, act="review")
    found(assessed(complaint, officer), officer)
    assert "Ask for a second look" in opened(code)
    page = wrote(code, act="review")
    assert "Somebody else looks at it again." in page
    assert "You asked for a second look." in page
    assert "We write to you that we have it by" in page
    assert "Ask for a second look" not in page
    assert "This cannot be done with your complaint now." in wrote(code, act="review")


def test_she_reads_what_makes_it_good_by_when_and_that_it_is_there() -> None:
    complaint, code = with_its_code()
    officer = an_officer()
    found(assessed(complaint, officer), officer)
    assert "What makes it good?" not in opened(code)
    remedy = remedied(complaint, officer, at=now())
    page = opened(code)
    assert "What makes it good?" in page
    assert "You get the service" in page
    assert f"by {written_day(remedy.due_on, 'en')}" in page
    Remedy.objects.filter(pk=remedy.pk).update(verified_on=remedy.due_on)
    assert f"there since {written_day(remedy.due_on, 'en')}" in opened(code)
    Remedy.objects.filter(pk=remedy.pk).update(verified_on=None, due_on=remedy.agreed_on - DAY)
    assert "Late" in opened(code)


def test_she_takes_it_back_after_she_was_asked_once_more() -> None:
    complaint, code = with_its_code()
    assert "Shall we stop?" in opened(code, act="stop")
    assert "You took it back." in opened(code, act="stop", sure="yes")
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closing) == (Status.CLOSED, "withdrawn")
    assert SOMALI in opened(code)


def test_she_has_it_erased_and_her_code_opens_nothing() -> None:
    _complaint, code = with_its_code()
    assert "Erase everything?" in opened(code, act="erase")
    assert "It is erased" in opened(code, act="erase", sure="yes")
    assert "We find nothing under this code." in opened(code)


def test_a_held_one_says_that_a_colleague_reads_it_first() -> None:
    _complaint, code = with_its_code(held=True)
    page = opened(code)
    assert "A colleague reads it first" in page
    assert "Stop working on it" not in page


def test_a_slip_is_told_from_a_code_that_opens_nothing() -> None:
    _complaint, code = with_its_code()
    other = "2" if code[0] != "2" else "3"
    assert "There is a slip in this code." in opened(other + code[1:])


def test_a_code_of_another_room_leads_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "BCDFG-23456-HJKMN"
    monkeypatch.setitem(CODE_PAGES, "enquiries:answer", lambda typed: typed == code)
    answer = Browser().post(PAGE, {"code": code})
    assert answer.status_code == 307
    assert answer["Location"] == "/en/ask/answer/"


def test_guessing_ends_after_forty_tries_from_one_place() -> None:
    _complaint, code = with_its_code()
    for _try in range(40):
        opened("0" * 18)
    assert Browser().post(PAGE, {"code": code}).status_code == 429


def test_nothing_of_it_is_kept_by_the_browser_and_no_cookie_is_set() -> None:
    _complaint, code = with_its_code()
    browser = Browser()
    answer = browser.post(PAGE, {"code": code})
    assert "no-store" in answer["Cache-Control"]
    assert not browser.cookies
