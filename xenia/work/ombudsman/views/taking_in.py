"""Somebody stands here, calls, or sent a paper: a colleague writes her complaint down and hands her the code."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.ids import new_id
from xenia.ground.common.languages import is_known, language
from xenia.ground.reference.office import office_facts
from xenia.work.ombudsman.codes import code_for, hash_of
from xenia.work.ombudsman.forms.taking_in import READ_ALOUD, TakeInForm
from xenia.work.ombudsman.forms.working import ENGLISH
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.operations import filing
from xenia.work.ombudsman.views.shown import HANDLE, TAKE_IN, UNTRUE, reader, rooms


@never_cache
@staff(TAKE_IN)
def take_in(request: StaffRequest) -> HttpResponse:
    """What is read to her in her language, her words, and few questions."""
    if request.method != "POST":
        return _page(request, TakeInForm(reader=reader(), initial={"token": new_id().hex}))
    form = TakeInForm(request.POST, reader=reader())
    if request.POST.get("act") == "language":
        kept = TakeInForm(initial=request.POST.dict(), reader=reader())
        return _page(request, kept)
    if not form.is_valid():
        return _page(request, form, status=UNTRUE)
    token = form.cleaned_data["token"]
    # The same form, sent twice: one complaint, one code.
    with suppress(filing.AlreadyFiled):
        filing.file_complaint(report=form.report(), token=token, by=request.user, at=now())
    return _taken_in(request, token)


def _page(request: StaffRequest, form: TakeInForm, *, status: int = 200) -> HttpResponse:
    codes, chosen = office_facts().codes, form["language"].value()
    tongue = chosen if chosen in codes else codes[0]
    context = {
        "form": form,
        "aloud": _aloud(tongue),
        "english": _aloud(ENGLISH) if tongue != ENGLISH else [],
        "tongue": tongue,
        "direction": language(tongue).direction,
        "is_missing": chosen not in codes,
        "may_handle": (may_handle := request.user.may(HANDLE)),
        **(rooms(request) if may_handle else {}),
    }
    return render(request, "ombudsman/take_in.html", context, status=status)


def _aloud(tongue: str) -> list[str]:
    with override(tongue):
        return [str(one) for one in READ_ALOUD]


def _of(token: str) -> Complaint:
    """The complaint that came with a form. Raises Http404."""
    hashed = hash_of(code_for(token)) if token else ""
    complaint: Complaint | None = Complaint.objects.filter(code_hash=hashed).first()
    if not hashed or complaint is None:
        raise Http404
    return complaint


def _taken_in(request: StaffRequest, token: str) -> HttpResponse:
    """The code, once: it stands in no address and is kept nowhere."""
    complaint = _of(token)
    with override(_paper_tongue(complaint)):
        sheet = reverse("complaints:code_sheet")
    context = {
        "complaint": complaint,
        "code": code_for(token),
        "token": token,
        "sheet": sheet,
        "may_handle": request.user.may(HANDLE),
    }
    return render(request, "ombudsman/taken_in.html", context)


@never_cache
@staff(TAKE_IN)
@require_POST
def code_sheet(request: StaffRequest) -> HttpResponse:
    """A paper for her, in the language of the address: the code, and what she can do with it."""
    token = request.POST.get("token", "")
    context: dict[str, Any] = {"complaint": _of(token), "code": code_for(token)}
    return render(request, "ombudsman/code_sheet.html", context)


def _paper_tongue(complaint: Complaint) -> str:
    """Her language, where the office's pages have it; else the reader's."""
    code = str(complaint.language)
    return code if is_known(code) and code in office_facts().codes else reader()
