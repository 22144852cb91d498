"""What a colleague says about a list to hand over."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.face.home.models import PreparedItem
from xenia.ground.reference.office import office_facts

# The one form of a list's page: what is typed in any box travels with every button.
ON_THE_LIST = "list"


class LanguageForm(forms.Form):
    """The language of whoever will read the list."""

    language = forms.ChoiceField(label=_("The person reads"))

    def __init__(self, *args: Any, form_id: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form_id:
            self.fields["language"].widget.attrs["form"] = form_id
        choices = [(one.code, one.own_name) for one in office_facts().languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A word to go with one service. seen: the mark of what stood there when the page was opened."""

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
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = ON_THE_LIST

    def says_something_new(self) -> bool:
        """Whether it says something else than the page did."""
        said = self.cleaned_data
        return bool(said["seen"] != note_mark(said["phrase"], said["note"]))


def note_mark(phrase: str, note: str) -> str:
    """What a page carries to notice that a note was typed."""
    return hashlib.sha256(f"{phrase} {note}".encode()).hexdigest()[:16]
