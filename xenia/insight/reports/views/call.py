"""The call for counts, for the office: the plan with its days, who answered, who has not."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.insight.reports.call_days import plan_back
from xenia.insight.reports.forms.call import AskTooForm, OpenForm, first_said
from xenia.insight.reports.models import DataCall, DataRequest
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.operations.call_round import remind_now
from xenia.insight.reports.queries.answering import with_nobody
from xenia.insight.reports.queries.call import (
    WAITING,
    calls,
    may_be_asked,
    not_asked,
    requests_of,
    standing,
    who_to_ask,
)
from xenia.insight.reports.views.call_shown import PREPARE, UNTRUE, done, too_late, version_in


@never_cache
@staff(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def all_calls(request: StaffRequest) -> HttpResponse:
    """Every call, and opening one."""
    first = first_said(local_day(now())) | {"organizations": [one.pk for one in who_to_ask()]}
    form = OpenForm(request.POST or None, initial=first, organizations=may_be_asked())
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form)
        if opened is not None:
            return redirect("counts:call", year=opened.year)
    rows = [{"call": one, "standing": standing(one.requests.all())} for one in _with_requests()]
    context = {"form": form, "rows": rows}
    return render(request, "reports/calls.html", context, status=UNTRUE if form.errors else 200)


def _with_requests() -> Any:
    return calls().prefetch_related("requests")


def _opened(request: StaffRequest, form: OpenForm) -> DataCall | None:
    said = form.cleaned_data
    try:
        call = operations.open_call(
            year=said["year"],
            council_on=said["council_on"],
            organizations=said["organizations"],
            by=request.user,
            at=now(),
        )
    except operations.AlreadyCalled:
        form.add_error("year", _("This year has its call already. It stands in the list above."))
        return None
    except operations.TooShort:
        form.add_error(
            "council_on",
            _("This leaves nobody the time to answer. Choose a day at least seven weeks away."),
        )
        return None
    messages.success(request, _("Everybody was asked."))
    return call


@never_cache
@staff(PREPARE)
@require_safe
def call(request: StaffRequest, year: int) -> HttpResponse:
    """One call: its plan, and everybody who is asked."""
    return _page(request, get_object_or_404(DataCall, year=year))


def _page(request: StaffRequest, current: DataCall, form: AskTooForm | None = None) -> HttpResponse:
    today, asked = local_day(now()), requests_of(current)
    nobody = with_nobody(one.organization_id for one in asked)
    plan = plan_back(current.council_on, opened_on=current.opened_on)
    context = {
        "call": current,
        "plan": [{"day": one, "is_past": one.on < today} for one in plan],
        "rows": [_row(one, one.organization_id in nobody) for one in asked],
        "standing": standing(asked),
        "title": _title(current, asked),
        "today": today,
        "form": form or AskTooForm(organizations=not_asked(current)),
    }
    status = UNTRUE if form is not None and form.errors else 200
    return render(request, "reports/call.html", context, status=status)


def _row(one: DataRequest, has_nobody: bool) -> dict[str, Any]:
    today = local_day(now())
    is_waiting = one.status in WAITING
    return {
        "request": one,
        "is_waiting": is_waiting,
        "is_late": is_waiting and one.due_on < today,
        "may_remind": is_waiting and one.reminded_on != today and one.call.closed_on is None,
        "may_leave_out": one.status == DataRequest.Status.ASKED and one.call.closed_on is None,
        "has_nobody": has_nobody,
    }


def _title(current: DataCall, asked: list[DataRequest]) -> str:
    """The answer to the page's question: "5 of 12 have not answered"."""
    found = standing(asked)
    if found.asked and not found.waiting:
        return _("Everybody has answered for %(year)s") % {"year": current.year}
    words = ngettext(
        "%(count)s of %(asked)s has not answered",
        "%(count)s of %(asked)s have not answered",
        found.waiting,
    )
    return words % {"count": found.waiting, "asked": found.asked}


@staff(PREPARE)
@require_POST
def ask_too(request: StaffRequest, year: int) -> HttpResponse:
    """One organization more is asked."""
    current = get_object_or_404(DataCall, year=year)
    form = AskTooForm(request.POST, organizations=not_asked(current))
    if not form.is_valid():
        return _page(request, current, form)
    act = partial(
        operations.ask_too,
        call=current,
        organization=form.cleaned_data["organization"],
        by=request.user,
        at=now(),
    )
    done(request, act, _("Asked."))
    return redirect("counts:call", year=year)


@staff(PREPARE)
@require_POST
def close(request: StaffRequest, year: int) -> HttpResponse:
    """Nobody is asked any more."""
    current = get_object_or_404(DataCall, year=year)
    act = partial(operations.close_call, call=current, by=request.user, at=now())
    done(request, act, _("Closed. The report names who did not answer."))
    return redirect("counts:call", year=year)


@staff(PREPARE)
@require_POST
def reopen(request: StaffRequest, year: int) -> HttpResponse:
    """It takes answers again."""
    current = get_object_or_404(DataCall, year=year)
    operations.open_again(call=current, by=request.user, at=now())
    messages.success(request, _("The call takes answers again."))
    return redirect("counts:call", year=year)


@staff(PREPARE)
@require_POST
def remind(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One organization is reminded by hand."""
    asked = get_object_or_404(DataRequest.objects.select_related("call"), pk=pk)
    act = partial(remind_now, request=asked, by=request.user, at=now())
    done(request, act, _("Reminded."))
    return redirect("counts:call", year=asked.call.year)


@staff(PREPARE)
@require_POST
def leave_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not asked after all."""
    asked = DataRequest.objects.select_related("call").filter(pk=pk).first()
    if asked is None:
        messages.info(request, too_late())
        return redirect("counts:calls")
    act = partial(
        operations.leave_out,
        request=asked,
        version=version_in(request),
        by=request.user,
        at=now(),
    )
    done(request, act, _("They are not asked any more."))
    return redirect("counts:call", year=asked.call.year)
