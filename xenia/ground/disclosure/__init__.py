"""Counts that may leave the office: hidden where they must be, and attacked before they go.

Pure: no Django, nothing stored. Here is what every room needs; it loads in a moment. What asks HiGHS, which stands in
the report set of packages, is named with its file: `disclosure.protect`, `.suppress`, `.attack`, `.certificate`.

    cube = count(rows, dimensions_of(rows, ["service", "origin"]))
    protected = protect_cube(cube, Policy())
    protected.cells["legal", TOTAL]  # a count, or None where it is hidden
"""

from .columns import Hidden, hidden_of, is_small
from .crossed import hidden_cells, with_sums
from .cube import TOTAL, Adds, Cell, Cube, Dimension, count, dimensions_of
from .policy import THRESHOLD, Need, Policy
from .publications import (
    AddsUp,
    FallsInto,
    Grows,
    Holds,
    Linked,
    Percent,
    Place,
    Publications,
    Table,
    joined,
    linked,
    place_of,
)
from .redesign import Merge, count_with_merges, propose_merges

__all__ = [
    "THRESHOLD",
    "TOTAL",
    "Adds",
    "AddsUp",
    "Cell",
    "Cube",
    "Dimension",
    "FallsInto",
    "Grows",
    "Hidden",
    "Holds",
    "Linked",
    "Merge",
    "Need",
    "Percent",
    "Place",
    "Policy",
    "Publications",
    "Table",
    "count",
    "count_with_merges",
    "dimensions_of",
    "hidden_cells",
    "hidden_of",
    "is_small",
    "joined",
    "linked",
    "place_of",
    "propose_merges",
    "with_sums",
]
