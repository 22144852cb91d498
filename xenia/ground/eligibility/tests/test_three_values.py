"""Yes, no and not known keep the laws of Kleene's logic, and nobody can read one as a bool."""

from itertools import product

import pytest

from xenia.ground.eligibility import Truth
from xenia.ground.eligibility.truth import every, opposite, some

ALL = tuple(Truth)
PAIRS = list(product(ALL, repeat=2))
TRIPLES = list(product(ALL, repeat=3))


def test_the_tables_are_kleenes() -> None:
    yes, no, unknown = Truth.YES, Truth.NO, Truth.UNKNOWN
    assert every([yes, unknown]) is unknown
    assert every([no, unknown]) is no
    assert some([yes, unknown]) is yes
    assert some([no, unknown]) is unknown
    assert opposite(unknown) is unknown
    assert (opposite(yes), opposite(no)) == (no, yes)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_order_does_not_matter_and_denial_turns_all_into_any(one: Truth, other: Truth) -> None:
    assert every([one, other]) is every([other, one])
    assert some([one, other]) is some([other, one])
    assert opposite(every([one, other])) is some([opposite(one), opposite(other)])
    assert every([one, some([one, other])]) is one
    assert opposite(opposite(one)) is one


@pytest.mark.parametrize(("one", "two", "three"), TRIPLES)
def test_groups_do_not_matter_and_all_spreads_over_any(
    one: Truth, two: Truth, three: Truth
) -> None:
    assert every([one, every([two, three])]) is every([one, two, three])
    assert some([one, some([two, three])]) is some([one, two, three])
    assert every([one, some([two, three])]) is some([every([one, two]), every([one, three])])


@pytest.mark.parametrize("one", ALL)
def test_a_truth_is_no_bool(one: Truth) -> None:
    with pytest.raises(TypeError, match="compare it"):
        bool(one)
