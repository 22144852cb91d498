"""The page behind the link in an e-mail: one click and it stops, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.ground.notifications.operations.consent import LinkUnknown, contact_behind, stop_by_link
from xenia.ground.notifications.purposes import can_be_refused


# The token in the address is the permission; mail programs send the POST by themselves, without a cookie of ours.
# Source: RFC 8058, 3.2.
@csrf_exempt
@public
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, and stop. Nothing on the page says whose address it is."""
    try:
        if request.method == "POST":
            return _stopped(request, token)
        contact_behind(token)
    except LinkUnknown:
        return render(request, "notifications/stop_ended.html", status=404)
    return _asked(request)


def _stopped(request: HttpRequest, token: str) -> HttpResponse:
    only = "only" in request.POST
    known = {one.code for one in can_be_refused()}
    chosen = [code for code in request.POST.getlist("purpose") if code in known] if only else []
    if only and not chosen:
        contact_behind(token)
        return _asked(request, is_empty=True)
    stop_by_link(token=token, purposes=chosen, at=now())
    return render(request, "notifications/stop_done.html", {"is_all": not only})


def _asked(request: HttpRequest, *, is_empty: bool = False) -> HttpResponse:
    context = {"purposes": can_be_refused(), "is_empty": is_empty}
    return render(request, "notifications/stop.html", context, status=422 if is_empty else 200)
