"""The pages of somebody who asks. No cookie, nothing kept by the browser, her words in no address."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
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
from xenia.ground.vault.subjects import UnderHold
from xenia.work.enquiries import operations
from xenia.work.enquiries.codes import code_for
from xenia.work.enquiries.deadlines import ANSWER_WITHIN
from xenia.work.enquiries.forms.asking import AskForm, CodeForm, LookFor, ReplyForm
from xenia.work.enquiries.models import AnswerText, Enquiry
from xenia.work.enquiries.queries.answer_texts import ShownAnswer, in_language, matching
from xenia.work.enquiries.queries.threads import read_by_asker, with_code

ASK, CODE, REPLY = "enquiries.ask", "enquiries.code", "enquiries.reply"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)
SHOWN_FIRST = 6


@nobodys
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the office. What others asked stands above the form, and blocks nothing."""
    form = AskForm(request.POST or None, reader=_reader())
    if request.method != "POST":
        return _ask_page(request, form, open_form(ASK))
    token = request.POST.get("token", "")
    if not form.is_valid():
        return _ask_page(request, form, token)
    verdict = verdict_of(request, ASK, token)
    if verdict is Verdict.USED and with_code(code_for(token)):
        return _thanks(request, token)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        return _ask_page(request, form, open_again(ASK, token, verdict))
    # The same form, sent twice at once: one question, one code.
    with suppress(operations.AlreadyAsked):
        operations.ask_office(question=form.question(), token=token, at=now())
    return _thanks(request, token)


def _ask_page(request: HttpRequest, form: AskForm, token: str) -> HttpResponse:
    shown = _published()
    context = {
        "form": form,
        "token": token,
        "leave": LEAVE,
        "answers": shown[:SHOWN_FIRST],
        "has_more": len(shown) > SHOWN_FIRST,
        "days": ANSWER_WITHIN["resident"],
    }
    return render(request, "enquiries/ask.html", context, status=422 if form.errors else 200)


def _thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The code, once: it stands in no address and is kept nowhere."""
    code = code_for(token)
    enquiry = with_code(code)
    if enquiry is None:
        return redirect("enquiries:ask")
    context = {
        "code": code,
        "enquiry": enquiry,
        "days": ANSWER_WITHIN[enquiry.asker],
        "leave": LEAVE,
    }
    return render(request, "enquiries/thanks.html", context)


@nobodys
def answer(request: HttpRequest) -> HttpResponse:
    """Type the code, read the answer, write again, or take the question back."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    enquiry = with_code(form.cleaned_data["code"])
    if enquiry is None:
        if there := right_page(request):
            return there
        form.add_error(
            "code",
            _(
                "We find nothing under this code. Look at each letter. A question is erased some months after it is"
                " closed: then please ask again."
            ),
        )
        return _code_page(request, form)
    act = {"reply": _reply, "erase": _erase}.get(request.POST.get("act", ""), _thread)
    return act(request, enquiry)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    return render(request, "enquiries/code.html", {"form": form, "leave": LEAVE}, status=status)


def _thread(request: HttpRequest, enquiry: Enquiry, **more: Any) -> HttpResponse:
    context = {
        "enquiry": enquiry,
        "thread": read_by_asker(enquiry),
        "code": request.POST.get("code", ""),
        "form": ReplyForm(),
        "token": open_form(REPLY),
        "days": ANSWER_WITHIN[enquiry.asker],
        "leave": LEAVE,
    }
    status = 422 if "form" in more else 200
    return render(request, "enquiries/thread.html", context | more, status=status)


def _reply(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    form, token = ReplyForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _thread(request, enquiry, form=form, token=token)
    verdict = verdict_of(request, REPLY, token)
    if verdict is Verdict.USED:
        return _thread(request, enquiry)
    if verdict is not Verdict.PASSES:
        form.add_error(None, why(verdict))
        kept = open_again(REPLY, token, verdict)
        return _thread(request, enquiry, form=form, token=kept)
    current = operations.write_again(enquiry=enquiry, words=form.cleaned_data["words"], at=now())
    return _thread(request, current, is_sent=True)


def _erase(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Asked once more; then nothing of it opens again."""
    context = {"code": request.POST.get("code", ""), "leave": LEAVE, "is_erased": False}
    if request.POST.get("sure") == "yes":
        try:
            operations.erase_own(enquiry=enquiry, at=now())
            context["is_erased"] = True
        except UnderHold:
            context["is_held"] = True
    return render(request, "enquiries/erase.html", context)


@public
@csrf_exempt
def answers(request: HttpRequest) -> HttpResponse:
    """Questions people ask. Words to look for come by a form, so that they stand in no address."""
    form = LookFor(request.POST)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    shown = _published()
    context = {"answers": matching(shown, words) if words else shown, "words": words}
    response = render(request, "enquiries/answers.html", context)
    if request.method == "POST":
        response["Cache-Control"] = "private, no-cache"
    return response


@public
def answer_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One answer. Who does not find hers there asks."""
    found = in_language(list(AnswerText.objects.published().filter(pk=pk)), _reader())
    if not found:
        raise Http404
    return render(request, "enquiries/answer_read.html", {"answer": found[0]})


def _published() -> list[ShownAnswer]:
    return in_language(list(AnswerText.objects.published()), _reader())


def _reader() -> str:
    return get_language() or "en"
