"""One interpreter, for the office alone."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import name_in
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.work.language_access import operations
from xenia.work.language_access.forms.interpreter import (
    CredentialForm,
    InterpreterForm,
    LineForm,
    PairForm,
)
from xenia.work.language_access.models import Booking, Credential, Interpreter, LanguagePair
from xenia.work.language_access.models.interpreter import Status
from xenia.work.language_access.operations.pairs import add_line_pairs
from xenia.work.language_access.queries.in_words import lines_of, runs_of
from xenia.work.language_access.queries.onboarding import (
    AGREEMENT,
    CONTACT,
    HOURS,
    LANGUAGES,
    PROOF,
    checklist,
)
from xenia.work.language_access.queries.worked import minutes_of

MANAGE = "language_access.manage"
CHANGE = "change"
NEEDED: dict[str, Promise] = {
    LANGUAGES: gettext_lazy("Languages"),
    PROOF: gettext_lazy("A credential, or the best evidence there is, checked"),
    HOURS: gettext_lazy("Weekly hours"),
    CONTACT: gettext_lazy("A phone number or an e-mail"),
    AGREEMENT: gettext_lazy("The day of the agreement"),
}
STEPS: dict[str, Callable[..., Interpreter]] = {
    "begin": operations.begin,
    "pause": operations.pause,
    "resume": operations.resume,
    "leave": operations.leave,
    "bring_back": operations.bring_back,
}
NEXT_STEPS: dict[str, tuple[str, ...]] = {
    Status.ONBOARDING: ("begin", "leave"),
    Status.ACTIVE: ("pause", "leave"),
    Status.PAUSED: ("resume", "leave"),
    Status.LEFT: ("bring_back",),
}


def _reader() -> str:
    return get_language() or "en"


def _found(pk: UUID) -> Interpreter:
    rows = Interpreter.objects.select_related("organization", "user")
    found: Interpreter = get_object_or_404(rows, pk=pk)
    return found


@never_cache
@staff(MANAGE)
@require_safe
def interpreter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How she is reached, what she works in, what proves it, when she is there. The look is noted."""
    current = _found(pk)
    note_look(current, by=request.user, purpose="service", at=now())
    return _show(request, current)


def _show(
    request: StaffRequest, current: Interpreter, *, status: int = 200, **more: Any
) -> HttpResponse:
    today = local_day(now())
    (line,) = lines_of([current], today, _reader())
    hours = current.hours.exclude(valid_until__lt=today)
    missing = _missing(current, today)
    context = {
        "one": current,
        "today": today,
        "checklist": missing,
        "next": next((item for item in missing if not item["is_there"]), None),
        "is_coming": current.status == Status.ONBOARDING,
        "pairs": line["pairs"],
        "credentials": [_credential(one) for one in current.credentials.recorded()],
        "hours": hours,
        "runs": runs_of(current.exceptions.filter(on__gte=today)),
        "conflicts": current.conflicts.select_related("organization"),
        "not_sent": current.not_sent.in_force(today).select_related("organization"),
        "areas": current.served.select_related("area"),
        "steps": NEXT_STEPS[current.status],
        "is_here": current.status != Status.LEFT,
        "worked": minutes_of(current, today),
        "line_form": LineForm(reader=_reader()) if current.is_vendor_line else None,
        "pair_form": PairForm(reader=_reader()),
        "credential_form": CredentialForm(reader=_reader()),
    }
    return render(request, "language_access/interpreter.html", context | more, status=status)


def _missing(current: Interpreter, today: date) -> list[dict[str, Any]]:
    """What she needs before she can be sent, in words, and where it is written down."""
    places = {CONTACT: CHANGE, AGREEMENT: CHANGE}
    return [
        {
            "words": NEEDED[item.code],
            "is_there": item.is_there,
            "is_waiting": item.is_waiting,
            "url": _place(current, places.get(item.code, item.code)),
        }
        for item in checklist(current, today)
    ]


def _place(current: Interpreter, where: str) -> str:
    if where in (CHANGE, HOURS):
        name = "change_interpreter" if where == CHANGE else "hours"
        return reverse(f"language_access:{name}", args=[current.pk])
    return "#credentials" if where == PROOF else "#languages"


def _credential(one: Credential) -> dict[str, Any]:
    return {
        "one": one,
        "from": name_in(one.from_language, _reader()),
        "to": name_in(one.to_language, _reader()),
        "is_expired": one.is_expired(local_day(now())),
    }


@never_cache
@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_interpreter(request: StaffRequest) -> HttpResponse:
    """Somebody is brought in."""
    form = InterpreterForm(request.POST or None, reader=_reader())
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, None)
    try:
        added = operations.add_interpreter(said=form.said(), by=request.user, at=now())
    except operations.TakenByAnother:
        form.add_error("user", _("This account stands with another interpreter. Choose another."))
        return _form(request, form, None)
    messages.success(request, _("Written down. Add the languages next."))
    return redirect("language_access:interpreter", pk=added.pk)


