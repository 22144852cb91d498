"""An interpreter's week on her phone: what she was asked, where she goes, how it went."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_month
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, Interpreter, Offer
from xenia.work.language_access.queries import own_week
from xenia.work.language_access.queries.requests import interpreter_of
from xenia.work.language_access.views import assignment
from xenia.work.language_access.views.by_link import CANNOT, answer_offer
from xenia.work.language_access.views.week_shown import booking_shown, offer_shown, reader_now

WORK = "language_access.work"
PAGE = "language_access/my_assignment.html"


def herself(request: StaffRequest) -> Interpreter:
    """The interpreter who signed in. Raises Http404 when her account stands with nobody of the roster."""
    found = interpreter_of(request.user)
    if found is None:
        raise Http404("this account belongs to nobody on the roster")
    return found


@never_cache
@staff(WORK)
@require_safe
def week(request: StaffRequest) -> HttpResponse:
    """Today, the next days, later; above it what waits for her word."""
    me, at = interpreter_of(request.user), now()
    if me is None:
        return render(request, "language_access/my_week_nobody.html")
    coming = own_week.to_come(me, at)
    context = {
        "offers": [offer_shown(one, coming) for one in own_week.to_answer(me, at)],
        "to_tell": [booking_shown(one) for one in own_week.to_tell(me, at)],
        "parts": list(_parts(coming, local_day(at))),
        "months": [_month(me, day) for day in _two_months(local_day(at))],
    }
    return render(request, "language_access/my_week.html", context)


def _parts(coming: Iterable[Booking], today: date) -> Iterable[dict[str, Any]]:
    """Today, the six days after it, and later; an empty part of later is left out."""
    last = today + timedelta(days=6)
    found: dict[str, list[dict[str, Any]]] = {"today": [], "week": [], "later": []}
    for one in coming:
        day = local_day(one.start_at)
        part = "today" if day <= today else "week" if day <= last else "later"
        found[part].append(booking_shown(one))
    return [{"name": name, "lines": lines} for name, lines in found.items()]


def _two_months(today: date) -> list[date]:
    first = today.replace(day=1)
    return [first, (first - timedelta(days=1)).replace(day=1)]


def _month(me: Interpreter, first: date) -> dict[str, Any]:
    meetings, minutes = own_week.done_in(me, first)
    hours, rest = divmod(minutes, 60)
    return {
        "name": written_month(first, reader_now()),
        "meetings": meetings,
        "hours": hours,
        "rest": rest,
    }


@staff(WORK)
@require_POST
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She says yes or no to an offer of hers."""
    acts: dict[str, Callable[..., object]] = {
        "yes": operations.accept_offer,
        "no": operations.decline_offer,
    }
    act = acts.get(request.POST.get("answer", ""))
    rows = Offer.objects.select_related("request", "interpreter__user")
    found = get_object_or_404(rows, pk=pk, interpreter=herself(request))
    told = answer_offer(found, act) if act else ""
    if told and (booking := own_week.said_yes_before(found)):
        messages.info(request, _("You said yes before, so you are expected."))
        return redirect(reverse("my_week:one", args=[booking.pk]) + CANNOT)
    if told:
        messages.info(request, told)
    elif act is operations.accept_offer:
        messages.success(request, _("Thank you. You are expected: it stands in your week."))
    elif act:
        messages.success(request, _("Thank you for telling us. We ask somebody else."))
    return redirect("my_week:week")


@never_cache
@staff(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One assignment: all she needs, and how she tells us that she cannot come, or how it went."""
    booking = _own(request, pk)
    more: dict[str, Any] = {"ics_url": reverse("my_week:file", args=[pk]), "is_desk": True}
    if request.method == "POST":
        return assignment.tell(request, booking, by=request.user, template=PAGE, **more)
    return assignment.page_of(request, booking, template=PAGE, **more)


@staff(WORK)
@require_safe
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """This one for her own calendar."""
    return assignment.calendar_file(_own(request, pk))


def _own(request: StaffRequest, pk: UUID) -> Booking:
    booking = own_week.own_booking(herself(request), pk)
    if booking is None:
        raise Http404(f"no booking {pk} of hers")
    return booking
