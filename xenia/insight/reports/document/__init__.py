"""The report as one document: built from what may be shown alone, and written as page, paper, sheet and data."""

from .beside import (
    Advice,
    Barrier,
    Beside,
    Earlier,
    Estimate,
    Estimates,
    Published,
    Replaced,
    Reported,
)
from .build import build
from .model import (
    Block,
    Certified,
    Chart,
    Column,
    Document,
    Figure,
    Listing,
    Mark,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
)
from .plain import as_data, from_data

__all__ = [
    "Advice",
    "Barrier",
    "Beside",
    "Block",
    "Certified",
    "Chart",
    "Column",
    "Document",
    "Earlier",
    "Estimate",
    "Estimates",
    "Figure",
    "Listing",
    "Mark",
    "Note",
    "Paragraph",
    "Published",
    "Replaced",
    "Reported",
    "Row",
    "Section",
    "Table",
    "as_data",
    "build",
    "from_data",
]
