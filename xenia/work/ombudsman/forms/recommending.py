"""What a department should change for everybody."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xenia.registers.directory.models import Organization
from xenia.work.departments.queries.departments import departments
from xenia.work.ombudsman.models.complaint import Kind

LONGEST: Final = 3_000


class RecommendForm(forms.Form):
    """Everybody reads it; it names nobody."""

    department = forms.ChoiceField(
        label=_("Department"),
        error_messages={"required": _("Choose the department that should change something.")},
    )
    kind = forms.ChoiceField(
        label=_("What complaints were about"),
        choices=Kind.choices,
        initial=Kind.OTHER,
    )
    text = forms.CharField(
        label=_("What should change"),
        help_text=_("One thing, and how one sees that it is done."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 6, "autocomplete": "off"}),
        error_messages={"required": _("Write what the department should change.")},
    )
    names_nobody = forms.BooleanField(
        label=_("It names nobody and tells nobody’s story"),
        error_messages={"required": _("Read it once more: everybody will read it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in departments()]
        self.fields["department"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was written, once the form is valid."""
        said = self.cleaned_data
        return said | {"department": Organization.objects.get(pk=UUID(said["department"]))}
