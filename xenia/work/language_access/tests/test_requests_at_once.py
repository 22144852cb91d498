"""Two at the same moment: one gets the last seat, one interpreter is in one place, one plan holds."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models import BookedQuarter, Booking
from xenia.work.language_access.models.request import QUARTER
from xenia.work.language_access.operations import NoSeatLeft, NotFree
from xenia.work.language_access.tests.asking import THURSDAY, WEEK, a_request, as_it_stands
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter
from xenia.work.language_access.tests.test_two_at_once import (
    at_once,
    in_the_office,
    many_hands,
)

__all__ = ["many_hands"]
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]


def won(answers: list[Any], *told: type[Exception]) -> int:
    """How many did it; every other was told."""
    failed = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, told) for one in failed), failed
    return len(answers) - len(failed)


def test_of_three_who_accept_the_last_seat_one_gets_it() -> None:
    def scene() -> Any:
        for _one in range(3):
            an_interpreter("kea")
        return operations.send_offers(request=a_request(), by=None, at=MONDAY)

    offers = in_the_office(scene)
    acts = [partial(operations.accept_offer, offer=one, by=None, at=MONDAY) for one in offers]
    assert won(at_once(*acts), WrongState) == 1
    assert in_the_office(Booking.objects.standing().count) == 1
    assert in_the_office(BookedQuarter.objects.count) == 4


def test_of_three_who_book_one_interpreter_at_overlapping_times_one_gets_her() -> None:
    def scene() -> Any:
        return an_interpreter("kea"), a_coordinator(), [a_request() for _one in range(3)]

    somebody, by, requests = in_the_office(scene)

    def send(number: int) -> Callable[[], Any]:
        return lambda: operations.assign(
            request=requests[number],
            interpreter=somebody,
            start=THURSDAY + number * QUARTER,
            mode="phone",
            why="agreed",
            by=by,
            at=MONDAY,
        )

    assert won(at_once(send(0), send(1), send(2)), NotFree) == 1
    assert in_the_office(BookedQuarter.objects.count) == 4


def test_one_request_gets_one_of_two_interpreters() -> None:
    def scene() -> Any:
        return [an_interpreter("kea") for _one in range(2)], a_coordinator(), a_request()

    people, by, request = in_the_office(scene)
    acts = [
        partial(
            operations.assign,
            request=request,
            interpreter=one,
            start=THURSDAY,
            mode="phone",
            why="agreed",
            by=by,
            at=MONDAY,
        )
        for one in people
    ]
    assert won(at_once(*acts), WrongState, NoSeatLeft) == 1


def test_a_plan_beside_a_yes_and_a_cancelling_leaves_nobody_in_two_places() -> None:
    def scene() -> Any:
        an_interpreter("kea")
        first, second = a_request(), a_request()
        (sent,) = operations.send_offers(request=first, by=None, at=MONDAY)
        return sent, first, second

    sent, _first, second = in_the_office(scene)
    answers = at_once(
        partial(operations.run_matching, week=WEEK, by=None, at=MONDAY),
        partial(operations.accept_offer, offer=sent, by=None, at=MONDAY),
        partial(operations.cancel_request, request=second, by=None, at=MONDAY),
        partial(operations.tend_offers, MONDAY),
    )
    assert won(answers, WrongState, NotFree) >= 2
    held = in_the_office(Booking.objects.standing().count)
    assert in_the_office(BookedQuarter.objects.count) == 4 * held
    assert held <= 1
    assert in_the_office(lambda: as_it_stands(second).status).startswith("cancelled")


def test_two_who_give_a_booking_back_do_it_once() -> None:
    def scene() -> Any:
        an_interpreter("kea")
        (sent,) = operations.send_offers(request=a_request(), by=None, at=MONDAY)
        return operations.accept_offer(offer=sent, by=None, at=MONDAY)

    booking = in_the_office(scene)
    give = partial(operations.find_substitute, booking=booking, by=None, at=MONDAY)
    assert won(at_once(give, give), WrongState) == 1
