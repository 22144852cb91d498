"""The query a measure is reckoned with, as it is shown to whoever asks how a number was made."""

from collections.abc import Iterable

from xenia.insight.reports.engine.facts import facts_of
from xenia.insight.reports.engine.reckoning import reckoning_sql
from xenia.insight.reports.engine.sources.base import ROWS
from xenia.insight.reports.measures import Measure


def queries_of(year: int, measures: Iterable[Measure]) -> dict[str, str]:
    """The SQL of each measure, by its code. It names tables, columns and codes: no number, no file and nobody.

    Raises ReportSetMissing.
    """
    with facts_of(year) as facts:
        import sqlglot

        found = {}
        for measure in measures:
            rows = facts.source.rows_of(measure.expression, facts.of(measure.stream))
            sql = reckoning_sql(measure).replace(ROWS, f"({rows})")
            found[measure.code] = sqlglot.transpile(
                sql, read="duckdb", write="duckdb", pretty=True
            )[0]
        return found
