"""The sums of weeks are kept, before a month that is over loses its days."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, Sum

from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Entry, Year
from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.weeks import DAY, KINDS, Span, monday_of, span_of, spans_between

# A year and a month of weeks; nothing asks for more, and an old week tells more of a day than the ledger does.
KEPT: Final = timedelta(weeks=56)
Key = tuple[date, date, str]


@transaction.atomic
def count_weeks(at: datetime) -> int:
    """Count the weeks of months that still have their days, up to yesterday, anew; let go of old ones. How many sums.

    A month that is closed keeps the sums it had that night: what is written down later for it has no day.
    """
    yesterday = local_day(at) - DAY
    WeekFigure.objects.filter(monday__lt=monday_of(yesterday) - KEPT).delete()
    first = _first_open_day(yesterday)
    if first > yesterday:
        return 0
    sums = _sums(first, yesterday)
    return keep_sums(
        {
            (span.monday, span.month, kind): sums[span, kind]
            for span in spans_between(max(first, monday_of(yesterday) - KEPT), yesterday)
            for kind in KINDS
        },
        through=yesterday,
    )


def keep_sums(sums: dict[Key, int], *, through: date) -> int:
    """Write sums down in the place of those that were there. through: the last day that is counted. How many."""
    rows = [
        WeekFigure(
            monday=monday,
            month=month,
            kind=kind,
            quantity=quantity,
            counted_through=min(span_of(max(monday, month)).last, through),
        )
        for (monday, month, kind), quantity in sums.items()
    ]
    WeekFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["monday", "month", "kind"],
        update_fields=["quantity", "counted_through"],
    )
    return len(rows)


def _first_open_day(yesterday: date) -> date:
    """The first day of the months that are not closed; in a new office, of the month something was first counted in."""
    closed: date | None = Year.objects.aggregate(through=Max("closed_through"))["through"]
    if closed:
        return (closed + timedelta(days=31)).replace(day=1)
    by_day = Entry.objects.filter(grain=Entry.Grain.DAY)
    began: date | None = by_day.aggregate(day=Min("on"))["day"]
    return (began or yesterday).replace(day=1)


def _sums(first: date, last: date) -> Counter[tuple[Span, str]]:
    """What each span holds of each kind."""
    wanted = {one for kind in KINDS.values() for one in kind.kinds}
    columns = sorted({name for kind in KINDS.values() for name in kind.among})
    rows = Entry.objects.filter(
        stream="service", kind__in=wanted, grain=Entry.Grain.DAY, on__range=(first, last)
    )
    found: Counter[tuple[Span, str]] = Counter()
    for row in rows.order_by().values("kind", "on", *columns).annotate(number=Sum("quantity")):
        for code, kind in KINDS.items():
            is_one = row["kind"] in kind.kinds
            if is_one and all(row[name] in values for name, values in kind.among.items()):
                found[span_of(row["on"]), code] += row["number"]
    return found
