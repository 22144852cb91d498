"""What somebody writes who asks for help online."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.safety import Safety
from xenia.work.casework.forms.choices import HOUR_CHOICES, HOURS, areas, needs, offer, written_own
from xenia.work.casework.models.intake import AnswerBy
from xenia.work.casework.operations import Request, Way

LONGEST: Final = 3000
KINDS: Final = {AnswerBy.EMAIL: "email", AnswerBy.SMS: "phone", AnswerBy.CALL: "phone"}


class HelpForm(forms.Form):
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
    answer_by = forms.ChoiceField(
        label=gettext_lazy("How do you want to hear from us?"),
        help_text=gettext_lazy(
            "Everybody gets a code to read our answer on this site. If you choose another way as well, we tell you there"
            " that there is something to read: never what."
        ),
        widget=forms.RadioSelect,
        choices=[
            (AnswerBy.CODE, gettext_lazy("With a code only")),
            (AnswerBy.EMAIL, gettext_lazy("Tell me by e-mail")),
            (AnswerBy.SMS, gettext_lazy("Tell me by text message")),
            (AnswerBy.CALL, gettext_lazy("Call me")),
        ],
        initial=AnswerBy.CODE,
        error_messages={"required": gettext_lazy("Choose how you want to hear from us.")},
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "type": "tel", "autocomplete": "tel"}),
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("When is it safe to write or call?"),
        required=False,
        choices=HOUR_CHOICES,
    )
    voicemail = forms.BooleanField(
        label=gettext_lazy("You may leave a message on my voicemail"), required=False
    )
    is_unsigned = forms.BooleanField(
        label=gettext_lazy("Others see my phone or mail: do not say who you are"), required=False
    )

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
        way = cleaned.get("answer_by")
        if way == AnswerBy.EMAIL:
            self._address("email", own_email, _("Type your e-mail, such as ana@example.org."))
        elif way in (AnswerBy.SMS, AnswerBy.CALL):
            self._address("phone", own_phone, _("Type your phone number, such as 617-555-0101."))
        return cleaned

    def _address(self, field: str, own_form: Any, what_to_do: str) -> None:
        try:
            self.cleaned_data[field] = own_form(self.cleaned_data.get(field) or "")
        except NotAnAddress:
            self.add_error(field, what_to_do)

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
            way=self._way(),
        )

    def _way(self) -> Way | None:
        said, by = self.cleaned_data, AnswerBy(self.cleaned_data["answer_by"])
        if by == AnswerBy.CODE:
            return None
        safety = Safety(
            may_email=by == AnswerBy.EMAIL,
            may_call=by == AnswerBy.CALL,
            may_text=by == AnswerBy.SMS,
            may_mail=False,
            may_leave_voicemail=by == AnswerBy.CALL and said["voicemail"],
            is_unsigned=said["is_unsigned"],
            hours=HOURS.get(said["hours"]),
        )
        return Way(KINDS[by], said[KINDS[by]], safety, (by.value,))


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
