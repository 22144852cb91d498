"""DuckDB in memory over the ledger's Parquet files."""

from xenia.ground.ledger.extracts import file_of
from xenia.ground.ledger.models import Extract
from xenia.ground.ledger.operations.extract import extract_ledger
from xenia.insight.reports.engine.sources.base import Span, as_arrow
from xenia.insight.reports.engine.sources.duck import DuckSource


class ExtractSource(DuckSource):
    """The months that changed are written first; see `marks`. Raises ReportSetMissing and SealedFileChanged."""

    def __init__(self) -> None:
        super().__init__()
        extract_ledger()

    def select(self, span: Span) -> str:
        """The files of the span's months."""
        months = Extract.objects.filter(month__range=(span.first.replace(day=1), span.last))
        listed = months.order_by("month").values_list("month", flat=True)
        paths = [str(file_of(month)) for month in listed]
        if not paths:
            return self.select_arrow(f"{span} without entries", as_arrow([]))
        return self.select_files(paths, span)
