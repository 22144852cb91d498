"""A colleague sends somebody, finds a substitute, or calls a vendor's line."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.request import WAITING, Mode, Status
from xenia.work.language_access.operations.asking import Asked, request_interpreter
from xenia.work.language_access.operations.offers import CAN_BE_OFFERED, give_up, send_offers
from xenia.work.language_access.operations.seats import (
    locked_request,
    refuse_unless,
    release,
    take_seat,
    tell_asker,
    tell_interpreter,
)
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.queries.weeks import WeekOfRequests


class Why(models.TextChoices):
    """Why a colleague chose somebody by hand. Coded: free words could tell of a person."""

    FITS = "fits", _("Fits")
    AGREED = "agreed", _("Agreed on the phone")
    KNOWN = "known", _("Was there before")
    NOBODY_ELSE = "nobody_else", _("Nobody else can")


class NoVendorLine(ValueError):
    """Only a vendor's line is called so, by phone or video."""


class WhyIsNeeded(ValueError):
    """Something speaks against her: say why she goes all the same."""


@transaction.atomic
def assign(
    *,
    request: InterpreterRequest,
    interpreter: Interpreter,
    start: datetime,
    mode: str,
    why: str,
    by: User,
    at: datetime,
) -> Booking:
    """A colleague sends somebody. What speaks against her may be set aside with a reason; a booking elsewhere may not.

    Raises WrongState when it is filled or over, WhyIsNeeded, NoSeatLeft, NotFree, NotSent.
    """
    current = locked_request(request)
    refuse_unless(current, *CAN_BE_OFFERED, to=Status.FILLED)
    if Why(why) == Why.FITS and not _fits(current, interpreter, start, at):
        raise WhyIsNeeded(f"something speaks against {interpreter.pk}")
    booking = take_seat(
        current,
        interpreter,
        start=start,
        mode=Mode(mode),
        how=Booking.How.ASSIGNED,
        at=at,
        is_locked=True,
    )
    mine = current.offers.open().filter(interpreter=interpreter)
    for offer in mine:
        transition(offer, to=Offer.Status.ACCEPTED, at=at, answered_at=at)
    audit.record(by, "language_access.assigned", booking, at=at, purpose=why)
    tell_interpreter(booking, at=at)
    return booking


def _fits(
    request: InterpreterRequest, interpreter: Interpreter, start: datetime, at: datetime
) -> bool:
    found = WeekOfRequests(week_start(request.preferred_at), at).options(request, start=start)
    return any(one.interpreter == interpreter.pk for one in found)


@transaction.atomic
def find_substitute(
    *, booking: Booking, by: User | None, at: datetime, excuse: str = "", tell: bool | None = None
) -> list[Offer]:
    """Somebody who was booked cannot come: the next are asked at once, and whoever asked learns it. Returns their offers.

    by: the interpreter who gives it back, or a colleague. excuse: why, a value of `Booking.Excuse`. tell: whether she is
    told; unless said, when it was not she who did it. Raises WrongState when it is over or was given back before.
    """
    current = locked_request(booking.request)
    held = current.bookings.standing().filter(pk=booking.pk).select_related("interpreter").first()
    if held is None or current.status not in (Status.FILLED, *WAITING):
        raise WrongState(current, current.status, Status.OPEN)
    if tell is None:
        tell = by is None or held.interpreter.user_id != by.pk
    release(held, at=at, tell=tell)
    Booking.objects.filter(pk=held.pk).update(was_given_back=True, excuse=excuse)
    if current.status == Status.FILLED:
        transition(current, to=Status.OPEN, at=at)
    audit.record(by, "language_access.gave_back", held, at=at)
    sent = send_offers(request=current, by=None, at=at)
    if sent or current.offers.to_answer(at).exists():
        tell_asker(current, at=at)
    else:
        give_up(current, at=at)
    return sent


@transaction.atomic
def book_vendor_line(
    *,
    request: InterpreterRequest,
    line: Interpreter,
    start: datetime,
    by: User | None,
    at: datetime,
    mode: str = Mode.PHONE,
) -> Booking:
    """A vendor's line takes it, by phone or video. A line can be in many calls at once.

    Raises NoVendorLine, WrongState, NoSeatLeft, NotSent.
    """
    if not line.is_vendor_line or mode == Mode.IN_PERSON:
        raise NoVendorLine(f"interpreter {line.pk} by {mode}")
    current = locked_request(request)
    refuse_unless(current, *CAN_BE_OFFERED, to=Status.FILLED)
    booking = take_seat(
        current, line, start=start, mode=mode, how=Booking.How.VENDOR, at=at, is_locked=True
    )
    audit.record(by, "language_access.vendor_called", booking, at=at)
    return booking


@transaction.atomic
def ask_vendor_now(
    *, asked: Asked, line: Interpreter, by: User | None, at: datetime
) -> InterpreterRequest:
    """Somebody stands here now: it is asked for and given to a vendor's line in one step.

    Raises what `request_interpreter` and `book_vendor_line` raise.
    """
    request = request_interpreter(asked=asked, by=by, at=at)
    mode = asked.mode if asked.mode != Mode.IN_PERSON else Mode.PHONE
    book_vendor_line(
        request=request, line=line, start=request.preferred_at, mode=mode, by=by, at=at
    )
    request.refresh_from_db()
    return request
