"""Whatever is asked, changed, offered, given back, planned and told, in any order: the house holds and the ledger agrees.

Nobody is booked twice at one time, the way between two places is kept, what is locked stays, no seat too many is taken, a
request ends once, and every sum in the ledger is what the requests themselves say.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.reference.models import Area
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.ledger_kinds import (
    DIALECT,
    ENDED,
    FOUND,
    LEAD_DAYS,
    MEETINGS,
    MINUTES,
    REQUESTED,
)
from xenia.work.language_access.models import (
    BookedQuarter,
    Booking,
    InterpreterRequest,
    Offer,
)
from xenia.work.language_access.models.request import CLOSED, LIVE, QUARTER, Mode, Status
from xenia.work.language_access.operations import NoSeatLeft, NotFree, NotSent
from xenia.work.language_access.queries.travel import by_area
from xenia.work.language_access.terms import locked_before
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, WEEK, asked
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter

pytestmark = pytest.mark.django_db
TOLD = (
    WrongState,
    NotFree,
    NoSeatLeft,
    NotSent,
    operations.TooLate,
    operations.NotATime,
    operations.NotOverYet,
    operations.WhyIsNeeded,
    operations.NoVendorLine,
)
STARTS = [THURSDAY + QUARTER * number for number in range(12)]
REMOTE_GAP = 2 * QUARTER
numbers = st.integers(0, 7)
wishes = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["kea", "kea", "es"]),
        "dialect": st.sampled_from(["", "", "Santiago", "of the hills"]),
        "mode": st.sampled_from(["phone", "video", "in_person"]),
        "also": st.sampled_from([(), ("phone",)]),
        "preferred_at": st.sampled_from(STARTS),
        "length_minutes": st.sampled_from([15, 45, 60, 120]),
        "team": st.sampled_from([1, 1, 2]),
        "is_flexible": st.booleans(),
        "is_far": st.booleans(),
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), wishes),
        st.tuples(st.just("change"), numbers, wishes),
        *(
            st.tuples(st.just(act), numbers)
            for act in (
                "offer",
                "accept",
                "accept",
                "decline",
                "cannot_come",
                "cancel",
                "call_line",
            )
        ),
        st.tuples(st.just("assign"), numbers, st.integers(0, 2), st.sampled_from(STARTS)),
        st.tuples(st.just("plan")),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 24, 72, 76])),
        st.tuples(st.just("done"), numbers, st.sampled_from([5, 60, 0])),
    ),
    min_size=5,
    max_size=14,
)


class Office:
    """Two departments far apart, three interpreters, a line, and what they do."""

    def __init__(self) -> None:
        self.areas = [
            Area.objects.create(code=code, name=code, latitude=latitude, longitude=-71.0)
            for code, latitude in (("near", 42.30), ("far", 42.38))
        ]
        self.people = [
            an_interpreter("kea", "es"),
            an_interpreter("kea", dialect="Santiago"),
            an_interpreter("es", "kea", ways=("phone",)),
        ]
        company = an_organization(name="Bell")
        self.line = an_interpreter("kea", kind="vendor_line", organization=company)
        self.by = a_coordinator()
        self.organization = an_organization(name="Public Health")
        self.at: datetime = MONDAY
        self.requests: list[InterpreterRequest] = []

    def do(self, act: str, *said: Any) -> None:
        """One act, all of it or nothing; whoever comes too late is told."""
        try:
            with transaction.atomic():
                getattr(self, act)(*said)
        except TOLD:
            pass

    def request(self, number: int) -> InterpreterRequest:
        """One of those that were asked for; the first is always there."""
        return self.requests[number % len(self.requests)]

    def wanted(self, wish: dict[str, Any]) -> Any:
        said = dict(wish)
        is_flexible, is_far = said.pop("is_flexible"), said.pop("is_far")
        area = self.areas[is_far] if said["mode"] == Mode.IN_PERSON else None
        one = asked(self.organization, area=area, **said)
        if not is_flexible:
            return one
        length = timedelta(minutes=one.length_minutes)
        return replace(one, latest_at=one.preferred_at + length + 2 * HOUR)

    def ask(self, wish: dict[str, Any]) -> None:
        made = operations.request_interpreter(asked=self.wanted(wish), by=self.by, at=self.at)
        self.requests.append(made)

    def change(self, number: int, wish: dict[str, Any]) -> None:
        operations.change_request(
            request=self.request(number), asked=self.wanted(wish), by=self.by, at=self.at
        )

    def offer(self, number: int) -> None:
        operations.send_offers(request=self.request(number), by=None, at=self.at)

    def one_offer(self, number: int) -> Offer:
        found = self.in_order(Offer.objects.order_by("sent_at"))
        if not found:
            raise WrongState(self.line, "nobody was asked", "accepted")
        offer: Offer = found[number % len(found)]
        return offer

    def in_order(self, rows: Any) -> list[Any]:
        """The same order every time, whatever the random ids are."""
        asked = [one.pk for one in self.requests]
        people = [one.pk for one in (*self.people, self.line)]
        return sorted(
            rows, key=lambda one: (asked.index(one.request_id), people.index(one.interpreter_id))
        )

    def accept(self, number: int) -> None:
        operations.accept_offer(offer=self.one_offer(number), by=None, at=self.at)

    def decline(self, number: int) -> None:
        operations.decline_offer(offer=self.one_offer(number), by=None, at=self.at)

    def assign(self, number: int, who: int, start: datetime) -> None:
        request = self.request(number)
        operations.assign(
            request=request,
            interpreter=self.people[who],
            start=start,
            mode=request.mode,
            why="agreed",
            by=self.by,
            at=self.at,
        )

    def call_line(self, number: int) -> None:
        request = self.request(number)
        operations.book_vendor_line(
            request=request, line=self.line, start=request.preferred_at, by=self.by, at=self.at
        )

    def cannot_come(self, number: int) -> None:
        found = self.in_order(Booking.objects.standing())
        if found:
            booking = found[number % len(found)]
            operations.find_substitute(booking=booking, by=None, at=self.at)

    def cancel(self, number: int) -> None:
        operations.cancel_request(request=self.request(number), by=self.by, at=self.at)

    def wait(self, hours: int) -> None:
        self.at += HOUR * hours
        operations.tend_offers(self.at)

    def done(self, number: int, minutes: int) -> None:
        said: dict[str, Any] = {"minutes": minutes} if minutes else {"absent": "others"}
        operations.record_outcome(request=self.request(number), by=self.by, at=self.at, **said)

    def plan(self) -> None:
        """Whatever the plan moves, it is not what is locked."""
        soon = self.at + locked_before()
        before = {
            one.pk: (one.interpreter_id, one.start_at, one.mode)
            for one in Booking.objects.standing()
            if one.is_locked or one.start_at < soon
        }
        operations.run_matching(week=WEEK, by=None, at=self.at)
        after = {
            one.pk: (one.interpreter_id, one.start_at, one.mode)
            for one in Booking.objects.standing().filter(pk__in=before)
        }
        assert after == before, "what was locked moved"


def nobody_is_in_two_places() -> None:
    """Nor too far away: the way between two meetings fits between them. A line can be in many calls."""
    travel = by_area()
    held: dict[Any, list[Booking]] = {}
    rows = Booking.objects.standing().exclude(interpreter__kind="vendor_line")
    for one in rows.select_related("request__area").order_by("start_at"):
        held.setdefault(one.interpreter_id, []).append(one)
    for mine in held.values():
        for one, other in pairwise(mine):
            met = [one.mode, other.mode].count(Mode.IN_PERSON)
            way = REMOTE_GAP * met
            if met == 2:
                here, there = one.request.area, other.request.area
                way = QUARTER * travel(here and here.code, there and there.code)
            assert one.end_at + way <= other.start_at, "she cannot be there in time"
    slots = sum((one.end_at - one.start_at) // QUARTER for mine in held.values() for one in mine)
    assert BookedQuarter.objects.count() == slots


def every_state_has_its_seats() -> None:
    """As many as it says, never more; what is over without a meeting holds nobody, and asks nobody."""
    for one in InterpreterRequest.objects.all():
        seats = one.bookings.standing().count()
        assert seats <= one.team, "a seat too many"
        if one.status in (Status.FILLED, Status.DONE, Status.NO_SHOW):
            assert seats == one.team, one.status
        elif one.status not in LIVE:
            assert seats == 0, f"somebody goes to what is {one.status}"
        asks = one.offers.open().count()
        assert not asks or one.status in (Status.OPEN, Status.OFFERED), one.status


def the_ledger_says_what_the_requests_say() -> None:
    """Every sum, by everything it is split by; what was taken back is gone."""
    rows = list(InterpreterRequest.objects.all())
    ended = [one for one in rows if one.status in CLOSED]
    done = [one for one in rows if one.status == Status.DONE]
    assert sums(REQUESTED, "language", "mode") == tally((one.language, one.mode) for one in rows)
    assert sums(DIALECT, "language", "dialect") == tally(
        (one.language, one.dialect_counted) for one in rows if one.dialect_counted
    )
    assert sums(ENDED, "language", "mode", "outcome", "reason") == tally(
        (one.language, one.mode, one.status, one.cause or one.absent) for one in ended
    )
    days = sum((local_day(one.preferred_at) - local_day(one.asked_at)).days for one in rows)
    assert sums(LEAD_DAYS) == tally([()] * days)
    assert sums(FOUND) == tally(() for one in rows if one.filled_at)
    assert sums(MEETINGS) == tally(() for _one in done)
    assert sums(MINUTES) == tally([()] * sum(one.minutes or 0 for one in done))


def sums(kind: str, *by: str) -> dict[tuple[str, ...], int]:
    """What the ledger counted here, by some dimensions; what came to nothing left out."""
    found = quantities(kind, 2026, by=by, method="records")
    return {one.cell: int(one.quantity) for one in found if one.quantity}


def tally(found: Any) -> dict[tuple[str, ...], int]:
    """How often each is there."""
    return dict(Counter(found))


WHOLE_DAY = {"is_flexible": False, "is_far": False, "also": (), "dialect": ""}
FIRST = WHOLE_DAY | {
    "language": "kea", "mode": "phone", "preferred_at": THURSDAY, "length_minutes": 60, "team": 1,
}  # fmt: skip


@settings(max_examples=max(15, settings().max_examples // 2))
@given(steps=STEPS)
def test_whatever_is_done_the_house_holds_and_the_ledger_agrees(steps: list[Any]) -> None:
    with transaction.atomic():
        office = Office()
        office.ask(FIRST)
        for act, *said in steps:
            office.do(act, *said)
            nobody_is_in_two_places()
            every_state_has_its_seats()
        the_ledger_says_what_the_requests_say()
        connection.set_rollback(True)
