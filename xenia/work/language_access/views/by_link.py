"""What an interpreter opens from a text or an e-mail, without signing in. Opening accepts nothing: previews open too."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.dates import now
from xenia.ground.common.gate import LIMITS, Limits, may_try
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models import Booking, Offer
from xenia.work.language_access.queries import own_week
from xenia.work.language_access.tokens import booking_token
from xenia.work.language_access.views import assignment
from xenia.work.language_access.views.week_shown import offer_shown

LINK = "language_access.link"
# A link cannot be guessed; nobody shall try either. Many phones share an address.
LIMITS[LINK] = Limits(from_one_place=40)
COMING = "language_access/link_coming.html"
# Where her page says how to give it back.
CANNOT = "#cannot"
View = Callable[..., HttpResponse]


class LinkEnded(Exception):
    """Behind this link is nothing, or nothing any more."""


def by_link(view: View) -> View:
    """The address is the permission: it is in no cache, no index and no other site's log; no cookie is set."""

    @public
    @never_cache
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            answer = view(request, token)
        except LinkEnded:
            is_calm = may_try(LINK, address_of_the_day(request))
            status = 404 if is_calm else 429
            answer = render(request, "language_access/link_ended.html", status=status)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """She is asked whether she comes: all she needs to decide, one button for yes, one for no."""
    found = own_week.offer_behind(token)
    if found is None:
        raise LinkEnded
    if request.method == "POST":
        return _answer(request, found, token)
    if found.status == Offer.Status.ACCEPTED and (booking := own_week.booking_of(found)):
        return redirect("links:coming", token=booking_token(booking.pk))
    return _offer_page(request, found)


def _answer(request: HttpRequest, found: Offer, token: str) -> HttpResponse:
    acts = {"yes": operations.accept_offer, "no": operations.decline_offer}
    act = acts.get(request.POST.get("answer", ""))
    if act is None:
        return _offer_page(request, found, status=422)
    told = answer_offer(found, act)
    if not told:
        return redirect("links:offer", token=token)
    if booking := own_week.said_yes_before(found):
        # Her yes stands, also where she now says no: there she can say that she cannot come after all.
        return redirect(reverse("links:coming", args=[booking_token(booking.pk)]) + CANNOT)
    found.refresh_from_db()
    return _offer_page(request, found, status=409, told=told)


def answer_offer(found: Offer, act: Callable[..., object]) -> str:
    """Do it; what to tell her when it could not be done, else nothing."""
    try:
        act(offer=found, by=found.interpreter.user, at=now())
    except (WrongState, operations.NoSeatLeft):
        return _("It was settled a moment ago.")
    except operations.TooLate:
        return _("The time to answer is over.")
    except operations.SaidAway:
        return _("You said that you are away at this time. Change your hours first, or call us.")
    except operations.NotFree:
        return _("You have something else with us at this time, or the way is too long. Call us.")
    except operations.NotSent:
        return _("You do not work with us at the moment. Call us if that is wrong.")
    return ""


def _offer_page(
    request: HttpRequest, found: Offer, *, status: int = 200, told: str = ""
) -> HttpResponse:
    at = now()
    context: dict[str, Any] = {"state": offer_state(found, at), "told": told}
    if context["state"] == "open":
        before = own_week.to_come(found.interpreter, at)
        context["one"] = offer_shown(found, before)
    return render(request, "language_access/link_offer.html", context, status=status)


def offer_state(found: Offer, at: datetime) -> str:
    """Where an offer stands: open, late, taken, declined or withdrawn."""
    if found.can_be_answered(at):
        return "open"
    late = (Offer.Status.OPEN, Offer.Status.EXPIRED)
    return "late" if found.status in late else str(found.status)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def coming(request: HttpRequest, token: str) -> HttpResponse:
    """Where she is expected: what she needs, and how to tell us that she cannot come, or how it went."""
    booking = _booking(token)
    more: dict[str, Any] = {"ics_url": reverse("links:coming_file", args=[token])}
    if request.method == "POST":
        by = booking.interpreter.user
        return assignment.tell(request, booking, by=by, template=COMING, **more)
    return assignment.page_of(request, booking, template=COMING, **more)


@by_link
@require_safe
def coming_file(request: HttpRequest, token: str) -> HttpResponse:
    """This one for her own calendar."""
    return assignment.calendar_file(_booking(token))


def _booking(token: str) -> Booking:
    booking = own_week.booking_behind_link(token, at=now())
    if booking is None:
        raise LinkEnded
    return booking
