"""What a person says about herself, and the passwords she sets."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.forms.sign_in import password_input
from xenia.ground.accounts.models import User
from xenia.ground.accounts.neighbours import HANDLERS

PASSWORD_HINT = gettext_lazy("12 characters or more. Three or four words you remember are good.")


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As colleagues call you."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Type your name.")},
    )


class PasswordForm(forms.Form):
    """A new password. `user` is the person it is for, as far as she is known."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=200,
        widget=password_input("new-password"),
        error_messages={"required": gettext_lazy("Choose a password.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Refuse a password that others would guess."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            try:
                password_validation.validate_password(password, self._as_described(cleaned))
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned

    def _as_described(self, cleaned: dict[str, Any]) -> User:
        self.user.name = cleaned.get("name") or self.user.name
        return self.user


class ArrivalForm(PasswordForm):
    """What an invited person tells us: her name and a password."""

    name = _name_field()
    field_order = ("name", "password")


class OwnPasswordForm(PasswordForm):
    """Another password, for somebody who knows the present one."""

    current = forms.CharField(
        label=gettext_lazy("Your present password"),
        strip=False,
        widget=password_input("current-password"),
        error_messages={"required": gettext_lazy("Type your present password.")},
    )
    field_order = ("current", "password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_current(self) -> str:
        """Check it as at sign-in, so that wrong tries are counted."""
        current = str(self.cleaned_data["current"])
        if authenticate(self.request, email=self.user.email, password=current) is None:
            raise ValidationError(_("This is not your password. Try again."))
        return current


class DescriptionForm(forms.Form):
    """How colleagues call a person, and which language she reads."""

    name = _name_field()
    language = forms.ChoiceField(
        label=gettext_lazy("The language you read"),
        help_text=gettext_lazy("We write to you in this language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.own_name) for one in HANDLERS.office_languages()]
