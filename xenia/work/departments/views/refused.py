"""The pages of somebody who was refused. No cookie, nothing kept by the browser, her words in no address."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
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
from xenia.ground.vault.subjects import UnderHold
from xenia.registers.directory.models import Service
from xenia.work.departments.codes import code_for
from xenia.work.departments.forms.refusal import AgainForm, CodeForm, RefusedForm
from xenia.work.departments.models import Refusal
from xenia.work.departments.operations import refusals as operations
from xenia.work.departments.operations.refusals import LOOKED_AT_WITHIN
from xenia.work.departments.queries.refusals import read_by_her, with_code
from xenia.work.departments.queries.statements import city_services, shown_for

REPORT, CODE, AGAIN = "departments.refused", "departments.code", "departments.again"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)


@nobodys
def refused(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell us that a city service refused you."""
    service = get_object_or_404(city_services(), pk=pk)
    form = RefusedForm(request.POST or None, reader=_reader())
    if request.method != "POST":
        return _form_page(request, service, form, open_form(REPORT))
    token = request.POST.get("token", "")
    if not form.is_valid():
        return _form_page(request, service, form, token)
    verdict = verdict_of(request, REPORT, token)
    if verdict is Verdict.USED and with_code(code_for(token)):
        return _sent(request, token)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        return _form_page(request, service, form, open_again(REPORT, token, verdict))
    # The same form, sent twice at once: one report, one code.
    with suppress(operations.AlreadyReported):
        operations.report_refusal(service=service, report=form.report(), token=token, at=now())
    return _sent(request, token)


def _form_page(
    request: HttpRequest, service: Service, form: RefusedForm, token: str
) -> HttpResponse:
    context = {
        "service": service,
        "shown": shown_for(service.pk, _reader(), local_day(now())),
        "form": form,
        "token": token,
        "leave": LEAVE,
        "days": LOOKED_AT_WITHIN,
    }
    status = 422 if form.errors else 200
    return render(request, "departments/refused.html", context, status=status)


def _sent(request: HttpRequest, token: str) -> HttpResponse:
    """The code, once: it stands in no address and is kept nowhere."""
    code = code_for(token)
    refusal = with_code(code)
    if refusal is None:
        return redirect("equal_access:all")
    context = {"code": code, "refusal": refusal, "leave": LEAVE}
    return render(request, "departments/refused_sent.html", context)


@nobodys
def answer(request: HttpRequest) -> HttpResponse:
    """Type the code, read what became of it, write again, or take it back."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    refusal = with_code(form.cleaned_data["code"])
    if refusal is None:
        if there := right_page(request):
            return there
        form.add_error(
            "code", _("We find nothing under this code. Look at each letter, or call us.")
        )
        return _code_page(request, form)
    act = {"again": _again, "erase": _erase}.get(request.POST.get("act", ""), _thread)
    return act(request, refusal)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    context = {"form": form, "leave": LEAVE}
    return render(request, "departments/refused_code.html", context, status=status)


def _thread(request: HttpRequest, refusal: Refusal, **more: Any) -> HttpResponse:
    context = {
        "refusal": refusal,
        "thread": read_by_her(refusal),
        "code": request.POST.get("code", ""),
        "form": AgainForm(),
        "token": open_form(AGAIN),
        "leave": LEAVE,
    }
    status = 422 if "form" in more else 200
    return render(request, "departments/refused_answer.html", context | more, status=status)


def _again(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    form, token = AgainForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _thread(request, refusal, form=form, token=token)
    verdict = verdict_of(request, AGAIN, token)
    if verdict is Verdict.USED:
        return _thread(request, refusal)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        kept = open_again(AGAIN, token, verdict)
        return _thread(request, refusal, form=form, token=kept)
    words = form.cleaned_data["words"]
    current = operations.write_again(refusal=refusal, words=words, at=now())
    return _thread(request, current, is_sent=True)


def _erase(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Asked once more; then nothing of it opens again."""
    context: dict[str, Any] = {"code": request.POST.get("code", ""), "leave": LEAVE}
    if request.POST.get("sure") == "yes":
        try:
            operations.erase_own(refusal=refusal, at=now())
            context["is_erased"] = True
        except UnderHold:
            context["is_held"] = True
    return render(request, "departments/refused_erase.html", context)


def _reader() -> str:
    return get_language() or "en"
