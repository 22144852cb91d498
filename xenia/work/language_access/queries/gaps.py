"""Where supply is missing: by language and weekday, the hours in which nobody is free in the coming weeks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from xenia.ground.common.dates import day_span
from xenia.work.language_access.matching import Candidate, Held, Mode
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.queries.candidates import SLOT_MINUTES, SLOTS_PER_DAY, candidates
from xenia.work.language_access.queries.slots import slot_of

WEEKS: Final = 4
# Hours in which departments ask, Monday to Saturday.
FIRST_HOUR, LAST_HOUR, WEEKDAYS = 8, 18, 6
SLOTS_PER_HOUR: Final = 60 // SLOT_MINUTES
LOOK_BACK: Final = timedelta(weeks=12)
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class DayGap:
    """One weekday: spans of whole hours without anybody in at least half of the weeks."""

    spans: tuple[tuple[int, int], ...]

    @property
    def is_whole(self) -> bool:
        """Whether nobody is there all day."""
        return self.spans == ((FIRST_HOUR, LAST_HOUR),)

    @property
    def hours(self) -> int:
        """How many hours are missing."""
        return sum(end - start for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """One language: who interprets it both ways with English, how often it was asked for, and where nobody is."""

    language: str
    people: int
    asked: int
    unfilled: int
    days: tuple[DayGap, ...]

    @property
    def hours(self) -> int:
        """Hours of a week without anybody."""
        return sum(day.hours for day in self.days)


def language_gaps(start: date, at: datetime) -> list[LanguageGap]:
    """Languages of the roster and of requests, what was asked for and not found first. start: a Monday."""
    people = _people(start)
    asked, unfilled = _asked(at), _asked(at, status=Status.UNFILLED)
    tongues = {code for one in people for code in one.languages if ">" not in code} | set(asked)
    found = [
        LanguageGap(
            code,
            sum(code in one.languages for one in people),
            asked[code],
            unfilled[code],
            tuple(_days([one for one in people if code in one.languages])),
        )
        for code in tongues - {ENGLISH}
    ]
    return sorted(found, key=lambda one: (-one.unfilled, -one.asked, -one.hours, one.language))


def _people(start: date) -> list[Candidate]:
    last = start + timedelta(days=WEEKS * 7 - 1)
    everybody = Interpreter.objects.active().exclude(kind=Kind.VENDOR_LINE)
    return candidates(start, days=WEEKS * 7, of=everybody, held=_held(start, last))


def _held(start: date, last: date) -> Mapping[UUID, list[Held]]:
    found: defaultdict[UUID, list[Held]] = defaultdict(list)
    rows = Booking.objects.standing().filter(
        end_at__gt=day_span(start)[0], start_at__lt=day_span(last)[1]
    )
    for one in rows.only("interpreter_id", "start_at", "end_at", "mode"):
        length = (one.end_at - one.start_at) // timedelta(minutes=SLOT_MINUTES)
        held = Held(slot_of(one.start_at, start), length, Mode(one.mode))
        found[one.interpreter_id].append(held)
    return found


def _asked(at: datetime, **which: str) -> Counter[str]:
    rows = InterpreterRequest.objects.filter(preferred_at__gte=at - LOOK_BACK, **which)
    counted = rows.order_by().values_list("language").annotate(times=Count("pk"))
    return Counter(dict(counted))


def _days(people: Iterable[Candidate]) -> Iterator[DayGap]:
    free = _free_hours(people)
    for weekday in range(WEEKDAYS):
        missing = [
            hour
            for hour in range(FIRST_HOUR, LAST_HOUR)
            if sum((week, weekday, hour) not in free for week in range(WEEKS)) * 2 >= WEEKS
        ]
        yield DayGap(tuple(_spans(missing)))


def _free_hours(people: Iterable[Candidate]) -> set[tuple[int, int, int]]:
    """Week, weekday and hour in which at least one of them is free from beginning to end."""
    found = set()
    for person in people:
        free = _bits(person)
        for day in range(WEEKS * 7):
            for hour in range(FIRST_HOUR, LAST_HOUR):
                at = day * SLOTS_PER_DAY + hour * SLOTS_PER_HOUR
                if free >> at & 0b1111 == 0b1111:
                    found.add((day // 7, day % 7, hour))
    return found


def _bits(person: Candidate) -> int:
    """Her free quarters of an hour as the bits of one number."""
    free = 0
    for begins, ends in person.windows:
        free |= _run(begins, ends)
    for one in person.held:
        free &= ~_run(one.start, one.start + one.length)
    return free


def _run(begins: int, ends: int) -> int:
    begins = max(0, begins)
    return ((1 << max(0, ends - begins)) - 1) << begins


def _spans(hours: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = None
    for hour in hours:
        if start is None or hour != end:
            if start is not None and end is not None:
                yield start, end
            start = hour
        end = hour + 1
    if start is not None and end is not None:
        yield start, end


def unfilled_causes(at: datetime) -> list[dict[str, Any]]:
    """Requests nobody was found for, of the last twelve weeks and to come: by language, mode and cause."""
    rows = InterpreterRequest.objects.filter(
        status=Status.UNFILLED, preferred_at__gte=at - LOOK_BACK
    )
    counted = rows.order_by().values("language", "mode", "cause").annotate(times=Count("pk"))
    return [dict(row) for row in counted.order_by("-times", "language", "mode", "cause")]
