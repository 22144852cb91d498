"""Sign-in and second steps: allauth's forms, in our words, keeping nothing personal in the session."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.sealing import seal, unseal
from xenia.ground.common.master_key import BadMasterKey

# Where allauth keeps the secret of an app between showing it and the first right code.
PENDING_SECRET = "mfa.totp.secret"  # noqa: S105 - a name, not a secret


def password_input(autocomplete: str) -> forms.PasswordInput:
    """A password's input; what was typed is never sent back to the page."""
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


def code_input() -> forms.TextInput:
    """A code's input: digits on a phone, offered by a password manager. Recovery codes fit too."""
    return forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"] = forms.EmailField(
            label=_("Work e-mail"),
            widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}),
            error_messages={
                "required": _("Type your work e-mail."),
                "invalid": _("Type an e-mail such as name@office.example."),
            },
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=password_input("current-password"),
            error_messages={"required": _("Type your password.")},
        )
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, Any] | None:
        """Check the password. The session will know the person by her id alone, not by her e-mail."""
        cleaned: dict[str, Any] | None = super().clean()
        if self.user is not None:
            self._login.email = None
        return cleaned

    def user_credentials(self) -> dict[str, Any]:
        """What the password is checked with; afterwards, what the session would keep."""
        credentials: dict[str, Any] = super().user_credentials()
        if self.user is not None:
            credentials.pop("email", None)
        return credentials


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that guards the door changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=password_input("current-password"),
            error_messages={"required": _("Type your password.")},
        )


class _Code(forms.Form):
    """The field for a code, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            max_length=20,
            widget=code_input(),
            error_messages={"required": _("Type the code.")},
        )


class CodeForm(_Code, AuthenticateForm):
    """The code of an app, or a recovery code, at sign-in."""


class CodeAgainForm(_Code, ReauthenticateByCodeForm):
    """A code once more, before something that guards the door changes."""


class SetUpAppForm(_Code, ActivateTOTPForm):
    """The first code of a new app. Until it comes, the app's secret waits in the session, sealed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        if PENDING_SECRET in session:
            try:
                session[PENDING_SECRET] = unseal(session[PENDING_SECRET])
            except BadMasterKey:
                # The master key was replaced meanwhile: the app is set up with a new secret.
                del session[PENDING_SECRET]
        super().__init__(*args, **kwargs)
        session[PENDING_SECRET] = seal(self.secret)


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey: the name its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("What do you call this passkey?"),
            help_text=_("For example: my phone, blue key."),
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a password")
        self.fields["passwordless"].help_text = _(
            "Your phone or key asks for your fingerprint, face or PIN instead."
        )
