"""Eight hands at the same moment, over and over: nobody is booked twice, and the ledger agrees with what stands."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.queries.counting import quantities
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.ledger_kinds import MEETINGS
from xenia.work.language_access.models import BookedQuarter, Booking, InterpreterRequest
from xenia.work.language_access.models.request import QUARTER
from xenia.work.language_access.operations import (
    BilledAlready,
    NoSeatLeft,
    NotFree,
    NotSent,
    TakenBackAlready,
)
from xenia.work.language_access.tests.asking import THURSDAY, WEEK, a_request
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter
from xenia.work.language_access.tests.test_any_course import (
    every_state_has_its_seats,
    nobody_is_in_two_places,
    the_ledger_says_what_the_requests_say,
)
from xenia.work.language_access.tests.test_requests_at_once import won
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
HANDS, ROUNDS = 8, 4
TOLD = (WrongState, NotFree, NoSeatLeft, NotSent, operations.TooLate)
BILL = [{"language": "kea", "mode": "phone", "calls": 5, "minutes": 50}]


def check_the_house() -> None:
    """All that must hold, whoever was first."""
    nobody_is_in_two_places()
    every_state_has_its_seats()
    the_ledger_says_what_the_requests_say()


def test_eight_who_book_one_interpreter_for_eight_requests_of_one_hour_get_her_once() -> None:
    def scene() -> Any:
        clinic = an_organization(name="Public Health")
        requests = [a_request(clinic) for _one in range(HANDS)]
        return an_interpreter("kea"), a_coordinator(), requests

    somebody, by, requests = in_the_office(scene)

    def send(number: int) -> Callable[[], Any]:
        return partial(
            operations.assign,
            request=requests[number],
            interpreter=somebody,
            start=THURSDAY + (number % 4) * QUARTER,
            mode="phone",
            why="agreed",
            by=by,
            at=MONDAY,
        )

    assert won(at_once(*map(send, range(HANDS))), NotFree) == 1
    assert in_the_office(Booking.objects.standing().count) == 1
    assert in_the_office(BookedQuarter.objects.count) == 4
    in_the_office(check_the_house)


@pytest.mark.parametrize("seed", range(3))
def test_eight_hands_do_anything_at_once_and_the_house_holds(seed: int) -> None:
    chance = random.Random(seed)

    def scene() -> Any:
        clinic = an_organization(name="Public Health")
        people = [an_interpreter("kea", "es") for _one in range(3)]
        starts = [THURSDAY + chance.randrange(6) * QUARTER for _one in range(5)]
        requests = [a_request(clinic, preferred_at=start) for start in starts]
        offers = [
            offer
            for one in requests[:3]
            for offer in operations.send_offers(request=one, by=None, at=MONDAY)
        ]
        return people, requests, offers, a_coordinator()

    people, requests, offers, by = in_the_office(scene)

    def act() -> Callable[[], Any]:
        request, who = chance.choice(requests), chance.choice(people)
        start = THURSDAY + chance.randrange(6) * QUARTER
        sent: dict[str, Any] = {
            "start": start,
            "mode": "phone",
            "why": "agreed",
            "by": by,
            "at": MONDAY,
        }
        acts: list[Callable[[], Any]] = [
            partial(operations.accept_offer, offer=chance.choice(offers), by=None, at=MONDAY),
            partial(operations.accept_offer, offer=chance.choice(offers), by=None, at=MONDAY),
            partial(operations.decline_offer, offer=chance.choice(offers), by=None, at=MONDAY),
            partial(operations.assign, request=request, interpreter=who, **sent),
            partial(operations.cancel_request, request=request, by=by, at=MONDAY),
            partial(operations.run_matching, week=WEEK, by=None, at=MONDAY),
            partial(operations.tend_offers, MONDAY),
            partial(give_one_back, chance.randrange(9)),
        ]
        return chance.choice(acts)

    for _round in range(ROUNDS):
        won(at_once(*(act() for _hand in range(HANDS))), *TOLD)
        in_the_office(check_the_house)
    assert in_the_office(InterpreterRequest.objects.count) == len(requests)


def give_one_back(number: int) -> None:
    """Somebody cannot come after all."""
    found = list(Booking.objects.standing().order_by("pk"))
    if found:
        booking = found[number % len(found)]
        operations.find_substitute(booking=booking, by=None, at=MONDAY)


def test_of_eight_who_bring_one_invoice_in_one_counts_and_is_taken_back_once() -> None:
    line = in_the_office(
        lambda: an_interpreter(
            "kea", kind="vendor_line", ways=("phone",), organization=an_organization(name="Bell")
        )
    )
    bring = partial(
        operations.bring_in_invoice,
        line=line, month=date(2026, 10, 1), lines=BILL, by=None, at=MONDAY,
    )  # fmt: skip
    answers = at_once(*[bring] * HANDS)
    assert won(answers, BilledAlready) == 1
    (invoice,) = (one for one in answers if not isinstance(one, Exception))
    assert in_the_office(lambda: quantities(MEETINGS, 2026)[0].quantity) == 5
    take = partial(operations.take_back_invoice, invoice=invoice, by=None, at=MONDAY)
    assert won(at_once(*[take] * HANDS), TakenBackAlready) == 1
    assert in_the_office(lambda: quantities(MEETINGS, 2026)[0].quantity) == 0
