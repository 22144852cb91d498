"""What a colleague pressed by mistake can be taken back: a declined change, a finished suggestion, withdrawn evidence."""

from datetime import timedelta

import pytest

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import LegalEvidence, Listing, Proposal, Suggestion
from xenia.registers.directory.operations.evidence import (
    EndedAlready,
    StandsAlready,
    restore_evidence,
    withdraw_evidence,
)
from xenia.registers.directory.operations.proposals import (
    NothingToReopen,
    OwnProposal,
    accept_changes,
    decline_proposal,
    propose,
    reopen_proposal,
)
from xenia.registers.directory.operations.suggestions import (
    decline_suggestion,
    receive_suggestion,
    reopen_suggestion,
)
from xenia.registers.directory.queries.details import write_rows
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_proposal,
    a_service,
    an_organization,
    desk_of,
)
from xenia.registers.directory.tests.test_proposals import a_manager, seen_in

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"


@pytest.fixture
def editor() -> User:
    """An editor of the office."""
    return a_colleague(role=Role.DIRECTORY_EDITOR)


def test_a_declined_change_is_opened_again_and_accepted(editor: User) -> None:
    service = a_service(description="Old.")
    asked = a_proposal(service, by=a_manager(service))
    decline_proposal(proposal=asked, reason="Not so.", by=editor, at=TUESDAY)
    desk = desk_of(editor)
    assert "Open it again" in desk.get(f"{DESK}proposals/{asked.pk}/").text
    desk.post(f"{DESK}proposals/{asked.pk}/reopen/")
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by, asked.reason) == ("waiting", None, "")
    accept_changes(
        proposal=asked, fields=["description"], seen=seen_in(asked), by=editor, at=WEDNESDAY
    )
    service.refresh_from_db()
    assert service.description == "Learn English at night."


def test_of_a_partly_declined_change_only_the_declined_part_waits_again(editor: User) -> None:
    asked = a_proposal(a_service(description="Old."), description="New.", bring="A pen.")
    accept_changes(proposal=asked, fields=["bring"], seen=seen_in(asked), by=editor, at=TUESDAY)
    decline_proposal(proposal=asked, reason="Not so.", by=editor, at=TUESDAY)
    reopen_proposal(proposal=asked, by=editor, at=WEDNESDAY)
    states = dict(asked.changes.values_list("field", "status"))
    assert states == {"bring": "accepted", "description": "waiting"}


def test_nobody_reopens_her_own_nor_what_still_waits_nor_what_was_accepted(editor: User) -> None:
    service = a_service(description="Old.")
    manager = a_manager(service)
    asked = a_proposal(service, by=manager)
    with pytest.raises(WrongState):
        reopen_proposal(proposal=asked, by=editor, at=TUESDAY)
    decline_proposal(proposal=asked, reason="No.", by=editor, at=TUESDAY)
    with pytest.raises(OwnProposal):
        reopen_proposal(proposal=asked, by=manager, at=TUESDAY)
    assert desk_of(manager).post(f"{DESK}proposals/{asked.pk}/reopen/").status_code == 403


def test_names_that_were_erased_with_the_decision_do_not_come_back(editor: User) -> None:
    person = write_rows([{"name": "Ana Silva", "title": "", "email": ""}])
    asked = a_proposal(a_service(), contacts=person)
    decline_proposal(proposal=asked, reason="No.", by=editor, at=TUESDAY)
    with pytest.raises(NothingToReopen):
        reopen_proposal(proposal=asked, by=editor, at=TUESDAY)


def test_a_finished_suggestion_is_on_a_list_and_opened_again(editor: User) -> None:
    receive_suggestion(kind="hours", service=None, words="Ten.", looks_automatic=False, at=MONDAY)
    found = Suggestion.objects.get()
    decline_suggestion(suggestion=found, by=editor, at=TUESDAY)
    desk = desk_of(editor)
    assert "?show=finished" in desk.get(f"{DESK}suggestions/").text
    page = desk.get(f"{DESK}suggestions/?show=finished").text
    assert "Ten." in page
    assert "Not taken up" in page
    assert "Open it again" in desk.get(f"{DESK}suggestions/{found.pk}/").text
    desk.post(f"{DESK}suggestions/{found.pk}/open-again/")
    found.refresh_from_db()
    assert (found.status, found.decided_on, found.words) == ("waiting", None, "Ten.")
    with pytest.raises(WrongState):
        reopen_suggestion(suggestion=found, by=editor, at=WEDNESDAY)


def test_withdrawn_evidence_is_asked_about_first_and_put_back(editor: User) -> None:
    house = an_organization()
    service = a_service(organization=house, terms=["legal-help.asylum"])
    evidence = LegalEvidence.objects.get()
    desk = desk_of(editor)
    where = f"{DESK}organizations/{house.pk}/evidence/"
    page = desk.get(where).text
    question = page.index("is hidden from residents at once")
    assert page.index("<details") < question < page.index("Yes, it no longer holds")
    desk.post(f"{DESK}evidence/{evidence.pk}/withdraw/")
    assert not Listing.objects.get(pk=service.pk).is_public
    assert f"{DESK}evidence/{evidence.pk}/put-back/" in desk.get(where).text
    desk.post(f"{DESK}evidence/{evidence.pk}/put-back/")
    assert Listing.objects.get(pk=service.pk).is_public
    told = desk.post(f"{DESK}evidence/{evidence.pk}/put-back/", follow=True).text
    assert "Somebody put it back before you" in told


def test_evidence_that_ended_meanwhile_is_not_put_back(editor: User) -> None:
    a_service(terms=["legal-help.asylum"])
    evidence = LegalEvidence.objects.get()
    with pytest.raises(StandsAlready):
        restore_evidence(evidence=evidence, by=editor, at=TUESDAY)
    withdraw_evidence(evidence=evidence, by=editor, at=TUESDAY)
    with pytest.raises(EndedAlready):
        restore_evidence(evidence=evidence, by=editor, at=TUESDAY + timedelta(days=4000))


def test_a_place_that_closed_by_letter_is_closed_with_one_button(editor: User) -> None:
    house = an_organization()
    place = a_location(organization=house)
    service = a_service(organization=house, locations=[place])
    asked = propose(
        record=place, changes={}, origin="verification", by=None, note="It closed.", at=MONDAY
    )
    desk = desk_of(editor)
    assert "Did this place close?" in desk.get(f"{DESK}proposals/{asked.pk}/").text
    desk.post(f"{DESK}proposals/{asked.pk}/close-place/")
    assert not service.places.exists()
    assert Proposal.objects.get().status == "accepted"
    assert not Listing.objects.get(pk=service.pk).document["places"]
    desk.post(f"{DESK}proposals/{asked.pk}/close-place/")
    assert Proposal.objects.get().status == "accepted"


def test_words_alone_about_a_service_lead_to_closing_it(editor: User) -> None:
    service = a_service()
    asked = propose(
        record=service, changes={}, origin="public", by=None, note="They moved away.", at=MONDAY
    )
    page = desk_of(editor).get(f"{DESK}proposals/{asked.pk}/").text
    assert f"{DESK}services/{service.pk}/status/close/" in page
