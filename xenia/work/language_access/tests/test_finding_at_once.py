"""Two colleagues at the same moment: one wins, the other is told, and a plan is taken once."""

from functools import partial
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models import BookedQuarter, Booking, InterpreterRequest, Offer
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.operations import NoSeatLeft, NotFree
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, WEEK, a_request, as_it_stands
from xenia.work.language_access.tests.makers import (
    MONDAY,
    a_clinic,
    a_coordinator,
    an_interpreter,
)
from xenia.work.language_access.tests.test_requests_at_once import won
from xenia.work.language_access.tests.test_two_at_once import at_once, in_the_office, many_hands

__all__ = ["many_hands"]
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]


def test_a_request_that_is_left_unfilled_while_somebody_is_sent_is_one_of_both() -> None:
    def scene() -> Any:
        return an_interpreter("kea"), a_coordinator(), a_request()

    somebody, by, request = in_the_office(scene)
    answers = at_once(
        partial(
            operations.assign,
            request=request,
            interpreter=somebody,
            start=THURSDAY,
            mode="phone",
            why="agreed",
            by=by,
            at=MONDAY,
        ),
        partial(operations.leave_unfilled, request=request, cause="mode", by=by, at=MONDAY),
    )
    won(answers, WrongState, NoSeatLeft)
    stands = in_the_office(lambda: as_it_stands(request))
    held = in_the_office(Booking.objects.standing().count)
    # Whoever sends second may still send; whoever leaves it second is told.
    assert (stands.status, held) == (Status.FILLED, 1)


def test_of_two_who_take_the_plan_at_once_nobody_is_booked_twice() -> None:
    def scene() -> Any:
        an_interpreter("kea"), an_interpreter("so")
        a_request(), a_request(language="so")
        lines = operations.propose_week(WEEK, MONDAY).lines
        return a_coordinator(), {one.request.pk: one.mark for one in lines}

    by, marks = in_the_office(scene)
    take = partial(operations.run_matching, week=WEEK, only=marks, by=by, at=MONDAY)
    first, second = at_once(take, take)
    assert {first.filled, second.filled} == {2, 0}
    assert {first.left, second.left} == {0, 2}
    assert in_the_office(BookedQuarter.objects.count) == 8


def test_another_time_beside_a_yes_leaves_one_truth() -> None:
    def scene() -> Any:
        an_interpreter("kea")
        request, by = a_request(), a_coordinator()
        (sent,) = operations.send_offers(request=request, by=None, at=MONDAY)
        return request, by, sent

    request, by, sent = in_the_office(scene)
    answers = at_once(
        partial(operations.accept_offer, offer=sent, by=None, at=MONDAY),
        partial(
            operations.ask_at_another_time,
            request=request,
            start=THURSDAY + HOUR,
            to=None,
            by=by,
            at=MONDAY,
        ),
    )
    assert won(answers, WrongState, NotFree) == 1
    stands = in_the_office(lambda: as_it_stands(request))
    booked = in_the_office(Booking.objects.standing().count)
    asked = in_the_office(Offer.objects.open().count)
    assert (stands.status, booked, asked) in [(Status.FILLED, 1, 0), (Status.OFFERED, 0, 1)]


def test_four_clerks_who_need_somebody_now_each_get_the_line() -> None:
    def scene() -> Any:
        clinic, clerk = a_clinic()
        an_interpreter("kea", kind="vendor_line", organization=clinic, email="")
        return clinic, clerk

    clinic, clerk = in_the_office(scene)
    ask = partial(operations.ask_at_once, organization=clinic, language="kea", by=clerk, at=MONDAY)
    assert won(at_once(ask, ask, ask, ask)) == 4
    filled = InterpreterRequest.objects.filter(status=Status.FILLED)
    assert in_the_office(filled.count) == 4
