"""What the gate was not sure about: let in, or called a machine's, one or many at once."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.reading import open_beginnings
from xenia.work.ombudsman.queries import queue
from xenia.work.ombudsman.views.shown import HANDLE, ON_A_PAGE, rooms, tongue_name

ACTS: Final[dict[str, Callable[..., Any]]] = {
    "let_in": working.let_in,
    "discard": working.discard,
}


@never_cache
@staff(HANDLE)
def held(request: StaffRequest) -> HttpResponse:
    """How each begins, opened for this look; what is chosen is let in, or called a machine's."""
    if request.method == "POST":
        return _act(request)
    is_discarded = request.GET.get("show") == "discarded"
    rows = queue.held(discarded=is_discarded)
    page: Page[Complaint] = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    begun = open_beginnings(complaints=shown, by=request.user, at=now())
    context = {
        "page": page,
        "page_url": "?show=discarded&page=" if is_discarded else "?page=",
        "is_discarded": is_discarded,
        "rows": [
            {"one": one, "language": tongue_name(one), "words": begun[one.pk]} for one in shown
        ],
        **rooms(request),
    }
    return render(request, "ombudsman/held.html", context)


def _act(request: StaffRequest) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    seen = request.POST.getlist("seen" if "every" in request.POST else "chosen")
    if not seen:
        messages.info(request, _("Choose at least one of them."))
        return _back(request)
    done = sum(_one(request, act, typed) for typed in seen)
    if done:
        well = ngettext("%(count)s is done.", "%(count)s are done.", done)
        messages.success(request, well % {"count": done})
    if late := len(seen) - done:
        told = ngettext(
            "A colleague was here before you with %(count)s of them.",
            "A colleague was here before you with %(count)s of them.",
            late,
        )
        messages.info(request, told % {"count": late})
    return _back(request)


def _one(request: StaffRequest, act: Callable[..., Any], typed: str) -> int:
    """1 when it was done, 0 when somebody was here before."""
    try:
        found = Complaint.objects.get(pk=UUID(typed))
        version = int(request.POST.get(f"version-{typed}", ""))
    except (ValueError, Complaint.DoesNotExist):
        return 0
    try:
        act(complaint=found, version=version, by=request.user, at=now())
    except WrongState:
        return 0
    return 1


def _back(request: StaffRequest) -> HttpResponse:
    more = "?show=discarded" if request.POST.get("show") == "discarded" else ""
    return redirect(reverse("complaints:held") + more)
