"""What a person writes into the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.translations.exchange.terms import Agreement
from xenia.ground.translations.forms.fields import Words, languages
from xenia.ground.translations.models import GlossaryTerm


def _languages() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Every language")), *languages()]


class TermForm(forms.Form):
    """One term: how it is said in one language, or that it stays as it is."""

    term = Words(
        label=gettext_lazy("The English term"),
        max_length=200,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Write the term in English.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=_languages)
    do_not_translate = forms.BooleanField(
        label=gettext_lazy("It stays in English, such as a name"), required=False
    )
    translation = Words(
        label=gettext_lazy("What we say"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    note = Words(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("What it means, or when to say it otherwise."),
    )
    source = Words(
        label=gettext_lazy("Who agreed on it"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Such as: translators' meeting, May 2026."),
    )

    @classmethod
    def of(cls, term: GlossaryTerm) -> "TermForm":
        """The form of a term that is there."""
        return cls(initial={name: getattr(term, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        """A term is translated in one language, or stays."""
        said = self.cleaned_data
        stays, words = said.get("do_not_translate"), said.get("translation")
        if stays and words:
            self.add_error(
                "translation",
                _("A term that stays in English has no translation. Take one of the two away."),
            )
        if not stays and not words:
            self.add_error("translation", _("Write what we say, or say that it stays in English."))
        if words and not said.get("language"):
            self.add_error("language", _("Choose the language of the translation."))
        return said

    def agreement(self) -> Agreement:
        """What was agreed."""
        return Agreement(**self.cleaned_data)


class TermFileForm(forms.Form):
    """A glossary as a sheet."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "With the columns language, term, translation, do_not_translate, note, source."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
        error_messages={
            "required": gettext_lazy("Choose the file to bring in."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )
