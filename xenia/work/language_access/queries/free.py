"""When interpreters are free: their weekly pattern, the days that differ, and the city's calendar.

All in minutes of the city's wall clock, day by day: where the clocks change, nine o'clock stays nine o'clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xenia.ground.reference.calendar import closed_days
from xenia.work.language_access.models import HoursException, Interpreter, WeeklyHours
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.spans import Span, joined


@dataclass(frozen=True, slots=True)
class Free:
    """From which minute of a day to which somebody can be sent."""

    on: date
    from_minute: int
    to_minute: int


def free_times(interpreter: Interpreter, first: date, last: date) -> list[Free]:
    """When one interpreter is free from one day to another, both included."""
    return free_times_of([interpreter], first, last)[interpreter.pk]


def free_times_of(
    interpreters: Iterable[Interpreter], first: date, last: date
) -> dict[UUID, list[Free]]:
    """The same for many, with three queries. On days the office is closed, staff are free only where they said so."""
    people = list(interpreters)
    patterns, exceptions = _patterns(people, first, last), _exceptions(people, first, last)
    closed = closed_days(first, last)
    return {
        person.pk: [
            Free(day, *span)
            for day in _days(first, last)
            for span in _spans(
                [] if person.kind == Kind.STAFF and day in closed else patterns[person.pk],
                exceptions[person.pk, day],
                day,
            )
        ]
        for person in people
    }


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _patterns(
    people: list[Interpreter], first: date, last: date
) -> defaultdict[UUID, list[WeeklyHours]]:
    found: defaultdict[UUID, list[WeeklyHours]] = defaultdict(list)
    rows = WeeklyHours.objects.filter(interpreter__in=people, valid_from__lte=last)
    for row in rows.exclude(valid_until__lt=first):
        found[row.interpreter_id].append(row)
    return found


def _exceptions(
    people: list[Interpreter], first: date, last: date
) -> defaultdict[tuple[UUID, date], list[HoursException]]:
    found: defaultdict[tuple[UUID, date], list[HoursException]] = defaultdict(list)
    for row in HoursException.objects.filter(interpreter__in=people, on__range=(first, last)):
        found[row.interpreter_id, row.on].append(row)
    return found


def _spans(pattern: list[WeeklyHours], exceptions: list[HoursException], day: date) -> list[Span]:
    """Being away wins over being there: what was added besides is added first."""
    usual = [
        (one.from_minute, one.to_minute)
        for one in pattern
        if one.weekday == day.weekday()
        and one.valid_from <= day
        and (one.valid_until is None or day <= one.valid_until)
    ]
    free = joined(usual + [one.span for one in exceptions if one.is_available])
    for one in exceptions:
        if not one.is_available:
            free = _without(free, one.span)
    return free


def _without(spans: list[Span], away: Span) -> list[Span]:
    parts = (
        part
        for start, end in spans
        for part in ((start, min(end, away[0])), (max(start, away[1]), end))
    )
    return [(start, end) for start, end in parts if start < end]
