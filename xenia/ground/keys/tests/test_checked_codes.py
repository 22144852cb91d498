"""A code with a check sign: copied by hand, read with patience, and a slip is told."""

from itertools import combinations

import pytest

from xenia.ground.keys.checked_codes import (
    ALPHABET,
    code_for,
    hash_of,
    is_mistyped,
)

pytestmark = pytest.mark.django_db
KEY = "test.code"


def test_a_code_is_three_groups_of_six_and_the_same_for_the_same_form() -> None:
    code = code_for("a form", key=KEY)
    assert [len(group) for group in code.split("-")] == [6, 6, 6]
    assert code == code_for("a form", key=KEY)
    assert code != code_for("another", key=KEY)
    assert code != code_for("a form", key="other.code")


def test_it_is_read_with_patience() -> None:
    code = next(
        one
        for one in (code_for(f"form {number}", key=KEY) for number in range(500))
        if "0" in one and "1" in one
    )
    by_hand = code.replace("-", " ").replace("0", "o").replace("1", "l").lower()
    assert hash_of(by_hand, key=KEY) == hash_of(code, key=KEY) != ""
    assert hash_of(code.replace("1", "I"), key=KEY) == hash_of(code, key=KEY)


def test_any_one_wrong_sign_is_told() -> None:
    signs = code_for("a form", key=KEY).replace("-", "")
    for place, sign in enumerate(signs):
        for other in set(ALPHABET) - {sign}:
            assert is_mistyped(signs[:place] + other + signs[place + 1 :])


def test_any_two_signs_that_changed_places_are_told() -> None:
    signs = code_for("a form", key=KEY).replace("-", "")
    for one, other in combinations(range(len(signs)), 2):
        swapped = list(signs)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert is_mistyped("".join(swapped)) == (signs[one] != signs[other])


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 18, "7ZK2Q9-X0M4RT"])
def test_what_cannot_be_a_code_opens_nothing(typed: str) -> None:
    assert is_mistyped(typed)
    assert hash_of(typed, key=KEY) == ""
