"""Totals that reports before Xenia published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from xenia.insight.reports.models import EarlierTotal


def earlier_totals(year: int | None = None) -> "QuerySet[EarlierTotal]":
    """The totals of a year, or of all, the newest year first."""
    rows = EarlierTotal.objects.order_by("-year", "measure", "row")
    return rows if year is None else rows.filter(year=year)


def earlier_by_measure(before: int) -> Mapping[str, Sequence[EarlierTotal]]:
    """What the years before a year printed, to be set beside its own: {measure: totals, the newest year first}."""
    found: dict[str, list[EarlierTotal]] = defaultdict(list)
    for one in earlier_totals().filter(year__lt=before):
        found[one.measure].append(one)
    return found
