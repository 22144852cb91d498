"""What an organization without an account opens from an e-mail. Opening answers nothing: previews open too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from xenia.ground.accounts import audit
from xenia.ground.accounts.access import public
from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.gate import LIMITS, Limits, may_try
from xenia.ground.common.transitions import WrongState
from xenia.work.referrals import operations
from xenia.work.referrals.forms.answering import AnswerForm
from xenia.work.referrals.models import Referral
from xenia.work.referrals.queries import sight
from xenia.work.referrals.views.acting import act_of
from xenia.work.referrals.views.shown import CROSSED, reader, why_not

LINK = "referrals.link"
# A link cannot be guessed; nobody shall try either. An office shares an address.
LIMITS[LINK] = Limits(from_one_place=40)
View = Callable[..., HttpResponse]


class LinkEnded(Exception):
    """Behind this link is nothing, or nothing any more."""


def by_link(view: View) -> View:
    """The address is the permission: it is in no cache, no index and no other site's log; no cookie is set."""

    @public
    @never_cache
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            answer = view(request, token)
        except LinkEnded:
            is_calm = may_try(LINK, address_of_the_day(request))
            answer = render(request, "referrals/link_ended.html", status=404 if is_calm else 429)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Read what was sent, and answer it."""
    referral = sight.behind_link(token)
    if referral is None:
        raise LinkEnded
    if request.method == "POST":
        return _answer(request, referral, token)
    audit.record(None, "referrals.link_opened", referral, at=now())
    return _show(request, referral)


def _show(
    request: HttpRequest, referral: Referral, *, status: int = 200, **more: Any
) -> HttpResponse:
    version = {"version": referral.state_version}
    context = {
        "is_public": True,
        "referral": referral,
        "called": sight.called_by_organization(referral),
        "told": sight.told_to_organization(referral, reader()),
        "form": AnswerForm(today=local_day(now()), initial=version),
    }
    return render(request, "referrals/link.html", context | more, status=status)


def _answer(request: HttpRequest, referral: Referral, token: str) -> HttpResponse:
    form = AnswerForm(request.POST.dict(), today=local_day(now()))
    if not form.is_valid():
        return _show(request, referral, status=422, form=form)
    version = form.cleaned_data["version"]
    try:
        act_of(form)(referral=referral, by=None, at=now(), version=version)
    except (WrongState, operations.NoMoreInSight) as error:
        fresh = sight.behind_link(token)
        if fresh is None:
            raise LinkEnded from None
        return _show(request, fresh, status=CROSSED, told_why=why_not(error), form=form)
    fresh = sight.behind_link(token)
    if fresh is None:
        return render(request, "referrals/link_done.html")
    return _show(request, fresh, is_done=True)
