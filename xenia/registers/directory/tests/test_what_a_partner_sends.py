"""People of an organisation know before they write that the office reads it first, say why, and hear what was decided."""

import re

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.notifications.composing import outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import Proposal, Service
from xenia.registers.directory.operations.proposals import (
    accept_changes,
    decline_proposal,
    withdraw_proposal,
)
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_location,
    a_proposal,
    a_service,
    an_organization,
    desk_of,
)
from xenia.registers.directory.tests.test_proposals import a_manager, seen_in, sheet_of

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"
ASKED = "directory.proposal_decided"


@pytest.fixture
def service() -> Service:
    """A class of the partner's house."""
    return a_service(organization=an_organization(), description="Learn English.")


@pytest.fixture
def manager(service: Service) -> User:
    """Who answers for it there."""
    return a_manager(service)


@pytest.fixture
def desk(manager: User) -> Client:
    """Her desk."""
    return desk_of(manager)


def edit_page(service: Service) -> str:
    return f"{DESK}services/{service.pk}/edit/"


def test_the_form_says_beforehand_that_the_office_reads_it_first(
    service: Service, desk: Client
) -> None:
    house = service.organization
    assert house is not None
    place = a_location(organization=house)
    for where in (
        edit_page(service),
        f"{DESK}places/{place.pk}/edit/",
        f"{DESK}organizations/{house.pk}/edit/",
        f"{DESK}organizations/{house.pk}/services/add/",
    ):
        page = desk.get(where).text
        assert "The office reads your change first" in page, where
        assert "Send to the office" in page
        assert "Why, in your words" in page
        assert not re.search(r">\s*Save\s*<", page)
    for where in ("status/close/", "places/"):
        page = desk.get(f"{DESK}services/{service.pk}/{where}").text
        assert "The office reads your change first" in page, where


def test_an_editor_saves_as_before(service: Service) -> None:
    page = desk_of(a_colleague()).get(edit_page(service)).text
    assert "Save" in page
    assert "Send to the office" not in page
    assert 'name="why"' not in page


def test_her_reason_goes_into_the_proposal_and_the_editor_reads_it(
    service: Service, desk: Client
) -> None:
    sheet = sheet_of(desk.get(edit_page(service)), description="Now at night.", why="New teacher.")
    desk.post(edit_page(service), sheet)
    asked = Proposal.objects.get()
    assert asked.note == "New teacher."
    page = desk_of(a_colleague()).get(f"{DESK}proposals/{asked.pk}/").text
    assert "In their words" in page
    assert "New teacher." in page


def test_her_reason_comes_back_with_a_form_that_was_wrong(service: Service, desk: Client) -> None:
    sheet = sheet_of(desk.get(edit_page(service)), name="", why="New teacher.")
    page = desk.post(edit_page(service), sheet | {"name": ""})
    assert "New teacher." in page.text
    assert not Proposal.objects.exists()


def test_a_reason_alone_is_words_for_the_office(service: Service, desk: Client) -> None:
    page = desk.get(edit_page(service))
    desk.post(edit_page(service), sheet_of(page, why="Please call us about the hours."))
    asked = Proposal.objects.get()
    assert asked.note == "Please call us about the hours."
    assert not asked.changes.exists()


def test_her_earlier_reason_stays_with_what_she_adds_and_goes_with_what_she_takes_back(
    service: Service, desk: Client
) -> None:
    sheet = sheet_of(desk.get(edit_page(service)), description="Now at night.", why="New teacher.")
    desk.post(edit_page(service), sheet)
    again = desk.get(edit_page(service))
    assert again.context["why"] == "New teacher."
    back = sheet_of(again, description="Learn English.", why="New teacher.")
    desk.post(edit_page(service), back)
    assert not Proposal.objects.filter(status="waiting").exists()


def test_her_reason_stays_when_she_adds_a_place_on_another_page(
    service: Service, desk: Client
) -> None:
    sheet = sheet_of(desk.get(edit_page(service)), description="Now at night.", why="New teacher.")
    desk.post(edit_page(service), sheet)
    place = a_location(organization=service.organization)
    desk.post(f"{DESK}services/{service.pk}/places/", {"add": str(place.pk)})
    asked = Proposal.objects.get(status="waiting")
    assert asked.note == "New teacher."
    assert {one.field for one in asked.changes.all()} == {"description", "places"}


@pytest.mark.parametrize("decision", ["accepted", "declined"])
def test_who_asked_gets_a_letter_that_does_not_say_what_was_decided(
    service: Service, manager: User, decision: str
) -> None:
    asked = a_proposal(service, by=manager)
    editor = a_colleague(role=Role.DIRECTORY_EDITOR)
    if decision == "accepted":
        fields = [one.field for one in asked.changes.all()]
        accept_changes(proposal=asked, fields=fields, seen=seen_in(asked), by=editor, at=TUESDAY)
    else:
        decline_proposal(proposal=asked, reason="We called: not so.", by=editor, at=TUESDAY)
    letter = outgoing_for(OutboxMessage.objects.get(template=ASKED), at=TUESDAY)
    assert letter.to == manager.email
    assert f"/en/desk/directory/proposals/{asked.pk}/" in letter.text
    for told in ("accept", "declin", "not so", service.name, "night"):
        assert told not in letter.text.lower()


def test_nobody_is_written_to_who_took_it_back_or_has_no_account(
    service: Service, manager: User
) -> None:
    withdraw_proposal(proposal=a_proposal(service, by=manager), by=manager, at=TUESDAY)
    asked = a_proposal(service)
    desk = desk_of(a_colleague())
    told = desk.post(f"{DESK}proposals/{asked.pk}/decline/", {"reason": "No."}, follow=True).text
    assert "Nobody is told: it came without an account." in told
    assert not OutboxMessage.objects.filter(template=ASKED).exists()


def test_the_editor_is_told_the_truth_about_who_hears_of_it(
    service: Service, manager: User
) -> None:
    asked = a_proposal(service, by=manager, at=MONDAY)
    desk = desk_of(a_colleague())
    told = desk.post(f"{DESK}proposals/{asked.pk}/decline/", {"reason": "No."}, follow=True).text
    assert "We tell the person who asked by e-mail" in told
    assert OutboxMessage.objects.filter(template=ASKED, recipient_id=manager.pk).count() == 1
