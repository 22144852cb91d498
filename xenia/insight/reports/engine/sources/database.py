"""The tables of the ledger themselves, in SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Min

from xenia.ground.ledger.columns import COLUMNS
from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.counting import NAMED, ROOTS
from xenia.ground.ledger.streams import stream_named
from xenia.insight.reports.engine.sources.base import Source, Span

DASHED: Final = (
    "substr({0}, 1, 8) || '-' || substr({0}, 9, 4) || '-' || substr({0}, 13, 4)"
    " || '-' || substr({0}, 17, 4) || '-' || substr({0}, 21)"
)
# SQLite keeps an id as 32 letters, and a day as text.
AS_TEXT: Final = {"sqlite": DASHED, "postgresql": "CAST({0} AS TEXT)"}
TYPES: Final = {"on": "date", "quantity": "int64", "is_named": "boolean"}


class DatabaseSource(Source):
    """What was committed, read through a connection of its own; nothing is written."""

    def __init__(self) -> None:
        super().__init__()
        import duckdb

        self.connection = CONNECTIONS[connection.vendor](self.ibis)
        self._reckoner = duckdb.connect()

    @property
    def reckoner(self) -> Any:
        """DuckDB in memory: margins are reckoned in one place, whoever ran the expression."""
        return self._reckoner

    def read(self, span: Span, corrections: Any) -> Any:
        """The entries of the span, each with the person her token stands for."""
        schema = {name: TYPES.get(name, "string") for name in COLUMNS}
        sql = " UNION ALL ".join(_sql(span, year) for year in _years(span))
        found = self.connection.sql(sql, schema=schema)
        if corrections is None:
            return found
        return found.union(self.ibis.memtable(corrections).cast(found.schema()))

    def rows(self, expression: Any) -> Any:
        """What the database answered."""
        return self.connection.to_pyarrow(expression)

    def close(self) -> None:
        """Let go of both."""
        super().close()
        self.connection.disconnect()


def _sqlite(ibis: Any) -> Any:
    """A database in memory is shared within this process, with what is not committed yet: tests alone have one."""
    name = str(connection.settings_dict["NAME"])
    is_in_memory = name.startswith("file:")
    opened = sqlite3.connect(name if is_in_memory else f"file:{name}?mode=ro", uri=True)
    opened.execute(f"PRAGMA read_uncommitted = {int(is_in_memory)}")
    return ibis.sqlite.from_connection(opened)


def _postgresql(ibis: Any) -> Any:
    said = connection.settings_dict
    return ibis.postgres.connect(
        database=said["NAME"],
        user=said["USER"] or None,
        password=said["PASSWORD"] or None,
        host=said["HOST"] or None,
        port=int(said["PORT"] or 5432),
    )


CONNECTIONS: Final = {"sqlite": _sqlite, "postgresql": _postgresql}


def _years(span: Span) -> Iterator[int]:
    """The years of a span in which there may be an entry; tokens stand for somebody in each by itself."""
    stream = stream_named(span.stream)
    found = Entry.objects.filter(stream=span.stream, on__gte=span.first)
    earliest: date = found.aggregate(first=Min("on"))["first"] or span.last
    last = stream.year_of(span.last)
    yield from range(min(stream.year_of(earliest), last), last + 1)


def _sql(span: Span, year: int) -> str:
    """One year of a stream. Every value in it is the product's own: codes of streams, and days."""
    first, last = stream_named(span.stream).span(year)
    code = "'{}'".format(span.stream.replace("'", "''"))
    roots = ROOTS % {"year": year, "stream": code}
    columns = ", ".join(f'{_column(name)} AS "{name}"' for name in COLUMNS)
    return f"""SELECT * FROM ({roots}
    SELECT {columns} FROM ledger_entry entry LEFT JOIN root ON root.token = entry.token
    WHERE entry.stream = {code} AND entry."on" BETWEEN '{first}' AND '{last}') AS year_{year}"""  # noqa: S608


def _column(name: str) -> str:
    said = f"entry.{connection.ops.quote_name(name)}"
    if name == "person":
        return "CAST(COALESCE(root.person, entry.token) AS TEXT)"
    if name == "is_named":
        return f"CASE WHEN entry.is_named IS NULL THEN NULL ELSE {NAMED} = 1 END"
    if name not in DIMENSIONS:
        return said
    kind = Entry._meta.get_field(name).get_internal_type()
    return IN_LETTERS[kind](said)


def _boolean(said: str) -> str:
    return f"CASE WHEN {said} THEN 'true' WHEN NOT {said} THEN 'false' ELSE '' END"


def _uuid(said: str) -> str:
    return f"COALESCE({AS_TEXT[connection.vendor].format(said)}, '')"


def _same(said: str) -> str:
    return said


IN_LETTERS: Final[dict[str, Callable[[str], str]]] = {
    "CharField": _same,
    "BooleanField": _boolean,
    "UUIDField": _uuid,
}
