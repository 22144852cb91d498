"""A day is a day in the city, whatever the clocks of the machine say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.dates import city_zone, day_span, local_day, local_time

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001


def test_late_evening_in_the_city_is_still_today() -> None:
    # 2 a.m. UTC on the 17th is 9 p.m. on the 16th in New York, five hours behind in November.
    assert local_day(datetime(2026, 11, 17, 2, tzinfo=UTC)) == date(2026, 11, 16)
    assert local_time(datetime(2026, 11, 17, 2, tzinfo=UTC)).hour == 21


def test_summer_is_four_hours_behind() -> None:
    assert local_day(datetime(2026, 7, 17, 3, 59, tzinfo=UTC)) == date(2026, 7, 16)
    assert local_day(datetime(2026, 7, 17, 4, 0, tzinfo=UTC)) == date(2026, 7, 17)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a timezone-aware moment"):
        local_day(datetime(2026, 11, 17))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "hours"),
    # The clocks go forward on 8 March and back on 1 November 2026. Source: 15 U.S.C. 260a.
    [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 11, 16), 24)],
)
def test_a_day_has_as_many_hours_as_the_clocks_give_it(day: date, hours: int) -> None:
    start, end = day_span(day)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@given(moment=MOMENTS)
def test_every_moment_lies_in_the_span_of_its_day_and_of_no_other(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    day = local_day(at)
    start, end = day_span(day)
    assert start <= at < end
    before, _same = day_span(day - timedelta(days=1))
    assert before < start


def test_the_city_has_one_time_zone() -> None:
    assert city_zone().key == "America/New_York"
