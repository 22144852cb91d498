"""When an interpreter can be sent: her week, and the days that differ. For the office alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access import operations
from xenia.work.language_access.forms.hours import DaysForm, HoursForm
from xenia.work.language_access.models import HoursException, Interpreter
from xenia.work.language_access.operations.days import add_days, booked_meanwhile, drop_days
from xenia.work.language_access.queries.in_words import runs_of
from xenia.work.language_access.queries.onboarding import weekly_hours

MANAGE = "language_access.manage"


@never_cache
@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Her week from a day on. The week before it stays as it was until that day."""
    current = get_object_or_404(Interpreter, pk=pk)
    today = local_day(now())
    form = HoursForm(
        request.POST or None, standing=weekly_hours(current, today), initial={"from_day": today}
    )
    if request.method == "POST" and form.is_valid():
        return _keep(request, current, form)
    return _show(request, current, form, DaysForm(today=today, prefix="days"))


def _keep(request: StaffRequest, current: Interpreter, form: HoursForm) -> HttpResponse:
    try:
        operations.set_weekly_hours(
            interpreter=current,
            hours=form.hours(),
            from_day=form.cleaned_data["from_day"],
            by=request.user,
            at=now(),
        )
    except WrongState:
        messages.info(request, _("This interpreter left. Nothing was changed."))
    except operations.NotHours:
        form.add_error(None, _("Two stretches on one day overlap. Put them together."))
        return _show(request, current, form, DaysForm(today=local_day(now()), prefix="days"))
    else:
        messages.success(request, _("The hours are kept."))
    return redirect("language_access:interpreter", pk=current.pk)


def _show(
    request: StaffRequest, current: Interpreter, form: HoursForm, days: DaysForm
) -> HttpResponse:
    note_look(current, by=request.user, purpose="service", at=now())
    context = {
        "one": current,
        "form": form,
        "days_form": days,
        "runs": runs_of(current.exceptions.filter(on__gte=local_day(now()))),
    }
    status = 422 if form.errors or days.errors else 200
    return render(request, "language_access/interpreter_hours.html", context, status=status)


@never_cache
@staff(MANAGE)
@require_POST
def days(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Some days on which she is away, or free besides."""
    current, today = get_object_or_404(Interpreter, pk=pk), local_day(now())
    form = DaysForm(request.POST, today=today, prefix="days")
    if not form.is_valid():
        week = HoursForm(standing=weekly_hours(current, today), initial={"from_day": today})
        return _show(request, current, week, form)
    said, last = form.said()
    try:
        made = add_days(interpreter=current, said=said, last=last, by=request.user, at=now())
    except operations.SaidAlready:
        messages.info(request, _("This stands already."))
    except WrongState:
        messages.info(request, _("This interpreter left. Nothing was changed."))
    else:
        _say_what_stands(request, made)
    return redirect("language_access:hours", pk=pk)


def _say_what_stands(request: StaffRequest, made: list[HoursException]) -> None:
    messages.success(request, _("Noted."))
    if count := booked_meanwhile(made):
        words = ngettext(
            "%(count)s meeting stands in this time. Look for a substitute.",
            "%(count)s meetings stand in this time. Look for substitutes.",
            count,
        )
        messages.warning(request, words % {"count": count})


@staff(MANAGE)
@require_POST
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """These days are as usual again."""
    current = get_object_or_404(Interpreter, pk=pk)
    chosen = [found for one in request.POST.getlist("day") if (found := _number(one))]
    try:
        drop_days(interpreter=current, days=chosen, by=request.user, at=now())
    except operations.SaidAlready:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    except WrongState:
        messages.info(request, _("This interpreter left. Nothing was changed."))
    else:
        messages.success(request, _("As usual again."))
    return redirect("language_access:hours", pk=pk)


def _number(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
