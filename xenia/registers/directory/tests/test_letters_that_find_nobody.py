"""Whoever no longer works there gets no more letters; the office sees at once that somebody else has to be asked."""

from datetime import timedelta

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import Finding, VerificationRequest
from xenia.registers.directory.operations import change_organization
from xenia.registers.directory.operations.answering import say_wrong_person
from xenia.registers.directory.operations.asking import (
    ReaderLeft,
    ask_organization,
    ask_who_is_due,
    note_refused_letters,
)
from xenia.registers.directory.operations.quality import find_problems, set_aside
from xenia.registers.directory.tests.makers import a_colleague, desk_of
from xenia.registers.directory.tests.test_verification import (
    ADDRESS,
    FIRST_DAY_DUE,
    an_asked_house,
)

pytestmark = pytest.mark.django_db

LATER = FIRST_DAY_DUE + timedelta(days=1)
DESK = "/en/desk/directory/"


def test_no_second_letter_goes_to_somebody_who_left_and_the_page_says_why() -> None:
    house, token = an_asked_house()
    say_wrong_person(token=token, at=FIRST_DAY_DUE)
    with pytest.raises(ReaderLeft):
        ask_organization(organization=house, by=None, at=LATER)
    assert OutboxMessage.objects.count() == 1
    desk = desk_of(a_colleague(role=Role.DIRECTORY_EDITOR))
    page = desk.get(f"{DESK}organizations/{house.pk}/").text
    assert "The reader at its e-mail address no longer works there." in page
    assert "Ask by e-mail now" not in page
    told = desk.post(f"{DESK}organizations/{house.pk}/ask/", follow=True).text
    assert "told us that she no longer works there. Change the e-mail address" in told
    assert OutboxMessage.objects.count() == 1


def test_another_address_is_asked_and_the_old_one_never_again() -> None:
    house, token = an_asked_house()
    say_wrong_person(token=token, at=FIRST_DAY_DUE)
    new = {"email": "desk@saltmarsh.example"}
    change_organization(organization=house, fields=new, by=None, at=LATER)
    asked = ask_organization(organization=house, by=None, at=LATER)
    VerificationRequest.objects.filter(pk=asked.pk).update(
        status="lapsed", ended_on=LATER.date() + timedelta(days=63)
    )
    change_organization(organization=house, fields={"email": ADDRESS}, by=None, at=LATER)
    with pytest.raises(ReaderLeft):
        ask_organization(organization=house, by=None, at=LATER + timedelta(days=90))
    assert ask_who_is_due(LATER + timedelta(days=400)) == 0
    find_problems(LATER + timedelta(days=400))
    assert Finding.objects.filter(kind="dead_email", record_id=house.pk).exists()


def test_it_waits_among_what_is_to_mend_at_once(client: Client) -> None:
    house, token = an_asked_house()
    say_wrong_person(token=token, at=FIRST_DAY_DUE)
    found = Finding.objects.get(kind="dead_email")
    assert (found.record_id, found.detail) == (house.pk, "wrong_person")
    page = desk_of(a_colleague()).get(f"{DESK}quality/?kind=dead_email").text
    assert "Letters that find nobody" in page
    assert house.name in page


def test_a_letter_that_did_not_arrive_waits_there_at_once_too_and_comes_back() -> None:
    house, token = an_asked_house()
    OutboxMessage.objects.update(
        status=OutboxMessage.Status.FAILED, reason="unknown_address", done_on=FIRST_DAY_DUE.date()
    )
    note_refused_letters(FIRST_DAY_DUE)
    found = Finding.objects.get(kind="dead_email", record_id=house.pk)
    set_aside(finding=found, by=a_colleague(), at=FIRST_DAY_DUE)
    say_wrong_person(token=token, at=LATER)
    assert Finding.objects.get(kind="dead_email").set_aside_at is None
