"""A week as the matching would plan it, beside the week as it stands. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from xenia.ground.common.dates import day_span
from xenia.work.language_access.matching import Week
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import LIVE, Cause, Status
from xenia.work.language_access.operations.planning import (
    Seat,
    WeekPlanned,
    differs,
    mark_of,
    movable_requests,
    planned_seats,
    seats_now,
)
from xenia.work.language_access.queries.weeks import DAYS, WeekOfRequests

SLOT = 15  # minutes


@dataclass(frozen=True, slots=True)
class Line:
    """One request that gets somebody, or whose interpreter or time moves. mark: of what is proposed."""

    request: InterpreterRequest
    before: tuple[Seat, ...]
    after: tuple[Seat, ...]
    mark: str

    @property
    def is_move(self) -> bool:
        """Whether somebody comes already."""
        return bool(self.before)


@dataclass(frozen=True, slots=True)
class Hours:
    """What one interpreter has in the week, as it stands and by the plan."""

    interpreter: UUID
    minutes_now: int
    minutes_then: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a plan would do. open: what nobody can take, each with its cause. locked: how many stay where they are."""

    lines: tuple[Line, ...]
    open: tuple[tuple[InterpreterRequest, Cause], ...]
    locked: int
    filled_now: int
    asked: int
    hours: tuple[Hours, ...]

    @property
    def filled_then(self) -> int:
        """How many would have somebody."""
        return self.filled_now + sum(not one.is_move for one in self.lines)


def propose_week(week: date, at: datetime) -> Proposal:
    """What planning the week that begins on a Monday would do now."""
    rows = movable_requests(week, at).select_related("organization")
    requests = {one.pk: one for one in rows.defer("place", "topic", "note")}
    seen = WeekOfRequests(week, at)
    planned, booked = planned_seats(requests, seen), seats_now(requests)
    lines = tuple(_lines(requests, planned.seats, booked))
    live = _counted(week)
    filled = live[Status.FILLED]
    return Proposal(
        lines=lines,
        open=tuple(_left(requests, planned, seen)),
        locked=filled - sum(one.status == Status.FILLED for one in requests.values()),
        filled_now=filled,
        asked=sum(live.values()),
        hours=tuple(_hours(seen.base, planned.week)),
    )


def _lines(
    requests: Mapping[UUID, InterpreterRequest],
    seats: Mapping[UUID, set[Seat]],
    booked: Mapping[UUID, set[Seat]],
) -> Iterable[Line]:
    for pk, one in sorted(requests.items(), key=lambda pair: pair[1].preferred_at):
        if differs(pk, seats, booked):
            yield Line(one, _in_order(booked.get(pk, ())), _in_order(seats[pk]), mark_of(seats[pk]))


def _in_order(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(sorted(seats, key=lambda one: one.interpreter))


def _left(
    requests: Mapping[UUID, InterpreterRequest], planned: WeekPlanned, seen: WeekOfRequests
) -> Iterable[tuple[InterpreterRequest, Cause]]:
    for pk, one in sorted(requests.items(), key=lambda pair: pair[1].preferred_at):
        if len(planned.seats.get(pk, ())) < one.team:
            yield one, seen.cause(one, week=planned.week)


def _counted(week: date) -> Counter[str]:
    """The week's requests by state: what lives, and what nobody was found for."""
    first, last = day_span(week)[0], day_span(week + timedelta(days=DAYS - 1))[1]
    rows = InterpreterRequest.objects.filter(
        preferred_at__gte=first, preferred_at__lt=last, status__in=(*LIVE, Status.UNFILLED)
    )
    return Counter(rows.values_list("status", flat=True))


def _hours(now: Week, then: Week) -> Iterable[Hours]:
    """Who has work in this week, by either; who has most by the plan first."""
    before = {one.id: sum(held.length for held in one.held) * SLOT for one in now.candidates}
    after = {one.id: sum(held.length for held in one.held) * SLOT for one in then.candidates}
    found = [
        Hours(who, minutes, after.get(who, 0))
        for who, minutes in before.items()
        if isinstance(who, UUID) and (minutes or after.get(who, 0))
    ]
    return sorted(found, key=lambda one: (-one.minutes_then, one.interpreter))
