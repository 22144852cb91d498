"""A calendar that others read: when somebody is expected, and nothing else.

Source: RFC 5545 (September 2009); NAME and REFRESH-INTERVAL: RFC 7986 (October 2016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from xenia.work.language_access.calendars.zones import timezone_lines

LOOK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting. sequence: how often it was changed. changed_at: when last."""

    uid: str
    sequence: int
    changed_at: datetime
    start_at: datetime
    end_at: datetime
    is_cancelled: bool = False


def calendar_text(
    entries: Iterable[Entry], *, zone: ZoneInfo, title: str, first_year: int, url: str = ""
) -> str:
    """The file. Every entry has the same neutral title; the time zone's rules hold from a year before on.

    The same entries make the same file, letter by letter. The time zone is written by us, by yearly rules: the lists of
    days that the library would write are misread by two wide-spread programs.
    """
    calendar = Calendar()
    for name, value in (
        ("version", "2.0"),
        ("prodid", "-//Xenia//Interpreting//EN"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", title),
        ("x-wr-calname", title),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(name, value)
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    lines = timezone_lines(zone, first_year - 1)
    calendar.add_component(Timezone.from_ical("\r\n".join(lines)))
    for one in entries:
        calendar.add_component(_event(one, zone, title, url))
    written: bytes = calendar.to_ical(sorted=False)
    return written.decode()


def _event(one: Entry, zone: ZoneInfo, title: str, url: str) -> Event:
    event, changed = Event(), one.changed_at.astimezone(UTC).replace(microsecond=0)
    for name, value in (
        ("uid", one.uid),
        ("dtstamp", changed),
        ("last-modified", changed),
        ("sequence", one.sequence),
        ("dtstart", one.start_at.astimezone(zone)),
        ("dtend", one.end_at.astimezone(zone)),
        ("summary", title),
        ("status", "CANCELLED" if one.is_cancelled else "CONFIRMED"),
        ("transp", "TRANSPARENT" if one.is_cancelled else "OPAQUE"),
        ("class", "PRIVATE"),
    ):
        event.add(name, value)
    if url:
        event.add("url", url)
    return event
