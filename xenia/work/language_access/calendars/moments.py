"""Days, times and lengths as calendar files write them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from xenia.work.language_access.calendars.parts import Part, Property
from xenia.work.language_access.calendars.zones import zone_called

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1970, 2200
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?",
    re.ASCII,
)


class Unreadable(ValueError):
    """A time that is none."""


class UnknownZone(ValueError):
    """A time zone nobody knows by this name."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time by the clock of its own zone, or a whole day."""

    wall: datetime
    zone: tzinfo
    is_day: bool

    @property
    def at(self) -> datetime:
        """The moment itself."""
        return self.wall.replace(tzinfo=self.zone)

    def by_clock(self, wall: datetime) -> "Moment":
        """Another time by the same clock."""
        return Moment(wall, self.zone, self.is_day)


def moments(line: Property, city: tzinfo) -> list[Moment]:
    """Every time of a line; of a period its beginning. Raises Unreadable, UnknownZone."""
    return [_moment(one.partition("/")[0], line, city) for one in line.value.split(",")]


def moment(line: Property, city: tzinfo) -> Moment:
    """The one time of a line. A time without a zone is meant by the city's clock."""
    return moments(line, city)[0]


def _moment(said: str, line: Property, city: tzinfo) -> Moment:
    found = _MOMENT.fullmatch(said.strip().upper())
    if found is None:
        raise Unreadable(f"{said[:40]!r}: expected a time such as 20260305T140000Z")
    numbers = [int(one or 0) for one in found.groups()[:6]]
    numbers[5] = min(numbers[5], 59)
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        raise Unreadable(f"{said[:40]!r}: expected a year of our time")
    try:
        wall = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001  # the zone stands beside it
    except ValueError:
        raise Unreadable(f"{said[:40]!r}: no such day or hour") from None
    return Moment(wall, _zone(found[7] == "Z", line, city), is_day=found[4] is None)


def _zone(is_utc: bool, line: Property, city: tzinfo) -> tzinfo:
    name = line.told.get("TZID", "")
    if is_utc or not name:
        return UTC if is_utc else city
    zone = zone_called(name)
    if zone is None:
        raise UnknownZone(f"unknown time zone {name[:60]!r}")
    return zone


def length_of(event: Part, start: Moment, city: tzinfo) -> timedelta:
    """How long an event takes. Raises Unreadable, UnknownZone."""
    if end := event.first("DTEND"):
        until = moment(end, city)
        return until.wall - start.wall if start.is_day else until.at - start.at
    if said := event.first("DURATION"):
        return _length(said.value)
    return DAY if start.is_day else timedelta(0)


def _length(said: str) -> timedelta:
    found = _LENGTH.fullmatch(said.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise Unreadable(f"{said[:40]!r}: expected a length such as PT1H30M")
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length
