"""Opening hours in free text become days and times; what is not understood stays as it was written."""

from pathlib import Path

import pytest

from xenia.registers.directory.importers.hours import read_clock, read_days, read_hours
from xenia.registers.directory.tests.importing import (
    ONE_LOCATION,
    ONE_ORGANIZATION,
    ONE_SERVICE,
    of_files,
)

WEEKDAYS = "MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Mon-Fri 9-5", [(WEEKDAYS, "09:00", "17:00")]),
        ("9am to noon", [("", "09:00", "12:00")]),
        ("M-F 8:30-4:30", [(WEEKDAYS, "08:30", "16:30")]),
        ("Monday through Friday, 9:00 a.m. – 5:00 p.m.", [(WEEKDAYS, "09:00", "17:00")]),
        ("Mon-Fri 9-5; Sat 10-2", [(WEEKDAYS, "09:00", "17:00"), ("SA", "10:00", "14:00")]),
        ("Tues 1-4pm", [("TU", "13:00", "16:00")]),
        ("9-5 Mon-Fri", [(WEEKDAYS, "09:00", "17:00")]),
        ("Mon 9am-12pm, 1pm-5pm", [("MO", "09:00", "12:00"), ("MO", "13:00", "17:00")]),
        ("Second Saturday 10am-2pm", [("2SA", "10:00", "14:00")]),
        ("lunes a viernes de 9am a 5pm", [(WEEKDAYS, "09:00", "17:00")]),
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
    ],
)
def test_days_and_times(cell: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.byday, one.opens_at, one.closes_at) for one in read_hours(cell)] == expected


def test_a_guess_about_morning_or_afternoon_is_said() -> None:
    (one,) = read_hours("Mon-Fri 9-5")
    assert one.note == "'9-5' was read as 09:00-17:00"


@pytest.mark.parametrize("cell", ["By appointment", "Closed Sundays", "Ages 5-12"])
def test_other_words_are_a_description(cell: str) -> None:
    (one,) = read_hours(cell)
    assert (one.description, one.byday, one.opens_at) == (cell, "", "")


def test_a_lunch_break_is_no_opening_and_is_not_lost() -> None:
    cell = "Monday-Friday 9am-5pm (closed for lunch 12-1)"
    (one,) = read_hours(cell)
    assert (one.opens_at, one.closes_at, one.description) == ("09:00", "17:00", cell)


@pytest.mark.parametrize(
    ("cell", "byday"),
    [
        ("Mon - Tue & Thur - Fri", "MO,TU,TH,FR"),
        ("2nd & 4th Wednesday", "2WE,4WE"),
        ("Last Thursday of each month", "-1TH"),
        ("First, second, and fourth Tuesday of the month", "1TU,2TU,4TU"),
        ("Fri-Mon", "MO,FR,SA,SU"),
        ("TH,FR", "TH,FR"),
        ("2MO,-1FR", "2MO,-1FR"),
    ],
)
def test_days_as_people_write_them(cell: str, byday: str) -> None:
    found = read_days(cell)
    assert found
    assert found.byday == byday


@pytest.mark.parametrize(
    ("cell", "clock"),
    [("8:30AM", "08:30"), ("3pm", "15:00"), ("noon", "12:00"), ("12am", "00:00"), ("0900", "09:00"),
     ("10:00:00", "10:00"), ("09:00-05:00", "09:00"), ("25:00", None), ("Nights", None)],
)  # fmt: skip
def test_times_of_day(cell: str, clock: str | None) -> None:
    assert read_clock(cell) == clock


def schedules(place: Path, rows: str, name: str = "schedules.csv") -> list[dict[str, object]]:
    files = {
        "organizations.csv": ONE_ORGANIZATION,
        "services.csv": ONE_SERVICE,
        "locations.csv": ONE_LOCATION,
        name: rows,
    }
    return of_files(place, files).values("schedule")


def test_times_in_the_columns_of_dates(tmp_path: Path) -> None:
    rows = (
        "id,service_id,weekday,valid_from,valid_to,dtstart,until\n"
        "1,10,,8:30AM,5:30PM,,\n"
        "2,10,Monday - Friday,,,7:00AM,6:00PM\n"
        "3,10,Saturday,2026-01-01,2026-06-30,,\n"
        "4,10,,24 hours,,,\n"
    )
    assert schedules(tmp_path, rows) == [
        {"opens_at": "08:30", "closes_at": "17:30"},
        {"byday": WEEKDAYS, "freq": "WEEKLY", "opens_at": "07:00", "closes_at": "18:00"},
        {"byday": "SA", "freq": "WEEKLY", "valid_from": "2026-01-01", "valid_to": "2026-06-30"},
        {"opens_at": "00:00", "closes_at": "23:59", "description": "24 hours"},
    ]


def test_a_day_in_the_column_of_the_frequency(tmp_path: Path) -> None:
    assert schedules(tmp_path, "id,service_id,freq,opens_at,closes_at\n1,10,monday,9am,3pm\n") == [
        {"byday": "MO", "freq": "WEEKLY", "opens_at": "09:00", "closes_at": "15:00"}
    ]


def test_holidays_of_every_year_are_told_in_words(tmp_path: Path) -> None:
    rows = (
        "id,location_id,start_date,end_date,closed,opens_at,closes_at\n"
        '1,100,"January 01, 0001","January 01, 0001",true,,\n'
        "2,100,12/24/2026,12/24/26,false,10:00,4 PM\n"
    )
    assert schedules(tmp_path, rows, "holiday_schedules.csv") == [
        {"description": "Closed: January 1, every year"},
        {
            "opens_at": "10:00",
            "closes_at": "16:00",
            "valid_from": "2026-12-24",
            "valid_to": "2026-12-24",
        },
    ]


def test_a_row_without_days_and_hours_is_listed(tmp_path: Path) -> None:
    files = {
        "organizations.csv": ONE_ORGANIZATION,
        "services.csv": ONE_SERVICE,
        "schedules.csv": "id,service_id,opens_at\n1,10,\n2,10,9am\n",
    }
    outcome = of_files(tmp_path, files)
    assert outcome.listed("schedules.csv") == {1: "the row tells no days and no hours"}
    assert outcome.notes("schedules.csv") == ["the days are not given"]


@pytest.mark.parametrize(
    ("opens", "closes", "kept", "words"),
    [
        ("09:00", "03:00", None, "9:00 AM to 3:00 AM, call to check"),
        ("19:00", "07:00", "07:00", None),
        ("18:00", "02:00", "02:00", None),
        ("08:00", "00:00", "00:00", None),
    ],
)
def test_a_closing_time_that_cannot_be_is_told_in_words(
    tmp_path: Path, opens: str, closes: str, kept: str | None, words: str | None
) -> None:
    rows = f"id,service_id,weekday,opens_at,closes_at\n1,10,Monday,{opens},{closes}\n"
    (one,) = schedules(tmp_path, rows)
    assert (one["opens_at"], one.get("closes_at"), one.get("description")) == (opens, kept, words)


def test_a_closing_time_in_a_cell_of_words_is_checked_too(tmp_path: Path) -> None:
    rows = "id,organization_id,name,status,hours\n10,1,Food,active,Mon 9am-3am\n"
    files = {"organizations.csv": ONE_ORGANIZATION, "services.csv": rows}
    outcome = of_files(tmp_path, files)
    (one,) = outcome.values("schedule")
    assert (one["opens_at"], one.get("closes_at")) == ("09:00", None)
    assert one["description"] == "9:00 AM to 3:00 AM, call to check"
    assert any("check the hours" in note for note in outcome.notes("services.csv"))
