"""The pages of somebody who asks for help. No cookie, nothing kept by the browser, her words in no address."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.accounts.nobodys import LEAVE, nobodys, verdict_of
from xenia.ground.common.code_pages import right_page
from xenia.ground.common.dates import now
from xenia.ground.common.gate import (
    LIMITS,
    Limits,
    Verdict,
    may_try,
    open_again,
    open_form,
    why,
)
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.subjects import UnderHold
from xenia.work.casework import operations
from xenia.work.casework.codes import code_for
from xenia.work.casework.deadlines import LOOKED_AT_WITHIN
from xenia.work.casework.forms.asking import AgainForm, CodeForm, HelpForm
from xenia.work.casework.models import Intake
from xenia.work.casework.operations import KnownByNow
from xenia.work.casework.queries.cases import read_by_her, with_code

ASK, CODE, AGAIN = "casework.ask", "casework.code", "casework.again"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)


@nobodys
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """Say what you need, in your language."""
    form = HelpForm(request.POST or None, reader=_reader())
    if request.method != "POST":
        return _ask_page(request, form, open_form(ASK))
    token = request.POST.get("token", "")
    if not form.is_valid():
        return _ask_page(request, form, token)
    verdict = verdict_of(request, ASK, token)
    if verdict is Verdict.USED and with_code(code_for(token)):
        return _sent(request, token)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        return _ask_page(request, form, open_again(ASK, token, verdict))
    # The same form, sent twice at once: one request, one code.
    with suppress(operations.AlreadySent):
        operations.ask_for_help(request=form.request(), token=token, at=now())
    return _sent(request, token)


def _ask_page(request: HttpRequest, form: HelpForm, token: str) -> HttpResponse:
    context = {"form": form, "token": token, "leave": LEAVE, "days": LOOKED_AT_WITHIN}
    status = 422 if form.errors else 200
    return render(request, "casework/ask_for_help.html", context, status=status)


def _sent(request: HttpRequest, token: str) -> HttpResponse:
    """The code, once: it stands in no address and is kept nowhere."""
    code = code_for(token)
    intake = with_code(code)
    if intake is None:
        return redirect("casework:ask_for_help")
    context = {"code": code, "intake": intake, "days": LOOKED_AT_WITHIN, "leave": LEAVE}
    return render(request, "casework/sent.html", context)


@nobodys
def help_answer(request: HttpRequest) -> HttpResponse:
    """Type the code, read what became of it, write again, or take it back."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    intake = with_code(form.cleaned_data["code"])
    if intake is None:
        if there := right_page(request):
            return there
        form.add_error(
            "code", _("We find nothing under this code. Look at each letter, or call us.")
        )
        return _code_page(request, form)
    act = {"again": _again, "erase": _erase}.get(request.POST.get("act", ""), _thread)
    return act(request, intake)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    return render(request, "casework/help_code.html", {"form": form, "leave": LEAVE}, status=status)


def _thread(request: HttpRequest, intake: Intake, **more: Any) -> HttpResponse:
    codes = intake.needs.values_list("need", flat=True)
    context = {
        "intake": intake,
        "thread": read_by_her(intake),
        "needs": [label_of("needs", code, _reader()) for code in codes],
        "code": request.POST.get("code", ""),
        "form": AgainForm(),
        "token": open_form(AGAIN),
        "leave": LEAVE,
    }
    status = 422 if "form" in more else 200
    return render(request, "casework/help_answer.html", context | more, status=status)


def _again(request: HttpRequest, intake: Intake) -> HttpResponse:
    form, token = AgainForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _thread(request, intake, form=form, token=token)
    verdict = verdict_of(request, AGAIN, token)
    if verdict is Verdict.USED:
        return _thread(request, intake)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        kept = open_again(AGAIN, token, verdict)
        return _thread(request, intake, form=form, token=kept)
    current = operations.write_again(intake=intake, words=form.cleaned_data["words"], at=now())
    return _thread(request, current, is_sent=True)


def _erase(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Asked once more; then nothing of it opens again."""
    context: dict[str, Any] = {"code": request.POST.get("code", ""), "leave": LEAVE}
    if intake.client_id:
        context["is_known"] = True
    elif request.POST.get("sure") == "yes":
        try:
            operations.erase_own(intake=intake, at=now())
            context["is_erased"] = True
        except KnownByNow:
            context["is_known"] = True
        except UnderHold:
            context["is_held"] = True
    return render(request, "casework/help_erase.html", context)


def _reader() -> str:
    return get_language() or "en"
