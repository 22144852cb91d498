"""Merges are proposed before anything is hidden."""

from xenia.ground.disclosure.cube import TOTAL, Cell
from xenia.ground.disclosure.redesign import (
    Merge,
    count_with_merges,
    merge_of,
    propose_merges,
)

from .makers import POLICY, a_cube, a_random_cube

NUMBERS: dict[Cell, int] = {
    ("class", "Cuba"): 40,
    ("class", "Haiti"): 50,
    ("class", "Peru"): 6,
    ("class", "Chile"): 7,
    ("legal", "Cuba"): 30,
    ("legal", "Haiti"): 60,
    ("legal", "Peru"): 8,
    ("legal", "Chile"): 9,
}
CUBE = a_cube(NUMBERS)
ROWS = [{"service": a, "origin": b} for (a, b), n in NUMBERS.items() for _ in range(n)]


def test_two_small_origins_are_counted_together() -> None:
    assert propose_merges(CUBE, POLICY) == [
        Merge("origin", ("Peru", "Chile"), "Peru / Chile", 4, 0)
    ]


def test_a_merged_table_is_counted_anew_and_adds_up() -> None:
    cube = count_with_merges(ROWS, CUBE.dimensions, propose_merges(CUBE, POLICY))
    assert cube.counts["class", "Peru / Chile"] == 13
    assert cube.counts["legal", TOTAL] == 107
    assert cube.dimensions[1].values == ("Cuba", "Haiti", "Peru / Chile")


def test_neighbours_alone_are_merged_where_order_matters() -> None:
    ages: dict[Cell, int] = {
        ("to 17",): 5,
        ("18 to 29",): 40,
        ("30 to 49",): 50,
        ("50 to 64",): 30,
        ("65 on",): 4,
    }
    proposals = propose_merges(a_cube(ages, ("age",)), POLICY, in_order=["age"])
    assert [merge.name for merge in proposals] == ["50 to 64 / 65 on"]


def test_what_the_office_leaves_untouched_stays() -> None:
    assert propose_merges(CUBE, POLICY, untouched=["origin"]) == []


def test_common_values_stay_apart_though_that_would_spare_more() -> None:
    """To count the two largest together would leave 0 small cells of 2, and hide what most people came for."""
    numbers: dict[Cell, int] = {
        ("class", "Cuba"): 400,
        ("class", "Haiti"): 300,
        ("class", "Peru"): 12,
        ("class", "Chile"): 5,
        ("class", "Fiji"): 4,
        ("legal", "Cuba"): 9,
        ("legal", "Haiti"): 200,
        ("legal", "Peru"): 6,
        ("legal", "Chile"): 6,
        ("legal", "Fiji"): 8,
    }
    cube = a_cube(numbers)
    (merge,) = propose_merges(cube, POLICY)
    assert merge == Merge("origin", ("Peru", "Chile", "Fiji"), "Peru / Chile / Fiji", 6, 1)
    rows = [{"service": a, "origin": b} for (a, b), n in numbers.items() for _ in range(n)]
    after = count_with_merges(rows, cube.dimensions, [merge])
    shown = [
        sum(each.counts[cell] >= POLICY.threshold for cell in each.inner())
        for each in (cube, after)
    ]
    assert shown == [4, 5]


def test_each_proposal_says_what_it_spares_after_those_before_it() -> None:
    cube = a_random_cube(3, (7, 6, 3), 900)
    proposals = propose_merges(cube, POLICY)
    assert len(proposals) > 1
    assert [merge.small_after for merge in proposals[:-1]] == [
        merge.small_before for merge in proposals[1:]
    ]
    names = [dimension.name for dimension in cube.dimensions]
    rows = [
        dict(zip(names, cell, strict=True))
        for cell in cube.inner()
        for _ in range(cube.counts[cell])
    ]
    after = count_with_merges(rows, cube.dimensions, proposals)
    small = sum(POLICY.need(after.counts[cell]) is not None for cell in after.inner())
    assert small == proposals[-1].small_after


def test_the_rarest_of_a_long_list_are_one() -> None:
    """300 villages with 1 to 3 people each: all but the 39 largest are counted together."""
    villages: dict[Cell, int] = {(f"V{n:03}",): 1 + n % 3 for n in range(300)}
    first = propose_merges(a_cube(villages, ("village",)), POLICY)[0]
    assert len(first.values) >= 261
    assert first.name == f"{first.values[0]} and {len(first.values) - 1} others"
    assert (first.small_before, first.small_after) == (300, 300 - len(first.values))


def test_a_merge_may_have_any_name_and_stands_where_its_first_value_stood() -> None:
    for name in ("Andes", "Peru"):
        merge = Merge("origin", ("Chile", "Peru"), name, 4, 0)
        cube = count_with_merges(ROWS, CUBE.dimensions, [merge])
        assert cube.dimensions[1].values == ("Cuba", "Haiti", name)
        assert cube.counts["legal", name] == 17


def test_what_nobody_said_is_taken_together_with_nothing() -> None:
    proposals = propose_merges(CUBE, POLICY, alone=["Peru"])
    assert not [merge for merge in proposals if "Peru" in merge.values]


def test_what_is_spelt_in_two_ways_is_one_before_anything_else_is_proposed() -> None:
    """Peru and PERU are 6 and 6 together: what else is small is looked at after that."""
    numbers: dict[Cell, int] = {
        ("Cuba",): 40, ("Peru",): 6, ("PERU",): 6, ("Chile",): 5, ("Fiji",): 7, ("Haiti",): 50,
    }  # fmt: skip
    cube = a_cube(numbers, ("origin",))
    same = merge_of(cube, POLICY, "origin", ["Peru", "PERU"], "Peru")
    spelt, rare = propose_merges(cube, POLICY, first=[same])
    assert spelt == Merge("origin", ("Peru", "PERU"), "Peru", 4, 2)
    assert rare == Merge("origin", ("Chile", "Fiji"), "Chile / Fiji", 2, 0)
