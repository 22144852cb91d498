"""What the office measures: one file for each part of the report, each measure an expression over the ledger."""

from typing import Final

from .measure import Measure, Split, Tie, Unit
from .registry import MEASURES, measure_named, register

# The files, in the order of the report. A later room adds its own, which names its ledger kinds.
FILES: Final = (
    "needs",
    "barriers",
    "capacity",
    "screenings",
    "people",
    "matters",
    "legal",
    "contacts",
    "complaints",
    "interpreters",
    "equal_access",
    "records",
)

__all__ = ["FILES", "MEASURES", "Measure", "Split", "Tie", "Unit", "measure_named", "register"]
