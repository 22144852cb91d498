"""Days the office is closed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = timedelta(days=366)
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
WRONG_DAY = {"invalid": gettext_lazy("Write a day as year-month-day, such as 2026-12-24.")}


class ClosureForm(forms.Form):
    """One day, or days from one to another, and why."""

    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=DAY,
        error_messages=WRONG_DAY | {"required": gettext_lazy("Choose the first day.")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Empty: only the first day."),
        required=False,
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=DAY,
        error_messages=WRONG_DAY,
    )
    name = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Such as: Snow day."),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Say why, so that a deadline can be explained later.")
        },
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, nor more than a year after."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and not last and "last_day" not in self.errors:
            cleaned["last_day"] = first
        elif first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error(
                "last_day", _("This is more than a year. Look at the years of both days.")
            )
        return cleaned
