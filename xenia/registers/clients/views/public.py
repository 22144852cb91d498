"""With the code of her receipt she reads what she agreed to, and takes it back. No account, no cookie, no name."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.code_pages import right_page
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import LIMITS, Limits, Verdict, may_try, why
from xenia.registers.clients import operations
from xenia.registers.clients.forms.receipt import CodeForm
from xenia.registers.clients.models import Consent
from xenia.registers.clients.queries.people import who_looked
from xenia.registers.clients.views.shown import status_of

CODE: Final = "clients.consent_code"
# A code cannot be guessed; nobody shall try either. A library's readers share an address.
LIMITS[CODE] = Limits(from_one_place=40)
# The last looks she sees with her code; all of them are hers for the asking.
SHOWN: Final = 20
LEAVE: Final = "https://www.weather.gov/"
View = Callable[..., HttpResponse]


def nobodys(view: View) -> View:
    """Public, kept by no browser, and without a cookie: the code itself stands for the proof of origin."""

    @public
    @never_cache
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


@nobodys
def own_consent(request: HttpRequest) -> HttpResponse:
    """Type the code, read it, take it back."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code_page(request, form)
    if not may_try(CODE, address_of_the_day(request)):
        form.add_error(None, why(Verdict.TOO_MANY))
        return _code_page(request, form, status=429)
    consent = operations.consent_of_receipt(form.cleaned_data["code"])
    if consent is None:
        if there := right_page(request):
            return there
        form.add_error(
            "code",
            _("We find nothing under this code. Look at each letter, or call us."),
        )
        return _code_page(request, form)
    if request.POST.get("act") == "withdraw":
        operations.withdraw_consent(consent=consent, by=None, at=now())
        consent.refresh_from_db()
    return _consent_page(request, consent)


def _code_page(request: HttpRequest, form: forms.Form, *, status: int = 0) -> HttpResponse:
    context = {"form": form, "leave": LEAVE}
    status = status or status_of(form.errors)
    return render(request, "clients/own_code.html", context, status=status)


def _consent_page(request: HttpRequest, consent: Consent) -> HttpResponse:
    context = {
        "consent": consent,
        "stands": consent.stands_on(local_day(now())),
        "code": request.POST.get("code", ""),
        "looks": who_looked(consent.client, most=SHOWN),
        "leave": LEAVE,
    }
    return render(request, "clients/own_consent.html", context)
