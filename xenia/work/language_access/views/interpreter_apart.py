"""Whom not to send where: her own interests, and what organizations asked for. For the office alone."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access import operations
from xenia.work.language_access.forms.apart import ConflictForm, DoNotSendForm
from xenia.work.language_access.models import Conflict, DoNotSend, Interpreter

MANAGE = "language_access.manage"


@never_cache
@staff(MANAGE)
@require_safe
def apart(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where she is not sent, who said so and why. The look is noted."""
    return _show(request, get_object_or_404(Interpreter, pk=pk))


def _show(request: StaffRequest, current: Interpreter, **forms: Any) -> HttpResponse:
    note_look(current, by=request.user, purpose="service", at=now())
    today = local_day(now())
    context = {
        "one": current,
        "conflicts": current.conflicts.select_related("organization"),
        "not_sent": current.not_sent.in_force(today).select_related("organization"),
        "conflict_form": ConflictForm(),
        "not_sent_form": DoNotSendForm(today=today),
    }
    status = 422 if forms else 200
    return render(request, "language_access/interpreter_apart.html", context | forms, status=status)


def _done(request: StaffRequest, pk: UUID, act: Callable[[], Any], words: str) -> HttpResponse:
    try:
        act()
    except operations.NotedAlready:
        messages.info(request, _("This stands already."))
    except operations.GoneAlready:
        messages.info(request, _("Somebody was here before you. Look at how it stands now."))
    else:
        messages.success(request, words)
    return redirect("language_access:apart", pk=pk)


@never_cache
@staff(MANAGE)
@require_POST
def add_conflict(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She has an interest of her own somewhere."""
    current, form = get_object_or_404(Interpreter, pk=pk), ConflictForm(request.POST)
    if not form.is_valid():
        return _show(request, current, conflict_form=form)
    said = {"interpreter": current, "by": request.user, "at": now(), **form.cleaned_data}
    return _done(request, pk, partial(operations.add_conflict, **said), _("Noted."))


@staff(MANAGE)
@require_POST
def end_conflict(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The interest is no more."""
    found = _row(request, Conflict.objects.filter(interpreter=pk))
    act = partial(operations.end_conflict, conflict=found, by=request.user, at=now())
    return _done(request, pk, act if found else _gone, _sent_again())


@never_cache
@staff(MANAGE)
@require_POST
def add_not_sent(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An organization asked not to be sent her."""
    current = get_object_or_404(Interpreter, pk=pk)
    form = DoNotSendForm(request.POST, today=local_day(now()))
    if not form.is_valid():
        return _show(request, current, not_sent_form=form)
    said = {"interpreter": current, "by": request.user, "at": now(), **form.cleaned_data}
    return _done(request, pk, partial(operations.do_not_send, **said), _("Noted."))


@staff(MANAGE)
@require_POST
def send_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The organization is sent her again."""
    found = _row(request, DoNotSend.objects.filter(interpreter=pk))
    act = partial(operations.send_again, asked=found, by=request.user, at=now())
    return _done(request, pk, act if found else _gone, _sent_again())


def _sent_again() -> str:
    return _("This interpreter can be sent there again.")


def _row(request: StaffRequest, rows: Any) -> Any:
    """The row a button was about; None when somebody took it away before."""
    try:
        return rows.filter(pk=UUID(request.POST.get("row", ""))).first()
    except ValueError:
        return None


def _gone() -> None:
    raise operations.GoneAlready("the row is gone already")
