"""How the list of complaints is narrowed down."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.queries.city import departments
from xenia.work.ombudsman.queries.queue import (
    ALL,
    CLOSED,
    LATE,
    MINE,
    NOBODYS,
    OURS,
    URGENT,
    Chosen,
)


class QueueFilter(forms.Form):
    """Which complaints are shown. What no list knows is as if nothing was said."""

    view = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Under way")),
            (OURS, gettext_lazy("The next step is ours")),
            (MINE, gettext_lazy("Mine")),
            (NOBODYS, gettext_lazy("Nobody has taken")),
            (LATE, gettext_lazy("Late")),
            (URGENT, gettext_lazy("Urgent")),
            (CLOSED, gettext_lazy("Closed")),
            (ALL, gettext_lazy("All")),
        ],
    )
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("About what"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *Kind.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        every = [(str(pk), name) for pk, name in departments().values_list("pk", "name")]
        field.choices = [("", gettext_lazy("All departments")), *every]

    def _said(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def chosen(self) -> Chosen:
        """What was chosen, for the query."""
        said = self._said()
        department = UUID(said["department"]) if said["department"] else None
        return Chosen(view=said["view"], department=department, kind=said["kind"])

    def kept(self) -> dict[str, str]:
        """What was chosen, for an address."""
        return {name: value for name, value in self._said().items() if value}
