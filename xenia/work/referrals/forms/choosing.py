"""What a colleague looks for with a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages, name_in
from xenia.ground.reference.vocabularies import label_of, vocabulary


def needs_in(reader: str) -> list[tuple[str, str]]:
    """The needs in the reader's words."""
    return [(one.code, label_of("needs", one.code, reader)) for one in vocabulary("needs")]


def choices_of(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Fill a field's choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class LookForm(forms.Form):
    """Words, a need, and whether her language must be spoken there."""

    q = forms.CharField(label=gettext_lazy("What does she need?"), required=False, max_length=200)
    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    hers = forms.BooleanField(
        label=gettext_lazy("Only where her language is spoken"), required=False
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "need", [("", _("Any need")), *needs_in(reader)])

    def said(self) -> dict[str, Any]:
        """What was chosen, or stands there at the start; what is unknown counts as not chosen."""
        if not self.is_bound:
            return {name: self.initial.get(name, "") for name in self.fields}
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class WhoForm(forms.Form):
    """The short code of a person the office knows."""

    code = forms.CharField(
        label=gettext_lazy("Her code"),
        help_text=gettext_lazy("It stands on her record, such as BCD-FGH."),
        max_length=12,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type her code.")},
    )


class WhomForm(forms.Form):
    """A name, a phone number, an e-mail or a code, with a service chosen already."""

    text = forms.CharField(
        label=gettext_lazy("Name, phone, e-mail or code"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Type who is sent there.")},
    )


class HandOffForm(forms.Form):
    """What is counted of a hand-over, and the language of its paper. Nothing of who it is."""

    need = forms.ChoiceField(
        label=gettext_lazy("What is needed?"),
        error_messages={"required": gettext_lazy("Choose what is needed.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("The paper in"),
        error_messages={"required": gettext_lazy("Choose a language.")},
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "need", [("", _("Choose a need")), *needs_in(reader)])
        tongues = [(one.code, name_in(one.code, reader)) for one in all_languages()]
        choices_of(self, "language", [("", _("Choose a language")), *tongues])
