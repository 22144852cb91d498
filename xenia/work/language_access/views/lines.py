"""Vendors' lines with number, code and steps, for an emergency; and who is not on the list. For the office alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.forms.choices import named
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.interpreter import Status
from xenia.work.language_access.queries.in_words import lines_of
from xenia.work.language_access.queries.lines import lines_for, open_lines
from xenia.work.language_access.queries.onboarding import Item, checklists
from xenia.work.language_access.queries.roster import languages_of_roster
from xenia.work.language_access.views.interpreter import NEEDED

MANAGE = "language_access.manage"
ON_A_PAGE = 25


@never_cache
@staff(MANAGE)
@require_safe
def lines(request: StaffRequest) -> HttpResponse:
    """Which line answers now for a language: its number, its code, what to say. The look is noted."""
    reader, at = get_language() or "en", now()
    language = request.GET.get("language", "")
    language = language if is_known(language) else ""
    found = list(lines_for(language))
    answering = {one.pk for one in open_lines(language, at)}
    audit.record(request.user, "language_access.lines_read", None, at=at)
    shown = lines_of(found, local_day(at), reader)
    context = {
        "rows": [row | {"is_open": row["one"].pk in answering} for row in shown],
        "language": language,
        "languages": named((one for one in languages_of_roster() if one != "en"), reader),
    }
    return render(request, "language_access/lines.html", context)


@never_cache
@staff(MANAGE)
@require_safe
def not_listed(request: StaffRequest) -> HttpResponse:
    """Who is being brought in, with what is missing; who pauses; who left and is not erased yet."""
    rows = Interpreter.objects.exclude(status=Status.ACTIVE).order_by("status", "added_on", "pk")
    coming = rows.filter(status=Status.ONBOARDING)
    others = rows.exclude(status=Status.ONBOARDING)
    page = Paginator(coming, ON_A_PAGE).get_page(request.GET.get("page"))
    people = list(page.object_list)
    audit.record(request.user, "language_access.roster_read", None, at=now())
    items = checklists(people, local_day(now()))
    shown = [_coming(one, items[one.pk]) for one in people]
    context = {
        "rows": shown,
        "some_are_ready": any(row["is_ready"] for row in shown),
        "page": page,
        "others": list(others[:200]),
    }
    return render(request, "language_access/not_listed.html", context)


def _coming(one: Interpreter, items: list[Item]) -> dict[str, Any]:
    missing = [NEEDED[item.code] for item in items if not item.is_there]
    return {"one": one, "missing": missing, "is_ready": not missing}


@staff(MANAGE)
@require_POST
def begin_together(request: StaffRequest) -> HttpResponse:
    """Those of the chosen who miss nothing begin; the others stay where they are."""
    people = list(Interpreter.objects.filter(pk__in=_chosen(request), status=Status.ONBOARDING))
    items = checklists(people, local_day(now()))
    ready = [one for one in people if all(item.is_there for item in items[one.pk])]
    count = sum(_begin(one, request) for one in ready)
    words = ngettext(
        "%(count)s interpreter can be sent from now on.",
        "%(count)s interpreters can be sent from now on.",
        count,
    )
    messages.info(request, words % {"count": count} if count else _("Nobody was chosen."))
    return redirect("language_access:not_listed")


def _chosen(request: StaffRequest) -> list[UUID]:
    found = []
    for said in request.POST.getlist("who"):
        try:
            found.append(UUID(said))
        except ValueError:
            continue
    return found


def _begin(one: Interpreter, request: StaffRequest) -> bool:
    try:
        operations.begin(interpreter=one, by=request.user, at=now())
    except WrongState:
        return False
    return True
