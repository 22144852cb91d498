"""What is hidden beside the small cells: few, and enough."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.disclosure.cube import TOTAL, Dimension, count
from xenia.ground.disclosure.mending import CannotBeProtected
from xenia.ground.disclosure.policy import Policy
from xenia.ground.disclosure.suppress import Method, suppress

from .makers import POLICY, a_cube, a_random_cube, attacked

CUBE = a_cube(
    {
        ("class", "Haiti"): 40,
        ("class", "Cuba"): 3,
        ("class", "Peru"): 60,
        ("legal", "Haiti"): 20,
        ("legal", "Cuba"): 30,
        ("legal", "Peru"): 90,
    }
)


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    cube = a_cube({("class", "Cuba"): 11, ("legal", "Cuba"): 0})
    suppression = suppress(cube, POLICY)
    assert suppression.hidden == frozenset()
    assert suppression.method is Method.NOTHING_SMALL


def test_one_small_cell_takes_three_others_with_it() -> None:
    """A rectangle is the least: a row or a column with one mark gives it away. The one with fewest people is chosen."""
    suppression = suppress(CUBE, POLICY)
    assert suppression.small == {("class", "Cuba")}
    assert suppression.added == {("class", "Haiti"), ("legal", "Cuba"), ("legal", "Haiti")}
    assert suppression.method is Method.OPTIMISED
    assert suppression.at_least == 3


def test_a_sum_that_must_be_shown_is_shown() -> None:
    cube = a_cube({("class", "Cuba"): 3, ("class", "Haiti"): 40})
    shown = [(TOTAL, "Haiti")]
    suppression = suppress(cube, POLICY, shown=shown)
    assert (TOTAL, "Haiti") not in suppression.hidden
    assert attacked(cube, suppression.hidden).breaches == ()


def test_what_cannot_be_protected_is_never_let_out() -> None:
    cube = a_cube({("class", "Cuba"): 3, ("class", "Haiti"): 40})
    with pytest.raises(CannotBeProtected, match="Cuba"):
        suppress(cube, POLICY, shown=list(cube.counts))


def test_an_office_with_five_people_hides_them_all() -> None:
    cube = a_cube({("class", "Cuba"): 5, ("legal", "Haiti"): 0})
    suppression = suppress(cube, POLICY)
    assert attacked(cube, suppression.hidden).breaches == ()
    assert (TOTAL, TOTAL) in suppression.hidden


def test_zeros_are_protected_where_the_rule_says_so() -> None:
    policy = Policy(zeros_are_shown=False)
    cube = a_cube(
        {
            ("class", "Cuba"): 0,
            ("class", "Haiti"): 40,
            ("legal", "Cuba"): 30,
            ("legal", "Haiti"): 20,
        }
    )
    suppression = suppress(cube, policy)
    assert ("class", "Cuba") in suppression.small
    assert attacked(cube, suppression.hidden, policy).breaches == ()


def test_a_count_that_one_provider_nearly_fills_is_protected() -> None:
    rows = [{"service": "class", "house": "A"}] * 95 + [{"service": "class", "house": "B"}] * 5
    rows += [{"service": "legal", "house": house} for house in "AABBCC" for _ in range(10)]
    rows += [{"service": "food", "house": house} for house in "AABBCC" for _ in range(10)]
    services = [Dimension("service", ("class", "legal", "food"))]
    policy = Policy(most_from_one=Fraction(9, 10))
    cube = count(rows, services, provider="house")
    suppression = suppress(cube, policy)
    assert suppression.small == {("class",)}
    assert len(suppression.added) == 1
    assert attacked(cube, suppression.hidden, policy).breaches == ()


def test_without_time_the_table_is_safe_all_the_same() -> None:
    cube = a_random_cube(7, (6, 4, 3), 800)
    suppression = suppress(cube, POLICY, seconds=0.0)
    assert suppression.method is Method.FALLBACK
    assert suppression.spare > 0
    assert attacked(cube, suppression.hidden).breaches == ()


def test_the_same_people_give_the_same_table() -> None:
    cube = a_random_cube(3, (4, 3, 3), 400)
    assert suppress(cube, POLICY) == suppress(cube, POLICY)


def test_regions_protect_their_countries() -> None:
    origin = Dimension(
        "origin",
        ("Cuba", "Haiti", "Peru", "Chile"),
        {"Caribbean": ("Cuba", "Haiti"), "South": ("Peru", "Chile")},
    )
    numbers = {
        ("class", "Cuba"): 4,
        ("class", "Haiti"): 30,
        ("class", "Peru"): 25,
        ("class", "Chile"): 40,
        ("legal", "Cuba"): 20,
        ("legal", "Haiti"): 35,
        ("legal", "Peru"): 2,
        ("legal", "Chile"): 50,
    }
    rows = [{"service": a, "origin": b} for (a, b), n in numbers.items() for _ in range(n)]
    cube = count(rows, [Dimension("service", ("class", "legal")), origin])
    suppression = suppress(cube, POLICY)
    assert suppression.small == {("class", "Cuba"), ("legal", "Peru")}
    assert attacked(cube, suppression.hidden).breaches == ()


@given(
    seed=st.integers(0, 10_000),
    sizes=st.sampled_from([(3, 4), (6, 5), (3, 3, 3), (4, 3, 2), (2, 2, 2, 2)]),
    people=st.integers(1, 600),
    threshold=st.sampled_from([5, 11]),
    zeros_are_shown=st.booleans(),
)
def test_no_small_count_of_any_table_can_be_worked_out(
    seed: int, sizes: tuple[int, ...], people: int, threshold: int, zeros_are_shown: bool
) -> None:
    cube = a_random_cube(seed, sizes, people)
    policy = Policy(threshold=threshold, zeros_are_shown=zeros_are_shown)
    suppression = suppress(cube, policy, seconds=0.2)
    assert all(policy.need(cube.counts[cell]) for cell in suppression.small)
    assert not any(policy.need(cube.counts[cell]) for cell in suppression.added)
    assert attacked(cube, suppression.hidden, policy).breaches == ()
