"""A week is planned as a whole: the matching books who fits, and moves what is not locked yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import day_span
from xenia.ground.common.transitions import transition
from xenia.work.language_access.matching import Need, Week, match
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.interpreter import Status as Standing
from xenia.work.language_access.models.request import WAITING, Mode, Status
from xenia.work.language_access.operations.seats import (
    NoSeatLeft,
    NotFree,
    release,
    take_seat,
    tell_interpreter,
)
from xenia.work.language_access.queries.slots import moment_of
from xenia.work.language_access.queries.weeks import DAYS, WeekOfRequests
from xenia.work.language_access.terms import locked_before

MOST_MODES = len(Mode)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan did: requests that got somebody, that moved to another time or person, and that stay open.

    left: lines that were chosen and could not be done any more; something changed meanwhile.
    """

    filled: int
    moved: int
    unfilled: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """One interpreter of one request, as the plan has it."""

    interpreter: UUID
    start_at: datetime
    mode: Mode


class Stuck(Exception):
    """One line of a plan cannot be done by itself."""

    def __init__(self, request: InterpreterRequest) -> None:
        """request: whose line it is."""
        super().__init__(f"request {request.pk} cannot be seated so")
        self.request = request


@transaction.atomic
def run_matching(
    *, week: date, by: User | None, at: datetime, only: Mapping[UUID, str] | None = None
) -> Planned:
    """Plan the week that begins on a Monday: who waits gets somebody, and what is not locked may move for it.

    Nobody loses her interpreter. Whose booking is new or moved is told. Requests and interpreters are held meanwhile,
    so that nothing changes beneath the plan. only: the lines that are wanted, each with the mark under which it was
    shown (`mark_of`); a line that is otherwise by now, or that needs another one first, is left.
    """
    rows = movable_requests(week, at).select_for_update(of=("self",))
    requests = {one.pk: one for one in rows}
    list(Interpreter.objects.select_for_update().filter(status=Standing.ACTIVE).order_by("pk"))
    seats = planned_seats(requests, WeekOfRequests(week, at)).seats
    booked = seats_now(requests)
    changed = [one for pk, one in requests.items() if differs(pk, seats, booked)]
    if only is not None:
        changed = [one for one in changed if only.get(one.pk) == mark_of(seats[one.pk])]
    waited = {one.pk for one in changed if one.status != Status.FILLED}
    done = {one.pk for one in _do(changed, seats, by, at)}
    return Planned(
        filled=len(done & waited),
        moved=len(done - waited),
        unfilled=sum(one.status != Status.FILLED for one in requests.values()),
        left=(len(changed) if only is None else len(only)) - len(done),
    )


def _do(
    changed: list[InterpreterRequest],
    seats: Mapping[UUID, set[Seat]],
    by: User | None,
    at: datetime,
) -> list[InterpreterRequest]:
    """All that can be done together; what only goes after a line that is not wanted is left as it is."""
    while True:
        try:
            with transaction.atomic():
                wanted = [(one, _free_seats(one, seats[one.pk], at)) for one in changed]
                for request, seat in wanted:
                    _try_seat(request, seat, by, at)
                return changed
        except Stuck as stuck:
            for one in changed:
                one.refresh_from_db(fields=["status", "filled_at", "cause", "closed_on"])
            changed = [one for one in changed if one.pk != stuck.request.pk]


def _try_seat(
    request: InterpreterRequest, wanted: set[Seat], by: User | None, at: datetime
) -> None:
    try:
        _seat(request, wanted, by, at)
    except (NotFree, NoSeatLeft):
        raise Stuck(request) from None


def mark_of(seats: set[Seat]) -> str:
    """The same seats have the same mark."""
    said = sorted(f"{one.interpreter}{one.start_at.isoformat()}{one.mode}" for one in seats)
    return sha256("".join(said).encode()).hexdigest()[:16]


def movable_requests(week: date, at: datetime) -> Any:
    """Those that wait in this week, and those that are booked and may still move; in one order."""
    first, last = day_span(week)[0], day_span(week + timedelta(days=DAYS - 1))[1]
    movable = Q(status=Status.FILLED, preferred_at__gt=at + locked_before())
    locked = Booking.objects.standing().filter(
        Q(is_locked=True) | Q(start_at__lt=at + locked_before())
    )
    rows = InterpreterRequest.objects.filter(
        Q(status__in=(*WAITING, Status.UNFILLED))
        | movable & ~Q(pk__in=locked.values("request_id")),
        preferred_at__gte=max(first, at),
        preferred_at__lt=last,
    )
    return rows.select_related("area").order_by("pk")


