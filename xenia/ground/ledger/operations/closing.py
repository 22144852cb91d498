"""Months close: the day becomes the month, a small legal month the quarter; and what changed is written anew."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from xenia.ground.common.dates import local_day
from xenia.ground.ledger.before_closing import BEFORE_CLOSING
from xenia.ground.ledger.models import Entry, Year
from xenia.ground.ledger.periods import entries_of_month
from xenia.ground.ledger.queries.counting import people_by_month
from xenia.ground.ledger.rewriting import rewrite, rewrite_aliases
from xenia.ground.ledger.streams import STREAMS, Stream


@transaction.atomic
def close_and_rewrite(at: datetime) -> int:
    """Close the months that are over, and rewrite the open month and every month that changed. How many entries.

    A rewritten entry has a new random id and a new place among the others, all in one transaction.
    """
    this_month = local_day(at).replace(day=1)
    # Whoever records waits for us, and so does whoever locks or seals.
    unsealed = Year.objects.select_for_update().exclude(status=Year.Status.SEALED)
    years = list(unsealed.order_by("year"))
    for work in BEFORE_CLOSING.values():
        work(at)
    changed = {this_month} | _months_of(Entry.objects.filter(turn=Entry.Turn.NEW))
    changed |= _close_days(this_month)
    for stream in STREAMS.values():
        for year in years:
            if stream.fewest and year.status == Year.Status.OPEN:
                changed |= _close_small_months(stream, year.year, this_month)
    count = rewrite(_in_months(changed))
    rewrite_aliases()
    _note_closed(years, (this_month - timedelta(days=1)).replace(day=1))
    return count


def _months_of(entries: "QuerySet[Entry]") -> set[date]:
    return {day.replace(day=1) for day in entries.values_list("on", flat=True).distinct()}


def _in_months(months: Iterable[date]) -> Q:
    found = Q()
    for month in months:
        found |= entries_of_month(month)
    return found


def _close_days(this_month: date) -> set[date]:
    """In every month that is over the day becomes the month. Which months those were."""
    over = Entry.objects.filter(grain=Entry.Grain.DAY, on__lt=this_month)
    months = _months_of(over)
    for month in months:
        over.filter(entries_of_month(month)).update(on=month, grain=Entry.Grain.MONTH)
    return months


def _close_small_months(stream: Stream, year: int, this_month: date) -> set[date]:
    """A quarter with a small month has its entries by quarter. Which months changed.

    All its months that are over, not the small one alone: beside the others, it would be what the quarter leaves.
    """
    first, last = stream.span(year)
    over = Entry.objects.filter(stream=stream.code, on__range=(first, last), on__lt=this_month)
    quarters = set(over.filter(grain=Entry.Grain.QUARTER).values_list("on", flat=True).distinct())
    by_month = over.filter(grain=Entry.Grain.MONTH)
    people = people_by_month(stream.code, year)
    months = _months_of(by_month)
    quarters |= {
        stream.quarter_of(month)
        for month in months
        if people.get(f"{month:%Y-%m}", 0) < stream.fewest
    }
    to_change = {month for month in months if stream.quarter_of(month) in quarters}
    for month in to_change:
        by_month.filter(on=month).update(on=stream.quarter_of(month), grain=Entry.Grain.QUARTER)
    return to_change | {stream.quarter_of(month) for month in to_change}


def _note_closed(years: list[Year], last_month: date) -> None:
    behind = Q(closed_through__isnull=True) | Q(closed_through__lt=last_month)
    Year.objects.filter(behind, pk__in=[year.pk for year in years]).update(
        closed_through=last_month
    )
