"""What is typed in an answer travels with every button of its page: it is kept first, then the button does its work."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.enquiries.forms.working import DraftForm
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.operations import (
    DraftChanged,
    NotYours,
    draft_mark,
    mark_of,
    save_draft,
    wrote_on,
)
from xenia.work.enquiries.views.queue import draft_form, show_enquiry
from xenia.work.enquiries.views.shown import found, too_late

Act = Callable[[StaffRequest, UUID], HttpResponse]
CROSSED = 409


def keeping_draft(act: Act) -> Act:
    """Keep what stands in the answer's boxes before a button acts. Where it cannot be kept, it is shown again."""

    @wraps(act)
    def kept_first(request: StaffRequest, pk: UUID) -> HttpResponse:
        if "english" not in request.POST:
            return act(request, pk)
        current = found(pk)
        form = draft_form(current, request.POST)
        if not form.is_valid():
            return show_enquiry(request, current, form=form, status=422)
        try:
            _keep(current, form, request)
        except DraftChanged:
            return _beside_each_other(request, found(pk))
        except WrongState:
            return _not_kept(request, found(pk), form, too_late())
        except NotYours:
            why = _("Another colleague works on this question.")
            return _not_kept(request, found(pk), form, why)
        return act(request, pk)

    return never_cache(kept_first)


def _keep(current: Enquiry, form: DraftForm, request: StaffRequest) -> None:
    """A draft that says what was typed is left alone."""
    said = form.said()
    if mark_of(said["english"], said["words"]) != draft_mark(current):
        save_draft(enquiry=current, by=request.user, at=now(), **said)


def _beside_each_other(request: StaffRequest, current: Enquiry) -> HttpResponse:
    """Two wrote on one draft: a box that only the other one changed takes her words; where both wrote, both stand there."""
    form, crossings = both_wrote(current, request)
    return show_enquiry(
        request, current, form=form, crossings=crossings, was_crossed=True, status=CROSSED
    )


def both_wrote(current: Enquiry, request: HttpRequest) -> tuple[DraftForm, list[dict[str, str]]]:
    """The boxes to go on from, and what both changed: field, what it says now, what was typed."""
    data: Any = request.POST.copy()
    seen, crossings = data.get("seen", ""), []
    for name, field in draft_form(current).fields.items():
        if name == "seen":
            continue
        now_says, typed = str(getattr(current, f"draft_{name}")), data.get(name, "").strip()
        typed = typed.replace("\r\n", "\n")
        if not wrote_on(name, typed, seen):
            data[name] = now_says
        elif wrote_on(name, now_says, seen) and typed != now_says:
            crossings.append({"field": str(field.label), "now": now_says, "typed": typed})
    data["seen"] = draft_mark(current)
    return draft_form(current, data), crossings


def _not_kept(request: StaffRequest, current: Enquiry, form: DraftForm, why: str) -> HttpResponse:
    """The question is no longer hers: what she typed is shown, for her to copy."""
    said = form.said()
    typed = [(form[name].label, said[name]) for name in ("english", "words") if said[name]]
    return show_enquiry(request, current, not_kept={"why": why, "typed": typed}, status=CROSSED)
