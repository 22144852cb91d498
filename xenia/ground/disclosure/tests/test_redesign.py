"""Merges are proposed before anything is hidden."""

from xenia.ground.disclosure.cube import TOTAL, Cell
from xenia.ground.disclosure.redesign import Merge, count_with_merges, propose_merges

from .makers import POLICY, a_cube

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
