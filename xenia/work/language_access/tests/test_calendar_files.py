"""Calendars go out so that every reader tells the same time, and come in without being trusted."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import islice, takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_folder
from xenia.work.language_access.calendars import (
    BusyTimes,
    Entry,
    NotACalendar,
    TooBig,
    TooManyTimes,
    busy_times,
    calendar_text,
)
from xenia.work.language_access.calendars.zones import timezone_lines

CITY = ZoneInfo("America/New_York")
DATA = Path(__file__).parent / "data"
HOUR = timedelta(hours=1)
FOUR_TO_SIX, FIVE_TO_SEVEN = (16 * 60, 18 * 60), (17 * 60, 19 * 60)
# The series of ../shared/ics, and of our own small file: Tuesdays, one left out, one an hour later.
NINE = {
    date(2026, 2, 24): [FOUR_TO_SIX],
    date(2026, 3, 3): [FOUR_TO_SIX],
    date(2026, 3, 10): [FOUR_TO_SIX],
    date(2026, 3, 24): [FIVE_TO_SEVEN],
    date(2026, 3, 31): [FOUR_TO_SIX],
    date(2026, 4, 7): [FOUR_TO_SIX],
    date(2026, 4, 14): [FOUR_TO_SIX],
    date(2026, 4, 21): [FOUR_TO_SIX],
    date(2026, 4, 28): [FOUR_TO_SIX],
}


def read(
    file: bytes, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31), **more: Any
) -> BusyTimes:
    """What a file says of 2026."""
    return busy_times(file, city=CITY, first=first, last=last, **more)


def a_file(
    *lines: str, start: str = "DTSTART:20260310T140000Z", end: str = "DURATION:PT1H"
) -> bytes:
    """A calendar of one event."""
    event = ["BEGIN:VEVENT", "UID:one@elsewhere", start, end, *lines, "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", *(one for one in event if one), "END:VCALENDAR", ""]
    ).encode()


def an_entry(start: datetime, **said: Any) -> Entry:
    """An hour somebody is expected."""
    usual: dict[str, Any] = {
        "uid": "one@xenia",
        "sequence": 0,
        "changed_at": datetime(2026, 1, 5, tzinfo=UTC),
        "start_at": start,
        "end_at": start + HOUR,
    }
    return Entry(**(usual | said))


def written(*entries: Entry, title: str = "Interpreting") -> str:
    """The file of some meetings."""
    return calendar_text(entries, zone=CITY, title=title, first_year=2026)


def unfolded(text: str) -> list[str]:
    """The lines of a file, as a reader puts them together."""
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Phoenix", "Europe/Lisbon", "Africa/Casablanca"]
)
def test_another_reader_finds_the_same_time_by_our_zone_all_year(zone: str) -> None:
    theirs = tz.tzical(StringIO("\r\n".join(timezone_lines(ZoneInfo(zone), 2025)))).get(zone)
    at = datetime(2026, 1, 1, 12, 30, tzinfo=UTC)
    for _number in range(3 * 365):
        ours = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert (
            ours.replace(tzinfo=theirs).utcoffset() == at.astimezone(ZoneInfo(zone)).utcoffset()
        ), at
        at += timedelta(days=1)


def test_the_citys_zone_has_yearly_rules_and_no_lists_of_days() -> None:
    lines = timezone_lines(CITY, 2025)
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in lines
    assert "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU" in lines
    assert not [one for one in lines if one.startswith("RDATE")]


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (datetime(2026, 3, 6, 15, tzinfo=UTC), "20260306T100000"),
        (datetime(2026, 3, 9, 14, tzinfo=UTC), "20260309T100000"),
        (datetime(2026, 10, 30, 14, tzinfo=UTC), "20261030T100000"),
        (datetime(2026, 11, 2, 15, tzinfo=UTC), "20261102T100000"),
    ],
)
def test_ten_oclock_stays_ten_oclock_where_the_clocks_change(at: datetime, wall: str) -> None:
    text = written(an_entry(at))
    assert f"DTSTART;TZID=America/New_York:{wall}" in unfolded(text)
    assert read(text.encode()).days == {at.astimezone(CITY).date(): [(600, 660)]}


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    title = "تفسير، ترجمة; 口译 \\ " * 6
    text = written(an_entry(datetime(2026, 3, 6, 15, tzinfo=UTC)), title=title)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    said = next(one for one in unfolded(text) if one.startswith("SUMMARY:"))
    plain = said.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";")
    assert plain.replace("\\\\", "\\") == title


def test_the_same_meetings_make_the_same_file() -> None:
    one = an_entry(datetime(2026, 3, 6, 15, tzinfo=UTC))
    assert written(one) == written(one)
    assert "STATUS:CONFIRMED" in written(one)
    assert "STATUS:CANCELLED" in written(an_entry(one.start_at, is_cancelled=True))


@pytest.mark.parametrize("name", ["weekly-rdate-vtimezone.ics", "weekly-rrule-vtimezone.ics"])
def test_the_two_real_files_say_nine_times(name: str) -> None:
    assert read((shared_folder("ics") / name).read_bytes()).days == NINE


def test_our_own_small_file_says_the_same_nine() -> None:
    assert read((DATA / "tuesdays.ics").read_bytes()).days == NINE


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({"start": "DTSTART:20260310T140000"}, {date(2026, 3, 10): [(840, 900)]}),
        ({}, {date(2026, 3, 10): [(600, 660)]}),
        (
            {"start": "DTSTART;TZID=Eastern Standard Time:20261102T100000"},
            {date(2026, 11, 2): [(600, 660)]},
        ),
        (
            {"start": "DTSTART;VALUE=DATE:20260310", "end": "DTEND;VALUE=DATE:20260312"},
            {date(2026, 3, 10): [(0, 1440)], date(2026, 3, 11): [(0, 1440)]},
        ),
        ({"start": "DTSTART;VALUE=DATE:20260310", "end": ""}, {date(2026, 3, 10): [(0, 1440)]}),
        (
            {"start": "DTSTART:20260311T030000Z", "end": "DTEND:20260311T050000Z"},
            {date(2026, 3, 10): [(1380, 1440)], date(2026, 3, 11): [(0, 60)]},
        ),
        ({"end": "DURATION:-PT1H"}, {}),
        ({"end": ""}, {}),
    ],
)
def test_each_way_of_saying_a_time_is_read(
    said: dict[str, str], days: dict[date, list[tuple[int, int]]]
) -> None:
    assert read(a_file(**said)).days == days


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_free_or_called_off_is_not_busy(line: str) -> None:
    assert read(a_file(line)).days == {}


def test_an_alarm_in_an_event_moves_nothing() -> None:
    alarm = ("BEGIN:VALARM", "DTSTART:20200101T000000Z", "DURATION:PT5M", "END:VALARM")
    assert read(a_file(*alarm)).days == {date(2026, 3, 10): [(600, 660)]}


def test_a_series_ends_after_its_count_and_before_its_until() -> None:
    assert read(a_file("RRULE:FREQ=DAILY;COUNT=3")).count == 3
    assert read(a_file("RRULE:FREQ=DAILY;UNTIL=20260312T140000Z")).count == 3
    assert read(a_file("RRULE:FREQ=DAILY;UNTIL=20260312")).count == 3
    assert read(a_file("RRULE:FREQ=WEEKLY;BYDAY=TU,TH"), last=date(2026, 3, 22)).count == 4
    assert read(a_file("RDATE:20260312T140000Z")).count == 2


def test_what_we_sent_out_does_not_come_back() -> None:
    start = datetime(2026, 3, 10, 14, tzinfo=UTC)
    assert read(a_file(), own={"one@elsewhere"}).count == 0
    assert read(a_file(), booked={(start, start + HOUR)}).count == 0
    assert read(a_file(), booked={(start, start + 2 * HOUR)}).count == 1


def test_what_cannot_be_read_is_counted_and_the_rest_is_kept() -> None:
    odd = a_file(start="DTSTART;TZID=Nowhere/At all:20260310T100000")
    bad = a_file("RRULE:FREQ=SECONDLY")
    assert (read(odd).elsewhere, read(odd).count) == (1, 0)
    assert (read(bad).unread, read(bad).count) == (1, 0)
    both = bad.replace(b"END:VCALENDAR\r\n", b"") + a_file().partition(b"\r\n")[2]
    assert (read(both).unread, read(both).count) == (1, 1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MINUTELY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYSECOND=1,2,3",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY;BYDAY=3TU",
        "FREQ=YEARLY;BYDAY=" + ",".join(["1MO"] * 90),
        "INTERVAL=1",
        "FREQ=DAILY\u0000",
    ],
)
def test_a_rule_that_could_hurt_is_not_run(rule: str) -> None:
    assert read(a_file(f"RRULE:{rule}")).unread == 1


def test_a_rule_without_end_that_never_comes_true_ends() -> None:
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert read(a_file(never)).count == 0


def test_too_much_is_refused() -> None:
    event = a_file("RRULE:FREQ=DAILY;COUNT=99999", start="DTSTART:19700310T140000Z").split(
        b"\r\n", 1
    )[1]
    many = b"BEGIN:VCALENDAR\r\n" + event.replace(b"END:VCALENDAR\r\n", b"") * 20 + b"END:VCALENDAR"
    with pytest.raises(TooManyTimes):
        read(many)
    with pytest.raises(TooBig):
        read(b"BEGIN:VCALENDAR\r\n" + b"X-A:1\r\n" * 400_000)
    hourly = b"".join(
        a_file("RRULE:FREQ=DAILY", start=f"DTSTART:20260101T{hour:02}0000Z", end="DURATION:PT5M")
        .split(b"\r\n", 1)[1]
        .replace(b"END:VCALENDAR\r\n", b"")
        for hour in range(24)
    )
    with pytest.raises(TooManyTimes):
        read(b"BEGIN:VCALENDAR\r\n" + hourly + b"END:VCALENDAR")


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html></html>",
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nno colon here\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 50 + b"END:X\r\n" * 50 + b"END:VCALENDAR",
    ],
)
def test_what_is_no_calendar_is_refused(file: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(file)


DAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "FR", "SU"]), max_size=3, unique=True)
# Not mixed with the plain ones: of "1MO,TU" the other reader takes neither.
NTH = st.lists(st.sampled_from(["1MO", "-1FR", "2SU", "-2WE"]), min_size=1, max_size=2, unique=True)


def joined(name: str, said: list[Any]) -> str:
    """One word of a rule; nothing where nothing is said."""
    return f";{name}={','.join(map(str, said))}" if said else ""


@st.composite
def rules(draw: Any) -> str:
    """A rule as calendars write them."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    interval = draw(st.integers(1, 4))
    text = f"FREQ={frequency};INTERVAL={interval}"
    text += joined("BYDAY", draw(DAYS | NTH if frequency in ("MONTHLY", "YEARLY") else DAYS))
    # Every third month may never be a February: the other reader would look on until the year 9999.
    if frequency != "MONTHLY" or interval == 1:
        text += joined("BYMONTH", draw(st.lists(st.integers(1, 12), max_size=3, unique=True)))
    # Nor days of the month and of the week together, for the same reason.
    if frequency != "WEEKLY" and "BYDAY" not in text:
        days = st.sampled_from([1, 2, 15, 28, -1, -3])
        text += joined("BYMONTHDAY", draw(st.lists(days, max_size=2, unique=True)))
    if frequency == "MONTHLY":
        text += joined("BYSETPOS", draw(st.sampled_from([[], [1], [-1], [2, -1]])))
    return text + str(draw(st.sampled_from(["", ";WKST=SU"])))


