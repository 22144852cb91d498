"""Totals that reports before Xenia published: entered, corrected, taken out, each with where it stands."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.insight.reports.forms.barriers import EarlierForm, SeenForm
from xenia.insight.reports.models import EarlierTotal
from xenia.insight.reports.operations import earlier as operations
from xenia.insight.reports.operations.earlier import Quoted, quoted_of
from xenia.insight.reports.queries.earlier import earlier_totals
from xenia.insight.reports.views.call_shown import (
    CROSSED,
    PREPARE,
    UNTRUE,
    crossed_words,
    too_late,
)

NOTHING = Quoted(0, "", 0, "")


@never_cache
@staff(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: StaffRequest) -> HttpResponse:
    """Every total, by year; and entering one."""
    first = {"year": local_day(now()).year - 2} | _taken_out(request)
    form = EarlierForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            operations.enter_earlier(quoted=form.quoted(), by=request.user, at=now())
        except operations.StandsAlready:
            form.add_error("measure", _stands())
        else:
            messages.success(request, _("Kept."))
            return redirect("counts:earlier")
    context = {
        "form": form,
        "rows": [{"one": one, "seen": seen_fields(one)} for one in earlier_totals()],
    }
    return render(request, "reports/earlier.html", context, status=UNTRUE if form.errors else 200)


def _taken_out(request: StaffRequest) -> dict[str, Any]:
    """What was taken out a moment ago stands in the form: whoever sends it puts it back."""
    return {name: request.GET[name] for name in EarlierForm.base_fields if name in request.GET}


def _stands() -> str:
    return _("This total of this year stands already. Correct that one.")


def seen_fields(one: EarlierTotal) -> list[Any]:
    """What the page saw, to be sent along, so that nobody overwrites what she did not see."""
    quoted = quoted_of(one)
    initial = {name: getattr(quoted, name) for name in EarlierForm.base_fields}
    return [field.as_hidden() for field in SeenForm(initial=initial, prefix="seen", auto_id=False)]


def _seen(request: StaffRequest) -> Quoted:
    form = SeenForm(request.POST, prefix="seen")
    return form.quoted() if form.is_valid() else NOTHING


@never_cache
@staff(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Correct one total."""
    found = get_object_or_404(EarlierTotal, pk=pk)
    quoted = quoted_of(found)
    first = {name: getattr(quoted, name) for name in EarlierForm.base_fields}
    form = EarlierForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = CROSSED
        try:
            operations.correct_earlier(
                total=found,
                quoted=form.quoted(),
                seen=_seen(request),
                by=request.user,
                at=now(),
            )
        except (operations.ChangedMeanwhile, operations.Gone):
            form.add_error(None, crossed_words())
        except operations.StandsAlready:
            form.add_error("measure", _stands())
            status = UNTRUE
        else:
            messages.success(request, _("Corrected."))
            return redirect("counts:earlier")
    elif form.errors:
        status = UNTRUE
    context = {"form": form, "one": found, "seen": seen_fields(found)}
    return render(request, "reports/earlier_correct.html", context, status=status)


@staff(PREPARE)
@require_POST
def take_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was no such total."""
    found = EarlierTotal.objects.filter(pk=pk).first()
    try:
        if found is None:
            raise operations.Gone(f"earlier total {pk} is gone")
        operations.take_earlier_out(total=found, seen=_seen(request), by=request.user, at=now())
    except (operations.Gone, operations.ChangedMeanwhile):
        messages.info(request, too_late())
    else:
        messages.success(request, _("Taken out. To put it back, keep it again in the form below."))
        return redirect(f"{reverse('counts:earlier')}?{urlencode(asdict(quoted_of(found)))}#enter")
    return redirect("counts:earlier")
