"""What every source of facts does."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xenia.ground.ledger.columns import COLUMNS, schema_of
from xenia.ground.ledger.dimensions import METHOD
from xenia.ground.ledger.models import Correction, Entry
from xenia.ground.ledger.queries.cells import MONTH
from xenia.ground.ledger.queries.sealed import sum_measure
from xenia.insight.reports.engine.packages import load_ibis

if TYPE_CHECKING:
    from xenia.insight.reports.engine.facts import Facts

BEGINNING: Final = date(1, 1, 1)
# What stands in a query for the rows of an expression.
ROWS: Final = "<the rows>"
GIVEN: Final = "rows_of_an_expression"


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of a stream, the first and the last included."""

    stream: str
    first: date
    last: date


class Source(ABC):
    """Entries of the ledger as Ibis tables. Close it when nothing is asked any more.

    ibis: the package. connection: what runs the expressions.
    """

    def __init__(self) -> None:
        self.ibis = load_ibis()
        self.connection: Any = None
        self._found: dict[Span, Any] = {}
        self._kinds: dict[Span, frozenset[str]] = {}

    def entries(self, span: Span) -> Any:
        """The entries of a span, and the corrections of sealed sums in it, as a table of COLUMNS."""
        if span not in self._found:
            self._found[span] = self.read(span, self.corrections(span))
        return self._found[span]

    def corrections(self, span: Span) -> Any:
        """What corrects the sealed sums of a span, as an Arrow table; None where nothing does."""
        rows = corrections_in(span)
        return as_arrow(rows) if rows else None

    @abstractmethod
    def read(self, span: Span, corrections: Any) -> Any:
        """The entries of a span, and these beside them, as a table of COLUMNS."""

    def kinds(self, span: Span) -> frozenset[str]:
        """The kinds of which there is an entry in a span."""
        if span not in self._kinds:
            kinds = self.rows(self.entries(span).select("kind").distinct())
            self._kinds[span] = frozenset(row[0] for row in self.ask(f"FROM {ROWS}", kinds))
        return self._kinds[span]

    def ask(self, sql: str, rows: Any) -> list[tuple[Any, ...]]:
        """What DuckDB answers to a query over some rows, for which ROWS stands in it."""
        if isinstance(rows, str):
            return list(self.reckoner.execute(sql.replace(ROWS, f"({rows})")).fetchall())
        self.reckoner.register(GIVEN, rows)
        return list(self.reckoner.execute(sql.replace(ROWS, GIVEN)).fetchall())

    def rows_of(self, expression: "Callable[[Facts], Any]", facts: "Facts") -> Any:
        """The rows of an expression over facts of this source."""
        return self.rows(expression(facts))

    @abstractmethod
    def rows(self, expression: Any) -> Any:
        """What an expression says, as something DuckDB reads: SQL on `reckoner`, or an Arrow table."""

    @property
    @abstractmethod
    def reckoner(self) -> Any:
        """The DuckDB connection in which margins are reckoned."""

    def close(self) -> None:
        """Let go of everything."""
        self.reckoner.close()


def corrections_in(span: Span) -> list[dict[str, Any]]:
    """What was added to the sealed sums of a stream, and taken from them, as entries about nobody.

    Each has its month, its way of counting and no other dimension, as in the ledger's own counts.
    """
    found = Correction.objects.filter(
        figure__measure__startswith="quantities ", figure__year__gte=span.first.year
    )
    rows = []
    for measure, cell, change in found.values_list(
        "figure__measure", "figure__cell", "change"
    ).order_by("pk"):
        kind = measure.removeprefix("quantities ").partition(" in ")[0]
        month = date.fromisoformat(f"{cell[MONTH][:7]}-01") if MONTH in cell else BEGINNING
        is_here = measure == sum_measure(kind, span.stream) and span.first <= month <= span.last
        if is_here:
            rows.append(_entry(kind, span.stream, month, int(change), cell.get(METHOD, "")))
    return rows


def _entry(kind: str, stream: str, month: date, quantity: int, method: str) -> dict[str, Any]:
    said = {"kind": kind, "stream": stream, "on": month, "grain": Entry.Grain.MONTH.value}
    counted = {"quantity": quantity, "is_named": None, "person": None, METHOD: method}
    return dict.fromkeys(COLUMNS, "") | said | counted


def as_arrow(rows: list[dict[str, Any]]) -> Any:
    """Rows of COLUMNS as an Arrow table."""
    import pyarrow

    return pyarrow.Table.from_pylist(rows, schema=schema_of(pyarrow))
