"""Vital documents, their translations, the yearly report and spot checks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.dates import local_day, now
from xenia.work.language_access.forms.choices import every_language, named
from xenia.work.language_access.forms.plan_fields import (
    LTR,
    MarkedForm,
    day_field,
    promised_languages,
    text_field,
    words_field,
)
from xenia.work.language_access.models import ReportFigure, SpotCheck, VitalDocument
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.operations.vital_documents import NOTED, Paper


class DocumentForm(MarkedForm):
    """A paper people act on."""

    title = words_field(gettext_lazy("Title"), 200)
    purpose = words_field(
        gettext_lazy("What it is for"), 300, help_text=gettext_lazy("What people lose without it.")
    )
    source_url = forms.URLField(
        label=gettext_lazy("Link to the English text"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs=LTR),
    )
    published_where = words_field(gettext_lazy("Where people get it"), 200, required=False)
    source_text = text_field(
        gettext_lazy("The English text"),
        100_000,
        required=False,
        help_text=gettext_lazy(
            "Paste it, and we notice when it changes. We keep a mark of it, not the text."
        ),
    )
    is_new_version = forms.BooleanField(
        label=gettext_lazy("The English text has changed"),
        required=False,
        help_text=gettext_lazy("Every translation is then older than the English text."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self["line"].value():
            del self.fields["is_new_version"]

    def paper(self) -> Paper:
        """The same as the operation takes it."""
        said = self.said()
        said.pop("is_new_version", None)
        return Paper(**said)

    @staticmethod
    def of(document: VitalDocument) -> dict[str, Any]:
        """What the form shows of a document that stands."""
        names = ("title", "purpose", "source_url", "published_where")
        return {name: getattr(document, name) for name in names}


class TranslationForm(forms.Form):
    """How a document stands in a language."""

    document = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=VitalDocument.objects.none(),
        empty_label=gettext_lazy("Choose a document"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    status = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[(one.value, one.label) for one in NOTED],
        initial=TranslationState.DRAFT.value,
        help_text=gettext_lazy("Reviewed: a second person who reads the language answers for it."),
    )
    is_newest = forms.BooleanField(
        label=gettext_lazy("It was made from the English text as it is now"),
        required=False,
        initial=True,
    )
    url = forms.URLField(
        label=gettext_lazy("Link to the translation"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs=LTR),
    )

    def __init__(
        self, *args: Any, documents: Any, languages: list[str], reader: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
        self.fields["document"].label_from_instance = lambda one: one.title  # type: ignore[attr-defined]
        promised = named(languages, reader)
        others = [
            one for one in every_language(reader) if one[0] not in languages and one[0] != "en"
        ]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (_("Promised in the plan"), promised),
            (_("Other languages"), others),
        ]

    def said(self) -> dict[str, Any]:
        """The same as the operation takes it."""
        document, is_newest = self.cleaned_data["document"], self.cleaned_data["is_newest"]
        version = document.version if is_newest else max(document.version - 1, 1)
        names = ("document", "language", "status", "url")
        return {name: self.cleaned_data[name] for name in names} | {"of_version": version}


class FigureForm(forms.Form):
    """One number of the yearly report."""

    what = forms.ChoiceField(label=gettext_lazy("What"), choices=ReportFigure.What.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    value = forms.IntegerField(label=gettext_lazy("Number"), min_value=0, max_value=100_000_000)
    method = forms.ChoiceField(
        label=gettext_lazy("How it was counted"),
        choices=CountMethod.choices,
        help_text=gettext_lazy("Numbers counted in different ways are never added together."),
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All languages together")), *promised_languages(reader)]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A share is at most a hundred percent."""
        super().clean()
        is_share = self.cleaned_data.get("what") == ReportFigure.What.SHARE
        if is_share and (self.cleaned_data.get("value") or 0) > 100:
            self.add_error("value", _("A percentage is 100 at most."))
        return self.cleaned_data


class ReportWordsForm(forms.Form):
    """What the department says beside the numbers."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    words = text_field(gettext_lazy("What went well, and what did not"), 4000, required=False)


class SpotCheckForm(forms.Form):
    """What was asked in a language, and what happened. No name of anybody."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    held_on = day_field(gettext_lazy("Day"))
    asked_by = forms.ChoiceField(
        label=gettext_lazy("Who asked"),
        choices=SpotCheck.AskedBy.choices,
        help_text=gettext_lazy("No name of a person."),
    )
    way = forms.ChoiceField(label=gettext_lazy("How"), choices=SpotCheck.Way.choices)
    asked = words_field(
        gettext_lazy("What was asked"), 300, help_text=gettext_lazy("No names, nobody’s own case.")
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=SpotCheck.Outcome.choices
    )
    waited_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes waited"), required=False, min_value=0, max_value=600
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = every_language(reader)  # type: ignore[attr-defined]

    def clean_held_on(self) -> Any:
        """A check that took place, this year or last."""
        day, today = self.cleaned_data["held_on"], local_day(now())
        if not day.year >= today.year - 1 or day > today:
            raise forms.ValidationError(_("Choose a day of this year or last, not after today."))
        return day
