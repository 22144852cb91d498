"""How many of a number one organization brought: who knows her own part knows the rest."""

from xenia.insight.reports.engine.facts import Facts
from xenia.insight.reports.engine.reckoning import Numbers, reckon
from xenia.insight.reports.engine.sources.base import ROWS, Span
from xenia.insight.reports.measures import Measure


def most_from_one(measure: Measure, facts: Facts) -> Numbers:
    """Of each place, how many the organization with the most brought; empty where entries name none.

    What the office did itself names no organization.
    """
    spans = [facts.span, *([facts.span_before] if measure.reads_before else [])]
    most: Numbers = {}
    for provider in sorted(set().union(*(_providers(measure, facts, span) for span in spans))):
        numbers, _unnamed = reckon(measure, facts.only_by(provider))
        for place, number in numbers.items():
            most[place] = max(number, most.get(place, 0))
    return most


def _providers(measure: Measure, facts: Facts, span: Span) -> set[str]:
    rows = facts.source.entries(span)
    rows = rows.filter(rows["kind"].isin(sorted(measure.kinds)), rows["provider"] != "")
    said = facts.source.rows(rows.select("provider").distinct())
    return {row[0] for row in facts.source.ask(f"FROM {ROWS}", said)}
