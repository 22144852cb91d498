"""What can be done with a legal matter, by whoever holds it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.registers.directory.models import Organization
from xenia.work.casework import operations
from xenia.work.casework.forms.legal import (
    AgreeForm,
    AssignForm,
    CaseForm,
    CloseLegalForm,
    DeadlineForm,
    LaterForm,
    LegalNoteForm,
    TimeForm,
)
from xenia.work.casework.forms.working import OutcomeForm
from xenia.work.casework.models import Deadline, Matter
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.queries.holding import (
    holds,
    organization_of,
    organization_of_deadline,
    people_of,
)
from xenia.work.casework.views.legal_shown import (
    LEGAL,
    REFUSED,
    give_form,
    held,
    notes_held,
    page,
    refused,
)
from xenia.work.casework.views.shown import CROSSED, UNTRUE, found_matter, reader, version_in


def _cleaned(form: Any) -> dict[str, Any]:
    said: dict[str, Any] = form.cleaned_data
    return said


def _keep(
    request: StaffRequest,
    current: Matter,
    name: str,
    form: forms.Form,
    operation: Callable[..., Any],
    *,
    well: str = "",
    said: Callable[[Any], dict[str, Any]] = _cleaned,
    **more: Any,
) -> HttpResponse:
    """Do it and go back; what is untrue or came too late stands on the page, with what was typed."""
    if not form.is_valid():
        return page(request, current, status=UNTRUE, **{name: form})
    try:
        operation(**_who(request, current), **said(form), **more)
    except REFUSED as error:
        form.add_error(None, refused(error))
        fresh = held(request, current.pk)
        return page(request, fresh, status=CROSSED, **{name: form, "why": refused(error)})
    messages.success(request, well or _("Kept."))
    return redirect("legal:matter", current.pk)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def add_side(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of the office's matters is a legal one."""
    current, form = found_matter(pk), CaseForm(request.POST, reader=reader())
    if not holds(request.user, current.holder):
        return redirect("legal:matter", pk)
    if not form.is_valid():
        context = {"matter": current, "form": form}
        return render(request, "casework/legal/begin.html", context, status=UNTRUE)
    try:
        operations.add_legal_side(matter=current, case=form.case(), by=request.user, at=now())
    except REFUSED as error:
        messages.info(request, refused(error))
    return redirect("legal:matter", pk)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The case is another than we thought."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current, form = held(request, pk), CaseForm(request.POST, reader=reader(), auto_id="case_%s")
    return _keep(
        request,
        current,
        "case_form",
        form,
        operations.change_case,
        said=lambda typed: {"case": typed.case()},
        version=version_in(request),
    )


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A legal matter takes a step."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current, act = held(request, pk), request.POST.get("act", "")
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "work": (operations.work_on, _("We work on it.")),
        "wait": (operations.wait_for_decision, _("It waits for a decision.")),
        "decide": (operations.decide, _("Decided.")),
        "reopen": (operations.reopen_matter, _("It is open again.")),
    }
    if act not in acts:
        return redirect("legal:matter", pk)
    said: dict[str, Any] = {"version": version_in(request)}
    form = OutcomeForm(request.POST, auto_id="decide_%s") if act == "decide" else None
    if form is not None:
        if not form.is_valid():
            return page(request, current, status=UNTRUE, decide_form=form)
        said |= form.cleaned_data
    operation, well = acts[act]
    try:
        operation(**_who(request, current), **said)
    except REFUSED as error:
        return page(request, held(request, pk), status=CROSSED, why=refused(error))
    messages.success(request, well)
    return redirect("legal:matter", pk)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A legal matter ends."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current = held(request, pk)
    form = CloseLegalForm(request.POST, reader=reader(), auto_id="close_%s")
    return _keep(
        request,
        current,
        "close_form",
        form,
        operations.close_legal,
        well=_("Closed. You can open it again."),
        version=version_in(request),
    )


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def conflicts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody looked whether her house stands on the other side."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current, said = held(request, pk), request.POST.get("found", "")
    if said not in ("clear", "conflict"):
        return redirect("legal:matter", pk)
    try:
        operations.check_conflicts(is_clear=said == "clear", **_who(request, current))
    except REFUSED as error:
        messages.info(request, refused(error))
    else:
        messages.success(request, _("Written down, with today’s day and your name."))
    return redirect("legal:matter", pk)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody speaks for her from now on."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current = held(request, pk)
    form = AssignForm(request.POST, people=people_of(current.holder), auto_id="assign_%s")
    return _keep(
        request,
        current,
        "assign_form",
        form,
        operations.assign,
        said=lambda typed: {"to": typed.cleaned_data["person"]},
        version=version_in(request),
    )


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She agrees that it goes on."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    form = AgreeForm(request.POST, auto_id="agree_%s")
    return _keep(request, held(request, pk), "agree_form", form, operations.agree_anew)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A sealed note."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    form = LegalNoteForm(request.POST, auto_id="note_%s")
    write = operations.write_legal_note
    return _keep(request, held(request, pk), "note_form", form, write, well=_("Kept, sealed."))


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def time(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Some minutes of work: a usual piece is one press."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    typed = request.POST.dict()
    form = TimeForm(typed, auto_id="time_%s")
    token = str(typed.get("token", ""))[:64]
    note_it = operations.note_activity
    return _keep(request, held(request, pk), "time_form", form, note_it, token=token)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def deadline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something must happen by a day."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    form = DeadlineForm(request.POST, auto_id="deadline_%s")
    return _keep(request, held(request, pk), "deadline_form", form, operations.add_deadline)


@never_cache
@staff(LEGAL, organization_of=organization_of_deadline)
@require_POST
def tick(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It happened."""
    one = get_object_or_404(Deadline, pk=pk)
    if elsewhere := _elsewhere(request, one.matter_id):
        return elsewhere
    try:
        operations.tick_deadline(deadline=one, by=request.user, at=now())
    except REFUSED as error:
        messages.info(request, refused(error))
    else:
        messages.success(request, _("Ticked."))
    return redirect("legal:matter", one.matter_id)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def later(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was decided after it was closed."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    form = LaterForm(request.POST, auto_id="later_%s")
    note_it = operations.note_later_decision
    return _keep(request, held(request, pk), "later_form", form, note_it)


@never_cache
@staff(LEGAL, organization_of=organization_of)
@require_POST
def give(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She agreed that another house goes on with it."""
    if elsewhere := _elsewhere(request, pk):
        return elsewhere
    current = held(request, pk)
    notes = notes_held(request, current)
    form = give_form(current, notes, request.POST)
    if not form.is_valid():
        return page(request, current, status=UNTRUE, give_form=form)
    said = form.cleaned_data
    to = None if said["to"] == OFFICE else get_object_or_404(Organization, pk=said["to"])
    act = partial(
        operations.hand_over_matter,
        to=to,
        notes=[UUID(one) for one in said["notes"]],
        fields=said["fields_told"],
        until=said["until"],
        version=version_in(request),
        **_who(request, current),
    )
    try:
        act()
    except REFUSED as error:
        form.add_error(None, refused(error))
        return page(request, held(request, pk), status=CROSSED, give_form=form)
    messages.success(request, _("It was handed over. You read nothing of it any more."))
    return redirect("legal:every")


def _who(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    return {"matter": matter, "by": request.user, "at": now()}


def _elsewhere(request: StaffRequest, pk: UUID) -> HttpResponse | None:
    """Where the office is led that would act on another house's matter; None where it may act."""
    current = found_matter(pk)
    if current.is_legal and holds(request.user, current.holder):
        return None
    return redirect("legal:matter", pk)
