"""The part of a form in which somebody without an account says how she hears from us.

A room's own form derives from `ReachForm` and asks `way()`; `_reach.html` shows the fields.
"""

from datetime import time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.answer_by import KINDS, AnswerBy
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.notifications.safety import Safety

HOURS: Final[dict[str, Hours]] = {
    "morning": Hours(time(8), time(12)),
    "afternoon": Hours(time(12), time(17)),
    "evening": Hours(time(17), time(21)),
}
HOUR_CHOICES: Final = [
    ("", gettext_lazy("At any hour of the day")),
    ("morning", gettext_lazy("In the morning, 8 to 12")),
    ("afternoon", gettext_lazy("In the afternoon, 12 to 5")),
    ("evening", gettext_lazy("In the evening, 5 to 9")),
]


class ReachForm(forms.Form):
    """With a code only, or told by e-mail, text message or a call as well, at hours that are safe."""

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

    def clean(self) -> dict[str, Any]:
        """The way she chose has its address, in its own form."""
        cleaned = super().clean() or {}
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

    def way(self) -> Way | None:
        """The one way she chose, with its address alone; None where she reads with her code only."""
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
