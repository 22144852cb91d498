"""Default deny: an address whose view is in no line of the authorisation table does not open."""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from xenia.ground.accounts.models import User

# What a person needs before she has a second step: all that sets one up.
SETTING_UP = frozenset(
    {
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    }
)


class default_deny:  # noqa: N801 - named like the other middleware functions in the settings
    """Refuse what no decorator opened; send staff without a second step to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Look the view up before it runs."""
        access = getattr(view, "access", None)
        if access is None:
            raise PermissionDenied(f"{view.__module__} is in no line of the authorisation table")
        if access.permission and not settings.SECOND_STEP_OPTIONAL:
            return self._second_step_first(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask for the password again, and remember only where the person wanted to go.

        allauth would keep the whole request in the session: what was typed, cookies, the network address.
        """
        if not isinstance(exception, ReauthenticationRequired):
            return None
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")

    def _second_step_first(self, request: HttpRequest) -> HttpResponse | None:
        if not isinstance(request.user, User) or _is_setting_up(request):
            return None
        return None if has_second_step(request.user) else redirect("mfa_index")


def has_second_step(user: User) -> bool:
    """Whether a person has an app or a passkey; recovery codes alone do not count."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def _is_setting_up(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in SETTING_UP
