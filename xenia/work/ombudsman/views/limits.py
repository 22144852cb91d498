"""How long each step of a complaint may take, and where that stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.forms.limits import LimitsForm
from xenia.work.ombudsman.limits import LIMITS, limits_now
from xenia.work.ombudsman.models import OfficeLimit
from xenia.work.ombudsman.operations.limits import (
    LimitsCrossed,
    NoNumberForIt,
    cite_limits,
    mark_of_limits,
    set_limits,
)

CROSSED = 409


@never_cache
@staff("ombudsman.settings")
def limits(request: StaffRequest) -> HttpResponse:
    """Every limit as it is now; saved for what starts from now on."""
    form = LimitsForm(request.POST or None, initial=limits_now() | {"seen": mark_of_limits()})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 422 if form.errors else 200)
    try:
        done = _keep(request, form)
    except LimitsCrossed:
        return _crossed(request, form)
    except NoNumberForIt:
        form.add_error("source", _("Change the number too that this is about."))
        return _page(request, form, 422)
    messages.success(request, done)
    return redirect("complaint_settings:limits")


def _keep(request: StaffRequest, form: LimitsForm) -> str:
    """The numbers with where they stand; or where they stand alone, of numbers that were changed before. What is told."""
    said, source = form.limits(), form.cleaned_data["source"]
    act: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": request.user, "at": now()}
    if source and said == limits_now():
        cite_limits(source=source, **act)
        return _("It is kept where they stand.")
    return _saved(len(set_limits(said=said, source=source, **act)))


def _saved(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    words = ngettext(
        "%(count)s number is changed. It holds for what starts from now on.",
        "%(count)s numbers are changed. They hold for what starts from now on.",
        count,
    )
    return words % {"count": count}


def _crossed(request: StaffRequest, form: LimitsForm) -> HttpResponse:
    """What was typed stands in the form; what a colleague saved, beside it."""
    typed, there = form.limits(), limits_now()
    again = request.POST.copy()
    again["seen"] = mark_of_limits()
    form.data = again
    crossings = [
        (LIMITS[code].title, there[code], typed[code])
        for code in typed
        if typed[code] != there[code]
    ]
    return _page(request, form, CROSSED, crossings=crossings, was_crossed=True)


def _page(request: StaffRequest, form: LimitsForm, status: int, **more: object) -> HttpResponse:
    context = {"form": form, "rows": _rows()} | more
    return render(request, "ombudsman/limits.html", context, status=status)


def _rows() -> list[dict[str, object]]:
    own = {row.code: row for row in OfficeLimit.objects.all()}
    reader = get_language() or "en"
    return [
        {
            "limit": limit,
            "own": (row := own.get(code)),
            "days": row.days if row else limit.days,
            "set_on": written_day(row.set_on, reader) if row else "",
        }
        for code, limit in LIMITS.items()
    ]
