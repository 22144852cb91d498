"""Business days: when the office is open, and when a deadline falls.

A deadline stores the calendar version that made it, so that it can be explained later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import Max, Q, QuerySet

from xenia.ground.reference.models import CalendarVersion, Closure

SATURDAY = 5
# Days whose closures are read at once.
READ_AHEAD = 120


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day something is due, and the version of the calendar that says so."""

    due_on: date
    calendar_version: int


# The closures in force, while somebody said that they are read once.
_AT_HAND: ContextVar[list[Closure] | None] = ContextVar("closures", default=None)


@contextmanager
def closures_at_hand() -> Iterator[None]:
    """Within this block the closures in force are read once: for many deadlines in one transaction."""
    before = _AT_HAND.set(list(Closure.objects.filter(until_version=None)))
    try:
        yield
    finally:
        _AT_HAND.reset(before)


def current_version() -> int:
    """The number of the calendar in force; 0 while nobody has entered a closure."""
    return CalendarVersion.objects.aggregate(last=Max("number"))["last"] or 0


def closed_days(first: date, last: date, *, version: int | None = None) -> set[date]:
    """The days of a span on which the office is closed by a closure (weekends aside)."""
    days: set[date] = set()
    for closure in _within(first, last, version):
        span = (min(closure.last_day, last) - max(closure.first_day, first)).days
        days |= {max(closure.first_day, first) + timedelta(days=n) for n in range(span + 1)}
    return days


def _within(first: date, last: date, version: int | None) -> Iterator[Closure]:
    held = _AT_HAND.get() if version is None else None
    if held is None:
        yield from _of_version(version).filter(first_day__lte=last, last_day__gte=first)
        return
    yield from (one for one in held if one.first_day <= last and one.last_day >= first)


def _of_version(version: int | None) -> QuerySet[Closure]:
    """The closures of a version of the calendar; None: of the one in force, without asking for its number."""
    if version is None:
        return Closure.objects.filter(until_version=None)
    still = Q(until_version__isnull=True) | Q(until_version__gt=version)
    return Closure.objects.filter(still, since_version__lte=version)


def next_closure(day: date) -> Closure | None:
    """The closure that is on, or comes next, on a day; None when none is entered."""
    return Closure.objects.filter(until_version=None, last_day__gte=day).first()


def is_business_day(day: date, *, version: int | None = None) -> bool:
    """Whether the office works on a day: Monday to Friday, not a closure."""
    return day.weekday() < SATURDAY and not closed_days(day, day, version=version)


def add_business_days(start: date, count: int, *, version: int | None = None) -> Deadline:
    """The day `count` business days after a day; the start itself is not counted.

    count: 0 or more; 0 gives the start itself, or the next business day. Raises ValueError below 0.
    """
    number = current_version() if version is None else version
    return Deadline(_counted(start, count, number), number)


def business_day_after(start: date, count: int) -> date:
    """The same day by the calendar in force, for what keeps no version of it."""
    return _counted(start, count, None)


def business_day_before(end: date, count: int) -> date:
    """The day `count` business days before a day, by the calendar in force; the end itself is not counted.

    count: 1 or more. Raises ValueError below 1.
    """
    if count < 1:
        raise ValueError(f"cannot count {count} business days back: expected 1 or more")
    last = end
    while True:
        first = last - timedelta(days=READ_AHEAD)
        closed = closed_days(first, last)
        for number in range(1, READ_AHEAD + 1):
            day = last - timedelta(days=number)
            count -= day.weekday() < SATURDAY and day not in closed
            if count == 0:
                return day
        last = first


def _counted(start: date, count: int, version: int | None) -> date:
    if count < 0:
        raise ValueError(f"cannot count {count} business days: expected 0 or more")
    days = _business_days(start, version)
    if count == 0:
        return next(days)
    after = (day for day in days if day > start)
    return next(islice(after, count - 1, None))


def _business_days(first: date, version: int | None) -> Iterator[date]:
    """Every business day from a day on, without end."""
    while True:
        last = first + timedelta(days=READ_AHEAD)
        closed = closed_days(first, last, version=version)
        for number in range(READ_AHEAD + 1):
            day = first + timedelta(days=number)
            if day.weekday() < SATURDAY and day not in closed:
                yield day
        first = last + timedelta(days=1)
