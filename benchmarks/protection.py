"""A table of 3,000 people, protected: how long it takes, what is lost, and how little an attacker learns."""

import csv
import time
from collections.abc import Iterator

from benchmarks.figures import Figure, at_least, at_most
from tests.shared import shared_folder
from xenia.ground.disclosure import TOTAL, Policy, count, dimensions_of
from xenia.ground.disclosure.protect import protect_cube

DIMENSIONS = ("svc", "origin", "outcome")
MOST_SECONDS = 20.0
# Of the reference: ../shared/sdc/README.md.
MOST_SECONDARY = 27
LEAST_VISIBLE = 85.0


def measure() -> Iterator[Figure]:
    """Seconds, secondary suppressions, the best guess at a small cell, and the share of people in shown cells."""
    path = shared_folder("sdc") / "service_microdata_3000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    began = time.perf_counter()
    cube = count(rows, dimensions_of(rows, DIMENSIONS))
    made = protect_cube(cube, Policy())
    seconds = time.perf_counter() - began
    yield at_most("protection", "3,000 people, 324 cells", seconds, "s", MOST_SECONDS)
    secondary = len(made.suppression.added)
    yield at_most("protection", "secondary suppressions", secondary, "cells", MOST_SECONDARY)
    narrowest = made.certificate.narrowest
    if narrowest is not None and narrowest.whole_high is not None:
        width = narrowest.whole_high - narrowest.whole_low
        yield at_least("protection", "best guess at a small cell", width, "wide", 10)
    inner = [cell for cell in cube.counts if TOTAL not in cell]
    shown = sum(made.cells[cell] or 0 for cell in inner)
    yield at_least(
        "protection", "people in shown cells", 100 * shown / len(rows), "%", LEAST_VISIBLE - 15
    )
    summed = sum(n or 0 for n in made.cells.values()) / sum(cube.counts.values())
    yield at_least("protection", "of all counts, sums too", 100 * summed, "%", LEAST_VISIBLE)
