"""What a colleague saw on an official list."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.forms.fields import Words, day_field
from xenia.registers.directory.models import LegalEvidence, Service

Kind = LegalEvidence.Kind
# What each kind cannot do without, and how we ask for it.
_NEEDED: Final = {
    Kind.ATTORNEY: ("jurisdiction", "reference", "source_url"),
    Kind.RECOGNITION: ("since_on", "source_url"),
    Kind.FULL: ("source_url",),
    Kind.PARTIAL: ("source_url",),
    Kind.NO_ADVICE: ("service", "note"),
}
_MISSING: Final = {
    "jurisdiction": gettext_lazy("Write the state whose bar it is, such as MA."),
    "reference": gettext_lazy("Write the licence number as the bar shows it."),
    "since_on": gettext_lazy("Write the day of the recognition. It stands on the list."),
    "source_url": gettext_lazy("Write the web address of the list where you saw it."),
    "service": gettext_lazy("Choose the service: this is never said of a whole organization."),
    "note": gettext_lazy("Write what is done there instead, such as “a medical exam”."),
}


class EvidenceForm(forms.Form):
    """One line of an official list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What did you see?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    service = forms.ChoiceField(label=gettext_lazy("For which service?"), required=False)
    jurisdiction = Words(
        label=gettext_lazy("Bar of which state"),
        required=False,
        help_text=gettext_lazy("For an attorney."),
    )
    reference = Words(
        label=gettext_lazy("Licence number, or line of the list"),
        required=False,
        help_text=gettext_lazy("Only the office sees it. Do not write a name."),
    )
    since_on = day_field(gettext_lazy("Recognized since"))
    expires_on = day_field(gettext_lazy("Ends on"))
    checked_on = day_field(gettext_lazy("You looked on"))
    source_url = forms.URLField(
        label=gettext_lazy("Where: the list's web address"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write a web address, such as www.example.org.")},
    )
    note = Words(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
    )

    def __init__(self, data: Any, *, services: Iterable[Service], today: date) -> None:
        super().__init__(data, initial={"kind": Kind.ATTORNEY, "checked_on": today})
        self.today = today
        self.services = {str(one.pk): one for one in services}
        choices: Any = self.fields["service"]
        whole = ("", _("All legal help of this organization"))
        choices.choices = [whole, *((pk, one.name) for pk, one in self.services.items())]
        self.fields["expires_on"].required = True
        self.fields["expires_on"].error_messages["required"] = _(
            "Write the day it ends. Where the list names none, write a day within a year."
        )

    def clean_service(self) -> Service | None:
        """The service itself; None for the whole organisation."""
        return self.services.get(self.cleaned_data["service"])

    def clean_checked_on(self) -> date:
        """Today, unless another day was said; nobody looked in the future."""
        day: date = self.cleaned_data["checked_on"] or self.today
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. When did you look?"))
        return day

    def clean_expires_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["expires_on"]
        if day <= self.today:
            raise forms.ValidationError(_("It ended already, so it shows nothing any more."))
        return day

    def clean(self) -> dict[str, Any]:
        """Each kind needs what makes it evidence."""
        said = dict(super().clean() or {})
        for name in _NEEDED.get(said.get("kind", ""), ()):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, str(_MISSING[name]))
        return said
