"""Interpreters are asked a few at a time; who says yes first goes, and the others are told."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.composing import outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access import operations
from xenia.work.language_access.messages import NOT_NEEDED, OFFER
from xenia.work.language_access.models import BookedQuarter, Booking, Interpreter, Offer
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.operations import (
    NotFree,
    NoVendorLine,
    TooLate,
    Why,
    WhyIsNeeded,
    tend_offers,
)
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.makers import (
    MONDAY,
    TUESDAY,
    a_coordinator,
    an_interpreter,
)
from xenia.work.language_access.tokens import hash_of, token_for

pytestmark = pytest.mark.django_db


def offers(request: Any, *, at: Any = MONDAY) -> list[Offer]:
    """The next few are asked."""
    return operations.send_offers(request=request, by=None, at=at)


def states(request: Any) -> list[str]:
    """Where its offers stand."""
    return list(request.offers.values_list("status", flat=True))


def test_the_three_who_fit_best_are_asked_and_no_stranger() -> None:
    able = [an_interpreter("kea") for _one in range(4)]
    an_interpreter("so")
    request = a_request()
    sent = offers(request)
    assert len(sent) == 3
    assert {one.interpreter_id for one in sent} < {one.pk for one in able}
    assert as_it_stands(request).status == Status.OFFERED
    assert sent[0].answer_by == MONDAY + timedelta(hours=4)
    assert OutboxMessage.objects.filter(template=OFFER).count() == 3
    again = offers(request)
    assert len(again) == 1, "nobody is asked twice"
    assert again[0].tier == 2


def test_time_to_answer_is_short_where_the_meeting_is_near() -> None:
    an_interpreter("kea")
    request = a_request(preferred_at=MONDAY + 2 * HOUR)
    (sent,) = offers(request)
    assert sent.answer_by == MONDAY + HOUR / 2


def test_who_says_yes_first_goes_and_the_others_are_told() -> None:
    for _one in range(2):
        an_interpreter("kea")
    request = a_request()
    first, second = offers(request)
    booking = operations.accept_offer(offer=second, by=None, at=MONDAY + HOUR)
    assert booking.interpreter_id == second.interpreter_id
    assert booking.quarters.count() == 4
    stands = as_it_stands(request)
    assert (stands.status, stands.filled_at) == (Status.FILLED, MONDAY + HOUR)
    assert states(request) == [
        "taken" if one == first else "accepted" for one in request.offers.all()
    ]
    assert OutboxMessage.objects.get(template=NOT_NEEDED).recipient_id == first.interpreter_id
    with pytest.raises(WrongState):
        operations.accept_offer(offer=first, by=None, at=MONDAY + HOUR)
    assert Entry.objects.get(kind="language_access.confirm_hours").quantity == 1


def test_an_answer_after_its_time_is_too_late() -> None:
    an_interpreter("kea")
    (sent,) = offers(a_request())
    with pytest.raises(TooLate):
        operations.accept_offer(offer=sent, by=None, at=sent.answer_by)
    assert not Booking.objects.exists()


def test_two_offers_for_one_hour_make_one_booking() -> None:
    an_interpreter("kea")
    (first,), (second,) = offers(a_request()), offers(a_request())
    operations.accept_offer(offer=first, by=None, at=MONDAY)
    with pytest.raises(NotFree):
        operations.accept_offer(offer=second, by=None, at=MONDAY)
    second.refresh_from_db()
    assert second.status == Offer.Status.OPEN
    assert BookedQuarter.objects.count() == 4


def test_the_way_between_two_places_is_reckoned_with() -> None:
    somebody = an_interpreter("kea")
    by = a_coordinator()

    def send(start: Any, mode: str) -> Booking:
        return operations.assign(
            request=a_request(preferred_at=start, mode=mode),
            interpreter=somebody,
            start=start,
            mode=mode,
            why="agreed",
            by=by,
            at=MONDAY,
        )

    send(THURSDAY, "in_person")
    with pytest.raises(NotFree):
        send(THURSDAY + HOUR, "phone")
    send(THURSDAY + HOUR * 1.5, "phone")
    send(THURSDAY + HOUR * 2.5, "phone")


def test_after_a_no_the_next_is_asked_and_after_the_last_the_office_looks() -> None:
    for _one in range(4):
        an_interpreter("kea")
    request = a_request()
    for sent in offers(request):
        operations.decline_offer(offer=sent, by=None, at=MONDAY)
    assert states(request).count("open") == 1
    (last,) = request.offers.open()
    operations.decline_offer(offer=last, by=None, at=MONDAY)
    stands = as_it_stands(request)
    assert (stands.status, stands.cause) == (Status.UNFILLED, "no_answer")
    assert OutboxMessage.objects.filter(template="language_access.request_to_look_at").count() == 1
    assert Entry.objects.get(kind="language_access.ended").reason == "no_answer"


def test_silence_runs_out_and_the_next_are_asked() -> None:
    for _one in range(4):
        an_interpreter("kea")
    request = a_request()
    tend_offers(MONDAY)
    assert states(request) == ["open"] * 3
    tend_offers(MONDAY + HOUR)
    assert states(request) == ["open"] * 3, "their time is not over"
    tend_offers(MONDAY + 4 * HOUR)
    assert sorted(states(request)) == ["expired"] * 3 + ["open"]
    tend_offers(MONDAY + 8 * HOUR)
    assert as_it_stands(request).status == Status.UNFILLED


@pytest.mark.parametrize(
    ("somebody", "said", "cause"),
    [
        ({"languages": ["so"]}, {}, "language"),
        ({"languages": ["kea"]}, {"least_rank": 2}, "credential"),
        ({"languages": ["kea"], "ways": ("video",)}, {}, "mode"),
        ({"languages": ["kea"]}, {"gender": "female", "gender_is_needed": True}, "gender"),
        ({"languages": ["kea"]}, {"dialect": "Brava"}, "way"),
        ({"languages": ["kea"]}, {"sight": True}, "way"),
        ({"languages": ["kea"], "hours": ()}, {}, "not_available"),
        ({"languages": ["kea"], "weekly_cap_minutes": 45}, {}, "cap"),
        ({"languages": ["kea"]}, {"team": 2}, "language"),
    ],
)
def test_why_nobody_was_found_is_said(
    somebody: dict[str, Any], said: dict[str, Any], cause: str
) -> None:
    an_interpreter(*somebody.pop("languages"), **somebody)
    request = a_request(**said)
    tend_offers(MONDAY)
    stands = as_it_stands(request)
    assert (stands.status, stands.cause) == (Status.UNFILLED, cause)


def test_where_the_wish_cannot_be_met_another_mode_that_would_do_is_offered() -> None:
    an_interpreter("kea", ways=("phone",))
    (sent,) = offers(a_request(mode="in_person", also=("video", "phone")))
    assert sent.mode == "phone"


def test_a_team_is_asked_for_one_moment() -> None:
    for _one in range(2):
        an_interpreter("kea")
    request = a_request(team=2, earliest_at=THURSDAY - HOUR, latest_at=THURSDAY + 3 * HOUR)
    first, second = offers(request)
    assert first.start_at == second.start_at == THURSDAY
    operations.accept_offer(offer=first, by=None, at=MONDAY)
    assert as_it_stands(request).status == Status.OFFERED
    operations.accept_offer(offer=second, by=None, at=MONDAY)
    assert as_it_stands(request).status == Status.FILLED


def test_who_cannot_come_after_all_is_replaced() -> None:
    for _one in range(2):
        an_interpreter("kea")
    request = a_request()
    first, second = offers(request)
    booking = operations.accept_offer(offer=first, by=None, at=MONDAY)
    (asked_anew,) = operations.find_substitute(booking=booking, by=None, at=TUESDAY)
    assert asked_anew.interpreter_id == second.interpreter_id
    assert as_it_stands(request).status == Status.OFFERED
    assert not BookedQuarter.objects.exists()
    with pytest.raises(WrongState):
        operations.find_substitute(booking=booking, by=None, at=TUESDAY)


def test_where_no_substitute_is_left_the_office_looks_at_once() -> None:
    an_interpreter("kea")
    request = a_request()
    (sent,) = offers(request)
    booking = operations.accept_offer(offer=sent, by=None, at=MONDAY)
    assert operations.find_substitute(booking=booking, by=None, at=TUESDAY) == []
    assert as_it_stands(request).status == Status.UNFILLED


def test_a_colleague_may_set_a_rule_aside_but_says_why() -> None:
    somebody, request, by = an_interpreter("so"), a_request(), a_coordinator()
    said: dict[str, Any] = {
        "request": request,
        "interpreter": somebody,
        "start": THURSDAY,
        "mode": "phone",
        "by": by,
        "at": MONDAY,
    }
    with pytest.raises(WhyIsNeeded):
        operations.assign(why=Why.FITS, **said)
    operations.assign(why=Why.NOBODY_ELSE, **said)
    assert as_it_stands(request).status == Status.FILLED


def test_who_pauses_is_not_sent() -> None:
    somebody, request = an_interpreter("kea"), a_request()
    (sent,) = offers(request)
    operations.pause(interpreter=somebody, by=None, at=MONDAY)
    with pytest.raises(operations.NotSent):
        operations.accept_offer(offer=sent, by=None, at=MONDAY)


def a_line() -> Interpreter:
    """A vendor's line, always there."""
    from xenia.registers.directory.tests.makers import an_organization

    return an_interpreter(
        "kea", kind="vendor_line", organization=an_organization(name="Invented Line")
    )


