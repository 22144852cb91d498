"""An interpreter's own week: where she goes, what she was asked, what she has still to tell, how much she did."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum

from xenia.ground.common.dates import day_span, local_day
from xenia.work.language_access.matching import Mode
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.interpreter import HERE
from xenia.work.language_access.models.request import QUARTER, Status
from xenia.work.language_access.queries.travel import MOST, by_area, quarters_between
from xenia.work.language_access.tokens import booking_behind, hash_of

# So long she can still tell how it went; so long a link from a message opens.
TELL_WITHIN = timedelta(days=14)
SHOWN = 60


def offer_behind(token: str) -> Offer | None:
    """The offer a link is of; None when there is none, or she left."""
    rows = Offer.objects.select_related("request__area", "interpreter__user")
    found: Offer | None = rows.filter(
        token_hash=hash_of(token), interpreter__status__in=HERE
    ).first()
    return found


def booking_behind_link(token: str, *, at: datetime) -> Booking | None:
    """The booking a link is of; None some days after it was over, or when she left."""
    rows = Booking.objects.filter(end_at__gt=at - TELL_WITHIN, interpreter__status__in=HERE)
    found: Booking | None = _with_all(rows).filter(pk=booking_behind(token)).first()
    return found


def own_booking(interpreter: Interpreter, pk: Any) -> Booking | None:
    """One of her bookings."""
    found: Booking | None = _with_all(
        Booking.objects.filter(interpreter=interpreter, pk=pk)
    ).first()
    return found


def _with_all(rows: Any) -> Any:
    return rows.select_related("request__organization", "request__area", "interpreter__user")


def booking_of(offer: Offer) -> Booking | None:
    """What came of her yes."""
    rows = Booking.objects.filter(request=offer.request_id, interpreter=offer.interpreter_id)
    found: Booking | None = rows.order_by("-booked_at").first()
    return found


def said_yes_before(offer: Offer) -> Booking | None:
    """Her booking, when she said yes to an offer before, in another tab or on another device."""
    accepted = Offer.objects.filter(pk=offer.pk, status=Offer.Status.ACCEPTED)
    return booking_of(offer) if accepted.exists() else None


def _light(rows: Any) -> Any:
    """For lists: neither place nor topic is opened."""
    found = rows.select_related("request__organization", "request__area")
    return found.defer("request__place", "request__topic")


def to_come(interpreter: Interpreter, at: datetime) -> list[Booking]:
    """Where she goes from today on, the next first, also what began this morning."""
    rows = Booking.objects.standing().filter(
        interpreter=interpreter,
        end_at__gt=min(at, day_span(local_day(at))[0]),
        request__status__in=(Status.OPEN, Status.OFFERED, Status.FILLED),
    )
    return list(_light(rows).order_by("start_at")[:SHOWN])


def to_tell(interpreter: Interpreter, at: datetime) -> list[Booking]:
    """What is over, and nobody has said how it went."""
    rows = Booking.objects.standing().filter(
        interpreter=interpreter,
        end_at__lte=at,
        end_at__gt=at - TELL_WITHIN,
        request__status=Status.FILLED,
    )
    return list(_light(rows).order_by("start_at")[:SHOWN])


def to_answer(interpreter: Interpreter, at: datetime) -> list[Offer]:
    """What she can say yes or no to, in the order of the days."""
    rows = Offer.objects.to_answer(at).filter(interpreter=interpreter)
    return list(_light(rows).order_by("start_at", "answer_by")[:SHOWN])


def done_in(interpreter: Interpreter, month: date) -> tuple[int, int]:
    """How many meetings were done in the month of a day, and how many minutes they took."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = InterpreterRequest.objects.filter(
        status=Status.DONE,
        bookings__interpreter=interpreter,
        bookings__released_at=None,
        bookings__start_at__gte=day_span(first)[0],
        bookings__start_at__lt=day_span(after)[0],
    )
    found = rows.aggregate(meetings=Count("pk"), minutes=Sum("minutes"))
    return found["meetings"], found["minutes"] or 0


def clash(offer: Offer, before: Iterable[Booking]) -> Booking | None:
    """Where she goes already at the time of an offer, or too near to it to be at both."""
    ends, reach = offer.request.ends(offer.start_at), QUARTER * MOST
    near = [
        one for one in before if one.end_at > offer.start_at - reach and one.start_at < ends + reach
    ]
    travel = by_area() if near else None
    for one in near:
        gap = max(offer.start_at - one.end_at, one.start_at - ends)
        if travel and gap < QUARTER * quarters_between(offer, one, travel):
            return one
    return None


def way_minutes(offer: Offer, before: Iterable[Booking]) -> int | None:
    """How long the way takes from where she is before, that day; None when it starts from home or is no way at all."""
    if offer.mode != Mode.IN_PERSON:
        return None
    same_day = [
        one
        for one in before
        if one.mode == Mode.IN_PERSON
        and one.end_at <= offer.start_at
        and local_day(one.end_at) == local_day(offer.start_at)
    ]
    if not same_day:
        return None
    here, there = max(same_day, key=lambda one: one.end_at).request.area, offer.request.area
    return 15 * by_area()(here and here.code, there and there.code)
