"""A month of the ledger as a Parquet file. The packages for reports are loaded here, and only when they are needed."""

import os
from datetime import date
from pathlib import Path
from typing import Any, Final

from xenia.ground.common.report_set import HOW_TO_GET
from xenia.ground.ledger.columns import table_of
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.periods import entries_of_month
from xenia.ground.ledger.streams import stream_named

# A file is sorted by kind, so whoever reads one kind passes over the other groups.
ROWS_IN_A_GROUP: Final = 100_000


class ReportSetMissing(Exception):
    """The packages for reports are not installed; the text says how to get them."""

    def __init__(self) -> None:
        super().__init__(HOW_TO_GET)


def load_packages() -> tuple[Any, Any]:
    """Pyarrow and its Parquet writer. Raises ReportSetMissing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ReportSetMissing from None
    return pyarrow, pyarrow.parquet


def write_month(month: date, part: Path) -> tuple[int, list[int]]:
    """Write a month's entries, sorted, each with the person it is about while her token lives.

    Returns how many entries there were, and the years of which tokens are among them. Raises ReportSetMissing.
    """
    arrow, parquet = load_packages()
    table = table_of(arrow, Entry.objects.filter(entries_of_month(month)))
    table = table.sort_by([(name, "ascending") for name in table.column_names])
    with part.open("wb") as file:
        parquet.write_table(table, file, compression="zstd", row_group_size=ROWS_IN_A_GROUP)
        file.flush()
        os.fsync(file.fileno())
    with_people = table.filter(table["person"].is_valid())["stream"].unique().to_pylist()
    years = {stream_named(stream).year_of(month) for stream in with_people}
    return table.num_rows, sorted(years)
