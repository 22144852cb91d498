"""What somebody from the public tells us, and how we know that a person wrote it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.models import Suggestion
from xenia.registers.directory.operations.suggestions import LONGEST

_SALT: Final = "directory.suggestion"
# Nobody reads the page, chooses and writes in less; a page left open for a day may speak of yesterday.
SOONEST: Final = timedelta(seconds=3)
LATEST: Final = timedelta(hours=12)


def sealed_moment(at: datetime) -> str:
    """The moment the page was opened, signed."""
    return signing.dumps(at.isoformat(), salt=_SALT)


def is_in_time(seal: str, at: datetime) -> bool:
    """Whether the page was open as long as people need, and not longer than half a day."""
    opened = _moment_of(seal)
    return opened is not None and SOONEST <= at - opened <= LATEST


def seal_again(seal: str, at: datetime) -> str:
    """The seal of a page that is shown once more: time counts from when she saw it first."""
    opened = _moment_of(seal)
    if opened is None:
        return sealed_moment(at)
    return seal if at - opened <= LATEST else sealed_moment(at - SOONEST)


def _moment_of(seal: str) -> datetime | None:
    try:
        return datetime.fromisoformat(signing.loads(seal, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class PublicForm(forms.Form):
    """What every form of ours for the public carries. `website` is a trap: people do not see it."""

    website = forms.CharField(required=False)
    opened = forms.CharField(required=False)


class SuggestionForm(PublicForm):
    """What is wrong, in a person's own words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=[one for one in Suggestion.Kind.choices if one[0] != Suggestion.Kind.MISSING],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What is right?"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("You can write in your language. Please do not write names."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """“Something else” needs words."""
        said = self.cleaned_data
        if said.get("kind") == Suggestion.Kind.OTHER and not said.get("words"):
            self.add_error("words", ValidationError(_("Write what is wrong.")))
        return said


class MissingForm(PublicForm):
    """A place we do not have."""

    words = forms.CharField(
        label=gettext_lazy("Which place? What help do people get there?"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Write its name, and its street or phone number if you know them. Please do not write names of people."
        ),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
        error_messages={"required": gettext_lazy("Write the name of the place.")},
    )

    def clean(self) -> dict[str, Any]:
        """It is always the same kind."""
        return {**self.cleaned_data, "kind": str(Suggestion.Kind.MISSING)}


class PassOnForm(forms.Form):
    """What somebody should check, in the editor's own words."""

    note = forms.CharField(
        label=gettext_lazy("What should be checked? In your own words, without names"),
        max_length=500,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
        error_messages={"required": gettext_lazy("Write what should be checked.")},
    )
