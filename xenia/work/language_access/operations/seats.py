"""The one place where time of an interpreter is given away, and given back."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.ledger_kinds import count_ended, count_found
from xenia.work.language_access.messages import (
    NEWS_FOR_HER,
    NEWS_FOR_YOU,
    NOT_EXPECTED,
    NOT_NEEDED,
    REQUEST_TO_LOOK_AT,
)
from xenia.work.language_access.models import (
    BookedQuarter,
    Booking,
    Interpreter,
    InterpreterRequest,
    Offer,
)
from xenia.work.language_access.models.interpreter import Status as Standing
from xenia.work.language_access.models.request import QUARTER, Status
from xenia.work.language_access.queries.travel import MOST, by_area, quarters_between

# An upper room that asks for interpreters hears what becomes of a request: {the `origin` it gave: what to call}.
HEARD_BY: dict[str, Callable[[InterpreterRequest, datetime], object]] = {}


class NotFree(Exception):
    """She is somewhere else at this time, or cannot get there from where she is before."""


class NoSeatLeft(Exception):
    """Somebody else was first: all who are needed are booked."""


class NotSent(Exception):
    """She does not work with us now."""


def locked_request(request: InterpreterRequest) -> InterpreterRequest:
    """The request as it is now, held until the transaction ends. Always before an interpreter."""
    rows = InterpreterRequest.objects.select_for_update(of=("self",))
    current: InterpreterRequest = rows.select_related("area").get(pk=request.pk)
    return current


def take_seat(
    request: InterpreterRequest,
    interpreter: Interpreter,
    *,
    start: datetime,
    mode: str,
    how: str,
    at: datetime,
    is_locked: bool,
) -> Booking:
    """Book an interpreter for a request that is locked. It is filled once every seat is taken.

    Raises NoSeatLeft, NotSent, NotFree, WrongState. A vendor's line can be in many calls at once.
    """
    seats = set(range(1, request.team + 1))
    seats -= set(request.bookings.standing().values_list("seat", flat=True))
    if not seats:
        raise NoSeatLeft(f"request {request.pk} has its interpreters")
    current = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
    if current.status != Standing.ACTIVE:
        raise NotSent(f"interpreter {current.pk} is {current.status}")
    booking = Booking(
        request=request,
        interpreter=current,
        seat=min(seats),
        start_at=start,
        end_at=request.ends(start),
        mode=mode,
        how=how,
        booked_at=max(at, request.said_at),
        is_locked=is_locked,
    )
    if not current.is_vendor_line:
        _check_way(booking)
    _save(booking)
    if len(seats) == 1:
        _fill(request, at)
    elif request.status == Status.UNFILLED:
        # One of a team is found: the other is looked for again.
        reopen_count(request, at)
        transition(request, to=Status.OPEN, at=at, cause="", closed_on=None)
    return booking


def _check_way(booking: Booking) -> None:
    """Raises NotFree when the way from the meeting before, or to the one after, is too long."""
    travel, reach = by_area(), QUARTER * MOST
    others = Booking.objects.standing().filter(
        interpreter=booking.interpreter_id,
        end_at__gt=booking.start_at - reach,
        start_at__lt=booking.end_at + reach,
    )
    for one in others.select_related("request__area"):
        gap = max(booking.start_at - one.end_at, one.start_at - booking.end_at)
        if gap < QUARTER * quarters_between(booking, one, travel):
            raise NotFree(f"interpreter {booking.interpreter_id} cannot get there in time")


def _save(booking: Booking) -> None:
    quarters = [] if booking.interpreter.is_vendor_line else list(_quarters(booking))
    try:
        with transaction.atomic():
            booking.save(force_insert=True)
            BookedQuarter.objects.bulk_create(quarters)
    except IntegrityError:
        raise NotFree(f"interpreter {booking.interpreter_id} is booked at this time") from None


def _quarters(booking: Booking) -> list[BookedQuarter]:
    count = (booking.end_at - booking.start_at) // QUARTER
    return [
        BookedQuarter(
            booking=booking,
            interpreter_id=booking.interpreter_id,
            start_at=booking.start_at + number * QUARTER,
        )
        for number in range(count)
    ]


def _fill(request: InterpreterRequest, at: datetime) -> None:
    was_found = request.filled_at is not None
    reopen_count(request, at)
    transition(request, to=Status.FILLED, at=at, filled_at=at, cause="", closed_on=None)
    if not was_found:
        count_found(request, at=at)
    end_offers(request, to=Offer.Status.TAKEN, at=at)
    tell_asker(request, at=at)


def reopen_count(request: InterpreterRequest, at: datetime) -> None:
    """What was counted as not filled is taken back: it goes on."""
    if request.status == Status.UNFILLED:
        count_ended(request, on=local_day(at), times=-1)


def release(booking: Booking, *, at: datetime, tell: bool = True) -> None:
    """Her time is her own again. Nothing happens when it was released before."""
    if Booking.objects.standing().filter(pk=booking.pk).update(released_at=at):
        booking.released_at = at
        booking.quarters.all().delete()
        if tell:
            tell_interpreter(booking, at=at)


def release_all(request: InterpreterRequest, *, at: datetime) -> None:
    """Nobody goes there any more."""
    for booking in request.bookings.standing().select_related("interpreter"):
        release(booking, at=at)


def end_offers(request: InterpreterRequest, *, to: str, at: datetime) -> None:
    """Whoever was asked and has not answered is told that it is settled."""
    for offer in request.offers.open().select_related("interpreter"):
        transition(offer, to=to, at=at, answered_at=at)
        queue(NOT_NEEDED, offer, to=offer.interpreter, on=local_day(at))


def tell_interpreter(booking: Booking, *, at: datetime) -> None:
    """Something in her week is new, changed, or not there any more."""
    template = NEWS_FOR_HER if booking.released_at is None else NOT_EXPECTED
    queue(template, booking, to=booking.interpreter, on=local_day(at))


def tell_asker(request: InterpreterRequest, *, at: datetime, writes: bool = True) -> None:
    """Whoever asked learns that something happened: a colleague by a message, another room by its own way.

    writes: False where another message of the same act tells the colleague already.
    """
    if request.asked_by and writes:
        queue(NEWS_FOR_YOU, request, to=request.asked_by, on=local_day(at))
    if request.origin in HEARD_BY:
        HEARD_BY[request.origin](request, at)


def tell_office(request: InterpreterRequest, *, at: datetime) -> None:
    """A colleague has to look."""
    queue(REQUEST_TO_LOOK_AT, request, on=local_day(at))


def close(
    request: InterpreterRequest, *, to: str, by: User | None, act: str, at: datetime, **fields: str
) -> InterpreterRequest:
    """It comes to an end: nobody goes there, nobody is asked any more, and it is counted. Raises WrongState."""
    reopen_count(request, at)
    said = {"cause": ""} | fields
    transition(request, to=to, at=at, closed_on=local_day(at), **said)
    release_all(request, at=at)
    end_offers(request, to=Offer.Status.WITHDRAWN, at=at)
    count_ended(request, on=local_day(at))
    audit.record(by, act, request, at=at)
    return request


def refuse_unless(request: InterpreterRequest, *statuses: str, to: str) -> None:
    """Raises WrongState when it stands elsewhere."""
    if request.status not in statuses:
        raise WrongState(request, request.status, to)
