"""After eight wrong passwords for one e-mail from one place, sign-in pauses. No network address is kept.

After fifty from one place, whatever the e-mails, it pauses for that place: many people share an office's address, so
this limit is higher. Both pauses end after the same time without a try.

Attempts are counted in the shared cache under a hash of the e-mail and of the place; the place is an HMAC of the
network address under a random salt that lives for one local day. When the salt is gone, so is the way back.
"""

import hashlib
import hmac
import secrets
from datetime import date, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.cache import AxesCacheHandler
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
WRONG_FROM_ONE_PLACE = 50


class TwoLimits(AxesCacheHandler):
    """Counts wrong passwords by e-mail and place, as axes does, and by place alone."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """How often it was wrong for this e-mail; as often as closes the door when the place has had its fifty."""
        if self.cache.get(_place(request), 0) >= WRONG_FROM_ONE_PLACE:
            return int(settings.AXES_FAILURE_LIMIT)
        return int(super().get_failures(request, credentials))

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **said: Any,
    ) -> None:
        """One more wrong password."""
        super().user_login_failed(sender, credentials, request, **said)
        if request is None:
            return
        pause: timedelta = settings.AXES_COOLOFF_TIME
        place, seconds = _place(request), int(pause.total_seconds())
        if not self.cache.add(place, 1, timeout=seconds):
            tried = self.cache.incr(place)
            self.cache.touch(place, timeout=seconds)
            if tried >= WRONG_FROM_ONE_PLACE:
                request.axes_locked_out = True  # type: ignore[attr-defined]  # read by axes' middleware
                request.axes_credentials = credentials  # type: ignore[attr-defined]


def _place(request: HttpRequest) -> str:
    return f"lockout-place-{address_of_the_day(request)}"


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
