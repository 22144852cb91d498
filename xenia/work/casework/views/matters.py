"""Matters: the list, one matter, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.models import User
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import may_become
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.operations.reading import note_look
from xenia.work.casework import operations
from xenia.work.casework.forms.working import DescribeForm, MatterForm, OutcomeForm
from xenia.work.casework.models import Matter
from xenia.work.casework.models.matter import Status
from xenia.work.casework.operations import AlreadyOpen, NotHelped
from xenia.work.casework.queries import cases
from xenia.work.casework.views.case import show_intake
from xenia.work.casework.views.shown import (
    CROSSED,
    REFUSALS,
    UNTRUE,
    done,
    found,
    found_matter,
    is_elsewhere,
    reader,
    version_in,
    why_not,
)

DECIDE = "casework.decide"
ON_A_PAGE = 25
SHOWS = ("", "all", "stale", "closed")


@never_cache
@staff(DECIDE)
@require_safe
def matters(request: StaffRequest) -> HttpResponse:
    """Matters by when something must happen. No name: her code stands there."""
    show, today = request.GET.get("show", ""), local_day(now())
    show = show if show in SHOWS else ""
    rows = cases.matters(view=show, mine=request.user.pk, today=today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "show": show,
        "page": page,
        "page_url": f"?show={show}&page=",
        "rows": [_row(one) for one in shown],
        "names": names_of_people(one.taken_by_id for one in shown if one.taken_by_id),
        "today": today,
    }
    return render(request, "casework/matters.html", context)


def _row(matter: Matter) -> dict[str, Any]:
    return {"one": matter, "issue": label_of("needs", matter.issue, reader())}


@never_cache
@staff(DECIDE)
@require_POST
def open_matter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A matter is opened from an intake the office helps with."""
    current = found(pk)
    form = MatterForm(request.POST, reader=reader(), first=[], auto_id="matter_%s")
    if not form.is_valid():
        return show_intake(request, current, matter_form=form, status=UNTRUE)
    if current.client is None:
        raise Http404
    try:
        made = operations.open_matter(
            client=current.client, intake=current, by=request.user, at=now(), **form.cleaned_data
        )
    except AlreadyOpen:
        messages.info(request, _("This matter is open already. Go on with it below."))
        return redirect("casework:intake", pk)
    except NotHelped:
        messages.info(request, _("Decide first whether we help."))
        return redirect("casework:intake", pk)
    messages.success(request, _("The matter is open."))
    return redirect("casework:matter", made.pk)


@never_cache
@staff(DECIDE)
@require_safe
def matter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One matter. The look is noted."""
    current = found_matter(pk)
    if is_elsewhere(current):
        return redirect("legal:matter", pk)
    note_look(current, by=request.user, purpose="service", at=now())
    return _page(request, current)


def _page(
    request: StaffRequest, current: Matter, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "matter": current,
        "client": current.client,
        "issue": label_of("needs", current.issue, reader()),
        "names": names_of_people([current.taken_by_id] if current.taken_by_id else []),
        "may": {to.value: may_become(current, to) for to in Status},
        "form": DescribeForm(initial=_as_it_is(current)),
        "decide_form": OutcomeForm(auto_id="decide_%s"),
        "close_form": OutcomeForm(auto_id="close_%s", initial={"outcome": current.outcome}),
    }
    return render(request, "casework/matter.html", context | more, status=status)


def _as_it_is(current: Matter) -> dict[str, Any]:
    names = ("standing", "due_on", "is_on_hold", "has_conflict")
    said = {name: getattr(current, name) for name in names}
    return said | {"taken_by": current.taken_by_id}


@never_cache
@staff(DECIDE)
@require_POST
def describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where it stands, and whose it is. Two at once: the second sees both."""
    current, form = found_matter(pk), DescribeForm(request.POST)
    if is_elsewhere(current):
        return redirect("legal:matter", pk)
    if not form.is_valid():
        return _page(request, current, form=form, status=UNTRUE)
    said: dict[str, Any] = dict(form.cleaned_data)
    taken_by: User | None = said.pop("taken_by")
    try:
        operations.describe_matter(
            matter=current,
            taken_by=taken_by,
            version=version_in(request) or 0,
            by=request.user,
            at=now(),
            **said,
        )
    except REFUSALS as error:
        fresh = found_matter(pk)
        lost = {"why": why_not(error), "now": str(fresh.standing)}
        return _page(request, fresh, form=form, not_kept=lost, status=CROSSED)
    messages.success(request, _("Kept."))
    return redirect("casework:matter", pk)


@never_cache
@staff(DECIDE)
@require_POST
def matter_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A matter takes a step."""
    current, act = found_matter(pk), request.POST.get("act", "")
    if is_elsewhere(current):
        return redirect("legal:matter", pk)
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "work": (operations.work_on, _("We work on it.")),
        "wait": (operations.wait_for_decision, _("It waits for a decision.")),
        "decide": (operations.decide, _("Decided.")),
        "close": (operations.close_matter, _("Closed. You can open it again.")),
        "reopen": (operations.reopen_matter, _("It is open again, and with you.")),
    }
    if act not in acts:
        raise Http404
    said: dict[str, Any] = {"version": version_in(request)}
    if act in ("decide", "close"):
        form = OutcomeForm(request.POST, auto_id=f"{act}_%s")
        if not form.is_valid():
            return _page(request, current, status=UNTRUE, **{f"{act}_form": form})
        said |= form.cleaned_data
    operation, well = acts[act]
    step = partial(operation, matter=current, by=request.user, at=now(), **said)
    try:
        return done(request, step, well, "casework:matter", pk)
    except AlreadyOpen:
        messages.info(request, _("The same was opened anew meanwhile. Go on there."))
        return redirect("casework:matter", pk)
