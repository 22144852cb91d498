"""What an organisation writes of its own entry waits for an editor, who sees both side by side."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.models import (
    Listing,
    Location,
    Metadata,
    Proposal,
    ProposedChange,
    Service,
)
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.operations.history import ChangedMeanwhile
from xenia.registers.directory.operations.proposals import (
    NothingProposed,
    OwnProposal,
    RecordGone,
    accept_changes,
    decline_proposal,
    forget_proposals,
    propose,
    settle_words,
    withdraw_proposal,
)
from xenia.registers.directory.operations.standing import UnknownField, standing
from xenia.registers.directory.queries.details import rows_of, write_rows
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

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"


def seen_in(found: Proposal) -> dict[str, str]:
    return {one.field: one.before for one in found.changes.all()}


def a_manager(service: Service) -> User:
    return a_colleague(role=Role.PARTNER_MANAGER, organization=service.organization)


def sheet_of(page: Any, **said: str) -> dict[str, str]:
    """A sheet as a browser sends it back, with some fields filled in anew."""
    html = page.content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    form = page.context["form"]
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, ""):
            sent[name] = value
    for rows in page.context["sheet"].rows.values():
        sent |= {
            f"{rows.prefix}-{key}": str(rows.management_form[key].value())
            for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        }
        for row in rows.forms:
            for name in row.fields:
                value = row[name].value()
                if value not in (None, False, ""):
                    sent[row.add_prefix(name)] = value
    return sent | said


def test_a_proposal_changes_nothing_until_somebody_accepts_it() -> None:
    service = a_service(description="Learn English.")
    found = a_proposal(service)
    service.refresh_from_db()
    assert service.description == "Learn English."
    editor = a_colleague()
    accept_changes(
        proposal=found, fields=["description"], seen=seen_in(found), by=editor, at=TUESDAY
    )
    service.refresh_from_db()
    found.refresh_from_db()
    assert service.description == "Learn English at night."
    assert (found.status, found.decided_by) == (Proposal.Status.ACCEPTED, editor)
    assert Listing.objects.get(service=service).document["description"]["en"].endswith("night.")
    assert {"directory.change_proposed", "directory.change_accepted"} <= set(
        Entry.objects.values_list("kind", flat=True)
    )
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"directory.change_proposed", "directory.proposal_accepted"} <= acts


def test_every_kind_of_value_can_be_proposed_and_accepted() -> None:
    house = an_organization()
    hall, barn = a_location(organization=house), a_location(name="Barn", organization=house)
    service = a_service(organization=house, terms=["learn-english"], locations=[hall])
    service.phones.create(number="617-555-0101")
    phones = write_rows([*rows_of(service, "phones"), {"number": "617-555-0102"}])
    found = a_proposal(
        service,
        minimum_age="16.0",
        accepts_referrals="True",
        cost="fee",
        terms="citizenship",
        places=str(barn.pk),
        phones=phones,
        status="inactive",
        assured_date="2026-11-17",
    )
    accept_changes(
        proposal=found,
        fields=list(seen_in(found)),
        seen=seen_in(found),
        by=a_colleague(),
        at=TUESDAY,
    )
    service = Service.objects.get(pk=service.pk)
    assert (service.minimum_age, service.accepts_referrals, service.cost, service.status) == (
        16.0,
        True,
        "fee",
        "inactive",
    )
    assert [place.location for place in service.places.all()] == [barn]
    assert sorted(service.phones.values_list("number", flat=True)) == [
        "617-555-0101",
        "617-555-0102",
    ]
    place = propose(
        record=hall,
        changes={"address_1": "14 Pier Street", "is_confidential": "True", "name": "Old Hall"},
        origin=Proposal.Origin.VERIFICATION,
        by=None,
        at=TUESDAY,
    )
    accept_changes(
        proposal=place,
        fields=list(seen_in(place)),
        seen=seen_in(place),
        by=a_colleague(),
        at=WEDNESDAY,
    )
    hall = Location.objects.get(pk=hall.pk)
    address = hall.addresses.get()
    assert (hall.name, hall.is_confidential) == ("Old Hall", True)
    assert (address.address_1, address.is_confidential) == ("14 Pier Street", True)


def test_fields_are_accepted_one_by_one_and_the_rest_declined_with_a_reason() -> None:
    service = a_service(description="Old.", wait_time="Two weeks")
    found = a_proposal(service, description="New.", wait_time="None")
    editor = a_colleague()
    accept_changes(
        proposal=found, fields=["description"], seen=seen_in(found), by=editor, at=TUESDAY
    )
    found.refresh_from_db()
    assert found.status == Proposal.Status.WAITING
    decline_proposal(proposal=found, reason="They told us three weeks.", by=editor, at=WEDNESDAY)
    found.refresh_from_db()
    service.refresh_from_db()
    assert (found.status, found.reason) == (Proposal.Status.PARTLY, "They told us three weeks.")
    assert (service.description, service.wait_time) == ("New.", "Two weeks")


def test_a_field_that_changed_meanwhile_is_marked_and_not_taken_with_the_others() -> None:
    service = a_service(description="Old.", wait_time="Two weeks")
    found = a_proposal(service, description="New.", wait_time="None")
    change_service(service=service, fields={"wait_time": "A week"}, by=None, at=TUESDAY)
    desk, address = desk_of(a_colleague()), f"{DESK}proposals/{found.pk}/"
    page = desk.get(address)
    crossed = {line.change.field: (line.is_crossed, line.then) for line in page.context["lines"]}
    assert crossed == {"description": (False, ""), "wait_time": (True, "Two weeks")}
    assert "Changed meanwhile" in page.content.decode()
    desk.post(f"{address}accept/", {"seen": page.context["seal"]})
    service.refresh_from_db()
    assert (service.description, service.wait_time) == ("New.", "A week")
    page = desk.get(address)
    desk.post(f"{address}accept/", {"seen": page.context["seal"], "field": "wait_time"})
    service.refresh_from_db()
    found.refresh_from_db()
    assert (service.wait_time, found.status) == ("None", Proposal.Status.ACCEPTED)


def test_an_entry_that_changes_while_the_editor_looks_is_not_overwritten() -> None:
    service = a_service(description="Old.")
    found = a_proposal(service, description="New.")
    seen = seen_in(found)
    change_service(service=service, fields={"description": "Newest."}, by=None, at=TUESDAY)
    with pytest.raises(ChangedMeanwhile):
        accept_changes(
            proposal=found, fields=["description"], seen=seen, by=a_colleague(), at=TUESDAY
        )
    service.refresh_from_db()
    found.refresh_from_db()
    assert (service.description, found.status) == ("Newest.", Proposal.Status.WAITING)


def test_nobody_decides_about_her_own_proposal() -> None:
    editor = a_colleague()
    found = a_proposal(by=editor)
    for act in (
        lambda: accept_changes(
            proposal=found, fields=["description"], seen=seen_in(found), by=editor, at=TUESDAY
        ),
        lambda: decline_proposal(proposal=found, reason="No.", by=editor, at=TUESDAY),
        lambda: settle_words(proposal=found, by=editor, at=TUESDAY),
    ):
        with pytest.raises(OwnProposal):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=found.pk).update(
            status="accepted", decided_by=editor, decided_at=TUESDAY
        )
    page = desk_of(editor).get(f"{DESK}proposals/{found.pk}/").content.decode()
    assert "Accept all" not in page
    assert "Take it back" in page


def test_the_second_to_decide_is_told() -> None:
    found = a_proposal()
    decline_proposal(proposal=found, reason="No.", by=a_colleague(), at=TUESDAY)
    with pytest.raises(WrongState):
        accept_changes(
            proposal=found,
            fields=["description"],
            seen=seen_in(found),
            by=a_colleague(),
            at=TUESDAY,
        )
    with pytest.raises(WrongState):
        withdraw_proposal(proposal=found, by=a_colleague(), at=TUESDAY)


def test_what_stands_already_is_no_proposal_and_what_is_no_value_is_refused() -> None:
    service = a_service(description="Old.")
    with pytest.raises(NothingProposed):
        a_proposal(service, description="Old.")
    with pytest.raises(UnknownField):
        a_proposal(service, colour="red")
    with pytest.raises(ValidationError):
        a_proposal(service, cost="a lot")
    with pytest.raises(ValidationError):
        a_proposal(service, minimum_age="young")
    assert not Proposal.objects.exists()


def test_words_alone_wait_too_and_are_settled_by_hand() -> None:
    found = propose(
        record=a_service(),
        changes={},
        origin=Proposal.Origin.VERIFICATION,
        by=None,
        note="Our door moved.",
        at=MONDAY,
    )
    desk, address = desk_of(a_colleague()), f"{DESK}proposals/{found.pk}/"
    page = desk.get(address)
    assert "Our door moved." in page.content.decode()
    desk.post(f"{address}accept/", {"seen": page.context["seal"]})
    found.refresh_from_db()
    assert found.status == Proposal.Status.ACCEPTED


def test_a_proposal_about_an_entry_that_is_gone_can_only_be_declined() -> None:
    service = a_service()
    found = a_proposal(service, description="New.")
    service.delete()
    with pytest.raises(RecordGone):
        accept_changes(
            proposal=found,
            fields=["description"],
            seen=seen_in(found),
            by=a_colleague(),
            at=TUESDAY,
        )
    page = desk_of(a_colleague()).get(f"{DESK}proposals/{found.pk}/").content.decode()
    assert "no longer in the directory" in page


def test_names_of_people_leave_the_proposal_when_it_is_decided() -> None:
    service = a_service()
    found = a_proposal(service, contacts='[{"name": "Ana Silva", "id": ""}]')
    accept_changes(
        proposal=found,
        fields=["contacts"],
        seen=seen_in(found),
        by=a_colleague(),
        at=TUESDAY,
    )
    assert service.contacts.get().name == "Ana Silva"
    change = ProposedChange.objects.get(proposal=found)
    assert (change.before, change.after) == ("", "")


def test_a_decided_proposal_is_erased_after_a_year() -> None:
    decided, waiting = a_proposal(), a_proposal()
    decline_proposal(proposal=decided, reason="No.", by=a_colleague(), at=MONDAY)
    assert forget_proposals(MONDAY.replace(year=2027, day=15)) == 0
    assert forget_proposals(MONDAY.replace(year=2027, day=17)) == 1
    assert list(Proposal.objects.all()) == [waiting]


# What a partner does on the pages.


def test_a_partner_edits_her_entry_and_it_waits_for_approval() -> None:
    service = a_service(description="Old.", wait_time="Two weeks")
    service.phones.create(number="617-555-0101", description="Ask for Ana")
    manager = a_manager(service)
    desk, edit = desk_of(manager), f"{DESK}services/{service.pk}/edit/"
    page = desk.post(
        edit,
        sheet_of(
            desk.get(edit),
            **{"description": "New.", "phones-1-number": "617-555-0102", "phones-1-type": "voice"},
        ),
        follow=True,
    ).content.decode()
    assert "An editor of the office looks at it." in page
    assert "A change waits for approval" in page
    service.refresh_from_db()
    assert service.description == "Old."
    found = Proposal.objects.get()
    assert sorted(seen_in(found)) == ["description", "phones"]
    assert found.by == manager
    assert seen_in(found) == standing(service, ["description", "phones"])
    editor = desk_of(a_colleague())
    shown = editor.get(f"{DESK}proposals/{found.pk}/")
    assert not any(line.is_crossed for line in shown.context["lines"])
    editor.post(f"{DESK}proposals/{found.pk}/accept/", {"seen": shown.context["seal"]})
    service.refresh_from_db()
    assert service.description == "New."
    assert sorted(service.phones.values_list("number", "description")) == [
        ("617-555-0101", "Ask for Ana"),
        ("617-555-0102", ""),
    ]


def test_a_partner_goes_on_with_what_she_asked_before() -> None:
    service = a_service(description="Old.", wait_time="Two weeks")
    desk = desk_of(a_manager(service))
    edit = f"{DESK}services/{service.pk}/edit/"
    desk.post(edit, sheet_of(desk.get(edit), description="New."))
    opened = desk.get(edit)
    assert opened.context["form"]["description"].value() == "New."
    desk.post(edit, sheet_of(opened, wait_time="None"))
    found = Proposal.objects.get(status="waiting")
    assert {one.field: one.after for one in found.changes.all()} == {
        "description": "New.",
        "wait_time": "None",
    }
    desk.post(edit, sheet_of(desk.get(edit), description="Old.", wait_time="Two weeks"))
    assert not Proposal.objects.filter(status="waiting").exists()


def test_a_partner_takes_her_proposal_back_and_reads_a_decision() -> None:
    service = a_service(description="Old.")
    manager = a_manager(service)
    first = a_proposal(service, by=manager, description="New.")
    desk = desk_of(manager)
    assert "Take it back" in desk.get(f"{DESK}proposals/{first.pk}/").content.decode()
    desk.post(f"{DESK}proposals/{first.pk}/withdraw/")
    first.refresh_from_db()
    assert first.status == Proposal.Status.WITHDRAWN
    second = a_proposal(service, by=manager, description="Newer.")
    decline_proposal(proposal=second, reason="Please call us first.", by=a_colleague(), at=TUESDAY)
    for address in (f"{DESK}proposals/{second.pk}/", f"{DESK}proposals/?show=decided"):
        assert "Please call us first." in desk.get(address).content.decode()


def test_a_partner_neither_accepts_nor_reads_what_others_ask() -> None:
    house, other = an_organization(), an_organization(name="Bread Table")
    found = a_proposal(a_service(organization=house), description="New.")
    public = propose(
        record=a_service(organization=house),
        changes={},
        origin=Proposal.Origin.PUBLIC,
        by=None,
        note="They turned somebody away.",
        at=MONDAY,
    )
    own = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=house))
    foreign = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=other))
    assert own.post(f"{DESK}proposals/{found.pk}/accept/", {"seen": ""}).status_code == 403
    told = own.post(f"{DESK}proposals/{found.pk}/withdraw/", follow=True).content.decode()
    assert "Only the person who asked takes it back." in told
    assert own.get(f"{DESK}proposals/{public.pk}/").status_code == 404
    assert foreign.get(f"{DESK}proposals/{found.pk}/").status_code == 403
    assert list(foreign.get(f"{DESK}proposals/").context["page"]) == []
    assert [one.pk for one in own.get(f"{DESK}proposals/").context["page"]] == [found.pk]


def test_what_a_partner_adds_is_hidden_until_it_is_approved() -> None:
    house = an_organization()
    manager = a_colleague(role=Role.PARTNER_MANAGER, organization=house)
    desk, add = desk_of(manager), f"{DESK}organizations/{house.pk}/services/add/"
    desk.post(add, sheet_of(desk.get(add), name="Sewing circle"))
    service = Service.objects.get()
    assert service.status == Service.Status.INACTIVE
    assert not Listing.objects.get(service=service).is_public
    hall = a_location(organization=house)
    desk.post(f"{DESK}services/{service.pk}/places/", {"add": str(hall.pk)})
    assert not service.places.exists()
    found = Proposal.objects.get(status="waiting")
    assert sorted(seen_in(found)) == ["places", "status"]
    accept_changes(
        proposal=found,
        fields=["places", "status"],
        seen=seen_in(found),
        by=a_colleague(),
        at=TUESDAY,
    )
    assert Listing.objects.get(service=service).is_public
    assert service.places.get().location == hall


def test_a_partner_says_that_it_is_still_right_at_once() -> None:
    service = a_service(assured_date=None)
    desk_of(a_manager(service)).post(f"{DESK}services/{service.pk}/confirm/")
    service.refresh_from_db()
    assert service.assured_date is not None


def test_status_and_history_of_a_partners_entry_wait_too() -> None:
    service = a_service(description="First.")
    change_service(service=service, fields={"description": "Second."}, by=None, at=TUESDAY)
    desk = desk_of(a_manager(service))
    desk.post(f"{DESK}services/{service.pk}/status/close/")
    line = service_history(service)
    desk.post(f"{DESK}history/{line}/put-back/")
    service.refresh_from_db()
    assert (service.status, service.description) == ("active", "Second.")
    found = Proposal.objects.get(status="waiting")
    assert {one.field: one.after for one in found.changes.all()} == {
        "status": "defunct",
        "description": "First.",
    }


def service_history(service: Service) -> Any:
    return Metadata.objects.get(
        resource_id=service.pk, field_name="description", last_action_type="update"
    ).pk


def test_marks_are_read_aloud_and_what_people_wrote_is_no_markup() -> None:
    service = a_service(description="Free classes on Monday.")
    found = a_proposal(service, description="Free classes on Tuesday. <b>Come!</b>")
    page = desk_of(a_colleague()).get(f"{DESK}proposals/{found.pk}/").content.decode()
    assert '<del><span class="read-aloud">Taken out: </span>Monday</del>' in page
    assert '<ins><span class="read-aloud">Added: </span>Tuesday</ins>' in page
    assert "<b>Come!</b>" not in page


def test_the_list_asks_the_same_few_questions(django_assert_max_num_queries: Any) -> None:
    house = an_organization()
    for number in range(12):
        a_proposal(a_service(organization=house, name=f"Class {number}"), description="New.")
    desk = desk_of(a_colleague())
    desk.get(f"{DESK}proposals/")
    with django_assert_max_num_queries(10):
        desk.get(f"{DESK}proposals/")
