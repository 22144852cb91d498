"""Pages of somebody who writes to the office without an account. No cookie, nothing kept by the browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.gate import Verdict, check_form

# Where the quick way out leads.
LEAVE: Final = "https://www.weather.gov/"
View = Callable[..., HttpResponse]


def nobodys(view: View) -> View:
    """Public, kept by no browser, and without a cookie.

    No proof of origin is asked: who sends the form is nobody we know, and the token of `common.gate` stands for it.
    """

    @public
    @never_cache
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


def verdict_of(request: HttpRequest, purpose: str, token: str) -> Verdict:
    """What the gate says of the form in this request."""
    return check_form(purpose, token, request.POST.get("website", ""), address_of_the_day(request))
