"""The quarters of a year, and how the publication ledger names them."""

from datetime import date
from typing import Final

from xenia.ground.ledger.streams import STREAMS
from xenia.insight.reports.weeks import DAY

MONTHS: Final = 3


def year_of(day: date) -> int:
    """The year of services a day lies in."""
    return STREAMS["service"].year_of(day)


def quarter_of(first: date) -> str:
    """A quarter by its first day."""
    return f"{first.year}-q{(first.month + 2) // MONTHS}"


def quarters_of(year: int) -> list[tuple[date, date]]:
    """The first and the last day of each quarter of a year of services."""
    first, last = STREAMS["service"].span(year)
    days = [_later(first, months) for months in range(0, 12, MONTHS)]
    return list(zip(days, [*(day - DAY for day in days[1:]), last], strict=True))


def _later(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
