"""On the day of a remedy somebody looks: it is there, it is not and has another day, or it will not come."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.models import Complaint, Remedy
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.remedies_due import remind_of_remedies
from xenia.work.ombudsman.operations.working import NoNewDay, NotItsDay, RemedySeen
from xenia.work.ombudsman.tests.makers import WEDNESDAY, an_assessed, an_officer, found, remedied

pytestmark = pytest.mark.django_db
LATER = WEDNESDAY + timedelta(days=11)
ANOTHER = local_day(LATER) + timedelta(days=7)
WHY: Final[dict[str, Any]] = {"words": "Weli ma jiro.", "english": "The clerk was ill."}


def that_is_agreed() -> tuple[User, Complaint, Remedy]:
    """Until ten days after Wednesday."""
    officer = an_officer()
    complaint = found(an_assessed(officer), officer)
    return officer, complaint, remedied(complaint, officer)


def test_before_its_day_it_is_said_that_it_is_there_already() -> None:
    officer, complaint, remedy = that_is_agreed()
    looked: dict[str, Any] = {
        "remedy": remedy,
        "version": complaint.state_version,
        "by": officer,
        "at": WEDNESDAY,
    }
    with pytest.raises(NotItsDay):
        working.verify_remedy(**looked)
    working.verify_remedy(already=True, **looked)
    assert Complaint.objects.get(pk=complaint.pk).status == Status.REMEDY_VERIFIED


def test_what_is_not_there_has_another_day_and_she_reads_why() -> None:
    officer, complaint, remedy = that_is_agreed()
    assert remind_of_remedies(LATER) == 1
    looked: dict[str, Any] = {
        "remedy": remedy,
        "version": complaint.state_version,
        "by": officer,
        "at": LATER,
    }
    with pytest.raises(NoNewDay):
        working.remedy_missing(due_on=local_day(LATER), **WHY, **looked)
    working.remedy_missing(due_on=ANOTHER, **WHY, **looked)
    remedy.refresh_from_db()
    assert (remedy.due_on, remedy.verified_on) == (ANOTHER, None)
    told = complaint.words.filter(kind="answer").latest("number")
    assert (known_to_rules(told, "text"), told.on) == ("Weli ma jiro.", local_day(LATER))
    assert AuditEvent.objects.filter(action="ombudsman.remedy_missing").count() == 1
    assert remind_of_remedies(LATER) == 0
    assert remind_of_remedies(LATER + timedelta(days=8)) == 1


def test_what_somebody_saw_is_not_missing() -> None:
    officer, complaint, remedy = that_is_agreed()
    remedied(complaint, officer)
    seen = working.verify_remedy(
        remedy=remedy, version=complaint.state_version, by=officer, at=LATER
    )
    with pytest.raises(RemedySeen):
        working.remedy_missing(
            remedy=remedy,
            due_on=ANOTHER,
            version=seen.state_version,
            by=officer,
            at=LATER,
            **WHY,
        )


def test_what_will_not_come_is_told_and_what_was_found_stands_open_again() -> None:
    officer, complaint, remedy = that_is_agreed()
    second = remedied(complaint, officer)
    for given_up, stands in ((remedy, Status.REMEDY_AGREED), (second, Status.FOUND)):
        complaint = working.remedy_given_up(
            remedy=given_up,
            version=Complaint.objects.get(pk=complaint.pk).state_version,
            by=officer,
            at=LATER,
            **WHY,
        )
        assert complaint.status == stands
        told = complaint.words.filter(kind="answer").latest("number")
        assert (known_to_rules(told, "text"), told.on) == ("Weli ma jiro.", local_day(LATER))
    assert complaint.steps_taken.latest("at").reason == "remedy_given_up"
    assert remind_of_remedies(LATER + timedelta(days=8)) == 0
    assert remedied(complaint, officer, at=LATER).complaint.status == Status.REMEDY_AGREED


def test_on_its_page_it_will_not_come_and_another_is_agreed() -> None:
    officer, complaint, remedy = that_is_agreed()
    where, browser = f"/en/desk/complaints/{complaint.pk}/", Client()
    browser.force_login(officer)
    assert "It will not come" in browser.get(where).content.decode()
    said = {"remedy": remedy.pk, "version": complaint.state_version}
    wordless = browser.post(f"{where}do/remedy-given-up/", said)
    assert wordless.status_code == 422
    browser.post(f"{where}do/remedy-given-up/", said | {"english": "They have no money."})
    complaint.refresh_from_db()
    assert (complaint.status, complaint.words.latest("number").waits) == (Status.FOUND, True)
    page = browser.get(where).content.decode()
    assert "A remedy is agreed" in page
    assert "It will not come" not in page


def test_on_its_page() -> None:
    officer, complaint, remedy = that_is_agreed()
    ahead, browser = local_day(now()) + timedelta(days=5), Client()
    Remedy.objects.filter(pk=remedy.pk).update(due_on=ahead)
    browser.force_login(officer)
    where = f"/en/desk/complaints/{complaint.pk}/"
    page = browser.get(where).content.decode()
    assert "It is there already" in page
    assert "It is not there" in page
    said = {"remedy": remedy.pk, "version": complaint.state_version}
    early = browser.post(f"{where}do/verify-remedy/", said)
    assert early.status_code == 422
    assert "Its day is to come." in early.content.decode()
    other = ahead + timedelta(days=5)
    past = browser.post(f"{where}do/remedy-missing/", said | WHY | {"due_on": "2026-01-05"})
    assert past.status_code == 422
    assert "Choose a day to come." in past.content.decode()
    browser.post(f"{where}do/remedy-missing/", said | WHY | {"due_on": other.isoformat()})
    remedy.refresh_from_db()
    assert remedy.due_on == other