@never_cache
@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_interpreter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What we know of her is set right."""
    current = _found(pk)
    form = InterpreterForm(
        request.POST or None, reader=_reader(), initial=InterpreterForm.of(current)
    )
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, current)
    try:
        operations.change_interpreter(
            interpreter=current, said=form.said(), by=request.user, at=now()
        )
    except operations.TakenByAnother:
        form.add_error("user", _("This account stands with another interpreter. Choose another."))
        return _form(request, form, current)
    except WrongState:
        messages.info(request, _too_late())
    return redirect("language_access:interpreter", pk=pk)


def _form(
    request: StaffRequest, form: InterpreterForm, current: Interpreter | None
) -> HttpResponse:
    if current:
        note_look(current, by=request.user, purpose="service", at=now())
    context = {"form": form, "one": current}
    status = 422 if form.is_bound else 200
    return render(request, "language_access/interpreter_form.html", context, status=status)


def _too_late() -> str:
    return _("Somebody was here before you. Look at how it stands now.")


def _done(request: StaffRequest, pk: UUID, act: Callable[[], Any], words: str) -> HttpResponse:
    """Do it, say so, and go back to the page; whoever comes second is told."""
    told = (
        WrongState,
        operations.AlreadyWithdrawn,
        operations.AlreadyChecked,
        operations.TakenBack,
    )
    try:
        act()
    except operations.AlreadyThere:
        messages.info(request, _("This stands on the roster already."))
    except told:
        messages.info(request, _too_late())
    else:
        messages.success(request, words)
    return redirect("language_access:interpreter", pk=pk)


@staff(MANAGE)
@require_POST
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She begins, pauses, goes on, leaves or comes back."""
    act = STEPS.get(request.POST.get("step", ""))
    if act is None:
        raise Http404
    current = _found(pk)
    if act is operations.leave and request.POST.get("sure") != "yes":
        return _ask_to_leave(request, current)
    return _done(
        request, pk, partial(act, interpreter=current, by=request.user, at=now()), _("Noted.")
    )


def _ask_to_leave(request: StaffRequest, current: Interpreter) -> HttpResponse:
    """What it means that she leaves, before it is done."""
    ahead = Booking.objects.standing().filter(interpreter=current, start_at__gte=now()).count()
    context = {"one": current, "ahead": ahead}
    return render(request, "language_access/interpreter_leave.html", context)


@never_cache
@staff(MANAGE)
@require_POST
def add_pair(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She works in two more languages."""
    current, form = _found(pk), PairForm(request.POST, reader=_reader())
    if not form.is_valid():
        return _show(request, current, pair_form=form, status=422)
    act = partial(
        operations.add_language_pair,
        interpreter=current,
        pair=form.said(),
        both_ways=form.cleaned_data["both_ways"],
        by=request.user,
        at=now(),
    )
    return _done(request, pk, act, _("The languages stand on the roster."))


@never_cache
@staff(MANAGE)
@require_POST
def add_line_languages(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A vendor's line has many languages: they are written down at once."""
    current, form = _found(pk), LineForm(request.POST, reader=_reader())
    if not current.is_vendor_line:
        raise Http404
    if not form.is_valid():
        return _show(request, current, line_form=form, status=422)
    act = partial(add_line_pairs, interpreter=current, pairs=form.said(), by=request.user, at=now())
    return _done(request, pk, act, _("The languages stand on the roster."))


@staff(MANAGE)
@require_POST
def withdraw_pair(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She no longer works in this direction."""
    pair = get_object_or_404(LanguagePair, pk=pk)
    act = partial(operations.withdraw_language_pair, pair=pair, by=request.user, at=now())
    return _done(request, pair.interpreter_id, act, _("Taken off the roster."))


@never_cache
@staff(MANAGE)
@require_POST
def add_credential(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She shows what proves that she can do it."""
    current, form = _found(pk), CredentialForm(request.POST, reader=_reader())
    if not form.is_valid():
        return _show(request, current, credential_form=form, status=422)
    act = partial(
        operations.record_credential,
        interpreter=current,
        proof=form.said(),
        by=request.user,
        at=now(),
    )
    return _done(request, pk, act, _("Written down. It counts once somebody has checked it."))


@staff(MANAGE)
@require_POST
def check_credential(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I saw the evidence, and stand for it."""
    credential = get_object_or_404(Credential, pk=pk)
    act = partial(operations.check_credential, credential=credential, by=request.user, at=now())
    return _done(request, credential.interpreter_id, act, _("Checked. It counts from now on."))


@staff(MANAGE)
@require_POST
def take_back_credential(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It counts no more."""
    credential = get_object_or_404(Credential, pk=pk)
    act = partial(operations.take_back_credential, credential=credential, by=request.user, at=now())
    return _done(request, credential.interpreter_id, act, _("Taken back. It counts no more."))
