"""The sample city opens at every hour, also where the clock was changed since."""

from datetime import UTC, datetime, timedelta

import pytest

from sample_city.plans import signed_at
from xenia.ground.common.dates import local_day

# Shortly before midnight and shortly after it in the city, in winter and in summer.
HOURS = [
    datetime(2026, 11, 23, 4, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 5, 30, tzinfo=UTC),
    datetime(2026, 7, 6, 3, 30, tzinfo=UTC),
    datetime(2026, 7, 6, 4, 30, tzinfo=UTC),
]


@pytest.mark.parametrize("at", HOURS)
def test_a_plan_that_holds_was_signed_before_its_first_day(at: datetime) -> None:
    for begins_in_days in range(-400, 0):
        begins = local_day(at) + timedelta(days=begins_in_days)
        assert local_day(signed_at(begins_in_days, at)) < begins
