"""The page where somebody complains. No cookie, nothing kept by the browser, her words in no address; nobody is turned away."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.accounts.nobodys import LEAVE, nobodys
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import admit, open_form
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.codes import code_for
from xenia.work.ombudsman.forms.evidence import PicturesForm
from xenia.work.ombudsman.forms.filing import LEVELS, ComplaintForm
from xenia.work.ombudsman.forms.her_pictures import is_drawn, is_kept, pictures_sent
from xenia.work.ombudsman.operations.filing import AlreadyFiled, file_complaint
from xenia.work.ombudsman.queries.about import SERVICE
from xenia.work.ombudsman.queries.clocks import told_of_clocks
from xenia.work.ombudsman.queries.threads import with_code

FILE = "ombudsman.file"


@nobodys
def complain(request: HttpRequest) -> HttpResponse:
    """Tell us what went wrong. An address may say about which service, and what kind it is."""
    token = request.POST.get("token", "")
    if request.method != "POST":
        return _page(request, _form(initial=_asked_about(request)), open_form(FILE))
    if request.POST.get("act") == "look":
        return _page(request, _form(initial=request.POST.dict()), token, has_looked=True)
    form, pictures = _form(request.POST), pictures_sent(request)
    if not (form.is_valid() and is_drawn(request, pictures)):
        return _page(request, form, token, pictures=pictures)
    admission = admit(
        FILE,
        token,
        request.POST.get("website", ""),
        address_of_the_day(request),
        request.POST.get("proof", ""),
    )
    # The same form, sent twice: one complaint, one code.
    with suppress(AlreadyFiled):
        if not (admission.was_sent and with_code(code_for(token))):
            complaint = file_complaint(
                report=form.report(), token=admission.token, at=now(), held=admission.is_held
            )
            is_kept(complaint, pictures)
    return _sent(request, admission.token)


def _form(data: Any = None, **more: Any) -> ComplaintForm:
    return ComplaintForm(data, reader=get_language() or "en", **more)


def _asked_about(request: HttpRequest) -> dict[str, str]:
    """What the page that led here knows."""
    asked = {"kind": request.GET.get("kind", "")}
    if service := request.GET.get("service"):
        asked["about"] = f"{SERVICE}:{service}"
    return asked


def _page(
    request: HttpRequest,
    form: ComplaintForm,
    token: str,
    *,
    pictures: PicturesForm | None = None,
    has_looked: bool = False,
) -> HttpResponse:
    pictures = pictures or PicturesForm()
    context = {
        "form": form,
        "pictures_form": pictures,
        "token": token,
        "proof": request.POST.get("proof", ""),
        "hints": {value: hint for value, _label, hint in LEVELS},
        "has_looked": has_looked,
        "has_found": has_looked and len(form.found) > 0,
        "leave": LEAVE,
    }
    return render(
        request,
        "ombudsman/complain.html",
        context,
        status=422 if form.errors or pictures.errors else 200,
    )


def _sent(request: HttpRequest, token: str) -> HttpResponse:
    """The code, once: it stands in no address and is kept nowhere."""
    code = code_for(token)
    complaint = with_code(code)
    if complaint is None:
        return redirect("complaint:complain")
    context = {
        "code": code,
        "complaint": complaint,
        "due": told_of_clocks(complaint, local_day(now()), calendar_in_force()),
        "answer_address": request.build_absolute_uri(reverse("complaint:answer")),
        "leave": LEAVE,
    }
    return render(request, "ombudsman/complained.html", context)
