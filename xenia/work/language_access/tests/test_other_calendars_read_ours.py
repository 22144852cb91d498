"""What we send out is read back by the programs people use: each finds the same hours, where the clocks change too.

ical.js is a program of the browser and not among the packages here; `docs/decisions/0033-calendars.md` says what it read.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import pytz
import recurring_ical_events
import vobject
from khal.khalendar import CalendarCollection

from tests.shared import shared_folder
from xenia.work.language_access.calendars import Entry, calendar_text

CITY = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
# Ten o'clock on the days around both changes of the clock in 2026 (8 March, 1 November).
TENS = [
    datetime(2026, 3, 6, 15, tzinfo=UTC),
    datetime(2026, 3, 9, 14, tzinfo=UTC),
    datetime(2026, 10, 30, 14, tzinfo=UTC),
    datetime(2026, 11, 2, 15, tzinfo=UTC),
]
NINE = [
    datetime(2026, 2, 24, 21, tzinfo=UTC),
    datetime(2026, 3, 3, 21, tzinfo=UTC),
    datetime(2026, 3, 10, 20, tzinfo=UTC),
    datetime(2026, 3, 24, 21, tzinfo=UTC),
    *(datetime(2026, 3, 31, 20, tzinfo=UTC) + timedelta(weeks=number) for number in range(5)),
]


def ours() -> str:
    """A week's work on each side of both changes."""
    written_at = datetime(2026, 1, 5, tzinfo=UTC)
    entries = [
        Entry(f"{number}@xenia", number, written_at, start, start + HOUR)
        for number, start in enumerate(TENS)
    ]
    return calendar_text(entries, zone=CITY, title="Interpreting", first_year=2026)


def by_icalendar(text: str, _folder: Path) -> list[datetime]:
    """As the library icalendar reads it, by the time zone that stands in the file."""
    found: Any = icalendar.Calendar.from_ical(text)
    return [event["dtstart"].dt for event in found.walk("VEVENT")]


def by_recurring(text: str, _folder: Path) -> list[datetime]:
    """As recurring-ical-events does."""
    found: Any = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
    return [event["dtstart"].dt for event in found.between((2026, 1, 1), (2026, 12, 31))]


def by_vobject(text: str, _folder: Path) -> list[datetime]:
    """As vobject does."""
    found: list[datetime] = []
    calendar: Any = vobject.readOne(text)
    for event in calendar.vevent_list:
        found += list(event.rruleset) if event.rruleset else [event.dtstart.value]
    return found


def by_khal(text: str, folder: Path) -> list[datetime]:
    """As khal shows it, the calendar of the command line."""
    calendars = folder / "calendars"
    calendars.mkdir()
    for number, event in enumerate(_apart(text)):
        (calendars / f"{number}.ics").write_text(event, encoding="utf-8", newline="")
    locale = {
        "local_timezone": pytz.timezone(CITY.key),
        "default_timezone": pytz.timezone(CITY.key),
        "timeformat": "%H:%M",
        "dateformat": "%d.%m.",
        "longdateformat": "%d.%m.%Y",
        "datetimeformat": "%d.%m. %H:%M",
        "longdatetimeformat": "%d.%m.%Y %H:%M",
        "unicode_symbols": True,
        "firstweekday": 0,
        "weeknumbers": False,
    }
    shown = {"name": "work", "path": str(calendars), "color": "", "readonly": True, "addresses": []}
    found: Any = CalendarCollection(
        calendars={"work": shown}, dbpath=str(folder / "khal.db"), locale=locale
    )
    first = date(2026, 1, 1)
    days = (first + timedelta(days=number) for number in range(365))
    return [event.start for day in days for event in found.get_events_on(day)]


def _apart(text: str) -> list[str]:
    """Each event in a file of its own, as khal keeps them, with the time zone; a series and what was moved of it in one."""
    whole = icalendar.Calendar.from_ical(text)
    files: dict[str, icalendar.Calendar] = {}
    for event in whole.walk("VEVENT"):
        one = files.setdefault(str(event["uid"]), icalendar.Calendar())
        if not one.subcomponents:
            one.add("version", "2.0")
            one.add("prodid", "-//A test//EN")
            for zone in whole.walk("VTIMEZONE"):
                one.add_component(zone)
        one.add_component(event)
    return [one.to_ical().decode() for one in files.values()]


READERS: dict[str, Callable[[str, Path], list[datetime]]] = {
    "icalendar": by_icalendar,
    "recurring-ical-events": by_recurring,
    "vobject": by_vobject,
    "khal": by_khal,
}


@pytest.mark.parametrize("reader", list(READERS))
def test_ten_oclock_is_ten_oclock_in_every_reader(reader: str, tmp_path: Path) -> None:
    found = READERS[reader](ours(), tmp_path)
    assert sorted(one.astimezone(UTC) for one in found) == TENS
    assert {one.astimezone(CITY).hour for one in found} == {10}


@pytest.mark.parametrize("reader", ["recurring-ical-events", "khal"])
def test_they_read_a_series_as_its_makers_say(reader: str, tmp_path: Path) -> None:
    """The readers are read rightly here: of a file whose nine hours are known they find these."""
    text = (shared_folder("ics") / "weekly-rrule-vtimezone.ics").read_bytes().decode()
    assert sorted(one.astimezone(UTC) for one in READERS[reader](text, tmp_path)) == NINE
