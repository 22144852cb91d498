"""Who is brought in, how she stands in line, and why she leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.programs.forms.offering import version_field
from xenia.work.programs.models import Capacity, Offering
from xenia.work.programs.models.enrolment import CHOSEN, Ahead
from xenia.work.programs.queries.shown import client_with_code


class EnrolForm(forms.Form):
    """A person by her code."""

    code = forms.CharField(
        label=gettext_lazy("Her code"),
        max_length=20,
        help_text=gettext_lazy("It stands on her page, such as BCD-234."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "dir": "ltr", "autocapitalize": "characters"}
        ),
        error_messages={"required": gettext_lazy("Type the code of the person.")},
    )
    takes = forms.IntegerField(
        label=gettext_lazy("How many hours"), min_value=1, initial=1, required=False
    )
    ahead = forms.TypedChoiceField(
        label=gettext_lazy("If she has to wait"),
        coerce=int,
        choices=Ahead.choices,
        initial=Ahead.USUAL,
        required=False,
        empty_value="",
    )

    def __init__(self, *args: Any, offering: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offering.capacity_type != Capacity.HOURS:
            del self.fields["takes"]

    def clean_code(self) -> str:
        """Raises ValidationError when nobody has this code."""
        typed = str(self.cleaned_data["code"])
        self.client = client_with_code(typed)
        if self.client is None:
            raise forms.ValidationError(_("Nobody has this code. Look at it once more."))
        return typed

    def said(self) -> dict[str, Any]:
        """For the operation."""
        said = self.cleaned_data
        return {
            "client": self.client,
            "takes": said.get("takes") or 1,
            "ahead": said["ahead"] or Ahead.USUAL,
        }


class LeaveForm(forms.Form):
    """Why somebody leaves."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[("", gettext_lazy("Choose")), *((one.value, one.label) for one in CHOSEN)],
        error_messages={"required": gettext_lazy("Choose why.")},
    )
    state_version = version_field()


class AheadForm(forms.Form):
    """Where somebody stands in line, and why."""

    ahead = forms.TypedChoiceField(
        label=gettext_lazy("Her place in line"), coerce=int, choices=Ahead.choices
    )
    state_version = version_field()
