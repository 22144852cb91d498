"""What a colleague says about a list to hand over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.face.home.models import PreparedItem
from xenia.ground.reference.office import office_facts


class LanguageForm(forms.Form):
    """The language of whoever will read the list."""

    language = forms.ChoiceField(label=_("The person reads"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.own_name) for one in office_facts().languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A word to go with one service."""

    phrase = forms.ChoiceField(
        label=_("A sentence in the person’s language"),
        required=False,
        choices=[("", _("None")), *PreparedItem.Phrase.choices],
    )
    note = forms.CharField(
        label=_("Your own words"),
        required=False,
        max_length=200,
        help_text=_("Printed as you write them. Do not write the person’s name."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
