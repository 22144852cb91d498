"""Which entries belong to a year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from xenia.ground.ledger.streams import STREAMS, stream_named


def entries_of(year: int) -> Q:
    """The entries of a year, each stream by its own. A stream nobody registered counts by the calendar."""
    own = [one for one in STREAMS.values() if one.first_month > 1]
    calendar = ~Q(stream__in=[one.code for one in own]) & _within(stream_named("").span(year))
    return _any([calendar, *(Q(stream=one.code) & _within(one.span(year)) for one in own)])


def entries_of_month(month: date) -> Q:
    """The entries of a month, named by its first day. An entry of a quarter belongs to the quarter's first month."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return Q(on__gte=month, on__lt=after)


def years_of_month(month: date) -> set[int]:
    """The years a month lies in: the calendar year, and those of the streams that have their own."""
    return {month.year} | {stream.year_of(month) for stream in STREAMS.values()}


def _within(span: tuple[date, date]) -> Q:
    return Q(on__range=span)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found
