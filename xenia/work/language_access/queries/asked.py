"""Who was asked for a request already."""

from uuid import UUID

from xenia.work.language_access.models import InterpreterRequest, Offer

MAY_BE_ASKED_AGAIN = (Offer.Status.TAKEN, Offer.Status.WITHDRAWN)


def asked_before(request: InterpreterRequest) -> frozenset[UUID]:
    """Those who answered, were silent, or gave it back, since it was last said what is needed."""
    offers = request.offers.filter(sent_at__gte=request.said_at).exclude(
        status__in=MAY_BE_ASKED_AGAIN
    )
    bookings = request.bookings.filter(booked_at__gte=request.said_at)
    return frozenset(
        [
            *offers.values_list("interpreter_id", flat=True),
            *bookings.values_list("interpreter_id", flat=True),
        ]
    )


def was_given_back(request: InterpreterRequest) -> bool:
    """Whether somebody was to come and cannot, since it was last said what is needed."""
    rows = request.bookings.filter(was_given_back=True, booked_at__gte=request.said_at)
    found: bool = rows.exists()
    return found
