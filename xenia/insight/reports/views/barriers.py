"""Barriers: how often each was said, what is recommended against it, who should do it, how far it is."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.insight.reports.forms.barriers import RecommendationForm
from xenia.insight.reports.models import Recommendation
from xenia.insight.reports.operations import recommending
from xenia.insight.reports.queries.barriers import Recommended, Said, barriers_said
from xenia.insight.reports.views.call_shown import (
    PREPARE,
    READ,
    UNTRUE,
    done,
    reader,
    version_in,
)

Status = Recommendation.Status
YEARS: Final = 3
TAGS: Final = {Status.DONE: "met", Status.DECLINED: "draft"}
# What can be done with it next, as the button says it.
VERBS: Final = {
    Status.MADE: pgettext_lazy("recommendation", "Recommend it again"),
    Status.ACCEPTED: pgettext_lazy("recommendation", "It is accepted"),
    Status.UNDER_WAY: pgettext_lazy("recommendation", "It is under way"),
    Status.DONE: pgettext_lazy("recommendation", "It is done"),
    Status.DECLINED: pgettext_lazy("recommendation", "It is declined"),
    Status.WITHDRAWN: pgettext_lazy("recommendation", "Take it back"),
}


@never_cache
@staff(READ)
@require_safe
def barriers(request: StaffRequest) -> HttpResponse:
    """Every barrier of the office's list in a year; one without a recommendation says so."""
    today = local_day(now())
    years = [today.year - back for back in range(YEARS)]
    chosen = request.GET.get("year", "")
    year = int(chosen) if chosen in map(str, years) else today.year
    found = barriers_said(year, today, reader())
    versions = dict(Recommendation.objects.values_list("pk", "state_version"))
    may_prepare = request.user.may(PREPARE)
    context = {
        "found": found,
        "rows": [_row(one, versions, may_prepare) for one in found.rows],
        "unanswered": sum(one.is_unanswered for one in found.rows),
        "year": year,
        "years": years,
        "may_prepare": may_prepare,
    }
    return render(request, "reports/barriers.html", context)


def _row(one: Said, versions: dict[UUID, int], may_prepare: bool) -> dict[str, Any]:
    return {
        "said": one,
        "recommendations": [_shown(each, versions, may_prepare) for each in one.recommendations],
        "taken_back": [_again(each) for each in one.taken_back] if may_prepare else [],
    }


def _shown(one: Recommended, versions: dict[UUID, int], may_prepare: bool) -> dict[str, Any]:
    steps = [to for to in Status if to in Recommendation.NEXT[one.status]]
    return {
        "one": one,
        "version": versions.get(one.pk, 0),
        "tag": TAGS.get(Status(one.status), "waiting"),
        "steps": [(to.value, VERBS[to]) for to in steps] if may_prepare else [],
    }


def _again(one: Recommendation) -> dict[str, Any]:
    return {"pk": one.pk, "version": one.state_version, "text": one.text}


@never_cache
@staff(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: StaffRequest) -> HttpResponse:
    """Say what should be done about a barrier."""
    first = {"barrier": request.GET.get("barrier", "")}
    form = RecommendationForm(request.POST or None, initial=first, reader=reader())
    if request.method == "POST" and form.is_valid():
        recommending.make(**form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("Kept. It stands in the next report."))
        return redirect("counts:barriers")
    status = UNTRUE if form.errors else 200
    return render(request, "reports/recommend.html", {"form": form}, status=status)


@staff(PREPARE)
@require_POST
def recommendation_step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It goes on, or is taken back."""
    found = get_object_or_404(Recommendation, pk=pk)
    to = request.POST.get("to", "")
    act = partial(
        recommending.move,
        recommendation=found,
        to=to if to in Status.values else "",
        version=version_in(request),
        by=request.user,
        at=now(),
    )
    done(request, act, _("Noted."))
    return redirect("counts:barriers")
