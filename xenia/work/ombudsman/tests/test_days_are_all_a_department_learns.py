"""A department learns on which day the office asked it, and nothing finer, nor when she does something.

Whoever works at the counter knows who stood there at ten past nine. So nothing a department opens, however often, tells
the moment of anything she did.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.test import Client as Browser
from django.utils import timezone

from xenia.ground.accounts.models import User
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_city_service,
    a_department,
    an_officer,
    asked,
)

pytestmark = pytest.mark.django_db
LIST = "/en/desk/complaints-asked/"
LATER = WEDNESDAY + timedelta(hours=4)
# What differs from one look to the next by itself: tokens against forged forms. `Expires` is the moment of the look.
TOKENS = re.compile(r'((?:csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": )")[^"]*')
# A moment of a day, however it is written.
MOMENT = re.compile(r"\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|T\d\d:?\d\d|\b1[67]\d{8}\b", re.I)


@pytest.fixture(autouse=True)
def it_is_wednesday_afternoon() -> Iterator[None]:
    with patch.object(timezone, "now", lambda: LATER):
        yield


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def all_it_opens(head: User, complaint: Complaint) -> list[tuple[int, str, dict[str, str]]]:
    """Everything the department can open: the pages, the spreadsheet, and what travels with them."""
    browser = signed_in(head)
    opened = []
    for address in (LIST, f"{LIST}{complaint.pk}/", f"{LIST}complaints.csv"):
        answer = browser.get(address)
        headers = {name: value for name, value in answer.items() if name != "Expires"}
        opened.append((answer.status_code, TOKENS.sub(r"\1", answer.content.decode()), headers))
    return opened


@pytest.fixture
def case() -> dict[str, Any]:
    department, head = a_department()
    officer = an_officer()
    complaint = asked(officer, service=a_city_service(department), at=TUESDAY)
    return {"complaint": complaint, "head": head, "officer": officer}


def she_writes_again(complaint: Complaint, _officer: User) -> None:
    filing.write_again(complaint=complaint, words="Weli ma haysto.", at=LATER)


def she_takes_it_back(complaint: Complaint, _officer: User) -> None:
    filing.withdraw_own(complaint=complaint, at=LATER)


def she_is_asked(complaint: Complaint, officer: User) -> None:
    working.ask_her(
        complaint=complaint,
        words="Goorma?",
        version=complaint.state_version,
        by=officer,
        at=LATER,
    )


def she_is_asked_and_answers(complaint: Complaint, officer: User) -> None:
    she_is_asked(complaint, officer)
    she_writes_again(complaint, officer)


def she_answers_after_a_week(complaint: Complaint, officer: User) -> None:
    complaint.refresh_from_db()
    assert complaint.status == Status.WAITS_FOR_HER
    she_writes_again(complaint, officer)


ACTS: tuple[Callable[[Complaint, User], None], ...] = (
    she_writes_again,
    she_takes_it_back,
    she_is_asked,
    she_is_asked_and_answers,
)


@pytest.mark.parametrize("act", ACTS, ids=[one.__name__ for one in ACTS])
def test_no_page_changes_at_the_moment_of_anything_she_does(case: Any, act: Any) -> None:
    before = all_it_opens(case["head"], case["complaint"])
    act(case["complaint"], case["officer"])
    assert all_it_opens(case["head"], case["complaint"]) == before


def test_the_day_an_answer_is_due_does_not_move_when_she_answers_us(case: Any) -> None:
    complaint, officer = case["complaint"], case["officer"]
    early = WEDNESDAY - timedelta(days=1)
    working.ask_her(
        complaint=complaint,
        words="Goorma?",
        version=complaint.state_version,
        by=officer,
        at=early,
    )
    before = all_it_opens(case["head"], complaint)
    she_answers_after_a_week(complaint, officer)
    clock = complaint.clocks.get(which="department")
    assert clock.paused_for > 0, "the clock itself stood still meanwhile"
    assert all_it_opens(case["head"], complaint) == before


@pytest.mark.parametrize("act", ACTS, ids=[one.__name__ for one in ACTS])
def test_no_message_goes_to_the_department_when_she_does_something(case: Any, act: Any) -> None:
    written = OutboxMessage.objects.filter(recipient_id=case["head"].pk)
    before = written.count()
    assert before, "it is told that it is asked"
    act(case["complaint"], case["officer"])
    assert written.count() == before


def test_nothing_says_a_moment_of_a_day(case: Any) -> None:
    for status, body, headers in all_it_opens(case["head"], case["complaint"]):
        assert status == 200
        shown = re.sub(r"<(script|style|head)\b.*?</\1>", "", body, flags=re.S)
        assert not MOMENT.search(shown)
        assert {"last-modified", "etag", "date"}.isdisjoint(name.lower() for name in headers)


def test_complaints_of_a_day_stand_in_the_order_of_random_numbers() -> None:
    department, head = a_department()
    officer, service = an_officer(), a_city_service(department)
    moments: list[datetime] = [MONDAY + timedelta(minutes=7 * number) for number in range(8)]
    made = [asked(officer, service=service, at=one) for one in moments]
    assert {one.pk.version for one in made} == {4}, "a random number says nothing of its moment"
    browser = signed_in(head)
    page = browser.get(LIST).content.decode()
    found = [UUID(one) for one in re.findall(rf"{LIST}([0-9a-f-]{{36}})/", page)]
    assert found == sorted(one.pk for one in made)
    typed = browser.get(f"{LIST}complaints.csv").content.decode()
    labels = [row.split(",")[0] for row in typed.splitlines()[1:]]
    assert labels == [one.label for one in sorted(made, key=lambda one: one.pk)]


def test_a_reply_is_not_crossed_by_what_she_writes(case: Any) -> None:
    complaint = case["complaint"]
    she_writes_again(complaint, case["officer"])
    browser, address = signed_in(case["head"]), f"{LIST}{complaint.pk}/"
    answer = browser.post(address, {"words": "A letter is enough.", "last": "1"})
    assert answer.status_code == 302
