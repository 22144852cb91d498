"""Whoever reads the public numbers on two days learns no number from 1 to 10."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xenia.ground.disclosure import THRESHOLD
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.handling import Handling, Share, Table, years_told
from xenia.work.ombudsman.tests.counted import found, met

pytestmark = pytest.mark.django_db
QUARTERS = [date(year, month, 1) for year in (2024, 2025, 2026) for month in (2, 5, 8, 11)]
few = st.integers(0, 30)
# What happened in a quarter: outcomes of findings, and the clock of an answer in time and late.
quarters = st.lists(
    st.tuples(st.lists(few, min_size=4, max_size=4), few, few), min_size=12, max_size=12
)
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))
Told = dict[int, tuple[Share, Share | None, Table]]


def published(today: date) -> Told:
    """What stands on the page on a day."""
    told = {year: Handling(year) for year in years_told(today)}
    return {
        year: (one.clocks()[Clock.Which.ANSWER], one.all_clocks(), one.findings())
        for year, one in told.items()
    }


def happened(day: date, outcomes: list[int], in_time: int, late: int) -> None:
    for outcome, count in zip(Finding.Outcome, outcomes, strict=True):
        if count:
            found(day, outcome, count)
    for said, count in (("in_time", in_time), ("late", late)):
        if count:
            met(day, Clock.Which.ANSWER, said, count)


def is_told(count: int) -> bool:
    return 0 < count < THRESHOLD


def late_ones(share: Share) -> set[int]:
    """How many may have been late, as far as a share tells."""
    whole = share.whole or 0
    return {whole - part for part in range(whole + 1) if Share.of(part, whole) == share}


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
        self, course: list[tuple[list[int], int, int]], one: date, other: date
    ) -> None:
        """What was added to a year between them would be such a number."""
        first, second = sorted((one, other))
        looks: list[Told] = []
        for look in (first, second):
            for day, said in zip(QUARTERS, course, strict=True):
                if day <= look and not (looks and day <= first):
                    happened(day, *said)
            looks.append(published(look))
        for year in looks[0].keys() & looks[1].keys():
            assert looks[0][year] == looks[1][year], "nothing was added"
        for share, together, table in looks[1].values():
            if share.tenths is not None:
                assert len(late_ones(share)) > 1
                assert together is None
            assert not [one for one in (share.whole or 0, *worked_out(table)) if is_told(one)]


def test_every_tenth_of_every_number_of_steps_holds_two_numbers_of_late_ones() -> None:
    for whole in range(20, 400):
        told = {Share.of(part, whole) for part in range(whole + 1)}
        assert min(len(late_ones(share)) for share in told) >= 2


def test_a_year_is_told_whole_and_not_a_day_before_it_is_over() -> None:
    last = date(2026, 12, 31)
    assert 2026 not in years_told(last)
    assert 2026 in years_told(last + timedelta(days=1))
