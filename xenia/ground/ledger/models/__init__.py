"""Entries, the years they stand in, the figures of sealed years, and what was published."""

from .entry import Alias, CountingPeriod, Entry
from .extract import Extract
from .figure import Correction, SealedFigure
from .publication import Publication
from .year import Night, Year

__all__ = [
    "Alias",
    "Correction",
    "CountingPeriod",
    "Entry",
    "Extract",
    "Night",
    "Publication",
    "SealedFigure",
    "Year",
]
