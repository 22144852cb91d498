"""The page behind the link in the yearly letter: one click for all, without an account."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.registers.directory.forms.verification import change_form
from xenia.registers.directory.models import VerificationAnswer, VerificationRequest
from xenia.registers.directory.operations import answering
from xenia.registers.directory.operations.answering import (
    AnsweredMeanwhile,
    LinkEnded,
    answers_of,
    request_behind,
)
from xenia.registers.directory.operations.proposals import NothingProposed
from xenia.registers.directory.queries.entry_words import (
    EntryWords,
    entries_in_words,
    mark_of_all,
)
from xenia.registers.directory.queries.verification import Entry, entries_of
from xenia.registers.directory.views.lists import reader_of

View = Callable[..., HttpResponse]
Answer = VerificationAnswer.Answer


def _private(view: View) -> View:
    """The address is the permission: it is in no cache, no index and no other site's log; no cookie is set."""

    @csrf_exempt
    @public
    @never_cache
    def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        try:
            answer = view(request, token, **rest)
        except LinkEnded:
            answer = render(request, "directory/verify_ended.html", status=404)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


@_private
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Everything the organisation answers for, as residents see it. Opening it confirms nothing: scanners do that."""
    if request.method == "POST":
        return _act(request, token)
    return _page(request, token)


def _page(request: HttpRequest, token: str, *, told: str = "", status: int = 200) -> HttpResponse:
    asked = request_behind(token, at=now())
    entries = _words(request, asked)
    waiting = [one for one in entries if not one.answer]
    context = {
        "entries": entries,
        "waiting": len(waiting),
        "seen": mark_of_all(waiting),
        "organization": asked.organization,
        "expires_on": asked.expires_on,
        "may_take_back": any(one.answer == Answer.RIGHT for one in entries),
        "token": token,
        "told": told,
    }
    return render(request, "directory/verify.html", context, status=status)


def _words(request: HttpRequest, asked: VerificationRequest) -> list[EntryWords]:
    entries = entries_of(asked.organization)
    return entries_in_words(entries, answers_of(asked), get_language() or "en")


def _act(request: HttpRequest, token: str) -> HttpResponse:
    act, _colon, entry = request.POST.get("act", "").partition(":")
    if act not in _ACTS:
        raise Http404(act)
    try:
        return _ACTS[act](request, token, entry)
    except AnsweredMeanwhile:
        told = _("Somebody at your organization answered this a moment ago. Nothing was changed.")
        return _page(request, token, told=told, status=409)


def _everything(request: HttpRequest, token: str, _entry: str) -> HttpResponse:
    """One click. What changed since the page was opened is shown first: nobody confirms what she did not see."""
    asked = request_behind(token, at=now())
    waiting = [one for one in _words(request, asked) if not one.answer]
    if request.POST.get("seen") != mark_of_all(waiting):
        told = _("An entry changed since you opened this page. Please look once more.")
        return _page(request, token, told=told, status=409)
    answering.confirm_everything(token=token, at=now())
    return redirect("verify", token=token)


def _right(request: HttpRequest, token: str, entry: str) -> HttpResponse:
    answering.confirm_one(token=token, entry=_id(entry), at=now())
    return _back_to(token, entry)


def _closed(request: HttpRequest, token: str, entry: str) -> HttpResponse:
    """The office's editors read the note in the office's own language."""
    note = "Answered by e-mail: this closed."
    answering.say_closed(token=token, entry=_id(entry), note=note, at=now())
    return _back_to(token, entry)


def _left(request: HttpRequest, token: str, _entry: str) -> HttpResponse:
    answering.say_wrong_person(token=token, at=now())
    return render(request, "directory/verify_left.html")


def _mistake(request: HttpRequest, token: str, entry: str) -> HttpResponse:
    """She pressed "still right" by mistake."""
    if entry == "all":
        answering.take_back_right(token=token, at=now())
        return redirect("verify", token=token)
    answering.take_back_right(token=token, entry=_id(entry), at=now())
    return _back_to(token, entry)


_ACTS: Final = {
    "all": _everything,
    "right": _right,
    "closed": _closed,
    "left": _left,
    "mistake": _mistake,
}


def _back_to(token: str, entry: str) -> HttpResponse:
    return redirect(f"{reverse('verify', args=[token])}#e-{entry}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(text) from None


@_private
def change(request: HttpRequest, token: str, pk: UUID) -> HttpResponse:
    """Something changed: the main fields, and words for the rest. A colleague looks before residents see it."""
    asked = request_behind(token, at=now())
    entry = next((one for one in entries_of(asked.organization) if one.pk == pk), None)
    if entry is None:
        raise Http404(str(pk))
    words = entries_in_words(_with_services(entry, asked), {}, reader_of(request))
    said = next(one for one in words if one.id == pk)
    form = change_form(entry, is_hidden=said.is_hidden, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _propose(request, token, pk, form.changes(form.cleaned_data), form)
    context = {"entry": said, "form": form, "token": token, "organization": asked.organization}
    return render(
        request, "directory/verify_change.html", context, status=422 if form.errors else 200
    )


def _with_services(entry: Entry, asked: VerificationRequest) -> list[Entry]:
    """What residents see of a place stands in the listings of the services given there."""
    return entries_of(asked.organization) if entry.pk != asked.organization_id else [entry]


def _propose(
    request: HttpRequest, token: str, pk: UUID, changes: dict[str, str], form: Any
) -> HttpResponse:
    try:
        answering.say_what_changed(
            token=token, entry=pk, changes=changes, note=form.words(form.cleaned_data), at=now()
        )
    except AnsweredMeanwhile:
        told = _("Somebody at your organization answered this a moment ago. Nothing was changed.")
        return _page(request, token, told=told, status=409)
    except NothingProposed:
        told = _("It says so already. If everything is right, press “Still right”.")
        return _page(request, token, told=told, status=409)
    return _back_to(token, str(pk))
