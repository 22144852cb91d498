"""The half year of weeks before the city of Lindenport was built, so that its board has something to show. All invented.

Its months are closed when they are written, and have no days: what the ledger says of a month is laid over its working days, some
weeks fuller than others. From the month of the founding on the office counts its weeks itself.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from django.db.models import Sum

from sample_city.year import founded_on
from xenia.ground.ledger.models import Entry
from xenia.insight.reports.operations.weeks import keep_sums
from xenia.insight.reports.weeks import DAY, KINDS, Span, end_of_month, spans_between

MONTHS: Final = 7
WORKING_DAYS: Final = 5
Sums = Counter[tuple[date, str]]


def write_weeks() -> int:
    """Lay the months before the founding over their weeks, anew whenever more of them is written. How many sums."""
    founded = founded_on()
    if founded is None:
        return 0
    months = list(_months_before(founded))
    by_month = _by_month(months)
    sums = {
        (span.monday, span.month, kind): number
        for month in months
        for kind in KINDS
        for span, number in _laid_over(month, kind, by_month[month, kind])
    }
    return keep_sums(sums, through=founded.replace(day=1) - DAY)


def _months_before(founded: date) -> Iterator[date]:
    month = founded.replace(day=1)
    for _number in range(MONTHS):
        month = (month - DAY).replace(day=1)
        yield month


def _by_month(months: list[date]) -> Sums:
    wanted = {one for kind in KINDS.values() for one in kind.kinds}
    columns = sorted({name for kind in KINDS.values() for name in kind.among})
    rows = Entry.objects.filter(
        stream="service", kind__in=wanted, on__range=(months[-1], end_of_month(months[0]))
    )
    found: Sums = Counter()
    for row in rows.order_by().values("kind", "on", *columns).annotate(number=Sum("quantity")):
        for code, kind in KINDS.items():
            if row["kind"] in kind.kinds and all(
                row[name] in said for name, said in kind.among.items()
            ):
                found[row["on"].replace(day=1), code] += row["number"]
    return found


def _laid_over(month: date, kind: str, number: int) -> Iterator[tuple[Span, int]]:
    """Each working day draws its lots; the weeks' sums make the month's."""
    spans = list(spans_between(month, end_of_month(month)))
    chance = Random(f"{month} {kind}")
    weights = [_working_days(span) * chance.uniform(0.7, 1.3) for span in spans]
    drawn = Counter(chance.choices(range(len(spans)), weights, k=max(0, number)))
    yield from ((span, drawn[at]) for at, span in enumerate(spans))


def _working_days(span: Span) -> int:
    days = ((span.first + timedelta(days=at)) for at in range((span.last - span.first).days + 1))
    return sum(day.weekday() < WORKING_DAYS for day in days)
