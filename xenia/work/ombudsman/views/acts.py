"""What a colleague does with a complaint: one form, one act."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.work.ombudsman.forms.working import ActForm
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.views.complaint import form_of, show_complaint
from xenia.work.ombudsman.views.next_step import ACTS
from xenia.work.ombudsman.views.shown import ASSIGN, CROSSED, HANDLE, UNTRUE, found, version_in
from xenia.work.ombudsman.views.why_not import MEANWHILE, UNFIT, too_late, why_meanwhile, why_unfit


@never_cache
@staff(HANDLE)
@require_POST
def act(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """One act of those every colleague does."""
    if what not in ACTS or ACTS[what].to or ACTS[what].address:
        raise Http404
    return _do(request, pk, what)


@never_cache
@staff(HANDLE)
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I do it."""
    return _do(request, pk, "take", to=request.user)


@never_cache
@staff(ASSIGN)
@require_POST
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague does it."""
    return _do(request, pk, "assign")


@never_cache
@staff(ASSIGN)
@require_POST
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody else looks at it again."""
    return _do(request, pk, "review")


def _do(request: StaffRequest, pk: UUID, what: str, **more: Any) -> HttpResponse:
    """Do it, say how it went, and go back. Where it cannot be done, the page shows why, and what was typed."""
    current, chosen = found(pk), ACTS[what]
    form = form_of(what, current, request.POST)
    if not form.is_valid():
        is_gone = any(form.has_error(name, "invalid_choice") for name in ("colleague", "remedy"))
        if is_gone and _was_moved(request, current):
            return _meanwhile(request, pk, form, too_late())
        return show_complaint(request, current, form=(what, form), status=UNTRUE)
    step = partial(
        chosen.operation,
        complaint=current,
        version=version_in(request),
        by=request.user,
        at=now(),
        **form.said(),
        **more,
    )
    try:
        step()
    except MEANWHILE as error:
        return _meanwhile(request, pk, form, why_meanwhile(error))
    except tuple(UNFIT) as error:
        form.add_error(None, why_unfit(error))
        return show_complaint(request, found(pk), form=(what, form), status=UNTRUE)
    messages.success(request, str(chosen.well))
    return redirect("complaints:complaint", pk)


def _was_moved(request: StaffRequest, current: Complaint) -> bool:
    """Whether somebody did something with it since the page was opened: what was chosen may be done, or gone."""
    return version_in(request) != current.state_version


def _meanwhile(request: StaffRequest, pk: UUID, form: ActForm, why: str) -> HttpResponse:
    """The page as it is now says why; nothing typed is lost, it stands there too."""
    not_kept = {"why": why, "typed": typed_in(form, request.POST)}
    return show_complaint(request, found(pk), not_kept=not_kept, status=CROSSED)


def typed_in(form: ActForm, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody wrote in words, with its label."""
    boxes = [one for one in form if one.widget_type == "textarea"]
    words = ((one.label, str(data.get(one.html_name, "")).strip()) for one in boxes)
    return [(str(label), text) for label, text in words if text]
