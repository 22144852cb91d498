"""The measures of a year: from its entries while it has its people, from its stored figures once it is sealed."""

from collections.abc import Iterable
from datetime import datetime

from xenia.ground.ledger.models import Year
from xenia.insight.reports.engine.facts import Facts, facts_of
from xenia.insight.reports.engine.providers import most_from_one
from xenia.insight.reports.engine.reckoning import reckon
from xenia.insight.reports.engine.sealed import stored_measures
from xenia.insight.reports.engine.sources import Source
from xenia.insight.reports.engine.sources.base import ROWS, Span
from xenia.insight.reports.figures import Measured
from xenia.insight.reports.measures import MEASURES, Measure
from xenia.insight.reports.policy import policy_of_office


def measure(
    measure: Measure, year: int, *, at: datetime | None = None, source: str = "extract"
) -> Measured:
    """The numbers of one measure. Raises ReportSetMissing. at: when it is asked; kept beside the numbers."""
    return measure_all(year, [measure], at=at, source=source)[measure.code]


def measure_all(
    year: int,
    measures: Iterable[Measure] | None = None,
    *,
    at: datetime | None = None,
    source: str = "extract",
) -> dict[str, Measured]:
    """The numbers of many measures, read in one go: those given, or every registered one, in their order.

    A sealed year answers from what was stored. A measure that is newer than the sealing is worked out from the entries
    where it adds up; people whom nobody counted then, nobody can count any more, so it has no data.
    """
    chosen = list(MEASURES.values() if measures is None else measures)
    found: dict[str, Measured] = {}
    if Year.objects.filter(year=year, status=Year.Status.SEALED).exists():
        found = stored_measures(chosen, year, at=at)
    if left := [one for one in chosen if one.code not in found]:
        with facts_of(year, source=source) as facts:
            found |= {one.code: measured(one, facts, at=at) for one in left}
    return {one.code: found[one.code] for one in chosen}


def measured(measure: Measure, facts: Facts, *, at: datetime | None = None) -> Measured:
    """One measure from the facts of a year."""
    own = facts.of(measure.stream)
    if not has_data(measure, own):
        return Measured(measure, facts.year, {}, has_data=False, computed_at=at)
    numbers, unnamed = reckon(measure, own)
    matters = policy_of_office().most_from_one is not None
    from_one = most_from_one(measure, own) if matters else {}
    return Measured(measure, facts.year, numbers, unnamed, computed_at=at, from_one=from_one)


def has_data(measure: Measure, facts: Facts) -> bool:
    """Whether the ledger has an entry it is made of: in the year, or before where earlier years count too."""
    spans = [facts.span, *([facts.span_before] if measure.reads_before else [])]
    return any(_has_entries(measure, facts.source, span) for span in spans)


def _has_entries(measure: Measure, source: Source, span: Span) -> bool:
    kinds = source.kinds(span).intersection(measure.kinds)
    if not kinds or not measure.among:
        return bool(kinds)
    found = source.entries(span)
    found = found.filter(found["kind"].isin(sorted(kinds)))
    for name, values in measure.among.items():
        found = found.filter(found[name].isin(values))
    return bool(source.ask(f"FROM {ROWS} LIMIT 1", source.rows(found.select("kind"))))
