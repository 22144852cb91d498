"""A table is counted with every sum, and what adds up is known."""

import pytest

from xenia.ground.disclosure.cube import TOTAL, Dimension, Sum, count

from .makers import a_cube

ROWS = [
    {"service": "class", "country": "Haiti", "house": "A"},
    {"service": "class", "country": "Haiti", "house": "A"},
    {"service": "class", "country": "Cuba", "house": "B"},
    {"service": "legal", "country": "Brazil", "house": "B"},
]
SERVICE = Dimension("service", ("class", "legal"))
COUNTRY = Dimension("country", ("Brazil", "Cuba", "Haiti"), {"Caribbean": ("Cuba", "Haiti")})


def test_every_cell_and_every_sum_is_counted() -> None:
    counts = count(ROWS, [SERVICE, Dimension("country", ("Brazil", "Cuba", "Haiti"))]).counts
    assert len(counts) == 3 * 4
    assert counts["class", "Haiti"] == 2
    assert counts["legal", "Haiti"] == 0
    assert counts["class", TOTAL] == 3
    assert counts[TOTAL, "Brazil"] == 1
    assert counts[TOTAL, TOTAL] == 4


def test_a_region_is_the_sum_of_its_countries() -> None:
    cube = count(ROWS, [COUNTRY])
    assert cube.counts["Caribbean",] == 3
    assert list(cube.sums()) == [
        Sum(("Caribbean",), (("Cuba",), ("Haiti",))),
        Sum((TOTAL,), (("Brazil",), ("Caribbean",))),
    ]


def test_all_that_adds_up_does() -> None:
    cube = count(ROWS, [SERVICE, COUNTRY])
    sums = list(cube.sums())
    assert len(sums) == 5 + 2 * 3
    for each in sums:
        assert cube.counts[each.whole] == sum(cube.counts[part] for part in each.parts)


def test_the_provider_who_brought_most_is_known() -> None:
    cube = count(ROWS, [SERVICE], provider="house")
    assert cube.from_one == {("class",): 2, ("legal",): 1, (TOTAL,): 2}


def test_a_value_nobody_named_is_refused() -> None:
    with pytest.raises(ValueError, match="'Haiti': expected one of"):
        count(ROWS, [Dimension("country", ("Cuba", "Brazil"))])


def test_no_value_may_look_like_a_sum() -> None:
    with pytest.raises(ValueError, match="called TOTAL"):
        a_cube({("class", "TOTAL"): 3})
