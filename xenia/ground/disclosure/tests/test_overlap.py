"""People who stand in several values at once: the rows do not add up, and yet they say something."""

from collections.abc import Mapping
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.disclosure.attack import attack
from xenia.ground.disclosure.cube import TOTAL, Adds, Cell, Cube, Dimension, count
from xenia.ground.disclosure.mending import CannotBeProtected
from xenia.ground.disclosure.policy import Policy
from xenia.ground.disclosure.publications import Holds, Publications, Table
from xenia.ground.disclosure.suppress import suppress

from .makers import place, released

ORIGIN = Dimension("origin", ("Cuba", "Haiti"))


def services(adds: Adds) -> Dimension:
    return Dimension("service", ("class", "legal"), adds=adds)


def brute(cube: Cube, hidden: set[Cell], most: int) -> dict[Cell, tuple[int, int]]:
    """The ends of each hidden count, by trying every table."""
    marks = sorted(hidden)
    possible = []
    for tried in product(range(most + 1), repeat=len(marks)):
        counts = dict(cube.counts) | dict(zip(marks, tried, strict=True))
        if all(_holds(counts, cube.dimensions, at) for at in range(len(cube.dimensions))):
            possible.append(counts)
    return {
        cell: (min(each[cell] for each in possible), max(each[cell] for each in possible))
        for cell in marks
    }


def _holds(counts: Mapping[Cell, int], dimensions: tuple[Dimension, ...], at: int) -> bool:
    """Whether every whole of one dimension and its parts can be true together, said without our rows."""
    its = dimensions[at]
    for rest in product(*(each.places for each in (*dimensions[:at], *dimensions[at + 1 :]))):
        whole = counts[(*rest[:at], TOTAL, *rest[at:])]
        parts = [counts[(*rest[:at], value, *rest[at:])] for value in its.values]
        if its.adds is Adds.EXACTLY and whole != sum(parts):
            return False
        if whole > sum(parts) or (its.adds is Adds.OVERLAP and whole < max(parts)):
            return False
    return True


def a_cube_of_people(seed: int, adds: Adds, people: int) -> Cube:
    """People by origin and by service, of which one may have had two."""
    chance = Random(seed)
    dimensions = (ORIGIN, services(adds))
    counts = dict.fromkeys(product(*(each.places for each in dimensions)), 0)
    for _ in range(people):
        origin = chance.choice(["Cuba", "Haiti", "Haiti"])
        had = chance.choice([["class"], ["legal"], ["class", "legal"]])
        # Helped elsewhere: "referred" for a service, and not in the whole.
        in_whole = adds is Adds.OVERLAP or chance.random() < 0.7
        for place_, value in product((origin, TOTAL), [*had, *([TOTAL] if in_whole else [])]):
            counts[place_, value] += 1
    return Cube(dimensions, counts)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from([Adds.OVERLAP, Adds.AT_MOST]), st.integers(1, 4))
def test_the_attack_finds_what_trying_every_table_finds(seed: int, adds: Adds, people: int) -> None:
    cube = a_cube_of_people(seed, adds, people)
    chance = Random(seed)
    hidden = set(chance.sample(sorted(cube.counts), 3))
    most = 3 * people + 2
    finding = attack(Publications((released(cube, hidden),)), dict.fromkeys([]), Policy())
    for cell, (low, high) in brute(cube, hidden, most).items():
        interval = finding.intervals[place(cube, *cell)]
        assert interval.whole_low == low
        if interval.whole_high is None:
            assert high >= most - people
        else:
            assert interval.whole_high == high


@given(st.integers(0, 10_000), st.sampled_from([Adds.OVERLAP, Adds.AT_MOST]), st.integers(1, 400))
def test_no_small_count_of_overlapping_people_can_be_worked_out(
    seed: int, adds: Adds, people: int
) -> None:
    cube, policy = a_cube_of_people(seed, adds, people), Policy()
    everybody = [(TOTAL, TOTAL)]
    try:
        suppression = suppress(cube, policy, shown=everybody, seconds=0.2)
    except CannotBeProtected:
        suppression = suppress(cube, policy, seconds=0.2)
    needs = {place(cube, *cell): policy.need(cube.counts[cell]) for cell in suppression.hidden}
    out = Publications((released(cube, suppression.hidden),))
    assert attack(out, needs, policy).breaches == ()


