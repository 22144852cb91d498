"""A department reads what the office asks it, answers, and never learns who complained unless she lets it know."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client as Browser
from django.utils import timezone

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint, Release
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.working import About
from xenia.work.ombudsman.tests.makers import (
    SOMALI,
    TUESDAY,
    WEDNESDAY,
    a_city_service,
    a_complaint,
    a_department,
    a_recommendation,
    an_officer,
    asked,
)

pytestmark = pytest.mark.django_db
LIST = "/en/desk/complaints-asked/"
QUESTION = "Which paper do you ask for at counter 3?"


@pytest.fixture
def it_is() -> Any:
    """Say what time it is; Tuesday at nine to begin with."""
    moment = {"now": TUESDAY}
    with patch.object(timezone, "now", lambda: moment["now"]):
        yield lambda at: moment.update(now=at)


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def read(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def one_of(complaint: Complaint) -> str:
    return f"{LIST}{complaint.pk}/"


def let_know(complaint: Complaint, value: str = "Hodan Warsame", **said: Any) -> Release:
    given: dict[str, Any] = {
        "department": complaint.department,
        "field": "name",
        "given_on": date(2026, 11, 17),
        "until": date(2026, 11, 20),
    }
    made: Release = Release.objects.create(
        subject_id=complaint.subject_id, complaint=complaint, value=value, **(given | said)
    )
    return made


@pytest.fixture
def case(it_is: Any) -> dict[str, Any]:
    """The clerk's office is asked on Tuesday about a complaint that came on Monday."""
    department, head = a_department()
    officer = an_officer()
    complaint = asked(officer, service=a_city_service(department), level="confidential")
    return {"complaint": complaint, "head": head, "officer": officer, "department": department}


