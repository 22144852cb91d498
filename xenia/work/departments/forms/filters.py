"""How lists are narrowed down."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from xenia.work.departments.models.statement import Rule
from xenia.work.departments.queries.departments import departments
from xenia.work.departments.queries.statements import UNCONFIRMED


class DepartmentFilter(forms.Form):
    """Of one department. What no list knows is as if nothing was said."""

    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        every = [(str(one.pk), one.name) for one in departments()]
        field.choices = [("", gettext_lazy("All departments")), *every]

    def said(self) -> dict[str, Any]:
        """What was chosen, for the query."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        chosen = found["department"]
        return found | {"department": UUID(chosen) if chosen else None}

    def kept(self) -> dict[str, str]:
        """What was chosen, for an address."""
        return {name: str(value) for name, value in self.said().items() if value}


class ServiceFilter(DepartmentFilter):
    """By who may use it, or those nobody answers for."""

    show = forms.ChoiceField(
        label=gettext_lazy("Who may use it"),
        required=False,
        choices=[
            ("", gettext_lazy("Every service")),
            *Rule.choices,
            (UNCONFIRMED, gettext_lazy("Not confirmed by the department")),
        ],
    )
