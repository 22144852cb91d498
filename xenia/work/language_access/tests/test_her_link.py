"""An interpreter says yes or no by the link in a text or an e-mail, without signing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, Offer
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.clock import set_clock
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter
from xenia.work.language_access.tokens import booking_token, token_for

pytestmark = pytest.mark.django_db
TOPIC, PLACE = "A talk about test results", "Third floor, the green door"


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: Any) -> None:
    """It is Monday, nine o'clock, and nobody tried a link yet."""
    cache.clear()
    set_clock(monkeypatch, MONDAY)


def an_offer(**said: Any) -> Offer:
    """Somebody is asked to come to the clinic."""
    an_interpreter("kea")
    request = a_request(**({"topic": TOPIC, "place": PLACE, "mode": "in_person"} | said))
    (sent,) = operations.send_offers(request=request, by=None, at=MONDAY)
    return sent


def link(offer: Offer, language: str = "en") -> str:
    """Where her message leads."""
    return f"/{language}/interpreting/{token_for(offer.pk)}/"


def own(booking: Booking) -> str:
    """Where she sees what she said yes to."""
    return f"/en/interpreting/coming/{booking_token(booking.pk)}/"


def opened(where: str, **posted: Any) -> Any:
    """The page as a phone without any cookie sees it."""
    client = Client(enforce_csrf_checks=True)
    return client.post(where, posted) if posted else client.get(where)


def as_now(offer: Offer) -> Offer:
    """The offer as it stands."""
    found: Offer = Offer.objects.get(pk=offer.pk)
    return found


def test_the_page_says_all_she_needs_to_decide_and_nothing_of_whom_it_is_for() -> None:
    answer = opened(link(an_offer()))
    content = answer.content.decode()
    for words in (
        "Thursday, November 5, 2026",
        "10:00",
        "60 minutes",
        "In person",
        "both ways",
        "Monday, November 2, 2026",
    ):
        assert words in content, words
    assert not [words for words in (TOPIC, PLACE, "Public Health") if words in content]


def test_opening_a_link_accepts_nothing_and_leaves_no_trace() -> None:
    offer = an_offer()
    for method in ("get", "head", "options"):
        answer = getattr(Client(), method)(link(offer))
        assert as_now(offer).status == "open", method
    answer = opened(link(offer))
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert "<script" not in answer.content.decode()


def test_one_tap_is_a_yes_and_she_then_sees_where_and_what() -> None:
    offer = an_offer()
    answer = opened(link(offer), answer="yes")
    assert answer.status_code == 302
    booking = Booking.objects.get()
    assert opened(answer["Location"])["Location"] == own(booking)
    content = opened(own(booking)).content.decode()
    assert not [words for words in (TOPIC, PLACE, "Public Health", "10:00") if words not in content]
    assert AuditEvent.objects.filter(action="vault.looked", record_id=offer.request_id).exists()


def test_one_tap_is_a_no_and_the_next_is_asked() -> None:
    offer = an_offer()
    opened(link(offer), answer="no")
    assert as_now(offer).status == "declined"
    assert "We ask somebody else" in opened(link(offer)).content.decode()
    assert not Booking.objects.exists()


@pytest.mark.parametrize("answer", ["maybe", ""])
def test_another_answer_is_none(answer: str) -> None:
    offer = an_offer()
    assert opened(link(offer), answer=answer, other="1").status_code == 422
    assert as_now(offer).status == "open"


def test_too_late_is_said_kindly(monkeypatch: Any) -> None:
    offer = an_offer()
    set_clock(monkeypatch, offer.answer_by)
    answer = opened(link(offer), answer="yes")
    assert answer.status_code == 409
    assert "If you could still come, call us." in answer.content.decode()
    assert TOPIC not in answer.content.decode()
    assert not Booking.objects.exists()


def test_who_is_second_is_told_kindly() -> None:
    for _one in range(2):
        an_interpreter("kea")
    first, second = operations.send_offers(request=a_request(), by=None, at=MONDAY)
    opened(link(first), answer="yes")
    answer = opened(link(second), answer="yes")
    assert answer.status_code == 409
    assert "Somebody else said yes before you." in answer.content.decode()


def test_what_was_called_off_is_told_kindly() -> None:
    offer = an_offer()
    operations.cancel_request(request=offer.request, by=a_coordinator(), at=MONDAY)
    assert "not needed any more" in opened(link(offer)).content.decode()


