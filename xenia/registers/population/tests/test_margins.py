"""Margins of sums, shares and ratios, against numbers worked out by hand."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.registers.population.margins import (
    Figure,
    Reliability,
    chance_of_reaching,
    proportion,
    ratio,
    reliability,
    standard_error,
    sum_of,
    variation,
)

FIGURES = st.builds(
    Figure,
    st.integers(0, 10**7).map(float),
    st.one_of(st.none(), st.integers(0, 10**5).map(float)),
)


def test_a_standard_error_is_the_margin_over_1_645() -> None:
    # 329 / 1.645 = 200
    assert standard_error(Figure(1100, 329)) == pytest.approx(200)


def test_a_sum_has_the_root_of_the_summed_squares() -> None:
    # 3,860² + 2,642² + 1,957² = 14,899,600 + 6,980,164 + 3,829,849 = 25,709,613; its root is 5,070.46.
    total = sum_of([Figure(135_173, 3_860), Figure(43_104, 2_642), Figure(24_842, 1_957)])
    assert total.value == 203_119
    assert total.margin == pytest.approx(5_070.46, abs=0.01)


def test_of_several_zeros_only_the_largest_margin_counts() -> None:
    # 30² + 13² = 1,069; its root is 32.70. With every zero it would be the root of 900 + 169 + 121 + 144 = 36.52.
    total = sum_of([Figure(100, 30), Figure(0, 13), Figure(0, 11), Figure(0, 12)])
    assert total.margin == pytest.approx(32.696, abs=0.001)


def test_a_sum_of_nothing_but_zeros_keeps_one_margin() -> None:
    assert sum_of([Figure(0, 13), Figure(0, 11)]) == Figure(0, 13)


def test_a_sum_without_zeros_is_not_widened_by_any() -> None:
    assert sum_of([Figure(3, 3), Figure(4, 4)]).margin == pytest.approx(5)


def test_nobody_knows_the_margin_of_a_sum_with_an_unknown_part() -> None:
    assert sum_of([Figure(100, 30), Figure(50, None)]) == Figure(150, None)


def test_a_share_takes_the_margin_of_both() -> None:
    # p = 500 / 8,000 = 0.0625; 164.5² − 0.0625² × 329² = 27,060.25 − 422.82 = 26,637.43;
    # root 163.210; over 8,000 = 0.020401.
    share = proportion(Figure(500, 164.5), Figure(8_000, 329))
    assert share.value == 0.0625
    assert share.margin == pytest.approx(0.020401, abs=1e-6)


def test_where_a_share_would_have_the_root_of_a_negative_number_it_is_reckoned_as_a_ratio() -> None:
    # p = 0.5; 100² − 0.25 × 300² < 0, so: root of 10,000 + 22,500 = 180.28; over 1,000 = 0.18028.
    share = proportion(Figure(500, 100), Figure(1_000, 300))
    assert share.margin == pytest.approx(0.180278, abs=1e-6)
    assert share == ratio(Figure(500, 100), Figure(1_000, 300))


def test_a_share_of_a_controlled_total_has_the_margin_of_its_part() -> None:
    # 200 / 10,000 = 0.02
    assert proportion(Figure(600, 200), Figure(10_000, 0)).margin == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("figure", "band"),
    [
        # 197.4 / 1.645 = 120; 120 / 1,000 = 12 %: still good. One person more of margin is too much.
        (Figure(1000, 197.4), Reliability.HIGH),
        (Figure(1000, 198), Reliability.MEDIUM),
        # 658 / 1.645 = 400: 40 %.
        (Figure(1000, 658), Reliability.MEDIUM),
        (Figure(1000, 659), Reliability.LOW),
        (Figure(0, 13), Reliability.LOW),
        (Figure(1000, 0), Reliability.EXACT),
        (Figure(1000, None), Reliability.UNKNOWN),
    ],
)
def test_how_good_an_estimate_is(figure: Figure, band: Reliability) -> None:
    assert reliability(figure) == band


def test_the_spread_of_an_estimate() -> None:
    # 493.5 / 1.645 = 300; 300 / 1,200 = 0.25
    assert variation(Figure(1_200, 493.5)) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("limit", "chance"),
    # The standard error is 200. Half an error above: 0.6915; on it: 0.5; 1.645 errors below: 0.0500.
    [(1000, 0.6915), (1100, 0.5), (1429, 0.05)],
)
def test_how_likely_a_line_is_reached(limit: float, chance: float) -> None:
    assert chance_of_reaching(Figure(1100, 329), limit) == pytest.approx(chance, abs=1e-4)


def test_a_counted_number_reaches_a_line_or_does_not() -> None:
    assert chance_of_reaching(Figure(1000, 0), 1000) == 1
    assert chance_of_reaching(Figure(999, 0), 1000) == 0


def test_without_a_margin_nobody_can_say_how_likely() -> None:
    assert chance_of_reaching(Figure(1000, None), 10) is None


@pytest.mark.parametrize("margin", [-1.0, float("nan"), float("inf")])
def test_a_margin_that_is_none_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="margin"):
        Figure(1000, margin)


@given(st.lists(FIGURES, max_size=12))
def test_the_order_of_a_sum_does_not_matter(figures: list[Figure]) -> None:
    forth, back = sum_of(figures), sum_of(reversed(figures))
    assert forth.value == back.value
    assert (forth.margin is None) == (back.margin is None)
    assert isclose(forth.margin or 0, back.margin or 0, rel_tol=1e-9)


@given(st.lists(FIGURES.filter(lambda one: one.margin is not None), min_size=1, max_size=12))
def test_a_sum_is_never_surer_than_its_least_sure_part_nor_worse_than_all_margins_added(
    figures: list[Figure],
) -> None:
    margins = [one.margin or 0 for one in figures]
    assert max(margins) - 1e-6 <= (sum_of(figures).margin or 0) <= sum(margins) + 1e-6


@given(FIGURES, st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_higher_the_line_the_less_likely(figure: Figure, low: int, more: int) -> None:
    first, second = chance_of_reaching(figure, low), chance_of_reaching(figure, low + more)
    assert first is None or second is None or first >= second
