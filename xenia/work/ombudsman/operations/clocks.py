"""The clocks of a complaint start, stand still, go on, get longer, are met.

Called by the steps of a complaint, in their transaction and after the step itself, so that `complaint.status` is the new
one. A step that needs no clock finds none, and goes on.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.ledger import operations as ledger
from xenia.work.ombudsman.clocks import (
    STANDS_STILL_IN,
    Reckoning,
    begun,
    calendar_in_force,
    extended,
    gone_on,
    is_over,
    paused,
    reckoning_of,
)
from xenia.work.ombudsman.ledger_kinds import CLOCK
from xenia.work.ombudsman.limits import EXTENSION, limit_of
from xenia.work.ombudsman.models import Clock, Complaint

IN_TIME, LATE = "in_time", "late"


class ClockRuns(Exception):
    """This clock runs already."""


class NoPauseHere(Exception):
    """Where the complaint stands, no clock may stand still."""


class CannotExtend(Exception):
    """Base of the reasons why a clock gets no more days."""


class ExtendedBefore(CannotExtend):
    """It was extended once; there is no second time."""


class TooLateToExtend(CannotExtend):
    """Its day is over."""


class TooLong(CannotExtend):
    """More days than an extension may have. `most` is how many it may."""

    def __init__(self, days: int, most: int) -> None:
        super().__init__(f"cannot extend by {days} business days: expected 1 to {most}")
        self.most = most


class NoClock(CannotExtend):
    """Nothing is waited for."""


@transaction.atomic
def start_clock(
    *, complaint: Complaint, which: str, at: datetime, since: date | None = None
) -> Clock:
    """One of its clocks starts; another round of it, where it ran before.

    since: the day it is counted from, where that was before today. Raises ClockRuns.
    """
    before = list(_rows(complaint, [which]))
    if any(clock.runs for clock in before):
        raise ClockRuns(f"complaint {complaint.pk} already has a clock {which}")
    on, limit = since or local_day(at), limit_of(which)
    reckoned = begun(on, limit, calendar_in_force())
    return Clock.objects.create(
        complaint=complaint,
        which=which,
        round=max((clock.round for clock in before), default=0) + 1,
        started_on=on,
        limit=limit,
        due_on=reckoned.due_on,
        calendar_version=reckoned.calendar_version,
    )


@transaction.atomic
def stop_clock(*, complaint: Complaint, which: str, at: datetime) -> Clock | None:
    """What it waited for happened; counted as in time or late. None where it does not run."""
    clock = running_clock(complaint, which)
    if clock is None:
        return None
    today, days = local_day(at), calendar_in_force()
    was_over = is_over(reckoning_of(clock), today, days)
    _take(clock, gone_on(reckoning_of(clock), today, days), met_on=today)
    _count(clock, complaint, today, was_over=was_over)
    return clock


@transaction.atomic
def drop_clock(*, complaint: Complaint, at: datetime, which: str | None = None) -> int:
    """Nobody waits any more: for one thing, or for anything. How many were dropped; what was late is counted as late."""
    today, days = local_day(at), calendar_in_force()
    ran = [clock for clock in _rows(complaint, [which] if which else None) if clock.runs]
    for clock in ran:
        clock.dropped_on = today
        clock.save(update_fields=["dropped_on"])
        if is_over(reckoning_of(clock), today, days):
            _count(clock, complaint, today, was_over=True)
    return len(ran)


def _count(clock: Clock, complaint: Complaint, today: date, *, was_over: bool) -> None:
    ledger.record(
        kind=CLOCK,
        on=today,
        department=complaint.department_id,
        mode=clock.which,
        outcome=LATE if was_over else IN_TIME,
    )


@transaction.atomic
def pause_clocks(*, complaint: Complaint, at: datetime) -> int:
    """The clocks that may, stand still from today. How many do. Raises NoPauseHere."""
    may = STANDS_STILL_IN.get(complaint.status)
    if may is None:
        raise NoPauseHere(f"complaint {complaint.pk} is {complaint.status}: its clocks run")
    ran = [clock for clock in _rows(complaint, may) if clock.runs]
    for clock in ran:
        _take(clock, paused(reckoning_of(clock), local_day(at)))
    return len(ran)


@transaction.atomic
def go_on_clocks(*, complaint: Complaint, at: datetime) -> int:
    """The clocks that stood still go on. How many."""
    stood = [clock for clock in _rows(complaint) if clock.runs and clock.paused_on]
    for clock in stood:
        _take(clock, gone_on(reckoning_of(clock), local_day(at), calendar_in_force()))
    return len(stood)


@transaction.atomic
def extend_clock(*, complaint: Complaint, which: str, days: int, why: str, at: datetime) -> Clock:
    """A clock gets some business days more, once, with a reason she is told.

    why: a Clock.Why. Raises CannotExtend: NoClock, ExtendedBefore, TooLateToExtend, TooLong.
    """
    reason, most, days_open = Clock.Why(why), limit_of(EXTENSION), calendar_in_force()
    clock = running_clock(complaint, which)
    if clock is None:
        raise NoClock(f"complaint {complaint.pk} has no clock {which}")
    if clock.extended_by:
        raise ExtendedBefore(f"clock {clock.pk} was extended by {clock.extended_by}")
    if is_over(reckoning_of(clock), local_day(at), days_open):
        raise TooLateToExtend(f"clock {clock.pk} was due on {clock.due_on}")
    if not 1 <= days <= most:
        raise TooLong(days, most)
    _take(clock, extended(reckoning_of(clock), days, days_open), extended_why=reason)
    return clock


def running_clock(complaint: Complaint, which: str) -> Clock | None:
    """The clock of this kind that runs, or stands still; others wait until this transaction ends."""
    return next((clock for clock in _rows(complaint, [which]) if clock.runs), None)


def _rows(complaint: Complaint, which: Iterable[str] | None = None) -> Iterable[Clock]:
    rows = Clock.objects.select_for_update().filter(complaint=complaint)
    return rows if which is None else rows.filter(which__in=list(which))


def _take(clock: Clock, reckoned: Reckoning, **fields: object) -> None:
    changes = asdict(reckoned) | fields
    if clock.due_on != reckoned.due_on:
        changes["reminded_on"] = None
    for name, value in changes.items():
        setattr(clock, name, value)
    clock.save(update_fields=list(changes))
