"""Reading what was given: folders, zips, CSV in any encoding, JSON and ndjson, one row at a time."""

from .documents import Document, read_document
from .packages import Entry, NotReadable, Package, open_package
from .sheets import Sheet, read_sheet

__all__ = [
    "Document",
    "Entry",
    "NotReadable",
    "Package",
    "Sheet",
    "open_package",
    "read_document",
    "read_sheet",
]
