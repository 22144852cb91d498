"""A vendor's invoice for a month, as a file."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.imports.reading.limits import MEGABYTE
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.interpreter import Kind

MOST_BYTES: Final = 2 * MEGABYTE


class InvoiceForm(forms.Form):
    """Which line, which month, and the file."""

    line = forms.ModelChoiceField(
        label=gettext_lazy("Vendor’s line"),
        queryset=Interpreter.objects.none(),
        error_messages={"required": gettext_lazy("Choose the vendor’s line.")},
    )
    month = forms.CharField(
        label=gettext_lazy("Month"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"}),
        help_text=gettext_lazy("Such as 2026-10."),
        error_messages={"required": gettext_lazy("Choose the month that was billed.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A CSV or .xlsx file with one row for each language and way: language, mode, calls, minutes. At most 2 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose the file to bring in.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """The lines of today's roster can be chosen."""
        super().__init__(*args, **options)
        lines = Interpreter.objects.here().filter(kind=Kind.VENDOR_LINE)
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]
        self.fields["line"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean_month(self) -> date:
        """The first day of the month."""
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("This is no month. Write it like 2026-10.")) from None

    def clean_file(self) -> Any:
        """A file that is not too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 2 MB. Send one month at once."))
        return file
