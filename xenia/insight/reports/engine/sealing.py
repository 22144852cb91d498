"""When a year is sealed, every number of its report is stored first: nobody can count its people afterwards."""

from collections.abc import Iterator

from xenia.ground.ledger.measures import BEFORE_SEALING, TOGETHER
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.sealed import Figure
from xenia.insight.reports.engine.measuring import measure_all
from xenia.insight.reports.engine.packages import against_sealing
from xenia.insight.reports.engine.sealed import figures_of, name_of
from xenia.insight.reports.figures import Measured
from xenia.insight.reports.measures import MEASURES


def store_when_sealed() -> None:
    """Have the ledger ask here. Nothing is loaded before a year is sealed."""
    BEFORE_SEALING["reports.packages"] = against_sealing
    TOGETHER["reports"] = figures_to_seal


def figures_to_seal(year: int) -> Iterator[tuple[str, Figure]]:
    """Every figure of every registered measure, with its name, read inside the transaction that seals the year."""
    for one in _measured(year):
        yield from ((name_of(one.measure), figure) for figure in figures_of(one))


def _measured(year: int) -> list[Measured]:
    kinds = {kind for measure in MEASURES.values() for kind in measure.kinds}
    if not Entry.objects.filter(kind__in=kinds).exists():
        return [Measured(measure, year, {}, has_data=False) for measure in MEASURES.values()]
    return list(measure_all(year, source="entries").values())
