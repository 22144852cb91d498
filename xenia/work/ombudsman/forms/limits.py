"""How long each step may take in this office."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.ombudsman.limits import LIMITS, TO_DIRECTOR, TO_SUPERVISOR, Limit

LONGEST_SOURCE = 200


class LimitsForm(forms.Form):
    """One number for each limit, and where those that are changed stand."""

    source = forms.CharField(
        label=gettext_lazy("Where the limits you change stand"),
        help_text=gettext_lazy("A law, an order or a decision of the office, with its day."),
        required=False,
        max_length=LONGEST_SOURCE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, limit in LIMITS.items():
            self.fields[code] = _field_of(limit)
        self.order_fields([*LIMITS, "source", "seen"])

    def clean(self) -> dict[str, Any]:
        """The director is told after the supervisors."""
        said = super().clean() or {}
        first, then = said.get(TO_SUPERVISOR), said.get(TO_DIRECTOR)
        if first and then and then <= first:
            self.add_error(
                TO_DIRECTOR, _("The director is told after the supervisors. Write more days.")
            )
        return said

    def limits(self) -> dict[str, int]:
        """What was typed: {code: business days, or hours}."""
        return {str(code): self.cleaned_data[code] for code in LIMITS}


def _field_of(limit: Limit) -> forms.IntegerField:
    span = {"least": limit.least, "most": limit.most}
    wrong = _("Write a number from %(least)s to %(most)s.") % span
    return forms.IntegerField(
        label=limit.title,
        help_text=_("Usually %(count)s.") % {"count": limit.days},
        min_value=limit.least,
        max_value=limit.most,
        error_messages={
            "required": wrong,
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
    )
