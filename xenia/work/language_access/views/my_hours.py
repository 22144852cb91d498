"""An interpreter says herself when she can be sent."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.work.language_access import operations
from xenia.work.language_access.forms.own_week import AwayForm, BesidesForm, WeekForm
from xenia.work.language_access.models import HoursException, Interpreter
from xenia.work.language_access.operations import Otherwise
from xenia.work.language_access.queries.away import expected_while_away
from xenia.work.language_access.views.my_week import WORK, herself
from xenia.work.language_access.views.week_shown import booking_shown

SHOWN = 60


@never_cache
@staff(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: StaffRequest) -> HttpResponse:
    """Her usual week, and the days that differ. Sending the form sets the usual week."""
    me = herself(request)
    if request.method != "POST":
        return _page(request, me)
    form = _week_form(me, request.POST)
    if not form.is_valid():
        return _page(request, me, week_form=form, status=422)
    act = partial(
        operations.set_weekly_hours, hours=form.stretches, from_day=form.cleaned_data["from_day"]
    )
    return _done(request, me, act, _("Your usual week is written down."))


def _week_form(me: Interpreter, *args: Any) -> WeekForm:
    today = local_day(now())
    stands = me.hours.exclude(valid_until__lt=today).order_by(
        "-valid_from", "weekday", "from_minute"
    )
    newest = [one for one in stands if one.valid_until is None]
    return WeekForm(*args, hours=newest, today=today)


def _page(
    request: StaffRequest, me: Interpreter, *, status: int = 200, **more: Any
) -> HttpResponse:
    days = me.exceptions.filter(on__gte=local_day(now()))
    context = {
        "week_form": _week_form(me),
        "away_form": AwayForm(prefix="away"),
        "besides_form": BesidesForm(prefix="besides"),
        "days": days[:SHOWN],
        "more": max(0, days.count() - SHOWN),
        "expected": [booking_shown(one) for one in expected_while_away(me, now())],
    }
    return render(request, "language_access/my_hours.html", context | more, status=status)


def _done(
    request: StaffRequest, me: Interpreter, act: Callable[..., Any], words: str
) -> HttpResponse:
    try:
        act(interpreter=me, by=request.user, at=now())
    except operations.SaidAlready:
        messages.info(request, _("This stands there already."))
    else:
        messages.success(request, words)
    return redirect("my_week:hours")


@staff(WORK)
@require_POST
def away(request: StaffRequest) -> HttpResponse:
    """She is away from one day to another."""
    me, form = herself(request), AwayForm(request.POST, prefix="away")
    if not form.is_valid():
        return _page(request, me, away_form=form, status=422)
    said = form.cleaned_data
    act = partial(
        operations.be_away, first=said["first"], last=said["last"], minutes=said["minutes"]
    )
    return _done(request, me, act, _("Written down: we do not ask you for this time."))


@staff(WORK)
@require_POST
def besides(request: StaffRequest) -> HttpResponse:
    """She can be sent on a day besides her usual hours."""
    me, form = herself(request), BesidesForm(request.POST, prefix="besides")
    if not form.is_valid():
        return _page(request, me, besides_form=form, status=422)
    begins, ends = form.cleaned_data["minutes"]
    said = Otherwise(form.cleaned_data["on"], True, begins, ends)
    act = partial(operations.add_exception, said=said)
    return _done(request, me, act, _("Written down: you can be asked for this time too."))


@staff(WORK)
@require_POST
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The day is as usual again."""
    exception = get_object_or_404(HoursException, pk=pk, interpreter=herself(request))
    try:
        operations.drop_exception(exception=exception, by=request.user, at=now())
    except operations.SaidAlready:
        messages.info(request, _("This was taken off already."))
    else:
        messages.success(request, _("Taken off. The day is as usual again."))
    return redirect("my_week:hours")
