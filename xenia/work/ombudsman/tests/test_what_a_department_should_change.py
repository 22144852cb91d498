"""The office recommends, in words that name nobody; the department accepts, declines, says when it is done."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint, Recommendation
from xenia.work.ombudsman.operations.recommendations import (
    NoDay,
    accept,
    decline,
    implement,
    recommend,
)
from xenia.work.ombudsman.operations.thread import NothingToSay
from xenia.work.ombudsman.operations.working import NamesHer, NamesSomebody, NotTheirDepartment
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    a_city_service,
    a_complaint,
    a_department,
    an_officer,
)

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 1)


def recommended(department: Organization, by: User, **said: Any) -> Recommendation:
    """A list of papers on the door, so that nobody comes in vain."""
    words: dict[str, Any] = {"text": "Put the list of papers on the door.", "names_nobody": True}
    return recommend(department=department, kind="access", by=by, at=MONDAY, **(words | said))


def acted(recommendation: Recommendation, by: User) -> dict[str, Any]:
    """What every answer says."""
    version = recommendation.state_version
    return {"recommendation": recommendation, "version": version, "by": by, "at": TUESDAY}


def test_it_is_accepted_until_a_day_and_done() -> None:
    officer, (department, head) = an_officer(), a_department()
    one = recommended(department, officer)
    accept(answer="We will.", due_on=LATER, **acted(one, head))
    assert (one.status, one.due_on, one.answered_on) == ("accepted", LATER, date(2026, 11, 17))
    implement(on=date(2026, 11, 17), **acted(one, head))
    assert one.status == "implemented"
    counted = Entry.objects.filter(kind="ombudsman.recommended")
    assert set(counted.values_list("outcome", flat=True)) == {"made", "accepted", "implemented"}
    told = OutboxMessage.objects.filter(recipient_id=officer.pk)
    assert told.count() == 2


def test_who_declines_says_why_and_may_think_better_of_it() -> None:
    officer, (department, head) = an_officer(), a_department()
    one = recommended(department, officer)
    with pytest.raises(NothingToSay):
        decline(answer=" ", **acted(one, head))
    decline(answer="The door is of glass.", **acted(one, head))
    with pytest.raises(WrongState):
        implement(on=date(2026, 11, 17), **acted(one, head))
    accept(answer="Beside the door.", due_on=LATER, **acted(one, head))
    assert one.answer == "Beside the door."


def test_a_day_is_one_to_come_and_what_is_done_is_not_done_tomorrow() -> None:
    officer, (department, head) = an_officer(), a_department()
    one = recommended(department, officer)
    with pytest.raises(NoDay):
        accept(answer="", due_on=date(2026, 11, 16), **acted(one, head))
    accept(answer="", due_on=LATER, **acted(one, head))
    with pytest.raises(NoDay):
        implement(on=date(2026, 11, 18), **acted(one, head))


def test_everybody_reads_it_so_it_names_nobody() -> None:
    with pytest.raises(NamesSomebody):
        recommended(a_department()[0], an_officer(), names_nobody=False)
    with pytest.raises(NothingToSay):
        recommended(a_department()[0], an_officer(), text=" ")


@pytest.mark.parametrize("text", ["Tell Hodan Warsame.", "Look at case 778-812 again."])
def test_it_names_nobody_who_complained_about_the_department_within_a_year(text: str) -> None:
    officer, (department, _head) = an_officer(), a_department()
    words = "Hodan Warsame, case 778812."
    complaint = a_complaint(department=department, words=words)
    with pytest.raises(NamesHer):
        recommended(department, officer, text=text)
    recommended(a_department("Parks")[0], officer, text=text)
    Complaint.objects.filter(pk=complaint.pk).update(filed_on=date(2025, 11, 15))
    recommended(department, officer, text=text)


def test_whoever_repeats_her_words_reads_why_not_and_they_stay_typed() -> None:
    department, _head = a_department()
    service = a_city_service(department)
    a_complaint(service=service, words="Hodan Warsame, case 778812.", at=now())
    browser = Client()
    browser.force_login(an_officer())
    said = {"kind": "access", "text": "Hear Hodan Warsame.", "names_nobody": "on"}
    where = reverse("complaint_patterns:recommend")
    answer = browser.post(where, said | {"department": department.pk})
    assert answer.status_code == 422
    assert "Something in your words is hers" in answer.text
    assert "Hear Hodan Warsame." in answer.text
    assert not Recommendation.objects.exists()


def test_another_department_answers_nothing_and_the_office_may_for_it() -> None:
    officer, (department, _head) = an_officer(), a_department()
    one = recommended(department, officer)
    with pytest.raises(NotTheirDepartment):
        accept(answer="", due_on=LATER, **acted(one, a_department("Parks")[1]))
    accept(answer="They said so by phone.", due_on=LATER, **acted(one, officer))
    assert one.status == "accepted"


def test_who_read_it_before_it_was_answered_reads_it_again() -> None:
    officer, (department, head) = an_officer(), a_department()
    one = recommended(department, officer)
    before = acted(Recommendation.objects.get(pk=one.pk), head)
    accept(answer="", due_on=LATER, **acted(one, head))
    with pytest.raises(Crossed):
        decline(answer="No.", **before)
