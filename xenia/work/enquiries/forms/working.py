"""What colleagues write and choose."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.ground.common.languages import name_in
from xenia.registers.directory.models import Organization
from xenia.work.enquiries.models import AnswerText
from xenia.work.enquiries.models.enquiry import Closing
from xenia.work.enquiries.operations import Said
from xenia.work.enquiries.queries.colleagues import answerers, organizations_that_reply
from xenia.work.enquiries.queries.threads import (
    ANSWERED,
    CLOSED,
    FORWARDED,
    MINE,
    TRANSLATE,
    WAITING,
)

LONGEST = 6000
AREA = {"dir": "auto", "rows": 8, "autocomplete": "off"}
DAY = {"type": "date"}


class QueueFilter(forms.Form):
    """Which questions are shown."""

    view = forms.ChoiceField(label=gettext_lazy("Show"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Who asks"),
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            ("people", gettext_lazy("People")),
            ("work", gettext_lazy("Departments, press, partners")),
        ],
    )
    tongue = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args: Any, tongues: list[str], reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "view", [
            ("", _("All that wait for us")),
            (WAITING, _("Nobody has taken")),
            (MINE, _("Mine")),
            (FORWARDED, _("With others")),
            (TRANSLATE, _("To translate")),
            (ANSWERED, _("Answered")),
            (CLOSED, _("Closed")),
        ])  # fmt: skip
        named = [(code, name_in(code, reader)) for code in tongues]
        _choices(self, "tongue", [("", _("Every language")), *named])

    def said(self) -> dict[str, str]:
        """What was chosen; what is unknown counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class OnThePage(forms.Form):
    """Boxes that belong to the page's one form, wherever they stand: what is typed travels with every button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = "work"


class Wording(forms.CharField):
    """A draft may be kept without it; where `is_needed_later`, an answer cannot go out without it."""

    is_needed_later = False


class DraftForm(OnThePage):
    """The answer, in English and in the language of who asked."""

    english = Wording(
        label=gettext_lazy("In English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
    )
    words = Wording(required=False, max_length=LONGEST, widget=forms.Textarea(attrs=AREA))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, tongue: str, is_english: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("In %(language)s") % {"language": tongue}
        needed = self.fields["english" if is_english else "words"]
        assert isinstance(needed, Wording)
        needed.is_needed_later = True
        if is_english:
            del self.fields["words"]

    def said(self) -> dict[str, str]:
        """Both wordings with plain line ends, and the mark of the draft they were made from."""
        said = self.cleaned_data
        typed = {name: said.get(name, "").replace("\r\n", "\n") for name in ("english", "words")}
        return typed | {"seen": said["seen"]}


class TranslateForm(forms.Form):
    """A colleague puts the answer into the language of who asked."""

    words = forms.CharField(
        label=gettext_lazy("Your translation"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": gettext_lazy("Write the answer in this language.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MeaningForm(OnThePage):
    """What somebody said, in English."""

    meaning = forms.CharField(
        label=gettext_lazy("What it says, in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA | {"rows": 3}),
    )


class PhraseForm(OnThePage):
    """The day that belongs into some set phrases."""

    phrase_day = forms.DateField(
        label=gettext_lazy("The day in it, where a phrase names one"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )


class ForwardForm(OnThePage):
    """Which organization is asked, and what for."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Forward to"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("Choose an organization"),
        error_messages={"required": gettext_lazy("Choose an organization.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What do you need from them?"),
        help_text=gettext_lazy("They see the question and this note. They do not see who asks."),
        max_length=2000,
        widget=forms.Textarea(attrs=AREA | {"rows": 3}),
        error_messages={"required": gettext_lazy("Write what you need from them.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organization.objects.filter(pk__in=organizations_that_reply()).order_by("name")
        _model(self, "to").queryset = found


class HandOverForm(OnThePage):
    """Which colleague goes on with it."""

    colleague = forms.ModelChoiceField(
        label=gettext_lazy("Hand over to"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )

    def __init__(self, *args: Any, besides: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _model(self, "colleague").queryset = answerers().exclude(
            pk__in=[besides] if besides else []
        )


class CloseForm(OnThePage):
    """Why a question is closed."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why do you close it?"),
        choices=[("", gettext_lazy("Choose a reason")), *Closing.choices],
        error_messages={"required": gettext_lazy("Choose why it is closed.")},
    )


class OrganizationReplyForm(forms.Form):
    """What another organization answers."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("In English. The office passes it on in the asker’s language."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )


class AnswerTextForm(forms.Form):
    """An answer for next time."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As people would look for it: “Enrolling a child in school”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write a title.")},
    )
    question = forms.CharField(
        label=gettext_lazy("The question, as anybody might ask it"),
        required=False,
        max_length=300,
    )
    text = forms.CharField(
        label=gettext_lazy("The answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Where its facts come from"),
        help_text=gettext_lazy(
            "A page, a law, a person at a department. A fee or a rule needs one."
        ),
        required=False,
        max_length=300,
    )
    source_on = forms.DateField(
        label=gettext_lazy("When did you look there?"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    names_nobody = forms.BooleanField(
        label=gettext_lazy("I have read it: nobody can be recognized in it"),
        error_messages={
            "required": gettext_lazy("Read it once more. Tick this when nobody can be recognized.")
        },
    )
    changed = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A source has the day somebody looked there."""
        cleaned = super().clean() or {}
        if cleaned.get("source") and not cleaned.get("source_on"):
            self.add_error("source_on", _("Say when you looked there."))
        return cleaned

    def answer(self) -> Said:
        """What was written."""
        names = ("title", "question", "text", "source", "source_on", "valid_until")
        return Said(**{name: self.cleaned_data[name] for name in names})


def answer_as_written(answer: AnswerText) -> dict[str, Any]:
    """An answer as the form shows it."""
    names = ("title", "question", "text", "source", "source_on", "valid_until")
    said = {name: getattr(answer, name) for name in names}
    return said | {"changed": answer.changed_at.isoformat()}


class AnswerInForm(forms.Form):
    """An answer in another language."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    question = forms.CharField(
        label=gettext_lazy("The question"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=gettext_lazy("The answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
    )


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _model(form: forms.Form, name: str) -> "forms.ModelChoiceField[Any]":
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
