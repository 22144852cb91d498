"""A form that came back when nobody is signed in, or with an old proof: a page keeps all that was typed, to be sent again."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from xenia.ground.accounts.models import User

# The form's old proof is worthless, and a password is typed anew.
_LEFT_OUT: Final = re.compile(r"csrfmiddlewaretoken|passw", re.I)
# The pages that sign people in and set up their second step: nothing long is typed there, and much of it is secret.
_SIGNING_IN: Final = ("account_", "mfa_")


def came_from_here(request: HttpRequest) -> bool:
    """Whether a page of our own sent this form, as the browser tells."""
    sender = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{sender.scheme}://{sender.netloc}" in ours


def can_be_kept(request: HttpRequest) -> bool:
    """Whether a form can be offered once more."""
    match = request.resolver_match
    is_signing_in = match is not None and (match.url_name or "").startswith(_SIGNING_IN)
    return request.method == "POST" and not is_signing_in


def kept_form(request: HttpRequest, *, status: int) -> HttpResponse:
    """The same form once more, with what was typed and a fresh proof. Files do not come along: browsers refuse that.

    It goes to the same address, so whoever sends it meets her own permissions there.
    """
    context = {
        "fields": _fields(request),
        "address": request.get_full_path(),
        "has_files": bool(request.FILES),
        "is_signed_out": _is_for_staff(request) and not isinstance(request.user, User),
    }
    answer = render(request, "accounts/kept_form.html", context, status=status)
    add_never_cache_headers(answer)
    return answer


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if not _LEFT_OUT.search(name)
        for value in values
    ]


def _is_for_staff(request: HttpRequest) -> bool:
    access = (
        getattr(request.resolver_match.func, "access", None) if request.resolver_match else None
    )
    return access is not None and access.permission is not None
