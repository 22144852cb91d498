"""What somebody writes who was refused, and what the office writes about it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages
from xenia.ground.notifications.reach_form import ReachForm
from xenia.ground.reference.office import office_facts
from xenia.work.departments.models.refusal import Closing, Told
from xenia.work.departments.operations.refusals import Report

LONGEST: Final = 3000
NEEDED: Final = {"required": gettext_lazy("Write your words into the box.")}


def words_field(label: Any, help_text: Any = "", *, rows: int = 5) -> forms.CharField:
    """A box for somebody's own words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": rows, "autocomplete": "off"}),
        error_messages=NEEDED,
    )


class RefusedForm(ReachForm):
    """What happened, and how she hears from us. Nothing asks who she is. The office's languages stand first."""

    told = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        widget=forms.RadioSelect,
        choices=Told.choices,
        error_messages={"required": gettext_lazy("Choose what fits best.")},
    )
    words = words_field(
        gettext_lazy("What happened?"),
        gettext_lazy(
            "In your own language. You do not need to write your name or about your papers."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Your language"),
        help_text=gettext_lazy("We answer in this language."),
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = self.fields["language"]
        assert isinstance(tongue, forms.ChoiceField)
        own = office_facts().codes
        every = sorted(
            (one for one in all_languages() if one.is_written),
            key=lambda one: own.index(one.code) if one.code in own else len(own),
        )
        tongue.choices = [(one.code, one.own_name) for one in every]
        tongue.initial = reader

    def report(self) -> Report:
        """What she said. Only the address of the way she chose is taken."""
        said = self.cleaned_data
        return Report(
            words=said["words"],
            language=said["language"],
            told=said["told"],
            answer_by=said["answer_by"],
            way=self.way(),
        )


class CodeForm(forms.Form):
    """The code she got when she told us."""

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

    words = words_field(gettext_lazy("Your words"), rows=4)


class AnswerForm(forms.Form):
    """What the office writes to her."""

    words = words_field(
        gettext_lazy("Our words to her"),
        gettext_lazy("In her language. She reads them with her code."),
    )


class AskForm(forms.Form):
    """What the office asks the department."""

    words = words_field(
        gettext_lazy("Our question to the department"),
        gettext_lazy(
            "Write it afresh: what happened at which counter, never who she is and never her own words."
        ),
    )
    names_nobody = forms.BooleanField(
        label=gettext_lazy("It names nobody, and nobody can be recognized from it"),
        error_messages={
            "required": gettext_lazy("Read your question again. Tick this when it names nobody.")
        },
    )


class ReplyForm(forms.Form):
    """What the department answers the office."""

    words = words_field(gettext_lazy("What happened, and what you put right"))


class CloseForm(forms.Form):
    """What became of it."""

    closing = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[("", gettext_lazy("Choose")), *Closing.choices],
        error_messages={"required": gettext_lazy("Choose what became of it.")},
    )
