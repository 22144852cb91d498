"""Which months a table of numbers covers: a month, a quarter, a calendar year, a fiscal year of the city."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MONTHS_BACK, QUARTERS_BACK, YEARS_BACK = 24, 8, 5


class Span(models.TextChoices):
    """How long a period is."""

    MONTH = "month", _("A month")
    QUARTER = "quarter", _("A quarter")
    YEAR = "year", _("A year")
    FISCAL = "fiscal", _("A fiscal year of the city")


MONTHS: Final = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12, Span.FISCAL: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: the first day of the first, and how many there are. counted: how many of them have begun."""

    span: Span
    first: date
    counted: int

    @property
    def code(self) -> str:
        """How an address names it: "2026-10", "2026-q4", "2026", "fy2027"."""
        if self.span == Span.MONTH:
            return f"{self.first:%Y-%m}"
        if self.span == Span.QUARTER:
            return f"{self.first.year}-q{(self.first.month + 2) // 3}"
        return f"fy{self.year}" if self.span == Span.FISCAL else str(self.year)

    @property
    def year(self) -> int:
        """The calendar year in which its last month lies, which names it."""
        return self.last.year

    @property
    def last(self) -> date:
        """The last day of it."""
        return month_later(self.first, MONTHS[self.span]) - timedelta(days=1)

    @property
    def until(self) -> date:
        """The last day of the last month that has begun: what lies behind it cannot have been counted."""
        return month_later(self.first, self.counted) - timedelta(days=1)

    @property
    def is_over(self) -> bool:
        """Whether every month of it has begun."""
        return self.counted == MONTHS[self.span]

    def before(self) -> "Period":
        """As many months of the period before, so that like stands beside like."""
        return replace(self, first=month_later(self.first, -MONTHS[self.span]))


def month_later(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def period_named(code: str, today: date) -> Period:
    """The period an address names; this year for one that is not offered."""
    offered = {one.code: one for one in periods(today)}
    return offered.get(code) or offered[str(today.year)]


def periods(today: date) -> list[Period]:
    """What can be chosen, the newest of each length first."""
    return [
        *_back(Span.YEAR, date(today.year, 1, 1), YEARS_BACK, today),
        *_fiscal_years(today),
        *_back(Span.QUARTER, date(today.year, (today.month - 1) // 3 * 3 + 1, 1), QUARTERS_BACK, today),
        *_back(Span.MONTH, today.replace(day=1), MONTHS_BACK, today),
    ]  # fmt: skip


def _fiscal_years(today: date) -> Iterator[Period]:
    begins = settings.FISCAL_YEAR_MONTH
    if begins > 1:
        year = today.year - (today.month < begins)
        yield from _back(Span.FISCAL, date(year, begins, 1), YEARS_BACK, today)


def _back(span: Span, newest: date, count: int, today: date) -> Iterator[Period]:
    months = MONTHS[span]
    for number in range(count):
        first = month_later(newest, -number * months)
        begun = (today.year - first.year) * 12 + today.month - first.month + 1
        yield Period(span, first, min(months, begun))
