"""The list of referrals for a spreadsheet: where each stands and what came of it, and nobody's name."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.imports.cells import safe_cell
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries import lists
from xenia.work.referrals.views.desk import SEND, list_asked

HEADINGS: Final = (
    "code", "service", "organization", "status", "outcome", "sent", "answered", "closed",
)  # fmt: skip


@never_cache
@staff(SEND)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """The view of the list that was open, all its pages."""
    view, mine = list_asked(request)
    rows = lists.referrals_in(view, today=local_day(now()), mine=mine)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="referrals-{view}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    # Nobody's name is read, so no key is fetched.
    for one in rows.prefetch_related(None).defer("note").iterator():
        sheet.writerow([safe_cell(cell) for cell in _cells(one)])
    return response


def _cells(one: Referral) -> Iterator[str]:
    yield from (one.code, one.service.name, one.organization.name)
    yield from (one.get_status_display(), one.get_outcome_display())
    yield from (_day(one.sent_at), _day(one.answered_at))
    yield str(one.closed_on or "")


def _day(moment: datetime | None) -> str:
    return str(local_day(moment)) if moment else ""
