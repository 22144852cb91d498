"""One request, for who asked: how it stands, changing and cancelling it, how it went."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access import operations
from xenia.work.language_access.forms.asking import AskForm, DoneForm
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import CANCELLED, Absent, Status
from xenia.work.language_access.operations import NotATime, NotOverYet
from xenia.work.language_access.operations.changing import CHANGEABLE, beginning
from xenia.work.language_access.queries.requests import ASK, later_ones, organizations_of
from xenia.work.language_access.terms import is_late
from xenia.work.language_access.views.asked import ask_page, reader_of, refuse_time, say_closed
from xenia.work.language_access.views.asked_words import (
    coming,
    languages,
    may_read_topic,
    moment,
    series_shown,
    words_for,
)

ASSIGN = "language_access.assign"


def _found(request: StaffRequest, pk: UUID) -> InterpreterRequest:
    """A request of one's own organization; the office sees every one."""
    rows = InterpreterRequest.objects.select_related("organization", "area", "asked_by")
    if not request.user.may(ASK):
        rows = rows.filter(organization__in=request.user.organizations())
    found: InterpreterRequest = get_object_or_404(rows, pk=pk)
    return found


@never_cache
@staff(ASK, somewhere=True)
@require_safe
def one_request(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How it stands, who comes, what happens next. The look is noted."""
    return _page(request, _found(request, pk))


def _page(
    request: StaffRequest, current: InterpreterRequest, *, status: int = 200, **more: Any
) -> HttpResponse:
    at, reader = now(), reader_of()
    note_look(current, by=request.user, purpose="service", at=at)
    has_begun = current.status == Status.FILLED and at >= beginning(current)
    context = {
        "one": current,
        "languages": languages(current, reader),
        "when": moment(current.preferred_at, reader),
        "earliest": moment(current.earliest_at, reader),
        "latest": moment(current.latest_at - current.length, reader),
        "series": series_shown(current, reader),
        "words": words_for(current, at, reader),
        "coming": coming(current, reader, at),
        "has_begun": has_begun,
        "reads_topic": may_read_topic(current, request.user),
        "can_change": current.status in CHANGEABLE and not has_begun,
        "may_assign": request.user.may(ASSIGN),
        "is_absent": current.absent == Absent.INTERPRETER,
        "done_form": DoneForm(initial={"minutes": current.length_minutes}),
    }
    return render(request, "language_access/request.html", context | more, status=status)


def _too_late(request: StaffRequest) -> None:
    words = _("It changed in the meantime. Look at how it stands now.")
    messages.info(request, words)


@never_cache
@staff(ASK, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is needed is said anew."""
    current = _found(request, pk)
    if request.method != "POST" and current.status not in CHANGEABLE:
        _too_late(request)
        return redirect("interpreting:request", pk=pk)
    form = AskForm(
        request.POST or None,
        reader=reader_of(),
        organizations=organizations_of(request.user),
        changes=current,
        reads_topic=may_read_topic(current, request.user),
        initial=AskForm.of(current),
    )
    note_look(current, by=request.user, purpose="service", at=now())
    if request.method != "POST" or not form.is_valid():
        return ask_page(request, form, current)
    try:
        changed = operations.change_request(
            request=current, asked=form.said(), by=request.user, at=now()
        )
    except WrongState:
        form.add_error(
            None, _("It is over, so it cannot be changed. Ask anew with what you wrote.")
        )
        return ask_page(request, form, current)
    except (NotATime, ValueError) as wrong:
        refuse_time(form, wrong)
        return ask_page(request, form, current)
    _say_changed(request, current, changed)
    if changed.preferred_at != current.preferred_at:
        say_closed(request, form.days())
    return redirect("interpreting:request", pk=pk)


def _say_changed(
    request: StaffRequest, before: InterpreterRequest, after: InterpreterRequest
) -> None:
    if before.status == Status.FILLED and after.status != Status.FILLED:
        messages.info(request, _("Changed. Who was booked is free again, and we look anew."))
    else:
        messages.success(request, _("Changed."))


@never_cache
@staff(ASK, somewhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nobody needs to come. Whether that is early or late is said before and after."""
    current = _found(request, pk)
    if request.method != "POST":
        return _cancel_page(request, current)
    try:
        ended = operations.cancel_request(
            request=current,
            by=request.user,
            at=now(),
            and_following=request.POST.get("and_following") == "on",
        )
    except WrongState:
        _too_late(request)
    else:
        _say_cancelled(request, ended)
    return redirect("interpreting:request", pk=pk)


def _cancel_page(request: StaffRequest, current: InterpreterRequest) -> HttpResponse:
    if current.status not in CHANGEABLE:
        _too_late(request)
        return redirect("interpreting:request", pk=current.pk)
    context = {
        "one": current,
        "languages": languages(current, reader_of()),
        "when": moment(current.preferred_at, reader_of()),
        "is_late": is_late(beginning(current), now()),
        "later": later_ones(current),
    }
    return render(request, "language_access/request_cancel.html", context)


def _say_cancelled(request: StaffRequest, ended: InterpreterRequest) -> None:
    _early, late = CANCELLED
    if ended.status == late:
        messages.warning(request, _("Cancelled late. Whoever was booked is told at once."))
    else:
        messages.success(request, _("Cancelled in time. Whoever was booked is told."))


@never_cache
@staff(ASK, somewhere=True)
@require_POST
def outcome(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It took place and took so many minutes, or somebody did not come."""
    current, absent = _found(request, pk), request.POST.get("absent", "")
    form = DoneForm(request.POST)
    if absent and absent not in Absent.values:
        raise Http404
    if not absent and not form.is_valid():
        return _page(request, current, done_form=form, status=422)
    said: dict[str, Any] = {"absent": absent} if absent else form.cleaned_data
    try:
        told = operations.record_outcome(request=current, by=request.user, at=now(), **said)
    except NotOverYet:
        messages.info(request, _("It has not begun yet. Cancel it if nobody is needed."))
    except WrongState:
        _too_late(request)
    else:
        messages.success(request, _noted(told))
    return redirect("interpreting:request", pk=pk)


def _noted(told: InterpreterRequest) -> str:
    if told.minutes is None:
        return _("Noted.")
    words = ngettext("Noted: %(count)s minute.", "Noted: %(count)s minutes.", told.minutes)
    return words % {"count": told.minutes}