def test_a_department_reads_the_question_and_answers(case: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    assert f"Complaint {complaint.label}" in read(browser, LIST)
    page = read(browser, one_of(complaint))
    assert QUESTION in page
    assert SOMALI not in page
    said = {"words": "A letter is enough.", "proposal": "She gets the card.", "last": "1"}
    assert browser.post(one_of(complaint), said).status_code == 302
    complaint.refresh_from_db()
    assert complaint.status == Status.INVESTIGATING
    words = [(one.kind, str(one.text)) for one in complaint.department_words.all()]
    assert words[1:] == [("reply", "A letter is enough."), ("proposal", "She gets the card.")]
    page = read(browser, LIST)
    assert "The office asks nothing." in page
    assert complaint.label in page.partition("What you answered")[2]
    assert "She gets the card." in read(browser, one_of(complaint))


def test_nothing_typed_is_lost_when_words_are_missing_or_a_colleague_was_faster(case: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    answer = browser.post(one_of(complaint), {"proposal": "She gets it.", "last": "1"})
    assert answer.status_code == 422
    assert "She gets it." in answer.content.decode()
    browser.post(one_of(complaint), {"words": "At counter 3.", "last": "1"})
    answer = browser.post(one_of(complaint), {"words": "By letter.", "last": "1"})
    assert answer.status_code == 409
    assert "By letter." in answer.content.decode()
    assert "At counter 3." in answer.content.decode()
    answer = browser.post(one_of(complaint), {"words": "By letter.", "last": "2"})
    assert answer.status_code == 409
    assert "does not wait for an answer any more" in answer.content.decode()
    assert "By letter." in answer.content.decode()


def test_another_department_and_colleagues_without_the_task_see_nothing(case: Any) -> None:
    _parks, stranger = a_department("Parks")
    address = one_of(case["complaint"])
    label = case["complaint"].label
    assert label not in read(signed_in(stranger), LIST)
    assert label not in read(signed_in(stranger), f"{LIST}complaints.csv")
    read(signed_in(stranger), address, 403)
    read(signed_in(a_user(Role.FRONT_DESK)), address, 403)
    answer = signed_in(stranger).post(address, {"words": "Ours.", "last": "1"})
    assert answer.status_code == 403


def test_whoever_works_for_two_organizations_sees_those_she_answers_for(case: Any) -> None:
    department: Organization = case["department"]
    partner = a_user(Role.PARTNER_MEMBER, department.pk)
    read(signed_in(partner), LIST, 403)
    member = a_user(Role.DEPARTMENT_MEMBER, department.pk)
    assert case["complaint"].label in read(signed_in(member), LIST)


def test_a_complaint_nobody_was_asked_about_has_no_page(it_is: Any) -> None:
    department, head = a_department()
    complaint = a_complaint(service=a_city_service(department))
    browser = signed_in(head)
    read(browser, one_of(complaint), 403)
    assert complaint.label not in read(browser, LIST)


def test_what_she_lets_the_department_know_is_shown_for_its_time(case: Any, it_is: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    assert "Hodan Warsame" not in read(browser, one_of(complaint))
    given = let_know(complaint)
    page = read(browser, one_of(complaint))
    assert "Hodan Warsame" in page
    assert "until November 20, 2026" in page
    assert AuditEvent.objects.filter(action="vault.looked", record_id=given.pk).exists()
    it_is(TUESDAY + timedelta(days=4))
    assert "Hodan Warsame" not in read(signed_in(case["head"]), one_of(complaint))
    it_is(TUESDAY)
    browser = signed_in(case["head"])
    given.withdrawn_on = date(2026, 11, 17)
    given.save()
    assert "Hodan Warsame" not in read(browser, one_of(complaint))


def test_what_one_department_may_know_another_does_not(case: Any) -> None:
    complaint = case["complaint"]
    parks, _head = a_department("Parks")
    let_know(complaint, department=parks)
    assert "Hodan Warsame" not in read(signed_in(case["head"]), one_of(complaint))


def test_a_closed_complaint_lets_nobody_know_anything(case: Any) -> None:
    complaint = case["complaint"]
    let_know(complaint)
    filing.withdraw_own(complaint=complaint, at=TUESDAY)
    assert "Hodan Warsame" not in read(signed_in(case["head"]), one_of(complaint))


def test_each_look_is_noted(case: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    looks = AuditEvent.objects.filter(action="vault.looked", record_id=complaint.pk)
    before = looks.count()
    read(browser, one_of(complaint))
    read(browser, f"{LIST}complaints.csv")
    assert looks.count() == before + 2
    assert {one.actor_id for one in looks} == {case["head"].pk}


def test_a_punishment_for_complaining_never_reaches_the_accused(case: Any, it_is: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    let_know(complaint)
    working.assess(
        complaint=complaint,
        about=About(Kind.RETALIATION, complaint.department, complaint.service),
        version=complaint.state_version,
        by=case["officer"],
        at=TUESDAY,
    )
    punished = a_complaint(kind=Kind.RETALIATION, service=complaint.service)
    for one in (complaint, punished):
        read(browser, one_of(one), 403)
        assert browser.post(one_of(one), {"words": "No.", "last": "1"}).status_code == 403
        for address in (LIST, f"{LIST}complaints.csv"):
            assert one.label not in read(browser, address)


def test_one_that_is_about_another_department_in_the_end_is_seen_no_more(case: Any) -> None:
    parks, other = a_department("Parks")
    complaint = case["complaint"]
    working.assess(
        complaint=complaint,
        about=About(complaint.kind, parks),
        version=complaint.state_version,
        by=case["officer"],
        at=TUESDAY,
    )
    read(signed_in(case["head"]), one_of(complaint), 403)
    working.ask_department(
        complaint=complaint,
        words="At which gate?",
        names_nobody=True,
        version=complaint.state_version,
        by=case["officer"],
        at=WEDNESDAY,
    )
    page = read(signed_in(other), one_of(complaint))
    assert "At which gate?" in page
    assert QUESTION not in page


def test_what_she_had_destroyed_is_gone_here_too(case: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    filing.erase_own(complaint=complaint, at=TUESDAY)
    assert browser.get(one_of(complaint)).status_code in (403, 404)
    assert complaint.label not in read(browser, LIST)
    assert complaint.label not in read(browser, f"{LIST}complaints.csv")


def test_an_answer_that_is_not_there_in_time_is_late(case: Any, it_is: Any) -> None:
    assert "Overdue" not in read(signed_in(case["head"]), LIST)
    it_is(TUESDAY + timedelta(days=30))
    assert "Overdue" in read(signed_in(case["head"]), LIST)


def test_the_list_goes_into_a_spreadsheet_without_anybodys_words(case: Any, it_is: Any) -> None:
    complaint, browser = case["complaint"], signed_in(case["head"])
    typed = read(browser, f"{LIST}complaints.csv")
    row = next(csv.DictReader(io.StringIO(typed.lstrip("\ufeff"))))
    assert row == {
        "complaint": complaint.label,
        "department": "City Clerk",
        "service": "City ID card",
        "about": "access",
        "asked_on": "2026-11-17",
        # Ten business days; 26 November is Thanksgiving where the office keeps it.
        "answer_due_on": row["answer_due_on"],
        "answered_on": "",
        "state": "due",
    }
    assert QUESTION not in typed


def test_a_department_does_what_is_recommended_until_a_day(case: Any) -> None:
    one, browser = a_recommendation(case["department"], case["officer"]), signed_in(case["head"])
    address = f"{LIST}recommendations/{one.pk}/"
    assert "Ask for no paper" in read(browser, LIST)
    assert "Ask for no paper" in read(browser, address)
    said = {"does": "accepted", "answer": "From January on.", "version": "0"}
    answer = browser.post(f"{address}answer/", said)
    assert answer.status_code == 422
    assert "From January on." in answer.content.decode()
    assert "until which day" in answer.content.decode()
    answer = browser.post(f"{address}answer/", said | {"due_on": "2026-11-01"})
    assert (answer.status_code, "This day is over." in answer.content.decode()) == (422, True)
    said["due_on"] = "2027-01-15"
    assert browser.post(f"{address}answer/", said).status_code == 302
    assert browser.post(f"{address}answer/", said).status_code in (409, 422)
    assert "January 15, 2027" in read(browser, address)
    assert browser.post(f"{address}done/", {"on": "2027-03-01", "version": "1"}).status_code == 422
    assert browser.post(f"{address}done/", {"on": "2026-11-17", "version": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.implemented_on) == ("implemented", date(2026, 11, 17))
    assert "Your answer" not in read(browser, address)


def test_whoever_does_not_do_it_says_why(case: Any) -> None:
    one, browser = a_recommendation(case["department"], case["officer"]), signed_in(case["head"])
    address = f"{LIST}recommendations/{one.pk}/answer/"
    answer = browser.post(address, {"does": "declined", "version": "0"})
    assert (answer.status_code, "Say why" in answer.content.decode()) == (422, True)
    said = {"does": "declined", "answer": "The law asks for it.", "version": "0"}
    assert browser.post(address, said).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.answer) == ("declined", "The law asks for it.")
    _parks, stranger = a_department("Parks")
    read(signed_in(stranger), f"{LIST}recommendations/{one.pk}/", 403)


def test_the_list_asks_no_more_with_more_complaints(
    case: Any, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        asked(case["officer"], service=case["complaint"].service)
    browser = signed_in(case["head"])
    read(browser, LIST)
    with django_assert_max_num_queries(24):
        read(browser, LIST)
