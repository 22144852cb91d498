"""The list of interpreters, for the office and for departments."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.work.language_access.forms.roster import RosterFilter
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.queries.in_words import lines_of
from xenia.work.language_access.queries.roster import languages_of_roster, roster

VIEW, MANAGE = "language_access.roster", "language_access.manage"
ON_A_PAGE = 25
MOST_PRINTED = 500


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def interpreters(request: StaffRequest) -> HttpResponse:
    """Who can be booked, by language, way and credential. Only who keeps the roster sees names."""
    form, found = _looked_for(request)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = urlencode(form.said())
    context = _context(request, form, list(page.object_list)) | {
        "page": page,
        "page_url": f"?{kept}&page=" if kept else "?page=",
    }
    return render(request, "language_access/roster.html", context)


@never_cache
@staff(VIEW, somewhere=True)
@require_safe
def interpreters_print(request: StaffRequest) -> HttpResponse:
    """The same list on paper."""
    form, found = _looked_for(request)
    context = _context(request, form, list(found[:MOST_PRINTED]))
    return render(request, "language_access/roster_print.html", context)


def _looked_for(request: StaffRequest) -> tuple[RosterFilter, Any]:
    reader = get_language() or "en"
    form = RosterFilter(request.GET, languages=languages_of_roster(), reader=reader)
    return form, roster(form.filters(_asking(request)), on=local_day(now()))


def _asking(request: StaffRequest) -> tuple[UUID, ...]:
    """For whom somebody of a department looks; the office looks for everybody."""
    return () if request.user.may(VIEW) else tuple(request.user.organizations())


def _context(request: StaffRequest, form: RosterFilter, found: list[Interpreter]) -> dict[str, Any]:
    sees_names = request.user.may(MANAGE)
    if sees_names and found:
        audit.record(request.user, "language_access.roster_read", None, at=now())
    said = form.said()
    return {
        "form": form,
        "is_filtered": bool(said),
        "query": urlencode(said),
        "sees_names": sees_names,
        "may_feed": request.user.may_somewhere("language_access.feed"),
        "day": local_day(now()),
        "rows": lines_of(found, local_day(now()), get_language() or "en"),
    }
