"""DuckDB over what Django reads: for a year that is sealed in this transaction, and for a database in memory."""

from xenia.ground.ledger.columns import table_of
from xenia.ground.ledger.models import Entry
from xenia.insight.reports.engine.sources.base import Span
from xenia.insight.reports.engine.sources.duck import DuckSource


class EntriesSource(DuckSource):
    """Slower than the files by far, and true to the caller's transaction."""

    def select(self, span: Span) -> str:
        """The entries of the span, read once."""
        import pyarrow

        found = Entry.objects.filter(stream=span.stream, on__range=(span.first, span.last))
        return self.select_arrow(f"{span} entries", table_of(pyarrow, found))
