"""What somebody writes who asks the office."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import all_languages
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.reach_form import ReachForm
from xenia.work.enquiries.models.enquiry import Asker
from xenia.work.enquiries.operations import Question

LONGEST = 3000
TOO_LONG = gettext_lazy(
    "This is too long: we can take %(limit_value)d letters, and there are %(show_value)d. Please make it shorter."
)


def words_field(label: Any, help_text: Any = "", *, rows: int = 6) -> forms.CharField:
    """A box for somebody's own words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"dir": "auto", "rows": rows, "autocomplete": "off", "maxlength": None}
        ),
        error_messages={
            "required": gettext_lazy("Write your words into the box."),
            "max_length": TOO_LONG,
        },
    )


class AskForm(ReachForm):
    """A question, and how the answer comes. Only the question itself is needed."""

    words = words_field(
        gettext_lazy("Your question"),
        gettext_lazy("In your own language. You do not need to write your name or your papers."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("I write in"),
        help_text=gettext_lazy("We answer in this language."),
    )
    asker = forms.ChoiceField(
        label=gettext_lazy("Who asks?"),
        widget=forms.RadioSelect,
        choices=[
            (Asker.UNSAID, gettext_lazy("I would rather not say")),
            *[choice for choice in Asker.choices if choice[0] != Asker.UNSAID],
        ],
        initial=Asker.UNSAID,
        required=False,
    )
    who = forms.CharField(
        label=gettext_lazy("Your name, department or newspaper"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    answer_by = forms.ChoiceField(
        label=gettext_lazy("How do you want the answer?"),
        help_text=gettext_lazy(
            "Everybody gets a code to read the answer on this site. If you choose another way as well, we tell you"
            " there that an answer has come: never what you asked, and never what we say."
        ),
        widget=forms.RadioSelect,
        choices=[
            (AnswerBy.CODE, gettext_lazy("With a code only")),
            (AnswerBy.EMAIL, gettext_lazy("Tell me by e-mail")),
            (AnswerBy.SMS, gettext_lazy("Tell me by text message")),
            (AnswerBy.CALL, gettext_lazy("Call me")),
        ],
        initial=AnswerBy.CODE,
        error_messages={"required": gettext_lazy("Choose how you want the answer.")},
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = self.fields["language"]
        assert isinstance(tongue, forms.ChoiceField)
        tongue.choices = [(one.code, one.own_name) for one in all_languages() if one.is_written]
        tongue.initial = reader

    def clean_asker(self) -> str:
        """Who chooses nothing says nothing."""
        return self.cleaned_data["asker"] or Asker.UNSAID

    def question(self) -> Question:
        """What she said. Only the address of the way she chose is taken."""
        said, way = self.cleaned_data, self.way()
        question = Question(
            words=said["words"],
            language=said["language"],
            asker=said["asker"],
            who=said["who"].strip(),
            answer_by=said["answer_by"],
        )
        return replace(question, address=way.address, safety=way.safety) if way else question


class CodeForm(forms.Form):
    """The code somebody got when she asked."""

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


class ReplyForm(forms.Form):
    """She adds something to her question."""

    words = words_field(gettext_lazy("Write again"), rows=4)


class LookFor(forms.Form):
    """Words to look for among the answers."""

    q = forms.CharField(required=False, max_length=200)
