"""What the office recommends to a department, and what the department says it does. Everybody reads both."""

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
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.forms.asked import DoneForm, RecommendationForm
from xenia.work.ombudsman.models import Recommendation
from xenia.work.ombudsman.operations import recommendations as operations
from xenia.work.ombudsman.queries.asked import department_recommended
from xenia.work.ombudsman.queries.people import REPLY

Status = Recommendation.Status


@never_cache
@staff(REPLY, organization_of=department_recommended)
@require_safe
def recommendation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One recommendation, and where it stands."""
    return _show(request, _found(pk))


@never_cache
@staff(REPLY, organization_of=department_recommended)
@require_POST
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The department does it until a day, or says why not."""
    current = _found(pk)
    form = RecommendationForm(request.POST, recommendation=current)
    if not form.is_valid():
        return _show(request, current, form=form, status=422)
    said = form.cleaned_data
    act: Callable[..., Any] = partial(operations.decline, answer=said["answer"])
    if said["does"] == Status.ACCEPTED:
        act = partial(operations.accept, answer=said["answer"], due_on=said["due_on"])
    over = "due_on", _("This day is over. Say until which day it will be done.")
    return _act(request, current, form, act, over, "form")


@never_cache
@staff(REPLY, organization_of=department_recommended)
@require_POST
def done(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is done."""
    current, form = _found(pk), DoneForm(request.POST)
    if not form.is_valid():
        return _show(request, current, done_form=form, status=422)
    act = partial(operations.implement, on=form.cleaned_data["on"])
    not_yet = "on", _("Choose a day from the recommendation to today.")
    return _act(request, current, form, act, not_yet, "done_form")


def _act(
    request: StaffRequest,
    current: Recommendation,
    form: forms.Form,
    act: Callable[..., Any],
    wrong_day: tuple[str, str],
    named: str,
) -> HttpResponse:
    """Do what a form of the page asks for; nothing typed is lost when it cannot be done."""
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() else -1
    try:
        act(recommendation=current, version=version, by=request.user, at=now())
    except operations.NoDay:
        form.add_error(*wrong_day)
        return _show(request, _found(current.pk), status=422, **{named: form})
    except WrongState:
        form.add_error(
            None, _("A colleague answered before you. Look at how it stands, and send again.")
        )
        return _show(request, _found(current.pk), status=409, **{named: form})
    messages.success(request, _("Sent to the office. Everybody can read it."))
    return redirect("complaints_asked:recommendation", pk=current.pk)


def _found(pk: UUID) -> Recommendation:
    return get_object_or_404(Recommendation.objects.select_related("department"), pk=pk)


def _show(
    request: StaffRequest, current: Recommendation, *, status: int = 200, **said: forms.Form
) -> HttpResponse:
    first = {"answer": current.answer}
    context: dict[str, Any] = {
        "one": current,
        "may_answer": current.status != Status.IMPLEMENTED,
        "may_be_done": current.status == Status.ACCEPTED,
        "form": RecommendationForm(initial=first, recommendation=current),
        "done_form": DoneForm(),
    }
    return render(request, "ombudsman/recommendation.html", context | said, status=status)
