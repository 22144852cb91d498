"""Weeks as the board reads them: what is counted in each, and how a month cuts one in two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from xenia.insight.reports.measures.measure import Words

WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekKind:
    """What is counted in a week. kinds: of the ledger. among: what an entry must say, as in a measure.

    year: the measures that count the same by the year, added up. has_more: weeks count what these do not.
    """

    title: Words
    kinds: tuple[str, ...]
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: tuple[str, ...] = ()
    has_more: bool = False


KINDS: Final[Mapping[str, WeekKind]] = {
    # Who asked again for the same stands in a week, and is no intake of its own in the year.
    "intakes": WeekKind(
        _("Intakes"),
        ("casework.intake",),
        {"outcome": ("submitted",)},
        year=("intakes.received",),
        has_more=True,
    ),
    "contacts": WeekKind(
        _("Contacts"),
        ("casework.contact", "enquiries.contact"),
        year=("contacts.visits", "contacts.unnamed"),
    ),
    "needs_said": WeekKind(
        _("Needs said"), ("casework.need",), {"outcome": ("open",)}, year=("needs.said",)
    ),
    "needs_met": WeekKind(_("Needs met"), ("casework.need",), {"outcome": ("met",)}),
    "referrals": WeekKind(_("Referrals"), ("referrals.sent",), year=("referrals.sent",)),
    "questions": WeekKind(_("Questions"), ("enquiries.received",), year=("enquiries.received",)),
    "interpreters": WeekKind(
        _("Interpreter requests"),
        ("language_access.requested",),
        {"method": ("records",)},
        year=("interpreters.requested",),
    ),
    "complaints": WeekKind(_("Complaints"), ("ombudsman.filed",), year=("complaints.filed",)),
}


def monday_of(day: date) -> date:
    """The Monday of a day's week, as ISO 8601 counts weeks."""
    return day - timedelta(days=day.weekday())


def end_of_month(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - DAY


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one week that lie in one month."""

    first: date
    last: date

    @property
    def monday(self) -> date:
        """Of its week."""
        return monday_of(self.first)

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.first.replace(day=1)


def span_of(day: date) -> Span:
    """Where a day is counted."""
    monday = monday_of(day)
    return Span(max(monday, day.replace(day=1)), min(monday + WEEK - DAY, end_of_month(day)))


def spans_between(first: date, last: date) -> Iterator[Span]:
    """Every span that a day from the first to the last lies in, in order."""
    day = first
    while day <= last:
        span = span_of(day)
        yield span
        day = span.last + DAY
