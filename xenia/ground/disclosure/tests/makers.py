"""Small tables to protect, and the attack on them."""

import random
from collections.abc import Iterable, Mapping
from itertools import product

from xenia.ground.disclosure.attack import Finding, attack
from xenia.ground.disclosure.cube import Cell, Cube, Dimension, count, dimensions_of
from xenia.ground.disclosure.policy import Policy
from xenia.ground.disclosure.publications import Place, Publications, Table, place_of

POLICY = Policy()
PEOPLE = "people served 2025"


def a_cube(counts: dict[Cell, int], names: tuple[str, ...] = ("service", "origin")) -> Cube:
    """A table with these inner cells."""
    rows = [dict(zip(names, cell, strict=True)) for cell, n in counts.items() for _ in range(n)]
    values = [dict.fromkeys(cell[at] for cell in counts) for at in range(len(names))]
    dimensions = [Dimension(name, tuple(its)) for name, its in zip(names, values, strict=True)]
    return count(rows, dimensions)


def a_random_cube(seed: int, sizes: tuple[int, ...], people: int) -> Cube:
    """A table of people who are spread unevenly, as people are."""
    chance = random.Random(seed)
    names = [f"d{at}" for at in range(len(sizes))]
    weights = [[chance.random() ** 2 + 0.02 for _ in range(size)] for size in sizes]
    rows = [
        {
            name: f"{name}-{chance.choices(range(len(its)), its)[0]}"
            for name, its in zip(names, weights, strict=True)
        }
        for _ in range(people)
    ]
    return count(rows, dimensions_of(rows, names))


def released(cube: Cube, hidden: Iterable[Cell], population: str = PEOPLE) -> Table:
    """The table as it leaves the office."""
    marks = set(hidden)
    cells = {cell: None if cell in marks else number for cell, number in cube.counts.items()}
    return Table(population, cube.dimensions, cells)


def place(cube: Cube, *cell: str, population: str = PEOPLE) -> Place:
    return place_of(population, cube.dimensions, cell)


def attacked(cube: Cube, hidden: Iterable[Cell], policy: Policy = POLICY) -> Finding:
    """What an attacker learns of a table when these cells are hidden."""
    marks = list(hidden)
    needs = {
        place(cube, *cell): policy.need(cube.counts[cell], cube.from_one.get(cell, 0))
        for cell in marks
    }
    return attack(Publications((released(cube, marks),)), needs, policy)


def brute_force(cube: Cube, hidden: Iterable[Cell], most: int) -> dict[Cell, tuple[int, int]]:
    """The lowest and highest count of each hidden cell, by trying every table with counts up to `most`."""
    marks = list(hidden)
    possible = [
        dict(zip(marks, tried, strict=True))
        for tried in product(range(most + 1), repeat=len(marks))
        if _adds_up(cube, dict(cube.counts) | dict(zip(marks, tried, strict=True)))
    ]
    return {
        cell: (min(each[cell] for each in possible), max(each[cell] for each in possible))
        for cell in marks
    }


def _adds_up(cube: Cube, counts: Mapping[Cell, int]) -> bool:
    return all(
        counts[each.whole] == sum(counts[part] for part in each.parts) for each in cube.sums()
    )
