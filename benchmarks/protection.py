"""Tables protected: how long it takes, what is lost, and how little an attacker learns."""

import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from benchmarks.figures import Figure, at_least, at_most
from tests.shared import shared_folder
from xenia.ground.disclosure import Cube, Dimension, Policy, count, dimensions_of
from xenia.ground.disclosure.protect import Protected, protect_cube

PART = "protection"
DIMENSIONS = ("svc", "origin", "outcome")
MOST_SECONDS = 20.0
# Of the reference: ../shared/sdc/README.md.
MOST_SECONDARY = 27
LEAST_VISIBLE = 85.0
LEAST_PEOPLE = 70.0


def measure() -> Iterator[Figure]:
    """The table of the reference against its bars; a table with groups and one of four dimensions without any."""
    yield from _reference()
    yield from _hard("groups in a dimension", _with_groups(_people(1, (20, 5, 4), 3_000)))
    yield from _hard("four dimensions", _plain(_people(2, (4, 4, 4, 3), 2_000)))


def _reference() -> Iterator[Figure]:
    """Seconds, secondary suppressions, the best guess at a small cell, and the share of people in shown cells."""
    path = shared_folder("sdc") / "service_microdata_3000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cube = count(rows, dimensions_of(rows, DIMENSIONS))
    made, seconds = _protected(cube)
    yield at_most(PART, "3,000 people, 324 cells", seconds, "s", MOST_SECONDS)
    secondary = len(made.suppression.added)
    yield at_most(PART, "secondary suppressions", secondary, "cells", MOST_SECONDARY)
    narrowest = made.certificate.narrowest
    if narrowest is not None and narrowest.whole_high is not None:
        width = narrowest.whole_high - narrowest.whole_low
        yield at_least(PART, "best guess at a small cell", width, "wide", 10)
    shown = sum(made.cells[cell] or 0 for cell in cube.inner())
    yield at_least(PART, "people in shown cells", 100 * shown / len(rows), "%", LEAST_PEOPLE)
    summed = sum(n or 0 for n in made.cells.values()) / sum(cube.counts.values())
    yield at_least(PART, "of all counts, sums too", 100 * summed, "%", LEAST_VISIBLE)


def _hard(name: str, cube: Cube) -> Iterator[Figure]:
    """What a table takes for which the fewest cells are not found in time; nothing was promised of it."""
    made, seconds = _protected(cube)
    yield Figure(PART, f"{name}, {len(cube.counts)} cells", seconds, "s")
    yield Figure(PART, f"{name}, secondary", len(made.suppression.added), "cells")
    yield Figure(PART, f"{name}, may be without need", made.suppression.spare, "cells")


def _protected(cube: Cube) -> tuple[Protected, float]:
    began = time.perf_counter()
    made = protect_cube(cube, Policy())
    return made, time.perf_counter() - began


def _people(seed: int, sizes: Sequence[int], number: int) -> list[dict[str, str]]:
    """Invented people: the second value of a dimension half as often as the first, the third a third as often."""
    chance = Random(seed)
    weights = [[1 / rank for rank in range(1, size + 1)] for size in sizes]
    return [
        {
            f"d{at}": f"v{chance.choices(range(len(its)), its)[0]:02}"
            for at, its in enumerate(weights)
        }
        for _ in range(number)
    ]


def _plain(people: Sequence[Mapping[str, str]]) -> Cube:
    return count(people, dimensions_of(people, tuple(people[0])))


def _with_groups(people: Sequence[Mapping[str, str]]) -> Cube:
    """The values of the first dimension stand in groups of five, which are shown too."""
    first, *others = dimensions_of(people, tuple(people[0]))
    values = first.values
    groups = {f"from {values[at]}": values[at : at + 5] for at in range(0, len(values), 5)}
    dimensions: list[Dimension] = [replace(first, groups=groups), *others]
    return count(people, dimensions)
