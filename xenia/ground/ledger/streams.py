"""Streams: who counts by which year. People are counted within one year of one stream, and never across."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from xenia.ground.disclosure.policy import THRESHOLD
from xenia.ground.ledger.dimensions import DIMENSIONS

# The type of a legal case says too much about a person to stand beside her language or neighborhood.
KEPT_FOR_LEGAL: Final = "case_type"
CARRIED: Final = frozenset(DIMENSIONS) - {KEPT_FOR_LEGAL}
LEGAL_CARRIES: Final = frozenset({KEPT_FOR_LEGAL, "outcome"})


@dataclass(frozen=True, slots=True)
class Stream:
    """One way to count: its code, whose year it is, the month that year begins with.

    carries: the dimensions its entries may have. months_only: an entry never has its day.
    fewest: a closed month with fewer people becomes the quarter; 0: never.
    """

    code: str
    meaning: str
    first_month: int = 1
    carries: frozenset[str] = CARRIED
    months_only: bool = False
    fewest: int = 0

    def year_of(self, day: date) -> int:
        """The stream's year a day lies in, named after the calendar year in which it ends."""
        return day.year + (1 if 1 < self.first_month <= day.month else 0)

    def span(self, year: int) -> tuple[date, date]:
        """The first and the last day of a year of this stream."""
        first = date(year - (1 if self.first_month > 1 else 0), self.first_month, 1)
        return first, date(first.year + 1, first.month, 1) - timedelta(days=1)

    def quarter_of(self, day: date) -> date:
        """The first day of the quarter of the stream's year a day lies in."""
        since = (day.month - self.first_month) % 12 % 3
        months = day.year * 12 + day.month - 1 - since
        return date(months // 12, months % 12 + 1, 1)


STREAMS: dict[str, Stream] = {}


def register_stream(
    code: str,
    meaning: str,
    *,
    first_month: int = 1,
    carries: Iterable[str] = CARRIED,
) -> None:
    """Add a stream, such as a funder's fiscal year. Raises ValueError for a code with two meanings.

    first_month: 7 when the funder's year begins in July; the year that ends in June 2027 is 2027.
    """
    if not 1 <= first_month <= 12:
        raise ValueError(f"unknown month {first_month}: expected 1 to 12")
    if unfit := set(carries) - CARRIED:
        raise ValueError(f"a stream cannot carry {sorted(unfit)}: expected some of {DIMENSIONS}")
    _enter(Stream(code, meaning, first_month, frozenset(carries)))


def _enter(stream: Stream) -> None:
    if STREAMS.setdefault(stream.code, stream) != stream:
        raise ValueError(f"stream {stream.code!r} is registered twice, with different meanings")


def stream_named(code: str) -> Stream:
    """A registered stream; one whose room is gone counted by the calendar year."""
    return STREAMS.get(code) or Stream(code, "")


_enter(Stream("service", "What the office does, by calendar year."))
_enter(
    Stream(
        "legal",
        "Legal help by type of case: the month only, neither language nor neighborhood.",
        carries=LEGAL_CARRIES,
        months_only=True,
        # A month with fewer people becomes the quarter.
        fewest=THRESHOLD,
    )
)
