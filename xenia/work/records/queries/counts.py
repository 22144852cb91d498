"""The requests for records of each year, from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.counting import quantities
from xenia.work.records.ledger_kinds import ANSWERED, RECEIVED
from xenia.work.records.models.request import Decision, RequestKind, Signed, Status

YEARS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class YearOfRequests:
    """A year: how many came of each kind, signed by a judge or not; how many ended how."""

    year: int
    received: int
    by_kind: tuple[tuple[RequestKind, int], ...]
    by_signed: tuple[tuple[Signed, int], ...]
    released: int
    released_in_part: int
    refused: int
    nothing_to_give: int
    withdrawn: int


def years_of_requests(today: date) -> list[YearOfRequests]:
    """Every year since the first request, the newest first, at most six; [] before there was one."""
    first = Entry.objects.filter(kind=RECEIVED).aggregate(first=Min("on"))["first"]
    if first is None:
        return []
    begin = max(first.year, today.year - YEARS_SHOWN + 1)
    return [_year(year) for year in range(today.year, begin - 1, -1)]


def _year(year: int) -> YearOfRequests:
    came = _sums(RECEIVED, year, "reason")
    signed = _sums(RECEIVED, year, "mode")
    ended = _sums(ANSWERED, year, "outcome")
    return YearOfRequests(
        year=year,
        received=sum(came.values()),
        by_kind=tuple((kind, came[kind]) for kind in RequestKind if came.get(kind)),
        by_signed=tuple((one, signed[one]) for one in Signed if signed.get(one)),
        released=ended.get(Decision.FULL, 0),
        released_in_part=ended.get(Decision.PART, 0),
        refused=ended.get(Decision.REFUSED, 0),
        nothing_to_give=_sum(ended, (Decision.NOTHING_HELD, Decision.KEPT)),
        withdrawn=ended.get(Status.WITHDRAWN, 0),
    )


def _sums(kind: str, year: int, dimension: str) -> dict[str, int]:
    return {one.cell[0]: int(one.quantity) for one in quantities(kind, year, by=[dimension])}


def _sum(counts: dict[str, int], which: Iterable[str]) -> int:
    return sum(counts.get(one, 0) for one in which)
