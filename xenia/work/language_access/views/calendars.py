"""Calendars: the secret link others read, and a calendar somebody brings. For herself, and by the office for her."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import city_zone, local_day, now
from xenia.registers.directory.models import Organization
from xenia.work.language_access import operations
from xenia.work.language_access.calendars import (
    BusyTimes,
    NotACalendar,
    TooBig,
    TooManyTimes,
    busy_times,
)
from xenia.work.language_access.forms.own_week import CalendarForm, KeepTimes
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.operations.feeds import Whose
from xenia.work.language_access.queries.feeds import booked_times, open_feed_of, own_uids
from xenia.work.language_access.queries.requests import feed_organizations
from xenia.work.language_access.views.my_week import WORK, herself

MANAGE = "language_access.manage"
FEED = "language_access.feed"
AHEAD = timedelta(days=366)
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Whose calendar a page is about, and where its forms go. title: who, when it is not oneself."""

    whose: Whose
    page: str
    feed: str
    bring: str = ""
    keep: str = ""
    back: str = ""
    title: str = ""


def _my(request: StaffRequest) -> Place:
    return Place(
        whose=herself(request),
        page=reverse("my_week:calendar"),
        feed=reverse("my_week:feed"),
        bring=reverse("my_week:bring"),
        keep=reverse("my_week:keep"),
        back=reverse("my_week:week"),
    )


def _hers(pk: UUID) -> Place:
    somebody = get_object_or_404(Interpreter.objects.here(), pk=pk)
    return Place(
        whose=somebody,
        page=reverse("language_access:her_calendar", args=[pk]),
        feed=reverse("language_access:her_feed", args=[pk]),
        bring=reverse("language_access:her_bring", args=[pk]),
        keep=reverse("language_access:her_keep", args=[pk]),
        back=reverse("language_access:interpreter", args=[pk]),
        title=str(somebody.name),
    )


def _theirs(request: StaffRequest, pk: UUID) -> Place:
    found = feed_organizations(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404(f"organization {pk} is not hers")
    return Place(
        whose=found,
        page=reverse("calendars:calendar", args=[pk]),
        feed=reverse("calendars:feed", args=[pk]),
        back=reverse("calendars:all") if request.user.may(FEED) else "",
        title=found.name,
    )


def _page(request: StaffRequest, place: Place, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "place": place,
        "feed": open_feed_of(place.whose),
        "form": CalendarForm(),
        "is_hers": isinstance(place.whose, Interpreter),
    }
    return render(request, "language_access/calendar.html", context | more, status=status)


def _feed(request: StaffRequest, place: Place) -> HttpResponse:
    """Make the link, make it anew, or end it. It is shown this once."""
    if request.POST.get("act") == "end":
        try:
            operations.end_feed(whose=place.whose, by=request.user, at=now())
        except operations.NoFeed:
            messages.info(request, _("The link was ended already."))
        else:
            messages.success(request, _("The link is ended. It opens nothing any more."))
        return redirect(place.page)
    token = operations.make_feed(whose=place.whose, by=request.user, at=now())
    address = f"{settings.SITE_ADDRESS}{reverse('interpreting-calendar', args=[token])}"
    return _page(request, place, address=address)


def _bring(request: StaffRequest, place: Place) -> HttpResponse:
    """What a calendar says is shown before it is kept."""
    form = CalendarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, form=form, status=422)
    try:
        busy = _read(form.octets(), place.whose)
    except (NotACalendar, TooBig, TooManyTimes) as wrong:
        form.add_error("file", _why(wrong))
        return _page(request, place, form=form, status=422)
    return _preview(request, place, busy)


def _read(file: bytes, whose: Whose) -> BusyTimes:
    assert isinstance(whose, Interpreter)
    at = now()
    today = local_day(at)
    return busy_times(
        file,
        city=city_zone(),
        first=today,
        last=today + AHEAD,
        own=own_uids(whose),
        booked=booked_times(whose, since=at - timedelta(days=1)),
    )


def _why(wrong: Exception) -> str:
    if isinstance(wrong, TooBig):
        return _("This file is too big. Export only the next months.")
    if isinstance(wrong, TooManyTimes):
        return _("There is too much in this calendar. Export only the next months.")
    return _("We cannot read this file. Export your calendar anew, as a file that ends with .ics.")


def _preview(request: StaffRequest, place: Place, busy: BusyTimes) -> HttpResponse:
    lines = [
        {"day": day, "spans": [None if span == (0, 24 * 60) else span for span in spans]}
        for day, spans in busy.days.items()
    ]
    context = {
        "place": place,
        "busy": busy,
        "lines": lines[:SHOWN],
        "more": max(0, len(lines) - SHOWN),
        "form": KeepTimes(initial={"times": KeepTimes.written(busy.days)}),
    }
    return render(request, "language_access/calendar_preview.html", context)


def _keep(request: StaffRequest, place: Place) -> HttpResponse:
    """She saw the times, and keeps them."""
    form = KeepTimes(request.POST)
    if not form.is_valid():
        messages.info(request, _("Something was lost on the way. Bring the file once more."))
        return redirect(place.page)
    assert isinstance(place.whose, Interpreter)
    act = partial(operations.take_over_calendar, interpreter=place.whose, by=request.user, at=now())
    act(busy=form.cleaned_data["times"])
    messages.success(request, _("Kept. Nobody is sent at these times."))
    return redirect(place.page)


@never_cache
@staff(WORK)
@require_safe
def my_calendar(request: StaffRequest) -> HttpResponse:
    """Her link, and the calendar she brings."""
    return _page(request, _my(request))


@never_cache
@staff(WORK)
@require_POST
def my_feed(request: StaffRequest) -> HttpResponse:
    """Her link is made, made anew, or ended."""
    return _feed(request, _my(request))


@never_cache
@staff(WORK)
@require_POST
def my_bring(request: StaffRequest) -> HttpResponse:
    """She brings her calendar."""
    return _bring(request, _my(request))


@staff(WORK)
@require_POST
def my_keep(request: StaffRequest) -> HttpResponse:
    """She keeps what she saw."""
    return _keep(request, _my(request))


@never_cache
@staff(MANAGE)
@require_safe
def her_calendar(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same for one interpreter, by the office."""
    return _page(request, _hers(pk))


@never_cache
@staff(MANAGE)
@require_POST
def her_feed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office makes or ends the link for her."""
    return _feed(request, _hers(pk))


@never_cache
@staff(MANAGE)
@require_POST
def her_bring(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office reads a calendar she sent."""
    return _bring(request, _hers(pk))


@staff(MANAGE)
@require_POST
def her_keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office keeps what it saw."""
    return _keep(request, _hers(pk))


@never_cache
@staff(FEED, somewhere=True)
@require_safe
def organization_calendars(request: StaffRequest) -> HttpResponse:
    """Of which organization: who belongs to one alone is led to its page."""
    found = list(feed_organizations(request.user)[:200])
    if len(found) == 1:
        return redirect("calendars:calendar", pk=found[0].pk)
    return render(request, "language_access/calendars.html", {"organizations": found})


def _itself(pk: UUID) -> UUID | None:
    return pk if Organization.objects.filter(pk=pk).exists() else None


@never_cache
@staff(FEED, organization_of=_itself)
@require_safe
def organization_calendar(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The link to the calendar of an organization."""
    return _page(request, _theirs(request, pk))


@never_cache
@staff(FEED, organization_of=_itself)
@require_POST
def organization_feed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The link of an organization is made, made anew, or ended."""
    return _feed(request, _theirs(request, pk))