def test_a_meeting_at_the_same_time_is_said_and_the_offer_stays() -> None:
    somebody = an_interpreter("kea")
    offers = [
        operations.send_offers(request=a_request(), by=None, at=MONDAY)[0] for _one in range(2)
    ]
    opened(link(offers[0]), answer="yes")
    answer = opened(link(offers[1]), answer="yes")
    assert "You have something else with us at this time" in answer.content.decode()
    assert as_now(offers[1]).status == "open"
    assert somebody.bookings.count() == 1


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_her_yes_stands_when_she_answers_again_elsewhere(answer: str) -> None:
    offer = an_offer()
    opened(link(offer), answer="yes")
    booking = Booking.objects.get()
    again = opened(link(offer), answer=answer)
    assert again["Location"] == f"{own(booking)}#cannot"
    assert "You are expected" in opened(own(booking)).content.decode()
    booking.refresh_from_db()
    assert booking.released_at is None


def test_she_cannot_come_after_all_and_another_is_asked_at_once() -> None:
    offer = an_offer()
    operations.accept_offer(offer=offer, by=None, at=MONDAY)
    another = an_interpreter("kea")
    booking = Booking.objects.get()
    assert opened(own(booking), act="cannot").status_code == 422, "she says why"
    assert opened(own(booking), act="cannot", excuse="own").status_code == 302
    booking.refresh_from_db()
    assert (booking.excuse, booking.released_at) == ("own", MONDAY)
    assert another.offers.get().status == "open"
    content = opened(own(booking)).content.decode()
    assert "You told us that you cannot come." in content
    assert TOPIC not in content
    assert opened(own(booking), act="cannot", excuse="own").status_code == 422


def test_she_tells_how_long_it_took(monkeypatch: Any) -> None:
    offer = an_offer()
    booking = operations.accept_offer(offer=offer, by=None, at=MONDAY)
    assert opened(own(booking), act="took", minutes="75").status_code == 409, "not begun"
    set_clock(monkeypatch, THURSDAY + HOUR)
    assert opened(own(booking), act="took", minutes="none").status_code == 422
    opened(own(booking), act="took", minutes="75")
    stands = as_it_stands(offer.request)
    assert (stands.status, stands.minutes) == (Status.DONE, 75)
    assert TOPIC not in opened(own(booking)).content.decode()


def test_nobody_was_there(monkeypatch: Any) -> None:
    offer = an_offer()
    booking = operations.accept_offer(offer=offer, by=None, at=MONDAY)
    set_clock(monkeypatch, THURSDAY + HOUR)
    opened(own(booking), act="nobody")
    stands = as_it_stands(offer.request)
    assert (stands.status, stands.absent) == (Status.NO_SHOW, "others")


def test_one_meeting_goes_into_her_own_calendar_and_says_nothing_of_it() -> None:
    booking = operations.accept_offer(offer=an_offer(), by=None, at=MONDAY)
    answer = opened(f"{own(booking)}interpreting.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=America/New_York:20261105T100000" in text
    assert not [word for word in (TOPIC, PLACE, "Public", "kea") if word in text]


@pytest.mark.parametrize(
    "later", [timedelta(days=20), timedelta(days=400)], ids=["some weeks", "a year"]
)
def test_her_link_ends_when_it_is_long_over(monkeypatch: Any, later: timedelta) -> None:
    booking = operations.accept_offer(offer=an_offer(), by=None, at=MONDAY)
    set_clock(monkeypatch, THURSDAY + later)
    answer = opened(own(booking))
    assert answer.status_code == 404
    assert "This link has ended" in answer.content.decode()


def test_who_left_opens_nothing() -> None:
    offer = an_offer()
    operations.leave(interpreter=offer.interpreter, by=None, at=MONDAY)
    assert opened(link(offer)).status_code == 404


@pytest.mark.parametrize("part", ["", "coming/"])
def test_nobody_guesses_a_link(part: str) -> None:
    wrong = f"/en/interpreting/{part}{'A' * 43}/"
    answers = [opened(wrong).status_code for _try in range(42)]
    assert set(answers[:40]) == {404}
    assert answers[-1] == 429


def test_a_link_of_one_meeting_opens_no_other() -> None:
    first = operations.accept_offer(offer=an_offer(), by=None, at=MONDAY)
    token = booking_token(first.pk)
    forged = ("B" if token[0] != "B" else "C") + token[1:]
    assert opened(f"/en/interpreting/coming/{forged}/").status_code == 404
