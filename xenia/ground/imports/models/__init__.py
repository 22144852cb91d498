"""Files that come in: directory files (`ImportRun`) and spreadsheets (`SheetRun`), and what became of every row."""

from .run import ImportRun
from .sheet import HeadingChoice, SheetRow, SheetRun

__all__ = ["HeadingChoice", "ImportRun", "SheetRow", "SheetRun"]
