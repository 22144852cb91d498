"""What sources that DuckDB reads have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from xenia.insight.reports.engine.sources.base import Source, Span

if TYPE_CHECKING:
    from xenia.insight.reports.engine.facts import Facts

# The SQL of each expression for a year of a stream, and the spans it reads: made once in the life of a process, for
# the tables of a span are called the same on every connection.
COMPILED: Final[dict[tuple[Any, int, str], tuple[str, frozenset[Span]]]] = {}


class DuckSource(Source, ABC):
    """DuckDB in memory, by itself: nothing is fetched, nothing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.ibis.duckdb.connect()
        self._read: set[Span] = set()

    @property
    def reckoner(self) -> Any:
        """The same connection, without Ibis around it."""
        return self.connection.con

    def entries(self, span: Span) -> Any:
        """The entries of a span; which ones were asked for is noted."""
        self._read.add(span)
        return super().entries(span)

    def rows(self, expression: Any) -> Any:
        """SQL for the reckoning to go on with, so that one query does it all."""
        return str(self.connection.compile(expression))

    def rows_of(self, expression: "Callable[[Facts], Any]", facts: "Facts") -> Any:
        """The same, compiled once; of one organization it is asked too seldom to be kept."""
        if facts.provider:
            return self.rows(expression(facts))
        key = (expression, facts.year, facts.stream)
        if key not in COMPILED:
            self._read = set()
            COMPILED[key] = self.rows(expression(facts)), frozenset(self._read)
        sql, spans = COMPILED[key]
        for span in spans:
            self.entries(span)
        return sql

    def read(self, span: Span, corrections: Any) -> Any:
        """A view under the span's own name: so no expression carries its conditions."""
        name = f"{span.stream} {span.first} {span.last}"
        parts = [self.select(span)]
        if corrections is not None:
            parts.append(self.select_arrow(f"{name} corrections", corrections))
        self.reckoner.execute(f"CREATE VIEW {quoted(name)} AS {' UNION ALL '.join(parts)}")
        return self.connection.table(name)

    @abstractmethod
    def select(self, span: Span) -> str:
        """SQL for the entries of a span, every one of COLUMNS in its order."""

    def select_files(self, paths: list[str], span: Span) -> str:
        """Of Parquet files. They are sorted by kind: those nobody asks for are passed over."""
        listed = ", ".join(_literal(path) for path in paths)
        return (
            f"SELECT * FROM read_parquet([{listed}]) WHERE stream = {_literal(span.stream)}"  # noqa: S608
            f""" AND "on" BETWEEN DATE '{span.first:%Y-%m-%d}' AND DATE '{span.last:%Y-%m-%d}'"""
        )

    def select_arrow(self, name: str, table: Any) -> str:
        """Of an Arrow table, without a copy."""
        self.reckoner.register(name, table)
        return f"SELECT * FROM {quoted(name)}"  # noqa: S608


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"{}"'.format(name.replace('"', '""'))


def _literal(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))
