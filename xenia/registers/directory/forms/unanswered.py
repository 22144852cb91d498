"""What a person says about words the search did not understand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTS = ("map", "unmet", "no-need")


class MeaningForm(forms.Form):
    """The need the words mean, and what follows from it. `act` is the button that was pressed."""

    term = forms.ChoiceField(
        label=gettext_lazy("What people mean with it"), required=False, choices=[]
    )
    act = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, terms: Iterable[tuple[str, list[tuple[str, str]]]], data: QueryDict | None
    ) -> None:
        super().__init__(data)
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", str(_("Choose"))), *terms]

    def clean(self) -> dict[str, Any]:
        """An act needs its need, and an unknown act is none."""
        said = super().clean() or {}
        if said.get("act") not in ACTS:
            raise forms.ValidationError(_("Choose one of the buttons."))
        if said["act"] != "no-need" and not said.get("term"):
            self.add_error("term", _("Choose what people mean, so that we can find it for them."))
        return said