@dataclass(frozen=True, slots=True)
class WeekPlanned:
    """Who goes where by the plan, and the week with all of it held."""

    seats: Mapping[UUID, set[Seat]]
    week: Week


def planned_seats(requests: Mapping[UUID, InterpreterRequest], seen: WeekOfRequests) -> WeekPlanned:
    """Who goes where: first in the modes that are wished, then whoever is left in the next mode that would do.

    Nothing is written.
    """
    booked = seats_now(requests)
    modes = {pk: _mode_now(one, booked) for pk, one in requests.items()}
    refused = refused_by(requests)

    def need(pk: UUID) -> Need:
        found = seen.need(requests[pk], modes[pk])
        return replace(found, excluded=found.excluded | refused[pk])

    week = replace(seen.base, needs=tuple(need(pk) for pk in requests))
    for turn in range(MOST_MODES):
        plan = match(week)
        week = week.after(plan.assignments)
        again = {
            pk: requests[pk].modes[turn + 1]
            for pk in _unfilled(week)
            if turn + 1 < len(requests[pk].modes)
        }
        if not again:
            break
        modes |= again
        week = replace(week, needs=tuple(need(one.id) for one in week.needs))  # type: ignore[arg-type]
    return WeekPlanned(_read(week, modes, seen), week)


def seats_now(requests: Collection[UUID]) -> dict[UUID, set[Seat]]:
    """Who is booked for some requests."""
    found: defaultdict[UUID, set[Seat]] = defaultdict(set)
    for one in Booking.objects.standing().filter(request__in=list(requests)):
        found[one.request_id].add(_seat_of(one))
    return found


def _seat_of(booking: Booking) -> Seat:
    return Seat(booking.interpreter_id, booking.start_at, Mode(booking.mode))


def _mode_now(request: InterpreterRequest, booked: Mapping[UUID, set[Seat]]) -> Mode:
    seat = min(booked.get(request.pk, ()), key=lambda one: one.start_at, default=None)
    return seat.mode if seat else request.modes[0]


def _unfilled(week: Week) -> list[UUID]:
    held = [one.request for person in week.candidates for one in person.held]
    return [need.id for need in week.needs if held.count(need.id) < need.team]  # type: ignore[misc]


def refused_by(requests: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Who said no to a request, or gave it back: the plan sends nobody where she said she cannot go."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    offers = Offer.objects.filter(
        status=Offer.Status.DECLINED, request__in=list(requests), sent_at__gte=F("request__said_at")
    )
    returned = Booking.objects.filter(
        was_given_back=True, request__in=list(requests), booked_at__gte=F("request__said_at")
    )
    for rows in (offers, returned):
        for request, who in rows.values_list("request_id", "interpreter_id"):
            found[request].add(who)
    return found


def _read(week: Week, modes: Mapping[UUID, Mode], seen: WeekOfRequests) -> dict[UUID, set[Seat]]:
    found: defaultdict[UUID, set[Seat]] = defaultdict(set)
    asked = {need.id for need in week.needs}
    for person in week.candidates:
        for one in person.held:
            if one.request in asked:
                start = moment_of(one.start, seen.start)
                found[one.request].add(Seat(person.id, start, modes[one.request]))  # type: ignore[index,arg-type]
    return found


def differs(
    request: UUID, seats: Mapping[UUID, set[Seat]], booked: Mapping[UUID, set[Seat]]
) -> bool:
    """Whether the plan has somebody else for it, or another time."""
    return bool(seats.get(request)) and seats[request] != booked.get(request, set())


def _free_seats(request: InterpreterRequest, wanted: set[Seat], at: datetime) -> set[Seat]:
    """Give back what is not in the plan any more. What is still to be booked."""
    standing = {
        _seat_of(one): one for one in request.bookings.standing().select_related("interpreter")
    }
    stays = {one.interpreter for one in wanted}
    for seat, booking in standing.items():
        if seat not in wanted:
            release(booking, at=at, tell=booking.interpreter_id not in stays)
    if request.status == Status.FILLED:
        transition(request, to=Status.OPEN, at=at)
    return wanted - set(standing)


def _seat(request: InterpreterRequest, wanted: set[Seat], by: User | None, at: datetime) -> None:
    people = Interpreter.objects.in_bulk([one.interpreter for one in wanted])
    for one in sorted(wanted, key=lambda seat: seat.interpreter):
        booking = take_seat(
            request,
            people[one.interpreter],
            start=one.start_at,
            mode=one.mode,
            how=Booking.How.MATCHED,
            at=at,
            is_locked=False,
        )
        audit.record(by, "language_access.matched", booking, at=at)
        tell_interpreter(booking, at=at)
