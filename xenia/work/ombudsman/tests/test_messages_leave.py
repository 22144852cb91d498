"""Every message of this room leaves: none holds a word that tells why, and each leads to where it is read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from xenia.ground.notifications.catalogue import CATALOGUE, Template
from xenia.ground.notifications.composing import outgoing_for
from xenia.ground.notifications.linter import faults_in_catalogue
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.ground.notifications.operations.sending import send_messages
from xenia.work.ombudsman.operations.recommendations import recommend
from xenia.work.ombudsman.tests.makers import (
    TUESDAY,
    a_department,
    an_officer,
    asked,
    with_its_code,
)
from xenia.work.ombudsman.tests.test_who_is_told import BY_MAIL

pytestmark = pytest.mark.django_db
OURS = [one for code, one in CATALOGUE.items() if code.startswith("ombudsman.")]
TO_COLLEAGUES = [one for one in OURS if one.purpose == "work"]


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Messages that become files lie in a folder of the test."""
    settings.OUTBOX_FOLDER = tmp_path / "outbox"


def test_no_message_of_this_room_tells_why() -> None:
    assert len(OURS) >= 16
    assert faults_in_catalogue(templates=OURS) == []


@pytest.mark.parametrize("template", TO_COLLEAGUES, ids=lambda one: one.code)
def test_each_message_to_a_colleague_leaves_and_leads_to_today(template: Template) -> None:
    officer = an_officer()
    message = queue(template.code, officer, to=officer, on=TUESDAY.date())
    assert "/en/desk/" in outgoing_for(message, at=TUESDAY).text
    assert dict(send_messages(clock=lambda: TUESDAY)) == {"sent": 1}


def test_the_coordinator_of_a_department_that_is_asked_gets_the_letter() -> None:
    officer, (department, head) = an_officer(), a_department()
    asked(officer, department=department)
    message = OutboxMessage.objects.get(template="ombudsman.department_asked")
    outgoing = outgoing_for(message, at=TUESDAY)
    assert (outgoing.to, outgoing.subject) == (head.email, "Something waits for your answer")
    assert dict(send_messages(clock=lambda: TUESDAY)) == {"sent": 1}


@pytest.mark.parametrize("what", ["asked", "recommended"])
def test_at_night_no_letter_leaves_to_a_department_until_the_office_works_again(what: str) -> None:
    officer, (department, _head) = an_officer(), a_department()
    friday_night = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
    if what == "asked":
        asked(officer, department=department, at=friday_night)
    else:
        recommend(
            department=department,
            kind="access",
            text="Put the list of papers on the door.",
            names_nobody=True,
            by=officer,
            at=friday_night,
        )
    monday_at_nine = datetime(2026, 11, 23, 14, tzinfo=UTC)
    a_second = timedelta(seconds=1)
    assert dict(send_messages(clock=lambda: monday_at_nine - a_second)) == {}
    assert dict(send_messages(clock=lambda: monday_at_nine)) == {"sent": 1}


def test_what_she_is_told_leaves_and_its_page_leads_her_code_to_her_complaint() -> None:
    complaint, code = with_its_code(**BY_MAIL)
    message = queue("ombudsman.moved", complaint, to=complaint, on=TUESDAY.date())
    outgoing = outgoing_for(message, at=TUESDAY)
    assert outgoing.to == "somebody@example.org"
    [link] = [line for line in outgoing.text.splitlines() if line.endswith("/ask/answer/")]
    page = f"/{link.split('/', 3)[3]}"
    assert dict(send_messages(clock=lambda: TUESDAY)) == {"sent": 1}
    answer = Client().post(page, {"code": code})
    assert (answer.status_code, answer["Location"]) == (307, "/en/complaint/answer/")
