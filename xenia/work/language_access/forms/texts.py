"""Asking to have a document translated, writing a translation, reading it second."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import all_languages
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.choices import Choices, named, needed_by_the_form
from xenia.work.language_access.forms.plan_fields import LTR, day_field, words_field
from xenia.work.language_access.models import VitalDocument
from xenia.work.language_access.operations.document_texts import ENGLISH, Wanted
from xenia.work.language_access.queries.texts import DONE, LATE, RUNNING, TO_GIVE

LONGEST: Final = 100_000
LARGEST_FILE: Final = 400_000
TEXT: Final = {"dir": "auto", "rows": 12, "autocomplete": "off"}


def written_languages(reader: str) -> Choices:
    """Every language texts are written in."""
    return named((one.code for one in all_languages() if one.is_written), reader)


class SourceFields(forms.Form):
    """A text, pasted or from a plain text file."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=TEXT),
        help_text=gettext_lazy("Paste it. Keep an empty line between paragraphs."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a plain text file (.txt)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed_by_the_form(self, "text")

    def clean(self) -> dict[str, Any]:
        """One text, wherever it comes from."""
        said = super().clean() or self.cleaned_data
        file, typed = said.get("file"), str(said.get("text", "")).strip()
        if file and typed:
            self.add_error("file", _("You pasted a text and chose a file. Take one of them away."))
        elif file:
            self._take(file)
        elif not typed and "text" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return said

    def _take(self, file: "UploadedFile[Any]") -> None:
        try:
            if (file.size or 0) > LARGEST_FILE:
                raise ValueError(f"{file.size} bytes: expected at most {LARGEST_FILE}")
            words = file.read().decode("utf-8-sig").strip()
        except ValueError:
            self.add_error("file", _("We cannot read this file. Save it as plain text (UTF-8)."))
            return
        if not words or "\0" in words:
            self.add_error("file", _("There are no words in this file. Choose another one."))
        self.cleaned_data["text"] = words.replace("\0", "")


class AskForm(SourceFields):
    """What is to be translated, into what, what for, by when."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("For whom"), queryset=Organization.objects.none(), required=True
    )
    title = words_field(
        gettext_lazy("Title"),
        200,
        error_messages={"required": gettext_lazy("Write what the document is called.")},
    )
    purpose = words_field(
        gettext_lazy("What it is for"),
        300,
        help_text=gettext_lazy("Who reads it, and what people do with it."),
        error_messages={"required": gettext_lazy("Write what it is for.")},
    )
    document = forms.ModelChoiceField(
        label=gettext_lazy("Is it one of your vital documents?"),
        queryset=VitalDocument.objects.none(),
        required=False,
        empty_label=gettext_lazy("No"),
        help_text=gettext_lazy("Then your language plan shows when it is reviewed."),
    )
    from_language = forms.ChoiceField(label=gettext_lazy("It is written in"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Translate it into"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.ChoiceField(label=gettext_lazy("Another language"), required=False)
    wanted_on = day_field(
        gettext_lazy("By when do you need it?"),
        required=False,
        help_text=gettext_lazy("Leave it empty, and we count the usual time."),
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    field_order = (
        "organization", "title", "purpose", "document", "from_language", "text", "file", "languages",
        "other", "wanted_on",
    )  # fmt: skip

    def __init__(
        self, *args: Any, organizations: Any, papers: Any, reader: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        written, offered = written_languages(reader), office_facts().codes
        _choices(self, "from_language", written)
        _choices(self, "languages", named((one for one in offered if one != ENGLISH), reader))
        rest = [(code, name) for code, name in written if code not in offered]
        _choices(self, "other", [("", _("None")), *rest])
        _rows(self, "organization").queryset = organizations
        document: Any = self.fields["document"]
        document.queryset, document.label_from_instance = papers, _paper_name
        needed_by_the_form(self, "languages")
        self.fields["from_language"].initial = ENGLISH

    def clean_wanted_on(self) -> Any:
        """A day to come."""
        day = self.cleaned_data["wanted_on"]
        if day and day < local_day(now()):
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """At least one language besides its own; a vital document of the same organization."""
        said = super().clean()
        if not set(self.into()) - {said.get("from_language")}:
            self.add_error("languages", _("Choose at least one language to translate it into."))
        paper, whose = said.get("document"), said.get("organization")
        if paper and whose and paper.organization_id != whose.pk:
            self.add_error("document", _("This document belongs to another organization."))
        return said

    def into(self) -> list[str]:
        """The languages that were chosen."""
        other = self.cleaned_data.get("other")
        return [*self.cleaned_data.get("languages", ()), *([other] if other else [])]

    def wanted(self, usual: Any) -> Wanted:
        """The same as the operation takes it. usual: the day where none was said."""
        said = self.cleaned_data
        names = ("title", "purpose", "text", "from_language", "document")
        return Wanted(
            **{name: said[name] for name in names},
            languages=self.into(),
            wanted_on=said["wanted_on"] or usual,
        )


class SourceForm(SourceFields):
    """The document says something else now."""

    wanted_on = day_field(
        gettext_lazy("By when do you need it?"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Type a day as 2026-11-03."),
        },
    )
    again = forms.BooleanField(
        label=gettext_lazy("Have it translated again into all its languages"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Without this, what was approved stands, and we show that it is older than the source."
        ),
    )
    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("text", "file", "wanted_on", "again", "mark")


class WriteForm(forms.Form):
    """A translator's words. mark: what the page showed when it was opened."""

    text = forms.CharField(
        label=gettext_lazy("Your translation"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=TEXT | {"rows": 16}),
        help_text=gettext_lazy("Keep the paragraphs as they are: an empty line between them."),
    )
    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed_by_the_form(self, "text")


class ReadForm(forms.Form):
    """What a second reader says."""

    remarks = forms.CharField(
        label=gettext_lazy("What has to be written otherwise"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}),
        help_text=gettext_lazy("Needed when you send it back."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """Where it can be read now."""

    url = forms.URLField(
        label=gettext_lazy("Link to the published text, if there is one"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs=LTR),
    )


class OfficeFilter(forms.Form):
    """Which texts are shown."""

    view = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            (TO_GIVE, gettext_lazy("To give out")),
            (RUNNING, gettext_lazy("With somebody")),
            (LATE, gettext_lazy("Late")),
            (DONE, gettext_lazy("Approved and published")),
        ],
    )

    def chosen(self) -> str:
        """The view; what is unknown counts as the first."""
        return self.cleaned_data["view"] if self.is_valid() else TO_GIVE


def _paper_name(paper: VitalDocument) -> str:
    return f"{paper.title} ({paper.organization.name})"


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _rows(form: forms.Form, name: str) -> "forms.ModelChoiceField[Any]":
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
