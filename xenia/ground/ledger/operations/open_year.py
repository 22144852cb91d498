"""Finding the year an entry belongs to, and holding it open until the entry is written."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from xenia.ground.ledger.models import CountingPeriod, Entry, Year
from xenia.ground.ledger.streams import Stream
from xenia.ground.ledger.tokens import check_value_of, counting_key

_YEAR = """
    SELECT ledger_year.*, EXISTS (SELECT 1 FROM ledger_countingperiod WHERE year = %s AND stream = %s) AS is_noted
    FROM ledger_year WHERE year = %s
"""


class YearIsClosed(Exception):
    """The year is locked or sealed: no entry is added to it any more. `year` and `status` say which and how."""

    def __init__(self, year: int, status: str) -> None:
        super().__init__(f"{year} is {status}: no entry is added any more")
        self.year = year
        self.status = status


@dataclass(frozen=True, slots=True)
class OpenYear:
    """A year of a stream that takes entries, until the transaction ends."""

    stream: Stream
    year: int
    closed_through: date | None
    # Whether the counting period is noted already.
    is_noted: bool = False

    def place_of(self, day: date) -> tuple[date, Entry.Grain]:
        """Where a day is written: itself, or its month once that is over."""
        month = day.replace(day=1)
        is_over = self.closed_through is not None and month <= self.closed_through
        if is_over or self.stream.months_only:
            return month, Entry.Grain.MONTH
        return day, Entry.Grain.DAY

    def key(self) -> bytes:
        """The counting key; the period is noted, so that sealing knows what to destroy."""
        key = counting_key(self.stream.code, self.year)
        if not self.is_noted:
            CountingPeriod.objects.get_or_create(
                year=self.year,
                stream=self.stream.code,
                defaults={"check_value": check_value_of(key)},
            )
        return key


def open_year(stream: Stream, day: date) -> OpenYear:
    """The open year a day lies in, begun with its first entry. Raises YearIsClosed.

    Nobody can lock the year, or close its month, before the caller's transaction ends.
    """
    year = stream.year_of(day)
    found = _held(year, stream) or _begun(year, stream)
    if found.status != Year.Status.OPEN:
        raise YearIsClosed(year, found.status)
    return OpenYear(stream, year, found.closed_through, bool(found.is_noted))  # type: ignore[attr-defined]


def _held(year: int, stream: Stream) -> Year | None:
    """The year, with whether its counting period is noted."""
    # FOR SHARE, which Django cannot say: those who record do not wait for each other, whoever locks waits for all.
    # On SQLite one transaction writes at a time.
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    rows = Year.objects.raw(f"{_YEAR}{share}", [year, stream.code, year])
    return next(iter(rows), None)


def _begun(year: int, stream: Stream) -> Year:
    with transaction.atomic():
        closed = Year.objects.aggregate(through=Max("closed_through"))["through"]
        Year.objects.get_or_create(year=year, defaults={"closed_through": closed})
    found = _held(year, stream)
    assert found is not None
    return found
