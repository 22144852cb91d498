"""Sign-in, second step, people: allauth's pages we use, each with its line in the authorisation table.

allauth's views are loaded when somebody opens them: its passkey library costs every start 0.2 s.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.module_loading import import_string

from xenia.ground.accounts.access import public, staff
from xenia.ground.accounts.operations.person import sample_password
from xenia.ground.accounts.queries import sample_people


def allauth_page(view: str, template: str = "", **options: Any) -> Callable[..., HttpResponse]:
    """One of allauth's views, such as `account.views.LoginView`, on a page of ours."""
    if template:
        options["template_name"] = f"accounts/{template}.html"

    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found: Callable[..., HttpResponse] = import_string(f"allauth.{view}").as_view(**options)
        return found(request, **kwargs)

    page.__qualname__ = view
    return page


def second_step_is_needed() -> bool:
    """Whether everybody here signs in with a second step."""
    return not settings.SECOND_STEP_OPTIONAL


def sample_password_if_any() -> str:
    """What everybody in the sample city signs in with; "" in a real city."""
    return sample_password() if settings.SAMPLE_CITY else ""


signed_in = staff("accounts.own")
back_to_steps = {"success_url": reverse_lazy("mfa_index")}

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "sign-in/",
        public(
            allauth_page(
                "account.views.LoginView",
                "sign_in",
                extra_context={
                    "sample_password": sample_password_if_any,
                    "sample_people": sample_people,
                },
            )
        ),
        name="account_login",
    ),
    # Public: somebody between password and second step may give up, too.
    path(
        "sign-out/",
        public(allauth_page("account.views.LogoutView", "sign_out")),
        name="account_logout",
    ),
    path(
        "sign-in/code/",
        public(allauth_page("mfa.base.views.AuthenticateView", "code")),
        name="mfa_authenticate",
    ),
    path(
        "sign-in/passkey/",
        public(allauth_page("mfa.webauthn.views.LoginWebAuthnView")),
        name="mfa_login_webauthn",
    ),
    path(
        "again/",
        signed_in(allauth_page("account.views.ReauthenticateView", "again")),
        name="account_reauthenticate",
    ),
    path(
        "again/code/",
        signed_in(allauth_page("mfa.base.views.ReauthenticateView", "again")),
        name="mfa_reauthenticate",
    ),
    path(
        "again/passkey/",
        signed_in(allauth_page("mfa.webauthn.views.ReauthenticateWebAuthnView", "again_passkey")),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-step/",
        signed_in(
            allauth_page(
                "mfa.base.views.IndexView",
                "second_step",
                extra_context={"is_needed": second_step_is_needed},
            )
        ),
        name="mfa_index",
    ),
    path(
        "second-step/app/",
        signed_in(allauth_page("mfa.totp.views.ActivateTOTPView", "add_app")),
        name="mfa_activate_totp",
    ),
    path(
        "second-step/app/remove/",
        signed_in(allauth_page("mfa.totp.views.DeactivateTOTPView", "remove_app")),
        name="mfa_deactivate_totp",
    ),
    path(
        "second-step/passkey/",
        signed_in(allauth_page("mfa.webauthn.views.AddWebAuthnView", "add_passkey")),
        name="mfa_add_webauthn",
    ),
    path(
        "second-step/passkey/<int:pk>/remove/",
        signed_in(
            allauth_page("mfa.webauthn.views.RemoveWebAuthnView", "remove_passkey", **back_to_steps)
        ),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-step/recovery-codes/",
        signed_in(allauth_page("mfa.recovery_codes.views.ViewRecoveryCodesView", "recovery_codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/new/",
        signed_in(
            allauth_page("mfa.recovery_codes.views.GenerateRecoveryCodesView", "new_recovery_codes")
        ),
        name="mfa_generate_recovery_codes",
    ),
    path("", include("xenia.ground.accounts.urls")),
]
