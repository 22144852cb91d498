"""Hours of a month, to pay for them. Only who keeps the roster reads this, and each download is noted."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, local_time, now
from xenia.ground.common.local_words import written_month
from xenia.ground.imports.cells import safe_cell
from xenia.work.language_access.models import Booking
from xenia.work.language_access.queries.worked import month_of, months_back, totals, worked

MANAGE = "language_access.manage"
MONTHS: Final = 24
FIRST_YEAR: Final = 2000
HEADINGS: Final = (
    "interpreter", "number", "works_as", "date", "begins", "minutes", "booked_minutes", "mode", "language", "department",
    "request", "seats", "rate", "rate_for",
)  # fmt: skip


def _month(request: StaffRequest) -> date:
    """The first day of the month that was asked for; of this one where it makes no sense."""
    today = local_day(now())
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= today.year + 1 else today.replace(day=1)


@never_cache
@staff(MANAGE)
@require_safe
def hours_worked(request: StaffRequest) -> HttpResponse:
    """Each interpreter's meetings and minutes in a month."""
    first, last = month_of(_month(request))
    found = totals(first, last, local_day(now()))
    audit.record(request.user, "language_access.hours_read", None, at=now())
    context = {
        "rows": found,
        "month": _key(first),
        "months": [(_key(one), _called(one)) for one in months_back(local_day(now()), MONTHS)],
        "called": _called(first),
        "meetings": sum(one.meetings for one in found),
        "minutes": sum(one.minutes for one in found),
        "waiting": sum(one.waiting for one in found),
    }
    return render(request, "language_access/worked.html", context)


def _key(first: date) -> str:
    return f"{first:%Y-%m}"


def _called(first: date) -> str:
    return written_month(first, get_language() or "en")


@never_cache
@staff(MANAGE)
@require_safe
def hours_worked_csv(request: StaffRequest) -> HttpResponse:
    """Every meeting of a month for a spreadsheet: who, when, how long, how, for whom, at what rate."""
    first, last = month_of(_month(request))
    audit.record(request.user, "language_access.hours_taken_out", None, at=now())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"interpreter-hours-{_key(first)}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    for one in worked(first, last):
        sheet.writerow([safe_cell(str(cell)) for cell in _cells(one)])
    return response


def _cells(one: Booking) -> Iterator[Any]:
    who, request, start = one.interpreter, one.request, local_time(one.start_at)
    yield from (who.name, who.label, who.kind, start.date(), f"{start:%H:%M}", request.minutes or 0)
    yield from ((one.end_at - one.start_at).seconds // 60, one.mode, request.language)
    yield from (request.organization.name, request.label, request.team)
    rate = "" if who.rate_cents is None else f"{who.rate_cents / 100:.2f}"
    yield from (rate, who.rate_unit)
