"""The sums of weeks stay when the ledger's months lose their days, each day counted once."""

from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.common.dates import city_zone
from xenia.ground.ledger.models import Entry, Night, Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.operations.night import keep_night
from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.operations.weeks import count_weeks
from xenia.insight.reports.queries.weeks import weeks_until
from xenia.insight.reports.weeks import monday_of

pytestmark = pytest.mark.django_db
# A Monday; its week lies in March and April.
MONDAY = date(2026, 3, 30)


def night_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), clock(3), tzinfo=city_zone())


def filed(on: date, times: int = 1) -> None:
    record(kind="ombudsman.filed", on=on, quantity=times, reason="delay")


def complaints(today: date, weeks: int = 13) -> dict[date, int | None]:
    return {one.monday: one.numbers["complaints"] for one in weeks_until(today, how_many=weeks)}


def test_a_week_that_two_months_share_is_one_week() -> None:
    filed(MONDAY, 2)
    keep_night(night_after(MONDAY + timedelta(days=1)))
    filed(date(2026, 4, 2), 3)
    keep_night(night_after(date(2026, 4, 5)))
    assert not Entry.objects.filter(on=MONDAY).exists(), "March has no days any more"
    assert complaints(MONDAY)[MONDAY] == 5


def test_a_worker_that_slept_two_months_loses_no_day() -> None:
    for day, times in ((date(2026, 2, 3), 4), (date(2026, 3, 10), 5), (date(2026, 4, 7), 6)):
        filed(day, times)
    keep_night(night_after(date(2026, 4, 30)))
    found = complaints(date(2026, 5, 1))
    assert [found[monday_of(date(2026, month, day))] for month, day in ((2, 3), (3, 10), (4, 7))] == [4, 5, 6]  # fmt: skip


def test_what_is_corrected_while_the_month_is_open_is_corrected_in_its_week() -> None:
    filed(date(2026, 4, 7), 6)
    keep_night(night_after(date(2026, 4, 7)))
    filed(date(2026, 4, 7), -2)
    keep_night(night_after(date(2026, 4, 8)))
    assert complaints(date(2026, 4, 9))[date(2026, 4, 6)] == 4


def test_what_is_said_after_its_month_has_closed_has_no_week() -> None:
    filed(date(2026, 4, 7), 6)
    keep_night(night_after(date(2026, 4, 30)))
    filed(date(2026, 4, 7), 2)
    keep_night(night_after(date(2026, 5, 1)))
    assert complaints(date(2026, 5, 2))[date(2026, 4, 6)] == 6


def test_a_closing_outside_the_night_counts_the_weeks_too() -> None:
    filed(date(2026, 4, 7), 6)
    close_and_rewrite(night_after(date(2026, 5, 3)))
    assert complaints(date(2026, 5, 4))[date(2026, 4, 6)] == 6


def test_weeks_nobody_counted_are_not_zero() -> None:
    filed(date(2026, 4, 7), 6)
    count_weeks(night_after(date(2026, 4, 9)))
    found = weeks_until(date(2026, 4, 10), how_many=4)
    # Of the week before, nobody counted the days in March.
    assert [one.numbers["complaints"] for one in found] == [None, None, None, 6]
    assert not found[-1].is_over
    assert found[-1].through == date(2026, 4, 9)


def test_a_week_is_forgotten_after_a_year_and_a_month() -> None:
    filed(date(2026, 4, 7), 6)
    keep_night(night_after(date(2026, 4, 30)))
    keep_night(night_after(date(2027, 4, 30)))
    assert WeekFigure.objects.filter(monday=date(2026, 4, 6)).exists()
    keep_night(night_after(date(2027, 5, 30)))
    assert not WeekFigure.objects.filter(monday=date(2026, 4, 6)).exists()


DAYS = st.integers(0, 60)


@given(
    said=st.lists(st.tuples(DAYS, st.integers(0, 3), st.integers(1, 5)), max_size=12),
    nights=st.lists(DAYS, max_size=8),
)
@settings(max_examples=12, deadline=None)
def test_whatever_the_nights_each_day_counts_once(
    said: list[tuple[int, int, int]], nights: list[int]
) -> None:
    """Facts are written down up to three days late; the worker runs on some nights, twice on others."""
    WeekFigure.objects.all().delete()
    Entry.objects.all().delete()
    Night.objects.all().delete()
    Year.objects.all().delete()
    begin, expected, closed = date(2026, 1, 5), Counter[date](), date(2025, 12, 1)
    filed(begin)
    expected[monday_of(begin)] += 1
    for number in range(64):
        today = begin + timedelta(days=number)
        for day, late, times in said:
            if day + late == number:
                on = begin + timedelta(days=day)
                filed(on, times)
                expected[monday_of(on)] += times if on.replace(day=1) > closed else 0
        for _time in range(nights.count(number)):
            close_and_rewrite(night_after(today))
            closed = ((today + timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)
    close_and_rewrite(night_after(begin + timedelta(days=64)))
    found = complaints(begin + timedelta(days=65), 11)
    assert {monday: number for monday, number in found.items() if number} == {
        monday: number for monday, number in expected.items() if number
    }
