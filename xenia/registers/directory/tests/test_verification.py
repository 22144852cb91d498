"""Once a year each organisation is asked whether its entries are still right; one click answers for all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Entry as LedgerEntry
from xenia.ground.notifications.channels.outgoing import Outgoing
from xenia.ground.notifications.composing import Refused, outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import (
    Listing,
    Location,
    Metadata,
    Organization,
    Proposal,
    Service,
    VerificationAnswer,
    VerificationLink,
    VerificationRequest,
)
from xenia.registers.directory.operations import change_organization, change_service
from xenia.registers.directory.operations.answering import (
    LinkEnded,
    confirm_everything,
    request_behind,
    say_closed,
    say_what_changed,
    say_wrong_person,
)
from xenia.registers.directory.operations.asking import (
    AskedAlready,
    NobodyToAsk,
    ask_organization,
    ask_who_is_due,
    forget_dead_links,
    note_refused_letters,
    remind_who_is_silent,
)
from xenia.registers.directory.operations.proposals import accept_changes, decline_proposal
from xenia.registers.directory.tests.makers import (
    MONDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)
from xenia.registers.directory.upkeep import FIRST_MAIL_BEFORE, FRESH_FOR, LINK_LIVES

pytestmark = pytest.mark.django_db

Status = VerificationRequest.Status
# Everything below was confirmed on Monday, 16 November 2026, and is asked about nine weeks before a year is over:
# from 14 September 2027 on, as 16 November 2027 less 63 days is 14 September.
FIRST_DAY_DUE = datetime(2027, 9, 15, 14, 0, tzinfo=UTC)
ADDRESS = "hello@saltmarsh.example"


def a_house(name: str = "Saltmarsh Community House", email: str = ADDRESS) -> Organization:
    """An organisation with one place and two services, all confirmed on Monday."""
    house = an_organization(name=name, email=email, verified_on=MONDAY.date())
    place = a_location(organization=house, verified_on=MONDAY.date())
    a_service(name="English class", organization=house, locations=[place])
    a_service(name="Homework help", organization=house, locations=[place])
    return house


def the_letter(at: datetime = FIRST_DAY_DUE) -> Outgoing:
    """The letter that waits, as it would leave."""
    return outgoing_for(OutboxMessage.objects.latest("queued_on", "pk"), at=at)


def the_token(letter: Outgoing) -> str:
    found = re.search(r"/en/verify/([^/]+)/", letter.text)
    assert found
    return found[1]


def an_asked_house(at: datetime = FIRST_DAY_DUE) -> tuple[Organization, str]:
    """A house that was asked, and the secret end of its link."""
    house = a_house()
    ask_organization(organization=house, by=None, at=at)
    return house, the_token(the_letter(at))


@pytest.fixture(autouse=True)
def on_the_first_day_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages open on the first day the house is due."""
    monkeypatch.setattr("xenia.registers.directory.views.verification.now", lambda: FIRST_DAY_DUE)


def test_one_request_one_letter_one_click_and_everything_is_confirmed(client: Client) -> None:
    house = a_house()
    assert ask_who_is_due(FIRST_DAY_DUE) == 1
    letter = the_letter()
    assert letter.to == ADDRESS
    answer = client.get(f"/en/verify/{the_token(letter)}/")
    assert "English class" in answer.text
    seen = answer.context["seen"]
    client.post(f"/en/verify/{the_token(letter)}/", {"act": "all", "seen": seen})
    today = FIRST_DAY_DUE.date()
    house.refresh_from_db()
    assert house.verified_on == today
    assert Location.objects.get().verified_on == today
    assert set(Service.objects.values_list("assured_date", flat=True)) == {today}
    assert set(Service.objects.values_list("assurer_email", flat=True)) == {ADDRESS}
    assert VerificationRequest.objects.get().status == Status.ANSWERED
    assert LedgerEntry.objects.filter(kind="directory.verified").count() == 4
    assert Metadata.objects.filter(field_name="verified_on", last_action_type="update").count() == 2


def test_nobody_is_asked_before_nine_weeks_are_left() -> None:
    a_house()
    day = MONDAY + FRESH_FOR - FIRST_MAIL_BEFORE
    assert ask_who_is_due(day) == 0
    assert ask_who_is_due(day + timedelta(days=1)) == 1


