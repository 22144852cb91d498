"""The pages of the person herself: by the code on her paper, or by a link in a message. No account, no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.code_pages import right_page
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import LIMITS, Limits, Verdict, may_try, why
from xenia.ground.common.transitions import WrongState
from xenia.registers.clients.operations import withdraw_consent
from xenia.work.referrals.forms.answering import CodeForm, HerAnswerForm
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Outcome, Status
from xenia.work.referrals.operations import NOT_YET, confirm_by_person
from xenia.work.referrals.queries import lists
from xenia.work.referrals.queries.slip import slip_of
from xenia.work.referrals.views.by_link import LinkEnded, by_link
from xenia.work.referrals.views.shown import CROSSED, reader

CODE = "referrals.code"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)
LEAVE = "https://www.weather.gov/"
View = Callable[..., HttpResponse]


def hers(view: View) -> View:
    """Public, kept by no browser, and without a cookie; her code stands for a proof of origin."""

    @public
    @never_cache
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        return view(request)

    return guarded


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code, see where, when and what to bring, say how it went, and take back what she agreed to."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form, status=422 if form.errors else 200)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    referral = lists.with_code(form.cleaned_data["code"])
    if referral is None:
        return right_page(request) or _nothing(request, form)
    return _opened(request, referral)


def _nothing(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.add_error("code", _("We find nothing under this code. Look at each letter."))
    return _code_page(request, form, status=422)


def _opened(request: HttpRequest, referral: Referral) -> HttpResponse:
    act = request.POST.get("act")
    if act == "say":
        return _say(request, referral, "referrals/mine.html", _shown(request, referral))
    if act == "withdraw":
        return _withdraw(request, referral)
    context = _shown(request, referral) | {"form": HerAnswerForm()}
    return render(request, "referrals/mine.html", context)


def _withdraw(request: HttpRequest, referral: Referral) -> HttpResponse:
    """She takes back one thing she agreed to. Whoever relied on it stops at once."""
    for consent in lists.agreed_with(referral, local_day(now())):
        if str(consent.pk) == request.POST.get("consent"):
            withdraw_consent(consent=consent, by=None, at=now())
    referral.refresh_from_db()
    context = _shown(request, referral) | {"form": HerAnswerForm(), "was_taken_back": True}
    return render(request, "referrals/mine.html", context)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int) -> HttpResponse:
    context = {"form": form, "leave": LEAVE}
    return render(request, "referrals/my_code.html", context, status=status)


def _shown(request: HttpRequest, referral: Referral) -> dict[str, Any]:
    """Whoever holds the paper reads what stands on it: no name, and nothing she told but that she agreed."""
    return {
        "referral": referral,
        "slip": slip_of(referral.service, reader(), referral.location),
        "code": request.POST.get("code", ""),
        "agreed": lists.agreed_with(referral, local_day(now())),
        "may_say": referral.is_open or referral.status == Status.COMPLETED,
        "leave": LEAVE,
    }


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """From a message: one question and four answers. Who else sees it learns neither what nor where."""
    referral = lists.behind_her_link(token, local_day(now()))
    if referral is None or not (referral.is_open or referral.status == Status.COMPLETED):
        raise LinkEnded
    more: dict[str, Any] = {"leave": LEAVE}
    if request.method == "POST":
        return _say(request, referral, "referrals/my_link.html", more)
    return render(request, "referrals/my_link.html", more | {"form": HerAnswerForm()})


def _say(
    request: HttpRequest, referral: Referral, template: str, shown: dict[str, Any]
) -> HttpResponse:
    form = HerAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, template, shown | {"form": form}, status=422)
    said = form.cleaned_data["said"]
    try:
        confirm_by_person(referral=referral, said=said, at=now())
    except WrongState:
        return render(request, "referrals/link_ended.html", status=CROSSED)
    thanks = {"was_helped": said in (Outcome.SERVED, Outcome.PARTLY), "waits": said == NOT_YET}
    return render(request, "referrals/my_thanks.html", shown | thanks)
