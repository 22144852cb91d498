"""The facts of a year: what a measure's expression is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from xenia.ground.ledger.streams import stream_named
from xenia.insight.reports.engine.sources import SOURCES, Source
from xenia.insight.reports.engine.sources.base import BEGINNING, Span


@dataclass(frozen=True)
class Facts:
    """The entries of a year of a stream, as Ibis tables.

    Each has the columns of the ledger's extract: kind, stream, on, grain, quantity, is_named, every dimension in
    letters ("" for what an entry does not say), and person: who it is about, for as long as she is counted. Nothing
    but whether two are the same may be asked of a person, for each source writes her in its own way.
    """

    year: int
    source: Source
    stream: str = "service"
    provider: str = ""

    @property
    def entries(self) -> Any:
        """The entries of the year."""
        return self._in(self.span)

    @property
    def before(self) -> Any:
        """The entries of all years before it."""
        return self._in(self.span_before)

    def _in(self, span: Span) -> Any:
        rows = self.source.entries(span)
        return rows.filter(rows.provider == self.provider) if self.provider else rows

    @property
    def span(self) -> Span:
        """The days of the year."""
        first, last = stream_named(self.stream).span(self.year)
        return Span(self.stream, first, last)

    @property
    def span_before(self) -> Span:
        """All days before it."""
        return Span(self.stream, BEGINNING, self.span.first - timedelta(days=1))

    def of(self, stream: str) -> "Facts":
        """The facts of the same year in another stream."""
        return replace(self, stream=stream)

    def only_by(self, provider: str) -> "Facts":
        """The facts of one organization."""
        return replace(self, provider=provider)


@contextmanager
def facts_of(year: int, *, source: str = "extract", stream: str = "service") -> Iterator[Facts]:
    """The facts of a year, for as long as the block lasts. source: see SOURCES.

    Raises ReportSetMissing where the packages are not there.
    """
    if source not in SOURCES:
        raise ValueError(f"unknown source {source!r}: expected one of {sorted(SOURCES)}")
    opened = SOURCES[source]()
    try:
        yield Facts(year, opened, stream)
    finally:
        opened.close()
