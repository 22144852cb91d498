"""A sum of a sealed year was wrong."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CorrectionForm(forms.Form):
    """By how much, and why."""

    change = forms.DecimalField(
        label=gettext_lazy("How many more, or fewer"),
        help_text=gettext_lazy("Type 3 when three are missing, -3 when three are too many."),
        max_digits=14,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "text", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Type how many more, or fewer."),
            "invalid": gettext_lazy("Type a number, such as 3 or -3."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Everybody who reads the figure reads this. Name no person."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say why the figure is corrected.")},
    )

    def clean_change(self) -> Decimal:
        """Something changes."""
        change: Decimal = self.cleaned_data["change"]
        if not change:
            raise ValidationError(_("Type how many more, or fewer. Zero changes nothing."))
        return change
