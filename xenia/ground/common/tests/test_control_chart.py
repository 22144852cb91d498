"""The control chart: figures worked out by hand, and every short course tried."""

from decimal import Decimal, getcontext
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.control_chart import (
    IN_A_ROW,
    THREE_SIGMA,
    TWO_SIGMA,
    Point,
    Rule,
    at_least,
    chart_of,
    too_many,
    usual_range,
)

# Two years of months with four complaints each, but for the odd one.
CALM = [4, 3, 5, 4, 4, 5, 3, 4] * 3


def _points(*counts: int) -> list[Point]:
    return [Point(count) for count in counts]


def _rules(*counts: int) -> list[set[Rule]]:
    """What is said of each month after two calm years."""
    chart = chart_of(_points(*CALM, *counts), before=len(CALM))
    return [set(one.rules) for one in chart.points[len(CALM) :]]


def test_chances_are_those_of_the_tables() -> None:
    # e^-4 = .018316; 1 - .018316 * (1 + 4 + 8) = .761897 for three or more.
    assert at_least(3, 4) == pytest.approx(0.761897, abs=1e-6)
    # Poisson tables, mean 4: 11 or more .00284, 12 or more .00092; mean 1: 5 or more .00366, 6 or more .00059.
    assert at_least(11, 4) == pytest.approx(0.00284, abs=5e-6)
    assert at_least(12, 4) == pytest.approx(0.00092, abs=5e-6)
    assert at_least(5, 1) == pytest.approx(0.00366, abs=5e-6)
    assert at_least(6, 1) == pytest.approx(0.00059, abs=5e-6)
    assert (at_least(0, 4), at_least(1, 0)) == (1, 0)


def test_few_counts_have_an_exact_line() -> None:
    """4 + 3 * sqrt(4) = 10: eleven would cross that line, though chance alone brings it once in 352 months, not in 741."""
    assert too_many(4) == 12
    assert too_many(1) == 6
    assert too_many(0.5) == 5
    assert too_many(0) == 1
    # Two sigma, mean 4: 8 or more .0511, 9 or more .0214.
    assert too_many(4, TWO_SIGMA) == 9


def test_what_is_usual_has_two_ends() -> None:
    # Poisson tables, mean 9: 3 or fewer .0212, 4 or fewer .0550; 15 or more .0415, 16 or more .0220.
    assert usual_range(9) == (4, 15)
    assert usual_range(0.5) == (0, 2)


def _slowly(count: int, usual: Decimal) -> Decimal:
    """The same chance, by adding up everything below."""
    term, below = (-usual).exp(), Decimal(0)
    for number in range(count):
        below += term
        term = term * usual / (number + 1)
    return 1 - below


@pytest.mark.parametrize("usual", ["0.05", "0.3", "1", "2.5", "7", "19.5", "60", "240"])
def test_the_line_is_the_first_count_that_chance_brings_seldom_enough(usual: str) -> None:
    getcontext().prec = 60
    for chance in (THREE_SIGMA, TWO_SIGMA):
        line = too_many(float(usual), chance)
        assert _slowly(line, Decimal(usual)) <= Decimal(chance)
        assert line == 1 or _slowly(line - 1, Decimal(usual)) > Decimal(chance)


def test_large_counts_come_near_to_three_times_the_square_root() -> None:
    assert abs(too_many(10_000) - (10_000 + 3 * 100)) <= 10


def test_one_month_far_above_is_more_than_usual() -> None:
    assert _rules(11) == [set()]
    assert _rules(12) == [{Rule.FAR}]
    assert _rules(12, 4) == [{Rule.FAR}, set()]


def test_two_of_three_months_that_are_high_are_more_than_usual() -> None:
    assert _rules(9, 4, 9) == [set(), set(), {Rule.TWO_OF_THREE}]
    assert _rules(9, 4, 4, 9)[-1] == set()
    assert _rules(9, 9, 4) == [set(), {Rule.TWO_OF_THREE}, set()]


def test_eight_months_in_a_row_above_what_is_usual_are_more_than_usual() -> None:
    assert _rules(*[5] * 7)[-1] == set()
    assert _rules(*[5] * 8)[-1] == {Rule.RUN}
    assert _rules(5, 5, 5, 4, 5, 5, 5, 5)[-1] == set()


def test_every_short_course_is_judged_as_by_hand() -> None:
    """All courses of six months between calm, a little more, high and far; no run can come in six of them but after calm."""
    for course in product((4, 5, 9, 12), repeat=6):
        for at, said in enumerate(_rules(*course)):
            near = course[max(0, at - 2) : at + 1]
            expected = set()
            if course[at] >= 12:
                expected.add(Rule.FAR)
            if course[at] >= 9 and sum(one >= 9 for one in near) >= 2:
                expected.add(Rule.TWO_OF_THREE)
            assert said == expected


@given(st.lists(st.integers(0, 9), min_size=IN_A_ROW, max_size=16))
def test_a_run_is_found_wherever_it_ends(counts: list[int]) -> None:
    for at, said in enumerate(_rules(*counts)):
        row = counts[max(0, at - 7) : at + 1]
        assert (Rule.RUN in said) == (len(row) == 8 and min(row) > 4)


def test_a_first_year_has_nothing_to_compare_with() -> None:
    chart = chart_of(_points(4, 4, 4, 4, 4, 30), before=5)
    assert not chart.is_known
    assert not any(one.is_more for one in chart.points)


def test_one_complaint_where_none_came_before_is_no_pattern() -> None:
    chart = chart_of(_points(*[0] * 24, 1, 2, 0, 3), before=24)
    assert [one.is_more for one in chart.points[24:]] == [False, False, False, True]


def test_a_month_that_was_not_usual_does_not_say_what_is() -> None:
    """One month of 40 and 23 of 4: their mean is 5.5; set aside, it is 4, and 12 are too many again."""
    chart = chart_of(_points(40, *[4] * 23, 12), before=24)
    assert chart.rate == 4
    assert chart.points[-1].rules == {Rule.FAR}


def test_more_visitors_alone_are_no_rise() -> None:
    """One complaint in a hundred contacts; three times the contacts may bring three times the complaints."""
    calm = [Point(4, 400) for _ in range(24)]
    assert not chart_of([*calm, Point(12, 1_200)], before=24).points[-1].is_more
    assert chart_of([*calm, Point(12, 400)], before=24).points[-1].is_more
    many = chart_of([*calm, Point(12, 1_200)], before=24).points[-1]
    assert (many.usual, many.too_many) == (12, too_many(12))


@given(st.lists(st.integers(0, 20), min_size=20, max_size=30), st.integers(1, 15))
def test_more_complaints_never_make_a_rise_vanish(counts: list[int], more: int) -> None:
    now = chart_of(_points(*counts), before=12).points[-1].rules
    later = chart_of(_points(*counts[:-1], counts[-1] + more), before=12).points[-1].rules
    assert now <= later


def test_chance_alone_seldom_cries_out() -> None:
    """A thousand quiet years of months with four each: less than one month in 250 is said to be more than usual.

    Far: .0009; two of three: 2 * .0214 * .0214 = .0009; a run of eight: .371^8 = .0004. Added up, one month in 450.
    """
    random = Random(8)

    def by_chance() -> int:
        at, left = 0, random.expovariate(1)
        while left < 4:
            at, left = at + 1, left + random.expovariate(1)
        return at

    counts = [by_chance() for _ in range(12_000)]
    calm = [Point(4)] * 24
    chart = chart_of([*calm, *_points(*counts)], before=24)
    said = sum(one.is_more for one in chart.points[24:])
    assert said / len(counts) < 1 / 250
