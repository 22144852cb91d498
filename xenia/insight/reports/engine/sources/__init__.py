"""Where the facts are read: one file for each place, the same columns and the same expressions for all."""

from collections.abc import Callable, Mapping
from typing import Final

from .base import Source
from .database import DatabaseSource
from .entries import EntriesSource
from .extract import ExtractSource

# extract: DuckDB over the Parquet files, made anew first where a month changed; the default. database: the tables
# themselves, in SQLite or PostgreSQL. entries: DuckDB over what Django reads, inside the caller's transaction.
SOURCES: Final[Mapping[str, Callable[[], Source]]] = {
    "extract": ExtractSource,
    "database": DatabaseSource,
    "entries": EntriesSource,
}

__all__ = ["SOURCES", "Source"]
