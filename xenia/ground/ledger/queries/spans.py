"""What happened in whole months, from the first day of one to the last of another, whatever year they lie in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from xenia.ground.ledger.dimensions import METHOD
from xenia.ground.ledger.models import Correction, Entry
from xenia.ground.ledger.queries.cells import MONTH, as_text
from xenia.ground.ledger.queries.methods import refuse_mixed
from xenia.ground.ledger.queries.sealed import sum_measure


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something happened, counted in one way: the cell names the dimensions that were asked for."""

    kind: str
    method: str
    cell: Mapping[str, str]
    quantity: Decimal


def counted_within(
    kinds: Collection[str],
    first: date,
    last: date,
    *,
    by: Sequence[str] = (),
    departments: Collection[UUID] | None = None,
    providers: Collection[UUID] | None = None,
    stream: str = "service",
) -> list[Counted]:
    """Every cell of these kinds in whole months, each way of counting apart, corrections included.

    A closed month has lost its days, so a span of part of a month has no answer: raises ValueError.
    departments, providers: of these alone; a correction to a sealed year says neither and is left out then.
    """
    refuse_part_of_a_month(first, last)
    rows = Entry.objects.filter(stream=stream, kind__in=kinds, on__range=(first, last))
    if departments is not None:
        rows = rows.filter(department__in=departments)
    if providers is not None:
        rows = rows.filter(provider__in=providers)
    sums = rows.values_list("kind", METHOD, *by).annotate(Sum("quantity")).order_by()
    found = [
        Counted(kind, method, _cell(by, values), Decimal(quantity))
        for kind, method, *values, quantity in sums
    ]
    if departments is None and providers is None:
        found += _corrections(kinds, first, last, by, stream)
    return found


def added_up(found: Iterable[Counted], dimension: str) -> dict[str, Decimal]:
    """The sums by one dimension. Raises MethodsNotAdded where several ways of counting would come into them."""
    chosen = list(found)
    refuse_mixed({one.method for one in chosen}, {one.kind for one in chosen})
    sums: Counter[str] = Counter()
    for one in chosen:
        sums[one.cell.get(dimension, "")] += one.quantity  # type: ignore[assignment]
    return {value: Decimal(quantity) for value, quantity in sums.items()}


def refuse_part_of_a_month(first: date, last: date) -> None:
    """Raises ValueError unless these are the first day of a month and the last of one, in this order."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or last < first:
        raise ValueError(f"{first} to {last}: expected whole months")


def _cell(by: Sequence[str], values: Iterable[Any]) -> dict[str, str]:
    return {name: as_text(name, value) for name, value in zip(by, values, strict=True)}


def _corrections(
    kinds: Collection[str], first: date, last: date, by: Sequence[str], stream: str
) -> list[Counted]:
    measures = {sum_measure(kind, stream): kind for kind in kinds}
    made = Correction.objects.filter(figure__measure__in=measures).values_list(
        "figure__measure", "figure__cell", "change"
    )
    return [
        Counted(measures[measure], cell.get(METHOD, ""), dict.fromkeys(by, ""), change)
        for measure, cell, change in made
        if f"{first:%Y-%m}" <= str(cell[MONTH])[:7] <= f"{last:%Y-%m}"
    ]
