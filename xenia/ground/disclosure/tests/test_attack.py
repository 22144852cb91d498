"""The attack, against tables worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.disclosure.attack import Interval, attack
from xenia.ground.disclosure.cube import TOTAL, Dimension
from xenia.ground.disclosure.knowledge import Contradiction
from xenia.ground.disclosure.policy import Need
from xenia.ground.disclosure.publications import (
    AddsUp,
    Grows,
    Percent,
    Publications,
    Table,
    place_of,
)

from .makers import PEOPLE, POLICY, a_cube, attacked, brute_force, place, released

# Rows 43 and 50, columns 60 and 33, 93 in all.
CUBE = a_cube(
    {
        ("class", "Haiti"): 40,
        ("class", "Cuba"): 3,
        ("legal", "Haiti"): 20,
        ("legal", "Cuba"): 30,
    }
)
ORIGIN = Dimension("origin", ("Cuba", "Haiti"))


def known(low: int, high: int | None) -> Interval:
    return Interval(low, high, low, high)


def test_one_hidden_cell_is_what_the_others_leave_of_its_sum() -> None:
    finding = attacked(CUBE, [("class", "Cuba")])
    assert finding.intervals == {place(CUBE, "class", "Cuba"): known(3, 3)}
    assert finding.breaches == (place(CUBE, "class", "Cuba"),)


def test_four_hidden_cells_can_be_moved_round() -> None:
    """The row sums are 43 and 50, the column sums 60 and 33: class-Cuba lies from 0 to 33."""
    finding = attacked(CUBE, [(a, b) for a in ("class", "legal") for b in ("Haiti", "Cuba")])
    assert finding.intervals[place(CUBE, "class", "Cuba")] == known(0, 33)
    assert finding.intervals[place(CUBE, "legal", "Haiti")] == known(17, 50)
    assert finding.breaches == ()


def test_the_same_count_in_another_table_gives_it_away() -> None:
    hidden = released(
        CUBE, [("class", "Cuba"), ("class", "Haiti"), ("legal", "Cuba"), ("legal", "Haiti")]
    )
    other = Table(PEOPLE, (ORIGIN, Dimension("service", ("class",))), {("Haiti", "class"): 40})
    small = place(CUBE, "class", "Cuba")
    finding = attack(Publications((hidden, other)), {small: Need(1, 11)}, POLICY)
    assert finding.intervals[small] == known(3, 3)
    assert small in finding.breaches
    assert finding.sentences()[0] == f"{PEOPLE}: origin Cuba, service class: 3 to 3"


def test_a_percent_tells_a_hidden_count() -> None:
    """7.0 % of 43 people, rounded to 0.1, is from 2.99 to 3.03 people: 3."""
    hidden = [("class", "Cuba"), ("class", "Haiti"), ("legal", "Cuba"), ("legal", "Haiti")]
    small, row = place(CUBE, "class", "Cuba"), place(CUBE, "class", TOTAL)
    said = Percent(small, row, Fraction(7), Fraction(1, 10))
    finding = attack(Publications((released(CUBE, hidden),), (said,)), {small: Need(1, 11)}, POLICY)
    assert (finding.intervals[small].whole_low, finding.intervals[small].whole_high) == (3, 3)
    assert small in finding.breaches


def test_two_months_subtracted_tell_who_came_between() -> None:
    """50 people until May, 53 until June: 3 came in June, and no table says so."""
    may = Table("until May", (ORIGIN,), {("Cuba",): 50, ("Haiti",): 90, (TOTAL,): 140})
    june = Table("until June", (ORIGIN,), {("Cuba",): 53, ("Haiti",): 120, (TOTAL,): 173})
    both = Publications((may, june), grows=(Grows("until June", "until May", "June"),))
    finding = attack(both, {}, POLICY)
    cubans = place_of("June", (ORIGIN,), ("Cuba",))
    assert finding.intervals[cubans] == known(3, 3)
    assert finding.breaches == (cubans,)


def test_quarters_tell_what_the_year_hides() -> None:
    year = Table("2025", (ORIGIN,), {("Cuba",): None, ("Haiti",): None, (TOTAL,): 60})
    halves = [
        Table("first half", (ORIGIN,), {("Cuba",): 4, ("Haiti",): 20, (TOTAL,): 24}),
        Table("second half", (ORIGIN,), {("Cuba",): 5, ("Haiti",): 31, (TOTAL,): 36}),
    ]
    link = AddsUp("2025", ("first half", "second half"))
    finding = attack(Publications((year, *halves), adds_up=(link,)), {}, POLICY)
    assert finding.breaches == (place_of("2025", (ORIGIN,), ("Cuba",)),)


def test_a_merged_value_of_one_table_is_the_sum_of_the_values_of_another() -> None:
    fine = Table(
        PEOPLE,
        (Dimension("origin", ("Cuba", "Haiti", "Peru"), {"Cuba / Haiti": ("Cuba", "Haiti")}),),
        {("Cuba",): None, ("Haiti",): 20, ("Peru",): None, (TOTAL,): 60},
    )
    merged = Table(
        PEOPLE, (Dimension("origin", ("Cuba / Haiti", "Peru")),), {("Cuba / Haiti",): 25}
    )
    finding = attack(Publications((fine, merged)), {}, POLICY)
    cuba = place_of(PEOPLE, (ORIGIN,), ("Cuba",))
    assert finding.intervals[cuba] == known(5, 5)
    assert finding.breaches == (cuba,)


def test_whole_numbers_know_more_than_fractions() -> None:
    """About 35 %, give or take 5, of 14 people is 4.2 to 5.6 people: 5."""
    table = Table(PEOPLE, (ORIGIN,), {("Cuba",): None, ("Haiti",): None, (TOTAL,): 14})
    cuba = place_of(PEOPLE, (ORIGIN,), ("Cuba",))
    said = Percent(cuba, place_of(PEOPLE, (ORIGIN,), (TOTAL,)), Fraction(35), Fraction(10))
    finding = attack(Publications((table,), (said,)), {}, POLICY)
    assert finding.intervals[cuba].low == pytest.approx(14 * 0.30)
    assert finding.intervals[cuba].high == pytest.approx(14 * 0.40)
    assert (finding.intervals[cuba].whole_low, finding.intervals[cuba].whole_high) == (5, 5)


def test_publications_that_contradict_each_other_are_refused() -> None:
    one = Table(PEOPLE, (ORIGIN,), {("Cuba",): 20, ("Haiti",): 20, (TOTAL,): 41})
    with pytest.raises(Contradiction):
        attack(Publications((one,)), {}, POLICY)
    other = Table(PEOPLE, (ORIGIN,), {("Cuba",): 21})
    with pytest.raises(Contradiction, match="is 20, and 21"):
        attack(Publications((one, other)), {}, POLICY)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=6), st.sets(st.integers(0, 5), max_size=4))
def test_the_attack_finds_what_trying_every_table_finds(
    numbers: list[int], marks: set[int]
) -> None:
    cells = [(a, b) for a in ("class", "legal") for b in ("Cuba", "Haiti", "Peru")]
    cube = a_cube(dict(zip(cells, numbers, strict=True)))
    hidden = [cells[mark] for mark in sorted(marks)]
    finding = attacked(cube, hidden)
    for cell, (low, high) in brute_force(cube, hidden, most=15 if len(hidden) < 4 else 10).items():
        interval = finding.intervals[place(cube, *cell)]
        assert (interval.whole_low, interval.whole_high) == (low, high)
