"""Estimates that others published, with their range and their method: added, corrected, taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.ground.common.transitions import WrongState
from xenia.registers.population import operations
from xenia.registers.population.forms import PublishedForm
from xenia.registers.population.models import PublishedEstimate
from xenia.registers.population.operations import StandsAlready
from xenia.registers.population.queries import published_estimates
from xenia.registers.population.views.shown import reader, whole

BRING_IN: Final = "population.bring_in"
UNTRUE, CROSSED = 422, 409


@staff("population.read")
@require_safe
def published(request: StaffRequest) -> HttpResponse:
    """Everything in use, and what was taken back."""
    back = PublishedEstimate.objects.filter(status=PublishedEstimate.Status.TAKEN_BACK)
    context = {
        "rows": [_row(one) for one in published_estimates()],
        "taken_back": back,
        "may_bring_in": request.user.may(BRING_IN),
    }
    return render(request, "population/published.html", context)


def _row(one: PublishedEstimate) -> dict[str, Any]:
    facts = {"low": whole(one.low), "high": whole(one.high)}
    return {
        "one": one,
        "span": _("%(low)s to %(high)s") % facts,
        "central": "" if one.central is None else whole(one.central),
        "as_of": written_day(one.as_of, reader()),
        "unit": one.get_unit_display(),
    }


@staff(BRING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Enter one."""
    form = PublishedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_published(published=form.published(), by=request.user, at=now())
        except StandsAlready:
            form.add_error("code", _stands())
        else:
            messages.success(request, _("Kept."))
            return redirect("population:published")
    return _form_page(request, form, status=UNTRUE if form.errors else 200)


def _stands() -> str:
    return _("The same estimate of the same day stands already. Correct that one.")


def _form_page(
    request: StaffRequest,
    form: PublishedForm,
    one: PublishedEstimate | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "one": one}
    return render(request, "population/published_form.html", context, status=status)


@staff(BRING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say it again, better."""
    found = get_object_or_404(PublishedEstimate, pk=pk)
    first = {name: getattr(found, name) for name in PublishedForm.base_fields}
    form = PublishedForm(request.POST or None, initial=first)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, found, status=UNTRUE if form.errors else 200)
    try:
        operations.correct_published(
            estimate=found,
            published=form.published(is_invented=found.is_invented),
            version=_version(request),
            by=request.user,
            at=now(),
        )
    except StandsAlready:
        form.add_error("code", _stands())
        return _form_page(request, form, found, status=UNTRUE)
    except WrongState:
        form.add_error(
            None,
            _(
                "Somebody else changed this while you wrote. Your words are below, not kept yet. Compare, and send again."
            ),
        )
        found.refresh_from_db()
        return _form_page(request, form, found, status=CROSSED)
    messages.success(request, _("Corrected."))
    return redirect("population:published")


@staff(BRING_IN)
@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No report speaks of it from now on."""
    return _act(request, pk, operations.take_published_back, _("Taken back."))


@staff(BRING_IN)
@require_POST
def use_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is in use again."""
    return _act(request, pk, operations.use_published_again, _("In use again."))


def _act(request: StaffRequest, pk: UUID, operation: Callable[..., Any], well: str) -> HttpResponse:
    found = get_object_or_404(PublishedEstimate, pk=pk)
    act = partial(operation, estimate=found, version=_version(request), by=request.user, at=now())
    try:
        act()
    except (WrongState, StandsAlready):
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    else:
        messages.success(request, well)
    return redirect("population:published")


def _version(request: StaffRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else -1
