"""What the public tells us is kept sealed, folded, bounded and not for long; colleagues deal with it."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.models import Proposal, Service, Suggestion, SuggestionDay
from xenia.registers.directory.operations import suggestions
from xenia.registers.directory.operations.suggestions import (
    Received,
    decline_suggestion,
    forget_suggestions,
    receive_suggestion,
    take_up_suggestion,
)
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_service,
    desk_of,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/suggestions/"


def said(
    words: str = "They open at ten.",
    *,
    kind: str = "hours",
    service: Service | None = None,
    looks_automatic: bool = False,
) -> Received:
    return receive_suggestion(
        kind=kind, service=service, words=words, looks_automatic=looks_automatic, at=MONDAY
    )


def test_words_are_kept_and_counted_without_them() -> None:
    assert said() == Received.KEPT
    found = Suggestion.objects.get()
    assert (found.words, found.status) == ("They open at ten.", Suggestion.Status.WAITING)
    assert Entry.objects.get().kind == "directory.suggestion_received"


def test_the_same_words_twice_are_one() -> None:
    service = a_service()
    said(service=service)
    assert said("they OPEN  at ten.", service=service) == Received.SAME
    assert said(service=a_service()) == Received.KEPT
    assert Suggestion.objects.get(service=service).said_count == 2


@pytest.mark.parametrize(
    ("words", "became"),
    [
        ("Their page is www.example.org", Received.KEPT),
        ("Buy www.example.com and http://pills.example", Received.SET_ASIDE),
        ("<a href='x'>cheap</a> pills.biz/now", Received.SET_ASIDE),
    ],
)
def test_many_links_are_set_aside_and_not_lost(words: str, became: Received) -> None:
    assert said(words) == became
    assert Suggestion.objects.get().words == words


def test_who_falls_into_the_trap_is_set_aside() -> None:
    assert said(looks_automatic=True) == Received.SET_ASIDE


def test_a_flood_is_bounded_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "KEPT_A_DAY", 2)
    monkeypatch.setattr(suggestions, "SET_ASIDE_A_DAY", 1)
    answers = [said(f"They open at {number}.") for number in range(4)]
    answers += [said(f"www.a.com www.b.com {number}") for number in range(2)]
    assert answers == [
        Received.KEPT,
        Received.KEPT,
        Received.TOO_MANY,
        Received.TOO_MANY,
        Received.SET_ASIDE,
        Received.TOO_MANY,
    ]
    assert Suggestion.objects.count() == 3
    assert SuggestionDay.objects.get().left_out_count == 3


def test_no_word_is_longer_than_we_say() -> None:
    said("x" * 5000)
    assert len(Suggestion.objects.get().words) == 1000


def test_words_are_erased_ninety_days_after_somebody_dealt_with_them() -> None:
    said()
    said("www.a.com www.b.com")
    said("Still waiting.")
    found = Suggestion.objects.filter(kind="hours", status="waiting").first()
    assert found is not None
    decline_suggestion(suggestion=found, by=a_colleague(), at=TUESDAY)
    assert forget_suggestions(TUESDAY + timedelta(days=29)) == 1
    assert forget_suggestions(TUESDAY + timedelta(days=89)) == 0
    assert forget_suggestions(TUESDAY + timedelta(days=90)) == 1
    assert Suggestion.objects.get().status == Suggestion.Status.WAITING


def test_the_second_to_deal_with_it_is_told() -> None:
    said()
    found = Suggestion.objects.get()
    take_up_suggestion(suggestion=found, by=a_colleague(), at=TUESDAY)
    with pytest.raises(WrongState):
        decline_suggestion(suggestion=found, by=a_colleague(), at=TUESDAY)


# The queue.


def test_an_editor_deals_with_what_people_told_us() -> None:
    service = a_service()
    said(service=service)
    found = Suggestion.objects.get()
    desk = desk_of(a_colleague())
    assert "They open at ten." in desk.get(DESK).content.decode()
    page = desk.get(f"{DESK}{found.pk}/").content.decode()
    assert "Change the entry" in page
    desk.post(f"{DESK}{found.pk}/taken-up/")
    found.refresh_from_db()
    assert found.status == Suggestion.Status.TAKEN_UP
    assert "Nothing waits here" in desk.get(DESK).content.decode()
    assert desk.post(f"{DESK}{found.pk}/burn/").status_code == 404


def test_a_suggestion_becomes_a_proposal_in_the_editors_own_words() -> None:
    service = a_service()
    said("Maria there was rude and they open at ten.", service=service)
    found = Suggestion.objects.get()
    desk = desk_of(a_colleague())
    desk.post(f"{DESK}{found.pk}/", {"note": "Check the opening hour."})
    made = Proposal.objects.get()
    assert (made.note, made.origin, made.by) == ("Check the opening hour.", "public", None)
    found.refresh_from_db()
    assert found.proposal == made


def test_what_was_set_aside_is_brought_back() -> None:
    said("www.a.org www.b.org are their new pages")
    found = Suggestion.objects.get()
    desk = desk_of(a_colleague())
    assert "their new pages" in desk.get(DESK, {"show": "aside"}).content.decode()
    desk.post(f"{DESK}{found.pk}/bring-back/")
    found.refresh_from_db()
    assert found.status == Suggestion.Status.WAITING


@pytest.mark.parametrize("role", [Role.PARTNER_MANAGER, Role.CASEWORKER])
def test_only_editors_of_the_office_read_it(role: Role) -> None:
    service = a_service()
    said(service=service)
    desk = desk_of(a_colleague(role=role, organization=service.organization))
    assert desk.get(DESK).status_code == 403


def test_the_queue_asks_the_same_few_questions(django_assert_max_num_queries: Any) -> None:
    service = a_service()
    for number in range(12):
        said(f"They open at {number}.", service=service)
    desk = desk_of(a_colleague())
    desk.get(DESK)
    with django_assert_max_num_queries(12):
        desk.get(DESK)
