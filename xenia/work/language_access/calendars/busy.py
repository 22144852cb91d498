"""When somebody is busy, by a calendar of hers: days and minutes, and not one word of what she does."""

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from xenia.work.language_access.calendars.moments import (
    Moment,
    UnknownZone,
    Unreadable,
    length_of,
    moment,
    moments,
)
from xenia.work.language_access.calendars.parts import Part, TooManyTimes, events_in
from xenia.work.language_access.calendars.recurring import Budget, starts
from xenia.work.language_access.spans import Span, joined

MOST_TIMES = 1500
MINUTES_OF_A_DAY = 24 * 60
DAY = timedelta(days=1)


@dataclass(slots=True)
class BusyTimes:
    """When she is busy: for each day from which minute to which, in order, none touching another.

    unread: events whose times or rules we do not read. elsewhere: those in a time zone we do not know.
    """

    days: dict[date, list[Span]] = field(default_factory=dict)
    unread: int = 0
    elsewhere: int = 0

    @property
    def count(self) -> int:
        """How many times."""
        return sum(len(spans) for spans in self.days.values())


def busy_times(
    file: bytes,
    *,
    city: tzinfo,
    first: date,
    last: date,
    own: Container[str] = (),
    booked: Container[tuple[datetime, datetime]] = (),
) -> BusyTimes:
    """What a file says of the days from `first` to `last`. Whole days and times, by the city's clock.

    own: names of events we sent out ourselves; booked: times we gave away: neither comes back as busy.
    Raises NotACalendar, TooBig, TooManyTimes.
    """
    reader = _Reader(city, first, last)
    found: defaultdict[date, list[Span]] = defaultdict(list)
    for start, end in reader.read(events_in(file), own):
        if (start, end) not in booked:
            for day, span in _by_day(start, end, reader):
                found[day].append(span)
    days = {day: joined(found[day]) for day in sorted(found)}
    busy = BusyTimes(days, reader.unread, reader.elsewhere)
    if busy.count > MOST_TIMES:
        raise TooManyTimes(f"{busy.count} times: expected at most {MOST_TIMES}")
    return busy


class _Reader:
    """Reads events one after another, and notes what it cannot read."""

    def __init__(self, city: tzinfo, first: date, last: date) -> None:
        self.city, self.first, self.last = city, first, last
        self.from_at = datetime.combine(first, time(), city)
        self.to_at = datetime.combine(last + DAY, time(), city)
        self.budget = Budget()
        self.unread = self.elsewhere = 0

    def read(self, events: list[Part], own: Container[str]) -> Iterator[tuple[datetime, datetime]]:
        theirs = [one for one in events if _uid(one) not in own]
        moved = self._moved(theirs)
        for event in theirs:
            try:
                yield from self._times(event, moved)
            except UnknownZone:
                self.elsewhere += 1
            except (Unreadable, OverflowError):
                self.unread += 1

    def _moved(self, events: list[Part]) -> set[tuple[str, datetime]]:
        """Which of its times an event was moved away from; it stands in the file once more for each."""
        found = set()
        for event in events:
            for line in event.lines.get("RECURRENCE-ID", ()):
                try:
                    found.add((_uid(event), moment(line, self.city).at))
                except (UnknownZone, Unreadable):
                    continue
        return found

    def _times(
        self, event: Part, moved: set[tuple[str, datetime]]
    ) -> Iterator[tuple[datetime, datetime]]:
        if event.word("STATUS") == "CANCELLED" or event.word("TRANSP") == "TRANSPARENT":
            return
        line = event.first("DTSTART")
        if line is None:
            raise Unreadable("an event without a beginning")
        start = moment(line, self.city)
        length = length_of(event, start, self.city)
        dropped = {one.at for one in self._listed(event, "EXDATE")}
        is_one_of_many = event.first("RECURRENCE-ID") is not None
        for one in self._starts(event, start, length):
            was_moved = not is_one_of_many and (_uid(event), one.at) in moved
            if length > timedelta(0) and one.at not in dropped and not was_moved:
                yield from self._within(one, length)

    def _starts(self, event: Part, start: Moment, length: timedelta) -> Iterator[Moment]:
        rule = event.first("RRULE")
        if rule is None or event.first("RECURRENCE-ID"):
            yield start
        else:
            since = self.first - length - DAY
            yield from starts(rule.value, start, since, self.to_at, self.budget)
        yield from self._listed(event, "RDATE")

    def _listed(self, event: Part, name: str) -> list[Moment]:
        return [one for line in event.lines.get(name, ()) for one in moments(line, self.city)]

    def _within(self, start: Moment, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
        at = start.at.replace(tzinfo=self.city) if start.is_day else start.at.astimezone(self.city)
        end = at + length if start.is_day else (start.at.astimezone(UTC) + length)
        if end > self.from_at and at < self.to_at:
            yield at, end.astimezone(self.city)


def _uid(event: Part) -> str:
    found = event.first("UID")
    return found.value.strip() if found else ""


def _by_day(start: datetime, end: datetime, reader: _Reader) -> Iterator[tuple[date, Span]]:
    """A stretch of time day by day, in whole minutes of the city's clock, within the days that are asked for."""
    start, end = max(start, reader.from_at), min(end, reader.to_at)
    day, last = start.date(), end.date()
    while day <= min(last, reader.last):
        begins = _minute(start) if day == start.date() else 0
        ends = -(-_seconds(end) // 60) if day == last else MINUTES_OF_A_DAY
        if begins < ends:
            yield day, (begins, ends)
        day += DAY


def _seconds(at: datetime) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def _minute(at: datetime) -> int:
    return _seconds(at) // 60
