"""What an editor looks for in a list. A filter that makes no sense is left out, never an error page."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.languages import name_in
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.queries.service import Wanted
from xenia.registers.directory.queries.translation import other_languages

ALL: Final = "all"


def _languages() -> list[tuple[str, str]]:
    reader = get_language() or "en"
    return [("", str(_("Any"))), *((code, name_in(code, reader)) for code in other_languages())]


class Filter(forms.Form):
    """A list's search and filters, read from its address."""

    q = forms.CharField(label=_("Name"), required=False)

    def said(self) -> dict[str, Any]:
        """What makes sense of what was asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    def applied(self) -> list[tuple[str, str, str]]:
        """The filters that are on: their name, the words, and the value."""
        return [
            (name, self._words(name, value), str(value))
            for name, value in self.said().items()
            if value and name not in ("sort",)
        ]

    def without(self, name: str) -> str:
        """What a filter's place in the address says once it is taken away."""
        return ""

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            return f"{field.label}: {dict(choices)[value]}"
        return str(field.label) if value is True else f"“{value}”"


class ServiceFilter(Filter):
    """The list of services."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Service.Status.choices]
    )
    kind = forms.ChoiceField(
        label=_("What kind of organization"),
        required=False,
        choices=[("", _("Any")), *Organization.Kind.choices],
    )
    missing = forms.ChoiceField(label=_("Not all said in"), required=False, choices=_languages)
    sort = forms.ChoiceField(
        label=_("In order of"),
        required=False,
        choices=[
            ("", _("Name")),
            ("organization", _("Organization")),
            ("checked", _("Last checked, oldest first")),
            ("changed", _("Last changed, newest first")),
        ],
    )
    unchecked = forms.BooleanField(label=_("Not confirmed for a year"), required=False)
    untermed = forms.BooleanField(label=_("Under no kind of help"), required=False)
    mine = forms.ChoiceField(
        label=_("Whose services"),
        required=False,
        choices=[("on", _("Only of my organization")), (ALL, _("Of all organizations"))],
    )

    def __init__(self, data: QueryDict, *, own: frozenset[UUID], ours_first: bool = False) -> None:
        """ours_first: without words and without another choice, the list begins with this person's own."""
        if data.get("mine") not in ("on", ALL):
            data = data.copy()
            data["mine"] = "on" if ours_first and not data.get("q") else ALL
        super().__init__(data)
        self.own = own
        if not own:
            del self.fields["mine"]

    def applied(self) -> list[tuple[str, str, str]]:
        """The filters that are on; showing all organisations' is none."""
        return [one for one in super().applied() if one[::2] != ("mine", ALL)]

    def without(self, name: str) -> str:
        """What a filter's place in the address says once it is taken away."""
        return ALL if name == "mine" else ""

    def wanted(self) -> Wanted:
        """What to look for."""
        said = self.said()
        return Wanted(
            words=said["q"],
            status=said["status"],
            kind=said["kind"],
            missing=said["missing"],
            sort=said["sort"],
            unchecked=bool(said["unchecked"]),
            untermed=bool(said["untermed"]),
            organizations=self.own if said.get("mine") == "on" else None,
        )


class OrganizationFilter(Filter):
    """The list of organisations."""

    kind = forms.ChoiceField(
        label=_("What kind of organization"),
        required=False,
        choices=[("", _("Any")), *Organization.Kind.choices],
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Organization.Status.choices]
    )


class LocationFilter(Filter):
    """The list of places."""

    q = forms.CharField(label=_("Name, street or ZIP code"), required=False)
    unused = forms.BooleanField(label=_("No service is given here"), required=False)


class GridFilter(Filter):
    """The grid of services and languages."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=_languages)
    state = forms.ChoiceField(
        label=_("Show services with"),
        required=False,
        choices=[
            ("", _("Any text")),
            ("missing", _("Missing texts")),
            ("draft", _("Drafts")),
            ("stale", _("Texts older than the English")),
        ],
    )
