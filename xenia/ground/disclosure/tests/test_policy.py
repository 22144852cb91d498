"""What must be protected, and how well."""

from fractions import Fraction

import pytest

from xenia.ground.disclosure.policy import Need, Policy


@pytest.mark.parametrize(
    ("number", "need"), [(0, None), (1, Need(1, 11)), (10, Need(1, 11)), (11, None), (500, None)]
)
def test_one_to_ten_people_could_be_anything_from_one_to_eleven(
    number: int, need: Need | None
) -> None:
    assert Policy().need(number) == need


def test_where_zeros_tell_something_they_are_protected_too() -> None:
    assert Policy(zeros_are_shown=False).need(0) == Need(0, 11)


def test_a_cell_that_one_provider_nearly_fills_gives_that_provider_room() -> None:
    """45 of 50 people came from one house; at most 80 % may. 45 / 0.8 - 50 = 6.25, so 7 to each side."""
    policy = Policy(most_from_one=Fraction(80, 100))
    assert policy.need(50, from_one=45) == Need(43, 57)
    assert policy.need(50, from_one=40) is None


def test_a_small_cell_of_one_provider_keeps_the_wider_guess() -> None:
    assert Policy(most_from_one=Fraction(1, 2)).need(8, from_one=8) == Need(0, 16)


def test_a_rule_that_protects_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold 1: expected 2 or more"):
        Policy(threshold=1)
    with pytest.raises(ValueError, match="expected a share"):
        Policy(most_from_one=Fraction(3, 2))