def test_a_person_in_two_services_hides_behind_one() -> None:
    """60 and 50 of 100 people: nobody can say how many had legal help, for all may have had a class too."""
    dimension = Dimension("service", ("class", "food", "legal"), adds=Adds.OVERLAP)
    cube = Cube((dimension,), {("class",): 60, ("food",): 50, ("legal",): 4, (TOTAL,): 100})
    suppression = suppress(cube, Policy(), shown=[(TOTAL,)])
    assert suppression.hidden == {("legal",)}


def test_rows_of_people_cannot_overlap() -> None:
    with pytest.raises(ValueError, match="a row has one value"):
        count([{"service": "class"}], [services(Adds.OVERLAP)])


WAY = Dimension("way", ("direct", "referred"))


def a_cube_of_ways(seed: int, people: int) -> Cube:
    """Who was helped directly with one need and referred for another stands in both lines, and in the whole as helped."""
    chance = Random(seed)
    need = Dimension("need", ("class", "legal"), {}, Adds.OVERLAP, {"way": frozenset({"referred"})})
    dimensions = (WAY, need)
    counts = dict.fromkeys(product(*(each.places for each in dimensions)), 0)
    for _ in range(people):
        had = {value: chance.choice(WAY.values) for value in need.values if chance.random() < 0.7}
        for value, way in (had | {TOTAL: min(had.values())} if had else {}).items():
            counts[way, value] += 1
            counts[TOTAL, value] += 1
    return Cube(dimensions, counts)


def _can_be(counts: Mapping[Cell, int]) -> bool:
    """Said without our rows: the whole of those helped directly holds its parts, of those referred it need not."""
    for value in ("class", "legal", TOTAL):
        if counts[TOTAL, value] != counts["direct", value] + counts["referred", value]:
            return False
    for way in ("direct", "referred", TOTAL):
        parts = counts[way, "class"], counts[way, "legal"]
        if counts[way, TOTAL] > sum(parts) or (
            way != "referred" and counts[way, TOTAL] < max(parts)
        ):
            return False
    return True


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_whole_holds_its_parts_but_at_a_later_rank(seed: int, people: int) -> None:
    cube = a_cube_of_ways(seed, people)
    hidden = Random(seed).sample(sorted(cube.counts), 3)
    most = 3 * people + 2
    tries = (
        dict(cube.counts) | dict(zip(hidden, tried, strict=True))
        for tried in product(range(most + 1), repeat=3)
    )
    possible = [counts for counts in tries if _can_be(counts)]
    finding = attack(Publications((released(cube, hidden),)), {}, Policy())
    for cell in hidden:
        interval = finding.intervals[place(cube, *cell)]
        assert interval.whole_low == min(each[cell] for each in possible)
        high = max(each[cell] for each in possible)
        assert interval.whole_high == high or (
            interval.whole_high is None and high >= most - people
        )


def test_what_stands_in_another_population_is_known_there_too() -> None:
    """Of 12 people served in law 12 were helped by us, for nobody else is left; and the same 12 in another table."""
    law = Dimension("service", ("food", "law"))
    served = Table("served", (law,), {("food",): 30, ("law",): 12, (TOTAL,): 42})
    helped = Table("helped", (WAY,), {("direct",): None, ("referred",): None, (TOTAL,): 40})
    again = Table("by type", (WAY,), {("direct",): 5})
    direct = frozenset({("way", "direct")})
    tie = Holds(("served", frozenset({("service", "law")})), ("helped", direct))
    same = Holds(("helped", direct), ("by type", direct), is_same=True)
    at = ("helped", direct)
    ends = [
        attack(Publications((served, helped, again), holds=ties), {}, Policy()).intervals[at]
        for ties in ((), (tie,), (tie, same))
    ]
    assert [(each.whole_low, each.whole_high) for each in ends] == [(0, 40), (0, 12), (5, 5)]
