"""Open now: what the city's clock says against what a service says."""

from datetime import date, datetime, time
from typing import Any

import pytest

from xenia.registers.directory.search.hours import (
    is_every_week,
    is_open,
    quarter_of,
    weekly_quarters,
)

MONDAY = date(2026, 11, 16)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time so many days after Monday, 16 November 2026."""
    return datetime.combine(MONDAY.replace(day=16 + day), time(hour, minute))


def a_schedule(
    byday: str = "MO,WE", opens: str = "18:00", closes: str = "20:00", **more: Any
) -> dict[str, Any]:
    return {"byday": byday, "opens_at": opens, "closes_at": closes, **more}


def open_weekly(schedule: dict[str, Any], moment: datetime) -> bool:
    return bool(weekly_quarters([schedule]) >> quarter_of(moment) & 1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(0, 17, 59), False),
        (at(0, 18), True),
        (at(0, 19, 59), True),
        (at(0, 20), False),
        (at(1, 19), False),
        (at(2, 19), True),
    ],
)
def test_a_class_on_monday_and_wednesday_evening(moment: datetime, expected: bool) -> None:
    assert open_weekly(a_schedule(), moment) is expected


def test_a_shelter_is_open_through_the_night_and_through_sunday_into_monday() -> None:
    night = a_schedule("FR,SU", "20:00", "07:00")
    assert open_weekly(night, at(4, 23))
    assert open_weekly(night, at(5, 6, 45))
    assert not open_weekly(night, at(5, 7))
    assert open_weekly(night, at(0, 3))


@pytest.mark.parametrize(
    ("opens", "closes"), [("00:00", "24:00"), ("00:00", "23:59"), ("00:00", "00:00")]
)
def test_a_hotline_never_closes(opens: str, closes: str) -> None:
    always = a_schedule("MO,TU,WE,TH,FR,SA,SU", opens, closes)
    assert all(open_weekly(always, at(day, hour, 45)) for day in range(7) for hour in range(24))


def test_hours_that_nobody_can_read_are_closed_hours() -> None:
    assert weekly_quarters([a_schedule(opens="noon"), a_schedule(closes=""), {"byday": "MO"}]) == 0


@pytest.mark.parametrize(
    ("schedule", "moment", "expected"),
    [
        (a_schedule("3MO", freq="MONTHLY"), at(0, 19), True),  # 16 November is the third Monday
        (a_schedule("2MO", freq="MONTHLY"), at(0, 19), False),
        (a_schedule("-1MO", freq="MONTHLY"), at(7, 19), False),
        (a_schedule("-1MO", freq="MONTHLY"), at(14, 19), True),  # 30 November is the last
        (a_schedule("", freq="MONTHLY", bymonthday="1, 16"), at(0, 19), True),
        (a_schedule("MO", valid_to="2026-11-15"), at(0, 19), False),
        (a_schedule("MO", valid_from="2026-11-16"), at(0, 19), True),
        (a_schedule("MO", valid_from="2026-11-17"), at(0, 19), False),
        (a_schedule("", freq="DAILY", valid_to="2026-12-31"), at(3, 19), True),
        (a_schedule("MO", interval=2, valid_from="2026-11-02"), at(0, 19), True),
        (a_schedule("MO", interval=2, valid_from="2026-11-09"), at(0, 19), False),
        (
            a_schedule("MO", interval=2),
            at(0, 19),
            False,
        ),  # every second one, but counted from when?
        (a_schedule("MO", freq="YEARLY"), at(0, 19), False),
        (a_schedule("SU", "22:00", "06:00", valid_to="2026-11-15"), at(0, 5), True),
    ],
)
def test_schedules_that_differ_from_week_to_week(
    schedule: dict[str, Any], moment: datetime, expected: bool
) -> None:
    assert not is_every_week(schedule)
    assert is_open(schedule, moment) is expected
