"""What an editor looks for in the queue of what is to mend."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.registers.directory.forms.filters import Filter
from xenia.registers.directory.queries.organization import names_of
from xenia.registers.directory.queries.problems import KINDS


class QualityFilter(Filter):
    """The queue."""

    q = forms.CharField(label=_("Name or organization"), required=False)
    kind = forms.ChoiceField(
        label=_("What is wrong"),
        required=False,
        choices=[("", _("Anything")), *((one.code, one.title) for one in KINDS.values())],
    )
    aside = forms.BooleanField(label=_("Set aside as no problem"), required=False)
    organization = forms.UUIDField(
        label=_("Organization"), required=False, widget=forms.HiddenInput
    )

    def _words(self, name: str, value: Any) -> str:
        if name != "organization":
            return super()._words(name, value)
        return names_of([value]).get(value, str(self.fields[name].label))
