"""One assignment of an interpreter, behind her sign-in or behind the link of a message: one way of telling for both."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone, local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.calendars import Entry, calendar_text
from xenia.work.language_access.forms.own_week import CannotCome, ItTook
from xenia.work.language_access.models import Booking
from xenia.work.language_access.models.request import Absent
from xenia.work.language_access.queries.feeds import uid_of
from xenia.work.language_access.views.week_shown import assignment_shown, state_of

Act = Callable[[Booking, Any, datetime], object]


def page_of(
    request: HttpRequest,
    booking: Booking,
    *,
    template: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of an assignment. That somebody looked is noted, whether or not she signed in."""
    at = now()
    one = assignment_shown(booking, at=at)
    if "topic" in one:
        by = request.user if isinstance(request.user, User) else None
        audit.record(by, "vault.looked", booking.request, at=at, purpose="service")
    context = {
        "one": one,
        "cannot": CannotCome(),
        "took": ItTook(initial={"minutes": booking.request.length_minutes}),
    }
    return render(request, template, context | more, status=status)


def tell(
    request: HttpRequest, booking: Booking, *, by: User | None, template: str, **more: Any
) -> HttpResponse:
    """She cannot come, it took so long, or nobody was there. The page then says how it stands."""
    act, form, name = _chosen(request, booking)
    if act is None or (form is not None and not form.is_valid()):
        return page_of(request, booking, template=template, status=422, **{name: form} | more)
    try:
        act(booking, by, now())
    except (WrongState, operations.NotOverYet):
        booking.refresh_from_db()
        booking.request.refresh_from_db()
        told = _("It changed a moment ago. Look at how it stands now.")
        return page_of(request, booking, template=template, status=409, told=told, **more)
    return redirect(request.path)


def _chosen(request: HttpRequest, booking: Booking) -> tuple[Act | None, forms.Form | None, str]:
    chosen = request.POST.get("act")
    if chosen == "cannot" and state_of(booking, now()) == "ahead":
        cannot = CannotCome(request.POST)
        return (
            lambda one, by, at: _give_back(one, cannot.cleaned_data["excuse"], by, at),
            cannot,
            "cannot",
        )
    if chosen == "took":
        took = ItTook(request.POST)
        return lambda one, by, at: _it_took(one, took.cleaned_data["minutes"], by, at), took, "took"
    if chosen == "nobody":
        return _nobody, None, ""
    return None, None, "unknown"


def _give_back(booking: Booking, excuse: str, by: User | None, at: datetime) -> object:
    return operations.find_substitute(booking=booking, by=by, at=at, excuse=excuse, tell=False)


def _it_took(booking: Booking, minutes: int, by: User | None, at: datetime) -> object:
    return operations.record_outcome(request=booking.request, minutes=minutes, by=by, at=at)


def _nobody(booking: Booking, by: User | None, at: datetime) -> object:
    return operations.record_outcome(request=booking.request, absent=Absent.OTHERS, by=by, at=at)


def calendar_file(booking: Booking) -> HttpResponse:
    """This one assignment for her own calendar, under the name it has in her feed; it says no more than that."""
    entry = Entry(
        uid=uid_of(booking.request_id, str(booking.interpreter_id)),
        sequence=0 if booking.released_at is None else 1,
        changed_at=booking.released_at or booking.booked_at,
        start_at=booking.start_at,
        end_at=booking.end_at,
        is_cancelled=booking.released_at is not None,
    )
    text = calendar_text(
        [entry],
        zone=city_zone(),
        title=_("Interpreting"),
        first_year=local_day(booking.start_at).year,
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="interpreting.ics"'
    return answer
