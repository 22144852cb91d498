"""A month of the ledger as a Parquet file. The packages for reports are loaded here, and only when they are needed."""

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.ledger.periods import entries_of_month
from xenia.ground.ledger.queries.cells import as_text
from xenia.ground.ledger.streams import stream_named

AT_ONCE: Final = 5_000
FACTS: Final = ("kind", "stream", "on", "grain", "quantity", "is_named")
Period = tuple[int, str]


class ReportSetMissing(Exception):
    """The packages for reports are not installed; the text says how to get them."""


def load_packages() -> tuple[Any, Any]:
    """Pyarrow and its Parquet writer. Raises ReportSetMissing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ReportSetMissing(
            "The packages for reports are not here yet. ./run installs them by itself once the office "
            "is open; a server installs them first with: ./run --full"
        ) from None
    return pyarrow, pyarrow.parquet


def write_month(month: date, part: Path) -> tuple[int, list[int]]:
    """Write a month's entries, sorted, each with the person it is about while her token lives.

    Returns how many entries there were, and the years of which tokens are among them. Raises ReportSetMissing.
    """
    arrow, parquet = load_packages()
    rows = list(_rows(month))
    table = arrow.Table.from_pylist(rows, schema=_schema(arrow))
    table = table.sort_by([(name, "ascending") for name in table.column_names])
    with part.open("wb") as file:
        parquet.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    years = {stream_named(row["stream"]).year_of(month) for row in rows if row["person"]}
    return len(rows), sorted(years)


def _schema(arrow: Any) -> Any:
    kinds = {
        "on": arrow.date32(),
        "quantity": arrow.int64(),
        "is_named": arrow.bool_(),
        "person": arrow.binary(),
    }
    names = (*FACTS, *DIMENSIONS, "person")
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in names])


def _rows(month: date) -> Iterator[dict[str, Any]]:
    kept = _aliases()
    found = Entry.objects.filter(entries_of_month(month)).values(*FACTS, *DIMENSIONS, "token")
    for row in found.iterator(chunk_size=AT_ONCE):
        token = row.pop("token")
        period = (stream_named(row["stream"]).year_of(row["on"]), row["stream"])
        for name in DIMENSIONS:
            row[name] = as_text(name, row[name])
        row["person"] = _root(token, kept[period]).bytes if token else None
        yield row


def _aliases() -> dict[Period, dict[UUID, UUID]]:
    found: dict[Period, dict[UUID, UUID]] = defaultdict(dict)
    for year, stream, absorbed, kept in Alias.objects.values_list(
        "year", "stream", "absorbed", "kept"
    ):
        found[year, stream][absorbed] = kept
    return found


def _root(token: UUID, kept: dict[UUID, UUID]) -> UUID:
    while token in kept:
        token = kept[token]
    return token
