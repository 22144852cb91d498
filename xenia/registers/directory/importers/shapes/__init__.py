"""What a row of each table becomes: one file for each kind of row, one dict (`drafting.py`)."""

from .drafting import drafts_of
from .rows import Row

__all__ = ["Row", "drafts_of"]
