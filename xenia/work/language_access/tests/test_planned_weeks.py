"""A week is planned as a whole: what is near or promised stays, the rest may move, and nobody is in two places."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models import (
    BookedQuarter,
    Booking,
    Interpreter,
    InterpreterRequest,
)
from xenia.work.language_access.models.request import LIVE, QUARTER, Status
from xenia.work.language_access.operations import NoSeatLeft, NotFree, NotSent
from xenia.work.language_access.tests.asking import (
    HOUR,
    THURSDAY,
    WEEK,
    a_request,
    as_it_stands,
)
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter

pytestmark = pytest.mark.django_db


def plan(at: datetime = MONDAY) -> operations.Planned:
    """The week of the tests is planned."""
    return operations.run_matching(week=WEEK, by=None, at=at)


def who(request: InterpreterRequest) -> list[Any]:
    """Who goes there, and when."""
    return list(request.bookings.standing().values_list("interpreter_id", "start_at"))


def test_two_who_want_the_same_hour_get_one_each() -> None:
    ana, beto = an_interpreter("kea", "so"), an_interpreter("kea")
    kriolu, somali = a_request(), a_request(language="so")
    assert plan() == operations.Planned(filled=2, moved=0, unfilled=0)
    assert who(somali) == [(ana.pk, THURSDAY)]
    assert who(kriolu) == [(beto.pk, THURSDAY)]
    assert plan() == operations.Planned(filled=0, moved=0, unfilled=0), "it stays as it is"


def test_a_booking_of_the_plan_moves_for_another_and_keeps_an_interpreter() -> None:
    ana = an_interpreter("kea", "so")
    flexible = a_request(latest_at=THURSDAY + 3 * HOUR)
    plan()
    assert who(flexible) == [(ana.pk, THURSDAY)]
    somali = a_request(language="so")
    assert plan() == operations.Planned(filled=1, moved=1, unfilled=0)
    assert who(somali) == [(ana.pk, THURSDAY)]
    assert who(flexible)[0][1] >= THURSDAY + HOUR
    assert as_it_stands(flexible).status == Status.FILLED


@pytest.mark.parametrize("is_near", [True, False])
def test_what_is_near_or_was_promised_is_not_moved(is_near: bool) -> None:
    ana = an_interpreter("kea", "so")
    flexible = a_request(latest_at=THURSDAY + 3 * HOUR)
    if is_near:
        plan()
    else:
        (sent,) = operations.send_offers(request=flexible, by=None, at=MONDAY)
        operations.accept_offer(offer=sent, by=None, at=MONDAY)
    a_request(language="so")
    at = THURSDAY - timedelta(hours=47) if is_near else MONDAY
    assert plan(at) == operations.Planned(filled=0, moved=0, unfilled=1)
    assert who(flexible) == [(ana.pk, THURSDAY)]


def test_where_the_wish_cannot_be_met_the_plan_takes_the_next_mode() -> None:
    ana = an_interpreter("kea", ways=("phone",))
    request = a_request(mode="in_person", also=("phone",))
    assert plan().filled == 1
    assert who(request) == [(ana.pk, THURSDAY)]
    assert request.bookings.get().mode == "phone"


def test_what_is_not_in_this_week_waits() -> None:
    an_interpreter("kea")
    a_request(preferred_at=THURSDAY + timedelta(weeks=1))
    assert plan() == operations.Planned(filled=0, moved=0, unfilled=0)


STARTS = [THURSDAY + QUARTER * number for number in range(12)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(0, 11), st.sampled_from([15, 45, 60, 120])),
        st.tuples(st.just("offer"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("accept"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("decline"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("assign"), st.integers(0, 9), st.integers(0, 11)),
        st.tuples(st.just("give_back"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("cancel"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("plan"), st.just(0), st.just(0)),
        st.tuples(st.just("tend"), st.integers(0, 9), st.just(0)),
    ),
    min_size=4,
    max_size=14,
)
TOLD = (WrongState, NotFree, NoSeatLeft, NotSent, operations.TooLate)


def chosen(rows: Any, number: int) -> Any:
    """One of them, if there are any."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


class Day:
    """What colleagues and interpreters do, in any order."""

    def __init__(self) -> None:
        self.people = [an_interpreter("kea") for _one in range(2)]
        self.by = a_coordinator()
        self.organization = a_request().organization
        self.at = MONDAY

    def do(self, what: str, first: int, second: int) -> None:
        """One act; whoever comes too late is told."""
        act = getattr(self, what)
        try:
            with transaction.atomic():
                act(first, second)
        except TOLD:
            pass

    def ask(self, start: int, minutes: int) -> None:
        mode = ("phone", "in_person")[start % 2]
        a_request(self.organization, preferred_at=STARTS[start], length_minutes=minutes, mode=mode)

    def offer(self, number: int, _second: int) -> None:
        request = chosen(InterpreterRequest.objects.all(), number)
        operations.send_offers(request=request, by=None, at=self.at)

    def accept(self, number: int, _second: int) -> None:
        from xenia.work.language_access.models import Offer

        if offer := chosen(Offer.objects.all(), number):
            operations.accept_offer(offer=offer, by=None, at=self.at)

    def decline(self, number: int, _second: int) -> None:
        from xenia.work.language_access.models import Offer

        if offer := chosen(Offer.objects.all(), number):
            operations.decline_offer(offer=offer, by=None, at=self.at)

    def assign(self, number: int, start: int) -> None:
        operations.assign(
            request=chosen(InterpreterRequest.objects.all(), number),
            interpreter=self.people[start % 2],
            start=STARTS[start],
            mode="phone",
            why="agreed",
            by=self.by,
            at=self.at,
        )

    def give_back(self, number: int, _second: int) -> None:
        if booking := chosen(Booking.objects.standing(), number):
            operations.find_substitute(booking=booking, by=None, at=self.at)

    def cancel(self, number: int, _second: int) -> None:
        request = chosen(InterpreterRequest.objects.all(), number)
        operations.cancel_request(request=request, by=None, at=self.at)

    def plan(self, _first: int, _second: int) -> None:
        operations.run_matching(week=WEEK, by=None, at=self.at)

    def tend(self, hours: int, _second: int) -> None:
        self.at += HOUR * hours
        operations.tend_offers(self.at)


def check_the_house() -> None:
    """Whatever was done: nobody is in two places, and every state says what stands behind it."""
    for somebody in Interpreter.objects.all():
        mine = list(somebody.bookings.standing().order_by("start_at"))
        for first, second in pairwise(mine):
            gap = 2 * QUARTER * ((first.mode == "in_person") or (second.mode == "in_person"))
            assert first.end_at + gap <= second.start_at, "she cannot be there in time"
        slots = sum((one.end_at - one.start_at) // QUARTER for one in mine)
        assert BookedQuarter.objects.filter(interpreter=somebody).count() == slots
    for request in InterpreterRequest.objects.all():
        seats = request.bookings.standing().count()
        assert seats == (request.team if request.status == Status.FILLED else 0), request.status
        open_offers = request.offers.open().count()
        assert not open_offers or request.status in LIVE
        assert request.status != Status.FILLED or not open_offers


@given(steps=STEPS)
def test_whatever_is_done_nobody_is_in_two_places(steps: list[Any]) -> None:
    with transaction.atomic():
        day = Day()
        for what, first, second in steps:
            day.do(what, first, second)
            check_the_house()
        connection.set_rollback(True)
