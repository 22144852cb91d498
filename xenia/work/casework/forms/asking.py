"""What somebody writes who asks for help online."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.reach_form import ReachForm
from xenia.work.casework.forms.choices import areas, needs, offer, written_own
from xenia.work.casework.operations import Request

LONGEST: Final = 3000


class HelpForm(ReachForm):
    """What she needs, and how she hears from us. A need or some words are enough."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What do you need?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("What do you need? Say it in your own words"),
        help_text=gettext_lazy("In your own language. You do not need to write about your papers."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5, "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Your language"),
        help_text=gettext_lazy("We answer in this language, and bring an interpreter."),
    )
    called = forms.CharField(
        label=gettext_lazy("What may we call you?"),
        help_text=gettext_lazy("Any name. You may leave it empty."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Your neighborhood"), required=False)

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "needs", needs(reader))
        offer(self, "language", written_own())
        offer(self, "area", [("", _("I would rather not say")), *areas(reader)])
        self.fields["language"].initial = reader
        for name in ("words", "needs"):
            # One of both is needed: neither is called optional.
            one: Any = self.fields[name]
            one.is_needed_later = True

    def clean(self) -> dict[str, Any]:
        """She asks for something, and the way she chose has its address."""
        cleaned = super().clean() or {}
        if not cleaned.get("needs") and not (cleaned.get("words") or "").strip():
            self.add_error("needs", _("Tick what you need, or write it into the box."))
        return cleaned

    def request(self) -> Request:
        """What she said. Only the address of the way she chose is taken."""
        said = self.cleaned_data
        return Request(
            language=said["language"],
            words=said["words"],
            needs=tuple(said["needs"]),
            called=said["called"].strip(),
            area=said["area"],
            answer_by=said["answer_by"],
            way=self.way(),
        )


class CodeForm(forms.Form):
    """The code she got when she asked."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("15 letters and digits. Small letters and spaces do not matter."),
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

    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write your words into the box.")},
    )
