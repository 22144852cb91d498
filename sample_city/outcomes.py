"""What became of the requests of a week that is over: who went, who did not come, what nobody could fill. Invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sample_city.asked import Drawn
from xenia.ground.common.dates import day_span, local_day
from xenia.ground.ledger.operations import Fact, record_all
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.subjects import new_records
from xenia.work.language_access.ledger_kinds import asked_facts, ended_facts, found_facts
from xenia.work.language_access.matching import match
from xenia.work.language_access.models import (
    BookedQuarter,
    Booking,
    InterpreterRequest,
)
from xenia.work.language_access.models.request import QUARTER, Absent, Cause, Mode, Status
from xenia.work.language_access.queries.dialects import dialect_counted
from xenia.work.language_access.queries.requests import line_for
from xenia.work.language_access.queries.slots import moment_of
from xenia.work.language_access.queries.weeks import WeekOfRequests
from xenia.work.language_access.terms import is_late

# Of a hundred for whom somebody was found; the others took place.
CANCELLED, ABSENT, NO_ANSWER = 0.11, 0.15, 0.19
HOW: Final[Mapping[str, int]] = {
    Booking.How.OFFER: 50,
    Booking.How.MATCHED: 30,
    Booking.How.ASSIGNED: 20,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Who was found for a request, and when it began."""

    interpreter: UUID
    start_at: datetime
    is_line: bool = False


def write_week(monday: date, drawn: Mapping[UUID, Drawn]) -> None:
    """Plan the week as the office does, let time pass, and write all of it at once."""
    requests = {pk: _request(pk, one) for pk, one in drawn.items()}
    seen = WeekOfRequests(monday, day_span(monday)[0])
    places = _calls(requests, drawn) | _planned(requests, drawn, seen)
    bookings = []
    for pk, request in requests.items():
        place = _end(request, places.get(pk), drawn[pk], seen)
        if place:
            bookings.append(_booking(request, place, drawn[pk]))
    new_records(InterpreterRequest, requests.values())
    Booking.objects.bulk_create(bookings)
    BookedQuarter.objects.bulk_create(quarter for one in bookings for quarter in _quarters(one))
    try:
        record_all(_facts(requests.values(), bookings))
    except YearIsClosed:
        # Somebody locked the year meanwhile: its numbers stay as they are.
        return


def _request(pk: UUID, one: Drawn) -> InterpreterRequest:
    said = one.asked.record_fields()
    return InterpreterRequest(
        pk=pk,
        asked_at=one.asked_at,
        said_at=one.asked_at,
        dialect_counted=dialect_counted(said["language"], said["dialect"]),
        **said,
    )


def _calls(
    requests: Mapping[UUID, InterpreterRequest], drawn: Mapping[UUID, Drawn]
) -> dict[UUID, Place]:
    """Calls at once go to a vendor's line."""
    found = {}
    for pk, one in drawn.items():
        line = line_for(requests[pk].language, local_day(one.asked_at)) if one.is_now else None
        if line:
            found[pk] = Place(line.pk, requests[pk].preferred_at, is_line=True)
    return found


def _planned(
    requests: Mapping[UUID, InterpreterRequest], drawn: Mapping[UUID, Drawn], seen: WeekOfRequests
) -> dict[UUID, Place]:
    needs = tuple(seen.need(one) for pk, one in requests.items() if not drawn[pk].is_now)
    plan = match(replace(seen.base, needs=needs))
    return {
        one.request: Place(one.interpreter, moment_of(one.start, seen.start))  # type: ignore[misc,arg-type]
        for one in plan.assignments
    }


def _end(
    request: InterpreterRequest, place: Place | None, one: Drawn, seen: WeekOfRequests
) -> Place | None:
    """Say in the request what became of it. The place, where somebody was found for it."""
    luck = one.chance.random()
    if place is None or (ABSENT < luck < NO_ANSWER and not place.is_line):
        cause = Cause.OPEN if place else seen.cause(request)
        request.status = Status.UNFILLED
        request.cause = Cause.NO_ANSWER if cause == Cause.OPEN else cause
        request.closed_on = local_day(request.preferred_at)
        return None
    request.filled_at = _some_time(one, request.asked_at, place.start_at, at_most=0.3)
    request.closed_on = local_day(place.start_at)
    if luck < CANCELLED and not place.is_line:
        cancelled = _some_time(one, request.filled_at, place.start_at, at_most=1.0)
        early, late = Status.CANCELLED_EARLY, Status.CANCELLED_LATE
        request.status = late if is_late(place.start_at, cancelled) else early
        request.closed_on = local_day(cancelled)
    elif luck < ABSENT and not place.is_line:
        request.status = Status.NO_SHOW
        request.absent = one.chance.choices(list(Absent), (1, 4))[0]
    else:
        request.status = Status.DONE
        request.minutes = max(5, request.length_minutes + one.chance.choice((-10, -5, 0, 0, 5, 15)))
    return place


def _some_time(one: Drawn, after: datetime, before: datetime, *, at_most: float) -> datetime:
    """A moment between two, no later than a share of the way."""
    return after + (before - after) * (at_most * one.chance.random() ** 2)


def _booking(request: InterpreterRequest, place: Place, one: Drawn) -> Booking:
    how = one.chance.choices(list(HOW), list(HOW.values()))[0]
    is_cancelled = request.status in (Status.CANCELLED_EARLY, Status.CANCELLED_LATE)
    return Booking(
        request=request,
        interpreter_id=place.interpreter,
        start_at=place.start_at,
        end_at=request.ends(place.start_at),
        mode=Mode(request.mode),
        how=Booking.How.VENDOR if place.is_line else how,
        is_locked=how != Booking.How.MATCHED,
        booked_at=request.filled_at or request.asked_at,
        released_at=request.filled_at if is_cancelled else None,
    )


def _quarters(booking: Booking) -> Iterator[BookedQuarter]:
    """Her time is taken, as with any booking; a line can be in many calls, and what was cancelled takes none."""
    if booking.released_at is None and booking.how != Booking.How.VENDOR:
        for number in range((booking.end_at - booking.start_at) // QUARTER):
            yield BookedQuarter(
                booking=booking,
                interpreter_id=booking.interpreter_id,
                start_at=booking.start_at + number * QUARTER,
            )


def _facts(requests: Any, bookings: list[Booking]) -> Iterator[Fact]:
    found = {one.request_id for one in bookings}
    for one in requests:
        yield from asked_facts(one, on=local_day(one.asked_at))
        if one.pk in found:
            yield from found_facts(one, at=one.filled_at)
        yield from ended_facts(one, on=one.closed_on)
