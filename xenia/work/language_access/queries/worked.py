"""How long interpreters worked in a month: what was done, in the minutes that were written down."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xenia.ground.common.dates import day_span, local_day
from xenia.work.language_access.models import Booking, Interpreter
from xenia.work.language_access.models.request import Status


@dataclass(frozen=True, slots=True)
class Total:
    """One interpreter's month. waiting: meetings that are over and whose outcome nobody wrote down."""

    interpreter: Interpreter
    meetings: int
    minutes: int
    waiting: int


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, month_after(first) - timedelta(days=1)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def worked(first: date, last: date) -> Any:
    """What was done from one day to another, each seat of a team for itself; in the order of the days."""
    rows = _between(first, last).filter(request__status=Status.DONE)
    return rows.select_related("interpreter", "request__organization").order_by("start_at", "pk")


def _between(first: date, last: date) -> Any:
    start, end = day_span(first)[0], day_span(last)[1]
    return Booking.objects.standing().filter(start_at__gte=start, start_at__lt=end)


def totals(first: date, last: date, on: date) -> list[Total]:
    """Every interpreter who worked, or whose meetings wait for their outcome; the most minutes first."""
    done: defaultdict[UUID, list[int]] = defaultdict(list)
    people: dict[UUID, Interpreter] = {}
    for one in worked(first, last):
        done[one.interpreter_id].append(one.request.minutes or 0)
        people[one.interpreter_id] = one.interpreter
    waits: defaultdict[UUID, int] = defaultdict(int)
    for one in _waiting(first, last, on):
        waits[one.interpreter_id] += 1
        people[one.interpreter_id] = one.interpreter
    found = [Total(one, len(done[pk]), sum(done[pk]), waits[pk]) for pk, one in people.items()]
    return sorted(found, key=lambda total: (-total.minutes, total.interpreter.pk))


def _waiting(first: date, last: date, on: date) -> Any:
    rows = _between(first, min(last, on - timedelta(days=1))).filter(request__status=Status.FILLED)
    return rows.select_related("interpreter")


def minutes_of(interpreter: Interpreter, on: date) -> dict[str, int]:
    """One interpreter's minutes in this month and in the one before."""
    first, last = month_of(on)
    before = (first - timedelta(days=1)).replace(day=1)
    rows = worked(before, last).filter(interpreter=interpreter)
    found = {"now": 0, "before": 0}
    for start, minutes in rows.values_list("start_at", "request__minutes"):
        found["now" if local_day(start) >= first else "before"] += minutes or 0
    return found


def months_back(on: date, count: int) -> Iterable[date]:
    """The first days of this month and of those before it."""
    first = on.replace(day=1)
    for _number in range(count):
        yield first
        first = (first - timedelta(days=1)).replace(day=1)
