"""Her complaint, behind the code she holds: she reads, writes more, lets the department know something, takes it back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.accounts.nobodys import LEAVE, nobodys, verdict_of
from xenia.ground.common.code_pages import right_page
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import (
    LIMITS,
    Limits,
    Verdict,
    may_try,
    open_again,
    open_form,
    why,
)
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.subjects import UnderHold
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.codes import is_mistyped
from xenia.work.ombudsman.forms.her_pictures import (
    destroy_own,
    is_drawn,
    is_kept,
    own_pictures,
    pictures_sent,
)
from xenia.work.ombudsman.forms.hers import AgainForm, CodeForm, ReleaseForm
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.operations import filing, releasing
from xenia.work.ombudsman.queries import hers
from xenia.work.ombudsman.queries.clocks import told_of_clocks
from xenia.work.ombudsman.queries.passed_on import passed_on_of
from xenia.work.ombudsman.queries.threads import with_code

CODE, AGAIN = "ombudsman.code", "ombudsman.again"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)


@nobodys
def answer(request: HttpRequest) -> HttpResponse:
    """Type the code; read what became of it, and act."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    complaint = with_code(form.cleaned_data["code"])
    if complaint is None:
        if there := right_page(request):
            return there
        form.add_error("code", _why_not(form.cleaned_data["code"]))
        return _code_page(request, form)
    act = {
        "again": _again,
        "add_pictures": _add_pictures,
        "destroy_picture": _destroy_picture,
        "review": _review,
        "release": _release,
        "withdraw_release": _withdraw_release,
        "stop": _stop,
        "erase": _erase,
    }.get(request.POST.get("act", ""), _thread)
    return act(request, complaint)


def _why_not(typed: str) -> str:
    if is_mistyped(typed):
        return _("There is a slip in this code. Look at each letter and digit, and try again.")
    return _(
        "We find nothing under this code. It may be erased. You can write to us again, or call us."
    )


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    return render(request, "ombudsman/code.html", {"form": form, "leave": LEAVE}, status=status)


def _thread(request: HttpRequest, complaint: Complaint, **more: Any) -> HttpResponse:
    today = local_day(now())
    context = {
        "complaint": complaint,
        "thread": hers.read_by_her(complaint),
        "doors": hers.doors(complaint),
        "steps": hers.steps(complaint),
        "due": told_of_clocks(complaint, today, calendar_in_force()),
        "remedies": hers.remedies(complaint),
        "releases": hers.releases(complaint, today),
        "waits": hers.is_being_translated(complaint),
        "may_review": hers.may_ask_for_review(complaint),
        "may_release": releasing.may_release(complaint),
        "code": request.POST.get("code", ""),
        "form": AgainForm(),
        "release_form": ReleaseForm(prefix="release"),
        "token": open_form(AGAIN),
        "passed_on": passed_on_of(complaint.pk),
        "today": today,
        "leave": LEAVE,
        **own_pictures(complaint),
    }
    status = 422 if {"form", "release_form", "pictures_form"} & more.keys() else 200
    return render(request, "ombudsman/thread.html", context | more, status=status)


def _again(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    return _write(request, complaint, filing.write_again, _("We have it."))


def _review(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    said = _("We have it. Somebody else looks at it again.")
    return _write(request, complaint, filing.ask_for_review, said)


def _write(
    request: HttpRequest, complaint: Complaint, write: Callable[..., Complaint], said: str
) -> HttpResponse:
    form, token = AgainForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _thread(request, complaint, form=form, token=token)
    verdict = verdict_of(request, AGAIN, token)
    if verdict is Verdict.USED:
        return _thread(request, complaint)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        kept = open_again(AGAIN, token, verdict)
        return _thread(request, complaint, form=form, token=kept)
    try:
        current = write(complaint=complaint, words=form.cleaned_data["words"], at=now())
    except WrongState:
        form.add_error(None, _("This cannot be done with your complaint now. Please call us."))
        return _thread(request, complaint, form=form)
    return _thread(request, current, said=said)


def _add_pictures(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    form = pictures_sent(request, needed=True)
    if is_drawn(request, form) and is_kept(complaint, form):
        return _thread(request, complaint, said=_("We have it."))
    return _thread(request, complaint, pictures_form=form)


def _destroy_picture(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    return _thread(request, complaint, said=destroy_own(request, complaint))


def _release(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    form = ReleaseForm(request.POST, prefix="release")
    if not form.is_valid():
        return _thread(request, complaint, release_form=form)
    try:
        releasing.release(complaint=complaint, at=now(), **form.cleaned_data)
    except releasing.NotToThem:
        form.add_error(None, _("This complaint lets no department know who you are."))
        return _thread(request, complaint, release_form=form)
    return _thread(request, complaint, said=_("The department can read it now."))


def _withdraw_release(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    field = request.POST.get("field", "")
    releasing.withdraw_release(complaint=complaint, field=field, at=now())
    return _thread(request, complaint, said=_("The department cannot read it any more."))


def _stop(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """We stop; what was said stays readable with her code until its time is over."""
    if request.POST.get("sure") != "yes":
        return _sure(request, act="stop")
    try:
        current = filing.withdraw_own(complaint=complaint, at=now())
    except WrongState:
        return _thread(request, complaint)
    return _thread(request, current, said=_("We stopped. You can write again at any time."))


def _erase(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Asked once more; then nothing of it opens again."""
    if request.POST.get("sure") != "yes":
        return _sure(request, act="erase")
    try:
        filing.erase_own(complaint=complaint, at=now())
    except UnderHold:
        return _sure(request, act="erase", is_held=True)
    return _sure(request, act="erase", is_erased=True)


def _sure(request: HttpRequest, **said: Any) -> HttpResponse:
    context = {"code": request.POST.get("code", ""), "leave": LEAVE, **said}
    return render(request, "ombudsman/sure.html", context)
