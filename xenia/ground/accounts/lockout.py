"""After eight wrong passwords for one e-mail from one place, sign-in pauses. No network address is kept.

Attempts are counted in the shared cache under a hash of the e-mail and of the place; the place is an HMAC of the
network address under a random salt that lives for one local day. When the salt is gone, so is the way back.
"""

import hashlib
import hmac
import secrets
from datetime import date, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from xenia.ground.accounts.models.user import own_email
from xenia.ground.common.dates import local_day, local_time, now
from xenia.ground.common.local_words import clock

SALT = "lockout-salt"
A_DAY = 60 * 60 * 24


def address_of_the_day(request: HttpRequest) -> str:
    """What stands for the network address today; the same address is somebody else tomorrow."""
    salt = _salt_of(local_day(now()))
    return hmac.new(salt, _network_address(request).encode(), hashlib.sha256).hexdigest()


def forget_old_salt(today: date) -> None:
    """Erase an earlier day's salt. Sign-ins do it by themselves; the daily round does it on days without any."""
    if _kept_salt(today) is None:
        cache.delete(SALT)


def whose_attempt(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail somebody tries to sign in with; "" when none was given."""
    said = credentials or request.POST
    return own_email(str(said.get("email") or said.get("login") or ""))


def unnamed(*_who: object) -> str:
    """How somebody who tries to sign in appears in a log: not at all."""
    return "somebody"


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say, in the person's language, when to try again. Every try before then starts the pause anew."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    opens = local_time(now() + pause).replace(second=0) + timedelta(minutes=1)
    context = {
        "opens": clock(opens.time(), get_language() or "en"),
        "minutes": int(pause.total_seconds() // 60),
    }
    return render(request, "accounts/locked_out.html", context, status=429)


def _network_address(request: HttpRequest) -> str:
    """The visitor's address; a proxy's word is believed as far as ALLAUTH_TRUSTED_PROXY_COUNT says."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def _salt_of(day: date) -> bytes:
    salt = _kept_salt(day)
    if salt is None:
        cache.delete(SALT)
        cache.add(SALT, (day.isoformat(), secrets.token_bytes(32)), timeout=A_DAY)
        salt = _kept_salt(day)
    # A cache that keeps nothing must not open the door: then everybody counts as one place.
    return salt or b"no cache"


def _kept_salt(day: date) -> bytes | None:
    kept = cache.get(SALT)
    if not kept or kept[0] != day.isoformat():
        return None
    return bytes(kept[1])
