"""Who says that she was punished for complaining is heard first, kept from the department, and asked how she is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.models.guards import Accused
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.clocks import NoClock
from xenia.work.ombudsman.operations.translated import send_waiting
from xenia.work.ombudsman.operations.working import About, Protected
from xenia.work.ombudsman.queries.asked import department_asked, shown_to
from xenia.work.ombudsman.tests.makers import (
    TUESDAY,
    WEDNESDAY,
    a_complaint,
    a_department,
    a_supervisor,
    an_assessed,
    an_officer,
    asked,
    closed,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted, counted

pytestmark = pytest.mark.django_db


def to_ask(complaint: Complaint) -> list[Clock]:
    """When we must ask her how it is."""
    rows = Clock.objects.filter(complaint=complaint, which="follow_up")
    return list(rows.filter(met_on=None, dropped_on=None))


def test_it_is_urgent_and_the_supervisors_are_told() -> None:
    above = a_supervisor()
    complaint = a_complaint(kind="retaliation")
    assert complaint.is_urgent
    told = OutboxMessage.objects.get()
    assert (told.template, told.recipient_id) == ("ombudsman.urgent_came", above.pk)
    # Ten business days from Monday 16 November 2026, Thanksgiving not entered in this calendar.
    assert to_ask(complaint)[0].due_on == date(2026, 11, 30)


def test_the_department_is_never_asked() -> None:
    officer = an_officer()
    complaint = an_assessed(officer, kind="retaliation")
    with pytest.raises(Accused):
        working.ask_department(words="Why?", names_nobody=True, **acted(complaint, officer))


def test_one_that_is_asked_already_reads_nothing_more() -> None:
    officer, (department, _head) = an_officer(), a_department()
    first = a_complaint(department=department)
    complaint = asked(officer, department=department)
    working.link(to=first, why="retaliation", **acted(complaint, officer))
    assert (complaint.status, complaint.kind) == (Status.INVESTIGATING, "retaliation")
    assert complaint.is_urgent
    assert not shown_to([department.pk]).exists()
    assert department_asked(complaint.pk) is None
    assert counted("filed", reason="retaliation") == 1
    assert counted("filed", reason="access") == 1
    assert to_ask(complaint)


def test_the_accused_department_is_that_of_the_first_complaint() -> None:
    officer, (department, _head) = an_officer(), a_department()
    first, punished = a_complaint(department=department), a_complaint(kind="other")
    working.link(to=first, why="retaliation", **acted(punished, officer))
    assert punished.department == department
    assert punished.follows == first


def test_we_ask_her_how_it_is_also_after_the_end_until_it_has_stopped() -> None:
    officer = an_officer()
    complaint = an_assessed(officer, kind="retaliation")
    closed(complaint, officer)
    assert to_ask(complaint)
    words: dict[str, Any] = {"words": "Sidee tahay hadda?"}
    working.follow_up(again=True, **words, **acted(complaint, officer))
    assert [clock.round for clock in to_ask(complaint)] == [2]
    working.follow_up(again=False, **words, **acted(complaint, officer))
    with pytest.raises(NoClock):
        working.follow_up(again=False, **words, **acted(complaint, officer))


@pytest.mark.parametrize("again", [True, False])
def test_who_cannot_read_the_question_yet_is_not_asked_yet(again: bool) -> None:
    """It is late until a translator is done; then the next round begins, or none."""
    officer, browser = an_officer(), Client()
    complaint = an_assessed(officer, kind="retaliation")
    due = to_ask(complaint)[0].due_on
    asked_in_english: dict[str, Any] = {"words": "", "english": "How is it now?", "again": again}
    working.follow_up(**asked_in_english, **acted(complaint, officer))
    assert [(clock.round, clock.due_on) for clock in to_ask(complaint)] == [(1, due)]
    with pytest.raises(NoClock):
        working.follow_up(**asked_in_english, **acted(complaint, officer))
    complaint.refresh_from_db()
    browser.force_login(officer)
    page = browser.get(f"/en/desk/complaints/{complaint.pk}/").content.decode()
    assert "do/follow-up/" not in page
    word, later = complaint.words.get(waits=True), WEDNESDAY + timedelta(days=20)
    send_waiting(word=word, words="Sidee tahay hadda?", by=officer, at=later)
    assert [clock.round for clock in to_ask(complaint)] == ([2] if again else [])
    assert Clock.objects.get(which="follow_up", round=1).met_on == local_day(later)
    assert counted("clock", mode="follow_up", outcome="late") == 1


def test_what_turns_out_to_be_a_punishment_is_protected_from_then_on() -> None:
    officer, (department, _head) = an_officer(), a_department()
    complaint = asked(officer, department=department, at=TUESDAY)
    about = About("retaliation", department=department)
    working.assess(about=about, **acted(complaint, officer, WEDNESDAY))
    assert not shown_to([department.pk]).exists()
    assert complaint.is_urgent


def test_only_a_supervisor_takes_the_protection_back_and_says_why() -> None:
    officer, above = an_officer(), a_supervisor()
    complaint = an_assessed(officer, kind="retaliation")
    mistake = About("mistake", complaint.department)
    with pytest.raises(Protected):
        working.assess(about=mistake, why="She was not.", **acted(complaint, officer))
    working.assign(to=above, **acted(complaint, above))
    with pytest.raises(Protected):
        working.assess(about=mistake, why=" ", **acted(complaint, above))
    working.assess(about=mistake, why="She says so herself.", **acted(complaint, above))
    assert complaint.kind == "mistake"
    note = complaint.words.get(kind="note")
    assert known_to_rules(note, "english") == "She says so herself."
    assert AuditEvent.objects.filter(action="ombudsman.protection_lifted").count() == 1
    assert to_ask(complaint)


def test_an_officer_reads_who_may() -> None:
    officer, browser = an_officer(), Client()
    complaint = an_assessed(officer, kind="retaliation")
    browser.force_login(officer)
    said = {"version": complaint.state_version, "kind": "mistake", "why": "She was not."}
    page = browser.post(f"/en/desk/complaints/{complaint.pk}/do/assess/", said)
    assert page.status_code == 422
    assert "Only a supervisor takes that back" in page.content.decode()
    complaint.refresh_from_db()
    assert complaint.kind == "retaliation"
