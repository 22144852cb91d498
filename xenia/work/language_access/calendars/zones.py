"""Time zones as calendars write them.

Our own VTIMEZONE says its changes as yearly rules: two wide-spread readers lose an hour where they stand as lists of days.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

# As long as a rule must have held to count as one.
YEARS = 8
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
NO_TIME = timedelta(0)
LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001  # by the clock of whichever zone


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change: at which moment, by the clock as it was before, and from which offset to which."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@cache
def timezone_lines(zone: ZoneInfo, first_year: int) -> tuple[str, ...]:
    """A VTIMEZONE that is right from a year on."""
    years = [_changes(zone, first_year + number) for number in range(YEARS)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    if not any(years):
        lines += _part(_unchanging(zone, first_year), "")
    elif len({len(one) for one in years}) == 1:
        for turn in zip(*years, strict=True):
            lines += _by_rule(turn)
    else:
        for one in (each for year in years for each in year):
            lines += _part(one, "")
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, year: int) -> list[Change]:
    noon = datetime(year, 1, 1, 12, tzinfo=UTC)
    days = (noon + DAY * number for number in range(366))
    return [
        _change(zone, day)
        for day in days
        if day.year == year and _offset(zone, day) != _offset(zone, day - DAY)
    ]


def _change(zone: ZoneInfo, day: datetime) -> Change:
    """The minute in the last day before a moment at which the clocks changed."""
    early, late = day - DAY, day
    before = _offset(zone, early)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    late = late.replace(second=0, microsecond=0)
    there = late.astimezone(zone)
    wall = (late + before).replace(tzinfo=None)
    summer = bool(there.dst())
    return Change(wall, before, _offset(zone, late), there.tzname() or zone.key, summer)


def _unchanging(zone: ZoneInfo, year: int) -> Change:
    there = datetime(year, 1, 1, tzinfo=UTC).astimezone(zone)
    offset = there.utcoffset() or NO_TIME
    return Change(LONG_AGO, offset, offset, there.tzname() or zone.key, False)


def _by_rule(turn: Sequence[Change]) -> Iterator[str]:
    """The same change of each year, as one rule where there is one."""
    for day in (_nth, _last):
        found = {(one.wall.month, one.wall.time(), day(one.wall)) for one in turn}
        if len(found) == 1 and len({(one.before, one.after) for one in turn}) == 1:
            rule = f"RRULE:FREQ=YEARLY;BYMONTH={turn[0].wall.month};BYDAY={day(turn[0].wall)}"
            yield from _part(turn[0], rule)
            return
    for one in turn:
        yield from _part(one, "")


def _nth(day: datetime) -> str:
    return f"{(day.day - 1) // 7 + 1}{WEEKDAYS[day.weekday()]}"


def _last(day: datetime) -> str:
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return f"-1{WEEKDAYS[day.weekday()]}" if is_last else str(day)


def _part(change: Change, rule: str) -> Iterator[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"TZOFFSETFROM:{_written(change.before)}"
    yield f"TZOFFSETTO:{_written(change.after)}"
    yield f"TZNAME:{change.name}"
    yield f"DTSTART:{change.wall:%Y%m%dT%H%M%S}"
    if rule:
        yield rule
    yield f"END:{kind}"


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or NO_TIME


def _written(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_called(name: str) -> ZoneInfo | None:
    """The zone a file means: by its own name, as Windows calls it, or with a maker's words before it. None: unknown."""
    bare = name.strip().strip('"')
    windows = get_global("windows_zone_mapping")
    for one in (bare, windows.get(bare, ""), "/".join(bare.split("/")[-2:])):
        if one in _known():
            return ZoneInfo(one)
    return None
