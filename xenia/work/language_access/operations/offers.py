"""Interpreters are asked, a few at a time, the best first; who says yes first goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.messages import OFFER
from xenia.work.language_access.models import (
    Booking,
    HoursException,
    Interpreter,
    InterpreterRequest,
    Offer,
)
from xenia.work.language_access.models.request import WAITING, Cause, Status
from xenia.work.language_access.operations.seats import (
    close,
    locked_request,
    refuse_unless,
    reopen_count,
    take_seat,
    tell_asker,
    tell_office,
)
from xenia.work.language_access.queries.asked import asked_before
from xenia.work.language_access.queries.away import away_times, is_away
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.queries.weeks import Option, WeekOfRequests
from xenia.work.language_access.terms import ASKED_AT_ONCE, OFFERED_AHEAD, answer_by
from xenia.work.language_access.tokens import hash_of, token_for

CAN_BE_OFFERED = (*WAITING, Status.UNFILLED)


class TooLate(Exception):
    """The time to answer is over."""


class SaidAway(Exception):
    """She says herself that she is away at this time."""


@transaction.atomic
def send_offers(
    *,
    request: InterpreterRequest,
    by: User | None,
    at: datetime,
    to: Sequence[Interpreter] | None = None,
    most: int = ASKED_AT_ONCE,
    within: timedelta | None = None,
) -> list[Offer]:
    """The next few who fit are asked: the three who fit best and were not asked yet, or those a colleague chose.

    most: another number than three. within: how long they may take to answer; None for what is usual. Returns the offers that were sent; none when nobody is left, and then nothing changed. Raises WrongState.
    """
    current = locked_request(request)
    refuse_unless(current, *CAN_BE_OFFERED, to=Status.OFFERED)
    chosen = _chosen(current, to, most, at)
    if not chosen:
        return []
    tier = 1 + max(current.offers.values_list("tier", flat=True), default=0)
    people = Interpreter.objects.in_bulk([one.interpreter for one in chosen])
    sent = [_send(current, people[one.interpreter], one, tier, within, at) for one in chosen]
    reopen_count(current, at)
    if current.status != Status.OFFERED:
        transition(current, to=Status.OFFERED, at=at, cause="", closed_on=None)
    audit.record(by, "language_access.offers_sent", current, at=at)
    return sent


def _chosen(
    request: InterpreterRequest, to: Sequence[Interpreter] | None, most: int, at: datetime
) -> list[Option]:
    week = WeekOfRequests(week_start(request.preferred_at), at)
    start = _start_of_team(request, week)
    if request.team > 1 and start is None:
        return []
    before = asked_before(request)
    free = [one for one in week.options(request, start=start) if one.interpreter not in before]
    if to is not None:
        wanted = {one.pk for one in to}
        return [one for one in free if one.interpreter in wanted]
    return free[: max(most, request.team)]


def _start_of_team(request: InterpreterRequest, week: WeekOfRequests) -> datetime | None:
    """Two who interpret together begin together: with who is booked already, or when two are free at once."""
    booked: Booking | None = request.bookings.standing().first()
    if booked:
        return booked.start_at
    return week.common_start(request) if request.team > 1 else None


def _send(
    request: InterpreterRequest,
    interpreter: Interpreter,
    option: Option,
    tier: int,
    within: timedelta | None,
    at: datetime,
) -> Offer:
    pk = new_id()
    offer: Offer = Offer.objects.create(
        pk=pk,
        request=request,
        interpreter=interpreter,
        tier=tier,
        mode=option.mode,
        start_at=option.start_at,
        # The worker looks at its clock before it holds the request, which may be younger.
        sent_at=max(at, request.said_at),
        answer_by=answer_by(option.start_at, at, within),
        token_hash=hash_of(token_for(pk)),
    )
    queue(OFFER, offer, to=interpreter, on=local_day(at))
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, by: User | None, at: datetime) -> Booking:
    """She says yes, signed in or by her link, and is booked. Of two who take the last seat one gets it.

    Raises WrongState when it was answered, taken or withdrawn before; TooLate; NotFree when she is booked elsewhere by
    now; NotSent; SaidAway. Nothing is changed then.
    """
    current, request = _held(offer)
    if current.status != Offer.Status.OPEN or request.status not in CAN_BE_OFFERED:
        raise WrongState(current, current.status, Offer.Status.ACCEPTED)
    if not current.can_be_answered(at):
        raise TooLate(f"offer {offer.pk} was to be answered by {current.answer_by}")
    _check_there(current, request)
    transition(current, to=Offer.Status.ACCEPTED, at=at, answered_at=at)
    booking = take_seat(
        request,
        current.interpreter,
        start=current.start_at,
        mode=current.mode,
        how=Booking.How.OFFER,
        at=at,
        is_locked=True,
    )
    audit.record(by, "language_access.offer_accepted", current, at=at)
    return booking


def _check_there(offer: Offer, request: InterpreterRequest) -> None:
    start, end = offer.start_at, request.ends(offer.start_at)
    if is_away(start, end, away_times(offer.interpreter, start, end)):
        raise SaidAway(f"interpreter {offer.interpreter_id} is away at {start}")


@transaction.atomic
def decline_offer(*, offer: Offer, by: User | None, at: datetime) -> Offer:
    """She says no. When nobody asked is left, the next are asked at once. Raises WrongState."""
    current, request = _held(offer)
    transition(current, to=Offer.Status.DECLINED, at=at, answered_at=at)
    audit.record(by, "language_access.offer_declined", current, at=at)
    go_on(request, at=at)
    return current


def decline_while_away(
    interpreter: Interpreter, away: Sequence[HoursException], *, by: User | None, at: datetime
) -> None:
    """What she is asked for at times she is away is answered by that: others are asked. Inside a transaction."""
    rows = Offer.objects.to_answer(at).filter(interpreter=interpreter).select_related("request")
    for offer in rows.order_by("request_id"):
        if not is_away(offer.start_at, offer.request.ends(offer.start_at), away):
            continue
        current, _request = _held(offer)
        if current.can_be_answered(at):
            decline_offer(offer=current, by=by, at=at)


def _held(offer: Offer) -> tuple[Offer, InterpreterRequest]:
    """The request first, as everywhere: then nobody waits for the other in a circle."""
    request = locked_request(offer.request)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("interpreter")
    return rows.get(pk=offer.pk), request


def go_on(request: InterpreterRequest, *, at: datetime) -> None:
    """Ask the next, once nobody is left who could still answer; when nobody is left to ask, say why."""
    if request.status not in WAITING or request.offers.to_answer(at).exists():
        return
    if not send_offers(request=request, by=None, at=at):
        give_up(request, at=at)


def give_up(request: InterpreterRequest, *, at: datetime) -> None:
    """Nobody is left: whoever asked and the office learn it, and the cause is kept."""
    cause = WeekOfRequests(week_start(request.preferred_at), at).cause(request)
    if cause == Cause.OPEN or request.offers.filter(sent_at__gte=request.said_at).exists():
        cause = Cause.NO_ANSWER
    close(
        request,
        to=Status.UNFILLED,
        by=None,
        act="language_access.request_unfilled",
        at=at,
        cause=cause,
    )
    tell_asker(request, at=at)
    tell_office(request, at=at)


def tend_offers(at: datetime) -> int:
    """What is due: offers run out, the next are asked, and what nobody can take any more is closed. How many requests.

    One transaction for each, so that one that fails holds up no other.
    """
    run_out = Offer.objects.open().filter(answer_by__lte=at).values_list("request_id", flat=True)
    soon = InterpreterRequest.objects.waiting().filter(preferred_at__lte=at + OFFERED_AHEAD)
    waiting = soon.exclude(offers__status=Offer.Status.OPEN).values_list("pk", flat=True)
    tended = sorted({*run_out, *waiting})
    for pk in tended:
        _tend(InterpreterRequest(pk=pk), at)
    return len(tended)


@transaction.atomic
def _tend(request: InterpreterRequest, at: datetime) -> None:
    current = locked_request(request)
    for offer in current.offers.open().filter(answer_by__lte=at):
        transition(offer, to=Offer.Status.EXPIRED, at=at, answered_at=at)
        audit.record(None, "language_access.offer_ran_out", offer, at=at)
    if current.status in WAITING and at > current.latest_at - current.length:
        give_up(current, at=at)
    else:
        go_on(current, at=at)
