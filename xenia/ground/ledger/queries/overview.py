"""What the staff pages say of a year."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.periods import entries_of


@dataclass(frozen=True, slots=True)
class Total:
    """How often something happened in a year, in one stream, counted in one way; "" where it has no name."""

    kind: str
    stream: str
    method: str
    quantity: int
    entries: int


def totals(year: int) -> list[Total]:
    """Every kind, stream and way of counting with an entry in a year, by name."""
    found = (
        Entry.objects.filter(entries_of(year))
        .values("kind", "stream", "method")
        .annotate(quantity_sum=Sum("quantity"), entry_count=Count("pk"))
        .order_by("kind", "stream", "method")
    )
    return [
        Total(row["kind"], row["stream"], row["method"], row["quantity_sum"], row["entry_count"])
        for row in found
    ]
