"""When a clock is due, whatever the calendar, however often it stands still; and some weeks worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xenia.work.ombudsman.clocks import (
    Calendar,
    Reckoning,
    begun,
    days_left,
    extended,
    gone_on,
    is_over,
    late_by,
    paused,
)

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)


def works(day: date, calendar: Calendar) -> bool:
    return day.isoweekday() not in (6, 7) and day not in calendar.closed


def days_in(month: int, *days: int) -> frozenset[date]:
    return frozenset(date(2026, month, day) for day in days)


# Thursday 26 and Friday 27 November 2026; Christmas, New Year's Day 2027, and Martin Luther King's day.
HOLIDAYS = Calendar(
    1, days_in(11, 11, 26, 27) | days_in(12, 25) | {date(2027, 1, 1), date(2027, 1, 18)}
)

DAYS = st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=500))
CALENDARS = st.builds(
    Calendar,
    st.just(1),
    st.frozensets(st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=700)), max_size=60),
)
LIMITS = st.integers(min_value=1, max_value=30)
WAITS = st.integers(min_value=0, max_value=40)
# Some days until it stands still, some until it goes on.
PAUSES = st.lists(st.tuples(WAITS, WAITS), max_size=4)


def with_pauses(
    clock: Reckoning, on: date, pauses: list[tuple[int, int]], days: Calendar
) -> Reckoning:
    for runs, stands in pauses:
        on += timedelta(days=runs)
        clock = paused(clock, on)
        on += timedelta(days=stands)
        clock = gone_on(clock, on, days)
    return clock


@given(on=DAYS, limit=LIMITS, days=CALENDARS, pauses=PAUSES)
def test_a_pause_never_makes_a_day_earlier(
    on: date, limit: int, days: Calendar, pauses: list[tuple[int, int]]
) -> None:
    clock = begun(on, limit, days)
    assert with_pauses(clock, on, pauses, days).due_on >= clock.due_on


@given(on=DAYS, limit=LIMITS, days=CALENDARS, pauses=PAUSES, more=st.integers(1, 10))
def test_nothing_is_due_on_a_closed_day(
    on: date, limit: int, days: Calendar, pauses: list[tuple[int, int]], more: int
) -> None:
    clock = extended(with_pauses(begun(on, limit, days), on, pauses, days), more, days)
    assert works(clock.due_on, days)


@given(on=DAYS, limit=LIMITS, days=CALENDARS, pauses=PAUSES, more=st.integers(0, 10))
def test_counting_day_by_day_finds_the_same_day(
    on: date, limit: int, days: Calendar, pauses: list[tuple[int, int]], more: int
) -> None:
    clock = with_pauses(begun(on, limit, days), on, pauses, days)
    clock = extended(clock, more, days)
    left, day = limit + clock.paused_for + more, on
    while left:
        day += DAY
        left -= works(day, days)
    assert clock.due_on == day


@given(on=DAYS, limit=LIMITS, days=CALENDARS, runs=WAITS, stands=WAITS)
def test_as_many_days_are_left_after_a_pause_as_before(
    on: date, limit: int, days: Calendar, runs: int, stands: int
) -> None:
    stopped = on + timedelta(days=runs)
    went_on = stopped + timedelta(days=stands)
    clock = begun(on, limit, days)
    after = gone_on(paused(clock, stopped), went_on, days)
    assume(stopped <= clock.due_on)
    left = days.between(stopped, clock.due_on)
    on_a_closed_last_day = left == 0 and not days.works(went_on)
    assert days.between(went_on, after.due_on) == left + on_a_closed_last_day


@given(on=DAYS, limit=LIMITS, days=CALENDARS, over=st.integers(1, 30), stands=WAITS)
def test_what_was_late_is_as_late_after_a_pause(
    on: date, limit: int, days: Calendar, over: int, stands: int
) -> None:
    clock = begun(on, limit, days)
    stopped = clock.due_on + timedelta(days=over)
    went_on = stopped + timedelta(days=stands)
    after = gone_on(paused(clock, stopped), went_on, days)
    assert days.between(after.due_on, went_on) == days.between(clock.due_on, stopped)


@given(on=DAYS, limit=LIMITS, days=CALENDARS, stands=WAITS)
def test_a_second_wish_to_stand_still_changes_nothing(
    on: date, limit: int, days: Calendar, stands: int
) -> None:
    once = paused(begun(on, limit, days), on)
    assert paused(once, on + timedelta(days=stands)) == once
    clock = begun(on, limit, days)
    assert gone_on(clock, on, days) == clock


@given(on=DAYS, limit=LIMITS, before=CALENDARS, after=CALENDARS, pauses=PAUSES)
def test_a_corrected_calendar_never_makes_a_told_day_earlier(
    on: date, limit: int, before: Calendar, after: Calendar, pauses: list[tuple[int, int]]
) -> None:
    told = begun(on, limit, before)
    moved = with_pauses(told, on, pauses, after)
    assert moved.due_on >= told.due_on
    assert not pauses or works(moved.due_on, after)


@pytest.mark.parametrize(
    ("on", "limit", "due"),
    [
        # Monday 2 November: the 3rd, 4th, 5th, 6th, and Monday the 9th.
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        # On Saturday the 7th and Sunday the 8th alike: 9, 10, (11 closed), 12, 13, 16.
        (date(2026, 11, 7), 5, date(2026, 11, 16)),
        (date(2026, 11, 8), 5, date(2026, 11, 16)),
        # On a closed Wednesday: 12, 13, 16, 17, 18.
        (date(2026, 11, 11), 5, date(2026, 11, 18)),
        # Over Thanksgiving: 24, 25, (26, 27 closed, weekend), 30, 1, 2.
        (date(2026, 11, 23), 5, date(2026, 12, 2)),
        # Over the end of the year: 22, 23, 24, (25 closed), 28, 29, 30, 31, (1 January closed), 4, 5, 6.
        (date(2026, 12, 21), 10, date(2027, 1, 6)),
        # The night in which clocks go back lies between the two days: a day is a day.
        (date(2026, 10, 30), 1, date(2026, 11, 2)),
        # The same in spring, Sunday 14 March 2027.
        (date(2027, 3, 12), 1, date(2027, 3, 15)),
        # 20 days of a second look: 4 weeks and a holiday: from 4 January 2027 to Monday 1 February + 1.
        (date(2027, 1, 4), 20, date(2027, 2, 2)),
    ],
)
def test_days_worked_out_by_hand(on: date, limit: int, due: date) -> None:
    assert begun(on, limit, HOLIDAYS) == Reckoning(due, 1)


def test_a_pause_over_a_holiday_adds_the_days_the_office_worked() -> None:
    # Ten days from Monday 16 November: 17, 18, 19, 20, 23, 24, 25, 30, 1, 2 December.
    clock = begun(date(2026, 11, 16), 10, HOLIDAYS)
    assert clock.due_on == date(2026, 12, 2)
    # She is asked on Friday the 20th, 4 days used, 6 left; she answers on Monday the 30th.
    clock = gone_on(paused(clock, date(2026, 11, 20)), date(2026, 11, 30), HOLIDAYS)
    # It stood for 23, 24, 25 and 30; six days after the 30th: 1, 2, 3, 4, 7, 8 December.
    assert (clock.due_on, clock.paused_for) == (date(2026, 12, 8), 4)


def test_an_answer_on_a_sunday_to_what_was_due_that_friday_is_due_on_monday() -> None:
    clock = begun(date(2026, 11, 2), 4, HOLIDAYS)
    assert clock.due_on == date(2026, 11, 6)
    clock = gone_on(paused(clock, date(2026, 11, 6)), date(2026, 11, 8), HOLIDAYS)
    assert (clock.due_on, clock.paused_for) == (date(2026, 11, 9), 1)


def test_two_pauses_and_an_extension_over_new_year() -> None:
    # Ten days from Monday 14 December: 15, 16, 17, 18, 21, 22, 23, 24, 28, 29.
    clock = begun(date(2026, 12, 14), 10, HOLIDAYS)
    assert clock.due_on == date(2026, 12, 29)
    # From Wednesday 16 to Friday 18: 2 days. From Thursday 24 to Monday 28: 1 day.
    clock = gone_on(paused(clock, date(2026, 12, 16)), date(2026, 12, 18), HOLIDAYS)
    clock = gone_on(paused(clock, date(2026, 12, 24)), date(2026, 12, 28), HOLIDAYS)
    # 30, 31, (1 January closed), Monday 4.
    assert (clock.due_on, clock.paused_for) == (date(2027, 1, 4), 3)
    # Five days more: 5, 6, 7, 8, 11.
    clock = extended(clock, 5, HOLIDAYS)
    assert (clock.due_on, clock.extended_by) == (date(2027, 1, 11), 5)


def test_a_day_that_was_told_stays_and_nobody_is_late_on_a_day_that_was_closed_in_the_end() -> None:
    told = begun(date(2026, 11, 2), 5, Calendar())
    assert told.due_on == date(2026, 11, 9)
    # Snow on Monday 9 and Tuesday 10 November, entered on the 9th.
    snow = Calendar(2, days_in(11, 9, 10))
    assert not is_over(told, date(2026, 11, 11), snow)
    assert is_over(told, date(2026, 11, 12), snow)
    assert late_by(told, date(2026, 11, 12), snow) == 1


def test_it_goes_on_from_the_day_that_was_told_by_the_calendar_of_then() -> None:
    told = begun(date(2026, 11, 2), 5, Calendar(1, days_in(11, 4)))
    assert told.due_on == date(2026, 11, 10)
    # The 4th was open after all, and the 10th is closed. From Thursday 5 to Friday 6 it stands: 1 day.
    corrected = Calendar(2, days_in(11, 10))
    clock = gone_on(paused(told, date(2026, 11, 5)), date(2026, 11, 6), corrected)
    # The next open day after the 10th is the 11th; one more: Thursday 12.
    assert clock == Reckoning(date(2026, 11, 12), 2, paused_for=1)


def test_what_is_left_and_what_is_over() -> None:
    clock = begun(date(2026, 11, 16), 5, HOLIDAYS)
    assert clock.due_on == date(2026, 11, 23)
    assert days_left(clock, date(2026, 11, 19), HOLIDAYS) == 2
    assert days_left(clock, date(2026, 11, 23), HOLIDAYS) == 0
    assert not is_over(clock, date(2026, 11, 23), HOLIDAYS)
    # Monday 30 November: the 24th, 25th and the 30th itself.
    assert late_by(clock, date(2026, 11, 30), HOLIDAYS) == 3
    # One that stands still since Thursday has two days left, however long it stands.
    assert days_left(paused(clock, date(2026, 11, 19)), date(2026, 12, 31), HOLIDAYS) == 2
    assert not is_over(paused(clock, date(2026, 11, 19)), date(2026, 12, 31), HOLIDAYS)
