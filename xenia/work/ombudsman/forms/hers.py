"""What somebody types who holds a code."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

from xenia.work.ombudsman.forms.filing import words_field
from xenia.work.ombudsman.models import Release

DAYS: Final = (30, 60, 90)


class CodeForm(forms.Form):
    """The code she got when she complained."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("18 letters and digits. Small letters and spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Type the code you got from us.")},
    )


class AgainForm(forms.Form):
    """She adds something."""

    words = words_field(gettext_lazy("Your words"), rows=5)


class ReleaseForm(forms.Form):
    """One thing about her that the department may read, and until when."""

    field = forms.ChoiceField(
        label=gettext_lazy("What may they read?"),
        widget=forms.RadioSelect,
        choices=Release.Field.choices,
        error_messages={"required": gettext_lazy("Choose what the department may read.")},
    )
    value = forms.CharField(
        label=gettext_lazy("As they know it"),
        help_text=gettext_lazy(
            "Your name as it stands in their papers, or the number they gave you."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what the department may read.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 days")),
            (60, gettext_lazy("60 days")),
            (90, gettext_lazy("90 days")),
        ],
        initial=30,
    )