@given(rules(), st.dates(date(2024, 1, 1), date(2026, 3, 1)))
def test_another_reader_of_rules_finds_the_same_days(rule: str, start: date) -> None:
    found = read(a_file(f"RRULE:{rule}", start=f"DTSTART:{start:%Y%m%d}T140000Z"))
    first = datetime(start.year, start.month, start.day, 14, tzinfo=UTC)
    after = datetime(2027, 1, 1, 5, tzinfo=UTC)
    theirs = rrulestr(rule, dtstart=first).xafter(first, inc=True)
    days = {one.date() for one in takewhile(lambda one: one < after, islice(theirs, 2000))}
    assert set(found.days) == {day for day in days if day.year == 2026}


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART;TZID=Europe/Paris:20260310T140000",
        "DTSTART:20260310T256199Z",
        "DTEND;VALUE=DATE:20260401",
        "DURATION:P1W",
        "RRULE:FREQ=YEARLY;BYWEEKNO=-53,53;BYSETPOS=-1",
        "RRULE:FREQ=MONTHLY;BYDAY=-5FR;BYSETPOS=0",
        "RRULE:FREQ=YEARLY;BYMONTH=13;BYYEARDAY=-366",
        "EXDATE:20260310T140000Z",
        "RECURRENCE-ID:20260310T140000Z",
        "RDATE;VALUE=PERIOD:20260311T140000Z/PT1H",
        'X;Y="a:b;c":d',
    ]
)


@given(st.lists(LINES, max_size=12), st.binary(max_size=30))
def test_whatever_comes_is_read_or_refused(lines: list[str], tail: bytes) -> None:
    file = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode() + tail
    for end in (b"", b"\r\nEND:VEVENT\r\nEND:VCALENDAR"):
        try:
            found = read(file + end)
        except (NotACalendar, TooBig, TooManyTimes):
            continue
        assert all(0 <= start < stop <= 1440 for day in found.days.values() for start, stop in day)
