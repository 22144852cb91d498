"""Messages leave between eight and nine, and only in the hours a person named safe."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.dates import local_time
from xenia.ground.notifications.hours import Hours, next_moment, office_hours_for_messages
from xenia.ground.notifications.tests.makers import LATE_EVENING, MONDAY

DAY = Hours(time(8), time(21))
# The clocks go forward on March 8.
MOMENTS = st.integers(0, 4 * 24 * 60).map(
    lambda minutes: datetime(2026, 3, 6, tzinfo=UTC) + timedelta(minutes=minutes)
)
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
HOURS = (
    st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Hours(*pair))
)


def city(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, city time (five hours behind UTC)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


def test_in_the_day_a_message_leaves_at_once() -> None:
    assert next_moment(MONDAY, [DAY]) == MONDAY


def test_late_in_the_evening_it_waits_for_the_morning() -> None:
    assert local_time(LATE_EVENING).hour == 22
    assert next_moment(LATE_EVENING, [DAY]) == city(17, 8)


def test_eight_is_open_and_nine_is_closed() -> None:
    assert next_moment(city(16, 8), [DAY]) == city(16, 8)
    assert next_moment(city(16, 20, 59), [DAY]) == city(16, 20, 59)
    assert next_moment(city(16, 21), [DAY]) == city(17, 8)


def test_her_safe_hours_count_as_well() -> None:
    lunch = Hours(time(12), time(13))
    assert next_moment(MONDAY, [DAY, lunch]) == city(16, 12)
    assert next_moment(city(16, 13), [DAY, lunch]) == city(17, 12)


def test_safe_hours_over_midnight() -> None:
    night_shift = Hours(time(19), time(6))
    assert next_moment(MONDAY, [DAY, night_shift]) == city(16, 19)
    assert next_moment(city(16, 23), [night_shift]) == city(16, 23)


def test_hours_that_begin_in_the_hour_left_out_in_spring_begin_when_it_is_over() -> None:
    # On 8 March 2026 the clocks go from two to three.
    midnight = datetime(2026, 3, 8, 5, 30, tzinfo=UTC)
    assert next_moment(midnight, [Hours(time(2, 17), time(9))]) == datetime(
        2026, 3, 8, 7, tzinfo=UTC
    )


def test_hours_that_begin_in_the_hour_that_comes_twice_begin_the_first_time() -> None:
    midnight = datetime(2026, 11, 1, 4, 10, tzinfo=UTC)
    assert next_moment(midnight, [Hours(time(1, 30), time(9))]) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_hours_that_never_meet_say_so() -> None:
    assert next_moment(MONDAY, [DAY, Hours(time(22), time(23))]) is None


def test_the_same_time_twice_is_no_span() -> None:
    with pytest.raises(ValueError, match="expected two times"):
        Hours(time(9), time(9))


def test_an_office_may_be_quieter_than_the_law_but_not_louder(settings: Any) -> None:
    settings.MESSAGE_HOURS = "09:00-20:00"
    assert office_hours_for_messages() == Hours(time(9), time(20))
    settings.MESSAGE_HOURS = "06:00-23:00"
    assert office_hours_for_messages() == DAY


@given(at=MOMENTS, hours=st.lists(HOURS, min_size=1, max_size=3))
def test_the_moment_found_lies_in_all_hours_and_none_before_it_does(
    at: datetime, hours: list[Hours]
) -> None:
    found = next_moment(at, hours)
    if found is not None:
        assert found >= at
        assert all(one.hold(found) for one in hours)
    end = found or at + timedelta(days=2)
    minute = at
    while minute < end:
        assert not all(one.hold(minute) for one in hours), minute
        minute += timedelta(minutes=17)
