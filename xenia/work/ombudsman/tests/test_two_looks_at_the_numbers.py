"""Whoever reads the public numbers on two days learns no number from 1 to 10."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xenia.ground.disclosure import THRESHOLD
from xenia.work.ombudsman.models.complaint import Closing
from xenia.work.ombudsman.queries.handling import Handling, years_told
from xenia.work.ombudsman.queries.posted import Table
from xenia.work.ombudsman.tests.counted import closed

pytestmark = pytest.mark.django_db
QUARTERS = [date(year, month, 1) for year in (2024, 2025, 2026) for month in (2, 5, 8, 11)]
few = st.integers(0, 30)
WAYS = list(Closing)[:4]
# What happened in a quarter: how many complaints were closed in each way.
quarters = st.lists(st.lists(few, min_size=4, max_size=4), min_size=12, max_size=12)
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))
Told = dict[int, Table]


def published(today: date) -> Told:
    """What stands on the page on a day."""
    return {year: Handling(year).closings() for year in years_told(today)}


def happened(day: date, ways: list[int]) -> None:
    for way, count in zip(WAYS, ways, strict=True):
        if count:
            closed(day, way, count)


def is_told(count: int) -> bool:
    return 0 < count < THRESHOLD


def worked_out(table: Table) -> Iterator[int]:
    """What a table tells: its numbers, its sum, and what is left of the sum when one number is hidden."""
    shown = [number for _name, number in table.rows if number is not None]
    yield from shown
    if table.total is not None:
        yield table.total
        if len(table.rows) - len(shown) == 1:
            yield table.total - sum(shown)


class TwoLooks(TestCase):
    """Two days, and whatever happened between them."""

    @given(quarters, days, days)
    def test_tell_no_number_from_1_to_10(
        self, course: list[list[int]], one: date, other: date
    ) -> None:
        """What was added to a year between them would be such a number."""
        first, second = sorted((one, other))
        looks: list[Told] = []
        for look in (first, second):
            for day, said in zip(QUARTERS, course, strict=True):
                if day <= look and not (looks and day <= first):
                    happened(day, said)
            looks.append(published(look))
        for year in looks[0].keys() & looks[1].keys():
            assert looks[0][year] == looks[1][year], "nothing was added"
        for table in looks[1].values():
            assert not [one for one in worked_out(table) if is_told(one)]


def test_a_year_is_told_whole_and_not_a_day_before_it_is_over() -> None:
    last = date(2026, 12, 31)
    assert 2026 not in years_told(last)
    assert 2026 in years_told(last + timedelta(days=1))