def test_opening_the_page_confirms_nothing_for_scanners_follow_links(client: Client) -> None:
    house, token = an_asked_house()
    for _visit in range(3):
        assert client.get(f"/en/verify/{token}/").status_code == 200
    client.head(f"/en/verify/{token}/")
    house.refresh_from_db()
    assert house.verified_on == MONDAY.date()
    assert not VerificationAnswer.objects.exists()


def test_the_page_is_kept_nowhere_and_sets_no_cookie(client: Client) -> None:
    _house, token = an_asked_house()
    answer = client.get(f"/en/verify/{token}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_only_the_hash_of_a_link_is_kept() -> None:
    _house, token = an_asked_house()
    kept = VerificationLink.objects.get()
    assert token not in str(vars(kept))
    assert len(token) >= 43  # 32 random bytes
    assert not OutboxMessage.objects.filter(record_id=kept.pk).exists()


def test_the_secret_is_in_no_log(
    client: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    _house, token = an_asked_house()
    with caplog.at_level("DEBUG"):
        client.get(f"/en/verify/{token}/")
        client.get(f"/en/verify/{token[:-1]}x/")
    assert token not in caplog.text
    assert token not in capsys.readouterr().out


def test_a_guessed_link_and_one_of_another_house_open_nothing(client: Client) -> None:
    _house, token = an_asked_house()
    other = a_house("Bread Table", "hello@bread.example")
    bread = other.services.first()
    assert bread is not None
    assert client.get(f"/en/verify/{token[:-2]}aa/").status_code == 404
    assert client.get(f"/en/verify/{token}/change/{bread.pk}/").status_code == 404
    answer = client.post(f"/en/verify/{token}/", {"act": f"right:{bread.pk}"})
    assert answer.status_code == 409
    bread.refresh_from_db()
    assert bread.assured_date == MONDAY.date()


def test_a_link_ends_on_its_day() -> None:
    _house, token = an_asked_house()
    request_behind(token, at=FIRST_DAY_DUE + LINK_LIVES - timedelta(days=1))
    with pytest.raises(LinkEnded):
        request_behind(token, at=FIRST_DAY_DUE + LINK_LIVES)
    assert forget_dead_links(FIRST_DAY_DUE + LINK_LIVES) == 1


def test_a_confidential_place_shows_neither_name_nor_address(client: Client) -> None:
    house, token = an_asked_house()
    a_location(
        name="Wren House",
        organization=house,
        is_confidential=True,
        address={"address_1": "9 Secret Lane", "city": "Lindenport", "is_confidential": True},
    )
    place = Location.objects.get(name="Wren House")
    page = client.get(f"/en/verify/{token}/").text
    form = client.get(f"/en/verify/{token}/change/{place.pk}/").text
    for secret in ("Wren House", "Secret Lane"):
        assert secret not in page + form
    assert "Residents see nothing of this place" in page


def test_who_saw_an_older_page_is_shown_the_new_one_before_she_confirms(client: Client) -> None:
    _house, token = an_asked_house()
    seen = client.get(f"/en/verify/{token}/").context["seen"]
    service = Service.objects.get(name="Homework help")
    change_service(
        service=service, fields={"description": "Now online."}, by=None, at=FIRST_DAY_DUE
    )
    answer = client.post(f"/en/verify/{token}/", {"act": "all", "seen": seen})
    assert answer.status_code == 409
    assert "An entry changed since you opened this page" in answer.text
    assert not VerificationAnswer.objects.exists()


def test_entry_by_entry_the_last_answer_ends_the_request(client: Client) -> None:
    house, token = an_asked_house()
    entries = [house.pk, Location.objects.get().pk, *Service.objects.values_list("pk", flat=True)]
    for done, pk in enumerate(entries, start=1):
        assert VerificationRequest.objects.get().status == Status.OPEN
        client.post(f"/en/verify/{token}/", {"act": f"right:{pk}"})
        assert VerificationAnswer.objects.count() == done
    assert VerificationRequest.objects.get().status == Status.ANSWERED
    assert "Thank you" in client.get(f"/en/verify/{token}/").text


def test_an_entry_is_answered_once_and_the_second_is_told(client: Client) -> None:
    house, token = an_asked_house()
    client.post(f"/en/verify/{token}/", {"act": f"closed:{house.pk}"})
    answer = client.post(f"/en/verify/{token}/", {"act": f"right:{house.pk}"})
    assert answer.status_code == 409
    assert VerificationAnswer.objects.get().answer == "closed"
    house.refresh_from_db()
    assert house.verified_on == MONDAY.date()


def test_what_changed_waits_for_a_colleague_and_changes_nothing_yet(client: Client) -> None:
    _house, token = an_asked_house()
    service = Service.objects.get(name="English class")
    address = f"/en/verify/{token}/change/{service.pk}/"
    form = client.get(address).context["form"]
    said = {name: value or "" for name, value in form.initial.items()}
    empty = client.post(address, said)
    assert empty.status_code == 422
    assert "Nothing is different yet" in empty.text
    client.post(address, said | {"description": "Every evening.", "note": "Closed in August."})
    proposal = Proposal.objects.get()
    assert (proposal.origin, proposal.note) == ("verification", "Closed in August.")
    assert [(one.field, one.after) for one in proposal.changes.all()] == [
        ("description", "Every evening.")
    ]
    service.refresh_from_db()
    assert service.description == "Learn to speak and read English."
    assert VerificationAnswer.objects.get().answer == "changed"


def test_what_the_letter_changed_and_an_editor_accepted_counts_as_confirmed(client: Client) -> None:
    _house, token = an_asked_house()
    editor = a_colleague(role=Role.DIRECTORY_EDITOR)
    right, half, gone = (
        Service.objects.get(name="English class"),
        Service.objects.get(name="Homework help"),
        _house,
    )
    changes = {"description": "Every evening.", "bring": "A pen."}
    for service in (right, half):
        say_what_changed(token=token, entry=service.pk, changes=changes, note="", at=FIRST_DAY_DUE)
    say_closed(token=token, entry=gone.pk, note="", at=FIRST_DAY_DUE)
    accepted = {right.pk: list(changes), half.pk: ["bring"], gone.pk: ["status"]}
    for proposal in Proposal.objects.all():
        texts = {one.field: one.before for one in proposal.changes.all()}
        wanted = accepted[proposal.record_id]
        accept_changes(proposal=proposal, fields=wanted, seen=texts, by=editor, at=FIRST_DAY_DUE)
    half_said = Proposal.objects.get(record_id=half.pk)
    decline_proposal(proposal=half_said, reason="Not so.", by=editor, at=FIRST_DAY_DUE)
    for record in (right, half, gone):
        record.refresh_from_db()
    assert right.assured_date == local_day(FIRST_DAY_DUE)
    assert half.assured_date == MONDAY.date(), "a part of what they said was declined"
    assert gone.verified_on == MONDAY.date(), "what closed is nobody's to confirm"


def test_a_link_closes_nothing_by_itself(client: Client) -> None:
    house, token = an_asked_house()
    client.post(f"/en/verify/{token}/", {"act": f"closed:{house.pk}"})
    house.refresh_from_db()
    assert house.status == Organization.Status.ACTIVE
    assert Proposal.objects.get().changes.get().after == "closed"


def test_a_place_that_closed_is_said_in_words(client: Client) -> None:
    _house, token = an_asked_house()
    client.post(f"/en/verify/{token}/", {"act": f"closed:{Location.objects.get().pk}"})
    assert Proposal.objects.get().record_type == "location"


def test_who_no_longer_works_there_gets_no_more_letters(client: Client) -> None:
    house, token = an_asked_house()
    answer = client.post(f"/en/verify/{token}/", {"act": "left"})
    assert "Thank you for telling us" in answer.text
    assert VerificationRequest.objects.get().status == Status.WRONG_PERSON
    assert client.get(f"/en/verify/{token}/").status_code == 404
    later = FIRST_DAY_DUE + timedelta(days=400)
    assert remind_who_is_silent(later) == 0
    assert ask_who_is_due(later) == 0
    change_organization(
        organization=house, fields={"email": "desk@saltmarsh.example"}, by=None, at=later
    )
    assert ask_who_is_due(later) == 1


def test_two_letters_have_two_links_and_both_open() -> None:
    house, first = an_asked_house()
    later = FIRST_DAY_DUE + timedelta(weeks=3)
    assert remind_who_is_silent(later) == 1
    second = the_token(the_letter(later))
    assert first != second
    assert {request_behind(one, at=later).organization_id for one in (first, second)} == {house.pk}


def test_a_letter_that_waits_is_not_sent_when_the_answer_came_first() -> None:
    house = a_house()
    ask_organization(organization=house, by=None, at=FIRST_DAY_DUE)
    token = the_token(the_letter())
    remind_who_is_silent(FIRST_DAY_DUE + timedelta(weeks=3))
    confirm_everything(token=token, at=FIRST_DAY_DUE + timedelta(weeks=3))
    with pytest.raises(Refused, match="no_point_any_more"):
        the_letter(FIRST_DAY_DUE + timedelta(weeks=3))


def test_letters_go_in_the_language_of_who_reads_them() -> None:
    choose_languages(codes=["en", "ht"], by=None, at=MONDAY)
    forget_office()
    house = a_house()
    reader = a_colleague(organization=house)
    reader.email, reader.language = ADDRESS, "ht"
    reader.save()
    ask_organization(organization=house, by=None, at=FIRST_DAY_DUE)
    letter = the_letter()
    assert letter.language == "ht"
    assert "/ht/verify/" in letter.text


def test_nobody_to_ask_and_asked_already_are_told() -> None:
    silent = a_house("Bread Table", "")
    with pytest.raises(NobodyToAsk):
        ask_organization(organization=silent, by=None, at=MONDAY)
    house, _token = an_asked_house()
    with pytest.raises(AskedAlready):
        ask_organization(organization=house, by=None, at=FIRST_DAY_DUE)


def test_a_refused_letter_ends_the_request_and_the_address_is_not_tried_again() -> None:
    house, _token = an_asked_house()
    OutboxMessage.objects.update(
        status=OutboxMessage.Status.FAILED, reason="unknown_address", done_on=FIRST_DAY_DUE.date()
    )
    assert note_refused_letters(FIRST_DAY_DUE) == 1
    assert note_refused_letters(FIRST_DAY_DUE) == 0
    assert VerificationRequest.objects.get().status == Status.UNREACHABLE
    assert ask_who_is_due(FIRST_DAY_DUE + timedelta(days=300)) == 0
    assert house.email == ADDRESS


def test_a_colleague_confirms_everything_from_the_desk_and_the_request_settles() -> None:
    house, _token = an_asked_house()
    desk = desk_of(a_colleague())
    desk.post(f"/en/desk/directory/organizations/{house.pk}/confirm/", {"all": "1"})
    assert Service.objects.exclude(assured_date=MONDAY.date()).count() == 2
    Organization.objects.update(verified_on=FIRST_DAY_DUE.date())
    Location.objects.update(verified_on=FIRST_DAY_DUE.date())
    Service.objects.update(assured_date=FIRST_DAY_DUE.date())
    remind_who_is_silent(FIRST_DAY_DUE + timedelta(weeks=3))
    assert VerificationRequest.objects.get().status == Status.SETTLED


def test_a_partner_confirms_her_own_place_and_no_other() -> None:
    house, other = a_house(), a_house("Bread Table", "hello@bread.example")
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=house))
    own, foreign = house.locations.get(), other.locations.get()
    assert desk.post(f"/en/desk/directory/places/{own.pk}/confirm/").status_code == 302
    assert desk.post(f"/en/desk/directory/places/{foreign.pk}/confirm/").status_code == 403
    foreign.refresh_from_db()
    assert foreign.verified_on == MONDAY.date()


def test_an_entry_nobody_confirmed_counts_from_the_day_it_came_in() -> None:
    house = an_organization(email=ADDRESS)
    service = a_service(organization=house, assured_date=None)
    document = Listing.objects.get(pk=service.pk).document
    assert document["confirmed_on"] == "2026-11-16"
    assert document["stale_on"] == "2027-11-16"
    assert ask_who_is_due(FIRST_DAY_DUE - timedelta(days=1)) == 0
    assert ask_who_is_due(FIRST_DAY_DUE) == 1


def test_answering_wrong_after_everything_was_answered_is_no_longer_possible() -> None:
    _house, token = an_asked_house()
    confirm_everything(token=token, at=FIRST_DAY_DUE)
    with pytest.raises(LinkEnded):
        say_wrong_person(token=token, at=FIRST_DAY_DUE)


def test_the_page_reads_from_right_to_left_in_arabic(client: Client) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    _house, token = an_asked_house()
    answer = client.get(f"/ar/verify/{token}/")
    assert 'dir="rtl"' in answer.text
    forget_office()
