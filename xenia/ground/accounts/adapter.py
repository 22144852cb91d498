"""What we tell allauth: nobody signs up by herself, no e-mail leaves here, secrets are sealed, the audit hears of it."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.operations.session import end_sessions
from xenia.ground.accounts.sealing import seal, unseal
from xenia.ground.common.dates import now

# Somebody who has just signed in need not give her password a second time to set up a second step.
JUST_SIGNED_IN_SECONDS = 5 * 60

# What allauth would write an e-mail about goes into the audit instead.
NOTED = {
    "mfa/email/totp_activated": "accounts.codes_set_up",
    "mfa/email/totp_deactivated": "accounts.codes_removed",
    "mfa/email/webauthn_added": "accounts.passkey_added",
    "mfa/email/webauthn_removed": "accounts.passkey_removed",
    "mfa/email/recovery_codes_generated": "accounts.recovery_codes_made",
}

# A sign-in that was opened with the password alone must not outlive the day a second step comes.
GUARDS_MORE = {"mfa/email/totp_activated", "mfa/email/webauthn_added"}

SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "mfa/messages/totp_activated.txt": _(
        "Your app is set up. We ask for its code when you sign in."
    ),
    "mfa/messages/totp_deactivated.txt": _("Your app is removed. We no longer ask for its code."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("Your passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. Print them or write them down."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail and password, for people who were invited."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail and password do not match. Try again, or ask your supervisor for a new sign-in link."
        ),
        "incorrect_password": _("This is not your password. Try again."),
        "incorrect_code": _(
            "This code is not right. Codes change every 30 seconds: type the one you see now."
        ),
        "too_many_login_attempts": _("Too many wrong codes. Wait ten minutes, then try again."),
        "rate_limited": _("Too many wrong codes. Wait ten minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: people come by invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes (`lockout`), wrong codes by allauth."""

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the password of the person who is signed in."""
        assert isinstance(user, User)
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask for the password again before something that guards the door changes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = records and time.time() - float(records[-1]["at"]) < JUST_SIGNED_IN_SECONDS
        return not fresh

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, and note it."""
        super().login(request, user)
        assert isinstance(user, User)
        audit.record(user, "accounts.signed_in", user, at=now())

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Somebody who left tries to come in."""
        messages.error(
            request, _("You no longer have access here. Ask the office if this is wrong.")
        )
        return redirect("account_login")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what needs no words (signing in) is not said."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No e-mail leaves from here."""

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Note in the audit what allauth would send an e-mail about; a new second step ends other sign-ins."""
        assert isinstance(user, User)
        action = NOTED.get(template_prefix)
        if action:
            audit.record(user, action, user, at=now())
        if template_prefix in GUARDS_MORE:
            end_sessions(user, but=self.request.session.session_key)


class MFAAdapter(DefaultMFAAdapter):
    """Second steps: one-time codes, passkeys, recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        """The name the person's app shows beside the code."""
        return HANDLERS.office_name(get_language() or "en")

    def build_totp_svg(self, url: str) -> str:
        """The picture an app reads: black on white, also on a dark screen."""
        import qrcode  # type: ignore[import-untyped]
        from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002
    ) -> str:
        """What a passkey is called until its owner says."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for the passkey."""
        host = context.request.get_host().rpartition(":")[0] or context.request.get_host()
        return {"id": host, "name": self.get_totp_issuer()}

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(encrypted_text)
