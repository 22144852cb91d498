"""Opening the call for counts, and adding somebody to it."""

from datetime import date
from itertools import count
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from xenia.insight.reports.models import DataCall
from xenia.registers.directory.models import Organization

_DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OpenForm(forms.Form):
    """Which year, when the Council gets the report, and who is asked."""

    year = forms.IntegerField(
        label=gettext_lazy("Year the report is about"), min_value=2000, max_value=2200
    )
    council_on = forms.DateField(
        label=gettext_lazy("Day on which the Council gets the report"),
        help_text=gettext_lazy("Every other day is reckoned back from this one."),
        widget=_DAY,
        error_messages={"invalid": gettext_lazy("Choose the day.")},
    )
    organizations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who is asked"),
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one organization to ask.")},
    )

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organizations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = organizations


class AskTooForm(forms.Form):
    """One organization more."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("Ask one more"),
        queryset=Organization.objects.none(),
        error_messages={"required": gettext_lazy("Choose whom to ask.")},
    )

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organizations


def active() -> Any:
    """Organizations that are open, by name."""
    return Organization.objects.filter(status=Organization.Status.ACTIVE).order_by("name")


def first_said(today: date) -> dict[str, Any]:
    """The first year without a call, from the one that is over; its Council's day is nobody's to guess."""
    called = set(DataCall.objects.values_list("year", flat=True))
    return {"year": next(year for year in count(today.year - 1) if year not in called)}
