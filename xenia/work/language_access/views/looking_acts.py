"""What a colleague does for one request: ask, send, find a substitute, take another way, or leave it with its cause."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.forms.looking import AskThemForm, AssignForm, UnfilledForm
from xenia.work.language_access.matching import Lever
from xenia.work.language_access.models import Booking, Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.operations import (
    NoSeatLeft,
    NotATime,
    NotFree,
    NotSent,
    WhyIsNeeded,
)
from xenia.work.language_access.queries.requests import line_for
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.queries.weeks import WeekOfRequests
from xenia.work.language_access.views.asked import reader_of
from xenia.work.language_access.views.asked_words import coming, languages, moment
from xenia.work.language_access.views.looking import ASSIGN, found_request, look_page
from xenia.work.language_access.views.why_words import against_words

Offers = list[Offer]


def _first() -> str:
    return _("Somebody was here before you. Look at how it stands now.")


def _back(request: StaffRequest, pk: UUID, act: Callable[[], Offers | None]) -> HttpResponse:
    """Do it, say what came of it, and go back; whoever comes second is told."""
    try:
        sent = act()
    except (WrongState, NoSeatLeft):
        messages.info(request, _first())
    except (NotFree, NotSent):
        messages.info(request, _("She is not free any more. Look at how it stands now."))
    except NotATime:
        messages.info(request, _("This time is over. Choose another way."))
    else:
        _say_sent(request, sent)
    return redirect("interpreting:look_for", pk=pk)


def _say_sent(request: StaffRequest, sent: Offers | None) -> None:
    if sent is None:
        messages.success(request, _("Done. Whoever asked is told."))
    elif sent:
        words = ngettext(
            "%(count)s interpreter is asked.", "%(count)s interpreters are asked.", len(sent)
        )
        messages.success(request, words % {"count": len(sent)})
    else:
        messages.info(request, _("Nobody is left who could be asked so."))


def _people(request: StaffRequest) -> list[Interpreter]:
    """Those who are named in a form."""
    try:
        wanted = [UUID(one) for one in request.POST.getlist("who")]
    except ValueError:
        raise Http404 from None
    return list(Interpreter.objects.active().filter(pk__in=wanted))


@never_cache
@staff(ASSIGN)
@require_POST
def ask_them(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask those who are ticked, or the best few."""
    current, form = found_request(pk), AskThemForm(request.POST)
    chosen = None if request.POST.get("act") == "best" else _people(request)
    if not form.is_valid() or chosen == []:
        if chosen == []:
            messages.info(request, _("Tick who is to be asked."))
        return look_page(request, current, ask_form=form, status=422)
    act = partial(
        operations.send_offers,
        request=current,
        by=request.user,
        at=now(),
        to=chosen,
        most=form.cleaned_data["most"],
        within=form.hours(),
    )
    return _back(request, pk, act)


@never_cache
@staff(ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: StaffRequest, pk: UUID, who: UUID) -> HttpResponse:
    """Send one interpreter outright. Whoever comes second is told, with what she chose kept."""
    current, person = found_request(pk), get_object_or_404(Interpreter.objects.active(), pk=who)
    beside = _beside(current, person)
    form = AssignForm(
        request.POST or None, initial=AssignForm.of(current, beside.start_at if beside else None)
    )
    if request.method != "POST":
        return _send_page(request, current, person, form, 200)
    if not form.is_valid():
        return _send_page(request, current, person, form, 422)
    status = _try(request, current, person, form)
    if status:
        return _send_page(request, found_request(pk), person, form, status)
    messages.success(request, _("Sent. Both sides are told."))
    return redirect("interpreting:look_for", pk=pk)


def _try(
    request: StaffRequest, current: InterpreterRequest, person: Interpreter, form: AssignForm
) -> int:
    """0 when it is done; else the status of the answer, with the reason in the form."""
    said = form.cleaned_data
    try:
        operations.assign(
            request=current,
            interpreter=person,
            start=form.start(),
            mode=said["mode"],
            why=said["why"],
            by=request.user,
            at=now(),
        )
    except WhyIsNeeded:
        words = _("Something speaks against it. Choose why all the same.")
        form.add_error("why", words)
    except (NotFree, NotSent):
        form.add_error("begins", _("Not free at this time. Choose another time, or somebody else."))
    except (WrongState, NoSeatLeft):
        form.add_error(None, _("Somebody was faster. Below stands what you chose, not done."))
        return 409
    else:
        return 0
    return 422


def _beside(current: InterpreterRequest, person: Interpreter) -> Any:
    week = WeekOfRequests(week_start(current.preferred_at), now())
    return next((one for one in week.beside(current) if one.interpreter == person.pk), None)


def _send_page(
    request: StaffRequest,
    current: InterpreterRequest,
    person: Interpreter,
    form: AssignForm,
    status: int,
) -> HttpResponse:
    beside = _beside(current, person)
    context = {
        "one": current,
        "person": person,
        "form": form,
        "against": [against_words(one) for one in beside.against] if beside else [],
        "languages": languages(current, reader_of()),
        "when": moment(current.preferred_at, reader_of()),
        "coming": coming(current, reader_of(), now()),
        "is_lost": status == 409,
    }
    return render(request, "language_access/send.html", context, status=status)


@staff(ASSIGN)
@require_POST
def substitute(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She cannot come: the next are asked at once."""
    booking = get_object_or_404(Booking.objects.select_related("request", "interpreter"), pk=pk)
    act = partial(operations.find_substitute, booking=booking, by=request.user, at=now())
    return _back(request, booking.request_id, act)


@never_cache
@staff(ASSIGN)
@require_POST
def fill(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Do what would fill it: another time, another mode, or a vendor's line."""
    act = FILLS.get(request.POST.get("lever", ""))
    if act is None:
        raise Http404
    current, people = found_request(pk), _people(request) or None
    return _back(request, pk, lambda: act(current, people, request))


def _shift(
    current: InterpreterRequest, to: Sequence[Interpreter] | None, request: StaffRequest
) -> Offers:
    try:
        start = datetime.fromisoformat(request.POST.get("start", ""))
    except ValueError:
        raise Http404 from None
    if start.tzinfo is None:
        raise Http404
    return operations.ask_at_another_time(
        request=current, start=start, to=to, by=request.user, at=now()
    )


def _remotely(
    current: InterpreterRequest, to: Sequence[Interpreter] | None, request: StaffRequest
) -> Offers:
    mode = request.POST["lever"]
    return operations.ask_in_another_mode(
        request=current, mode=mode, to=to, by=request.user, at=now()
    )


def _vendor(
    current: InterpreterRequest, to: Sequence[Interpreter] | None, request: StaffRequest
) -> None:
    line = line_for(current.language, week_start(current.preferred_at))
    if line is None:
        raise Http404
    operations.book_vendor_line(
        request=current, line=line, start=current.preferred_at, by=request.user, at=now()
    )


FILLS: dict[str, Callable[..., Offers | None]] = {
    Lever.SHIFT: _shift,
    Lever.VIDEO: _remotely,
    Lever.PHONE: _remotely,
    Lever.VENDOR: _vendor,
}


@never_cache
@staff(ASSIGN)
@require_POST
def unfilled(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nobody is to be had: the cause is kept, and whoever asked is told."""
    current, form = found_request(pk), UnfilledForm(request.POST)
    if not form.is_valid():
        return look_page(request, current, unfilled_form=form, status=422)

    def act() -> None:
        cause = form.cleaned_data["cause"]
        operations.leave_unfilled(request=current, cause=cause, by=request.user, at=now())

    return _back(request, pk, act)