def test_a_vendors_line_takes_two_calls_at_once_and_is_never_offered() -> None:
    line = a_line()
    for request in (a_request(), a_request()):
        assert offers(request) == []
        operations.book_vendor_line(
            request=request, line=line, start=request.preferred_at, by=None, at=MONDAY
        )
        assert as_it_stands(request).status == Status.FILLED
    with pytest.raises(NoVendorLine):
        operations.book_vendor_line(
            request=a_request(), line=an_interpreter("kea"), start=THURSDAY, by=None, at=MONDAY
        )


def test_somebody_stands_here_now() -> None:
    from xenia.work.language_access.tests.asking import asked

    request = operations.ask_vendor_now(
        asked=asked(preferred_at=MONDAY), line=a_line(), by=None, at=MONDAY
    )
    assert request.status == Status.FILLED
    assert Entry.objects.get(kind="language_access.requested").quantity == 1


def test_her_link_stands_in_the_message_alone() -> None:
    somebody = an_interpreter("kea", email="", phone="617-555-0142")
    (sent,) = offers(a_request())
    token = token_for(sent.pk)
    assert sent.token_hash == hash_of(token)
    assert token not in str(Offer.objects.filter(pk=sent.pk).values())
    facts = CATALOGUE[OFFER].facts
    assert facts
    found = facts(sent.pk, "en")
    assert found
    assert found["link"].endswith(f"/en/interpreting/{token}/")
    message = OutboxMessage.objects.get(template=OFFER, recipient_id=somebody.pk)
    leaves = outgoing_for(message, at=MONDAY)
    assert (leaves.channel, leaves.to) == ("sms", "617-555-0142")
    operations.decline_offer(offer=sent, by=None, at=MONDAY)
    assert facts(sent.pk, "en") is None, "an answered offer is not sent any more"
