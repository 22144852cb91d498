"""Forms about colleagues: inviting, giving a role, finding people."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.accounts.authority import (
    decides_everywhere,
    organizations_in_her_hands,
    roles_to_give,
    roles_to_give_anywhere,
)
from xenia.ground.accounts.models import User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role


class PlaceForm(forms.Form):
    """A role and the organisation it is held in.

    Who decides everywhere types the organisation's name; when several fit, she chooses one. Others choose among
    their own. After `is_valid()`, `organization_id` is the organisation, or None for the office itself.
    """

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), error_messages={"required": gettext_lazy("Choose a role.")}
    )
    organization = forms.CharField(
        label=gettext_lazy("Organization"),
        help_text=gettext_lazy("Type part of its name. Leave empty for roles in the office."),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    organization_choice = forms.ChoiceField(
        label=gettext_lazy("Which organization?"), required=False, widget=forms.RadioSelect
    )

    organization_id: UUID | None = None

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.found: list[tuple[UUID, str]] = []
        self._choice_of("role").choices = [
            ("", _("Choose a role")),
            *((role.value, role.label) for role in roles_to_give_anywhere(by)),
        ]
        if decides_everywhere(by):
            self._offer(self._looked_up())
        else:
            del self.fields["organization"]
            names = HANDLERS.organization_names(organizations_in_her_hands(by), _reader())
            self._offer(sorted(names.items(), key=lambda pair: pair[1]))

    def clean(self) -> dict[str, Any]:
        """Settle the place, and whether this person may give this role there."""
        cleaned = super().clean() or {}
        if "role" not in cleaned:
            return cleaned
        role = Role(cleaned["role"])
        self.organization_id = self._settled(cleaned)
        if self.organization_id is None and role in WITHIN_ORGANIZATION and not self.errors:
            where = "organization" if "organization" in self.fields else "organization_choice"
            self.add_error(where, _("This role belongs to an organization. Say which one."))
        elif not self.errors and role not in roles_to_give(self.by, self.organization_id):
            self.add_error("role", _("You cannot give this role there. Ask the office."))
        return cleaned

    def _looked_up(self) -> list[tuple[UUID, str]]:
        words = str(self.data.get(self.add_prefix("organization"), "")).strip()
        return HANDLERS.find_organizations(words, _reader()) if words else []

    def _offer(self, organizations: list[tuple[UUID, str]]) -> None:
        self.found = organizations
        if len(organizations) < 2:
            self.fields["organization_choice"].widget = forms.HiddenInput()
        self._choice_of("organization_choice").choices = [
            (str(pk), name) for pk, name in organizations
        ]

    def _settled(self, cleaned: dict[str, Any]) -> UUID | None:
        """The organisation that is meant; an error on the field when it is not clear."""
        if chosen := cleaned.get("organization_choice"):
            return UUID(chosen)
        if len(self.found) == 1:
            return self.found[0][0]
        words = str(cleaned.get("organization") or "").strip()
        same = [pk for pk, name in self.found if name.casefold() == words.casefold()]
        if len(same) == 1:
            return same[0]
        if self.found:
            self.add_error("organization_choice", _("Several organizations fit. Choose one."))
        elif words:
            self.add_error("organization", _("No organization in the directory has this name."))
        return None

    def _choice_of(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


class InviteForm(PlaceForm):
    """Whom to invite, for which role."""

    email = forms.EmailField(
        label=gettext_lazy("Work e-mail"),
        help_text=gettext_lazy(
            "One person, one e-mail. We send nothing: you hand over the link yourself."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Type the e-mail of the person you invite."),
            "invalid": gettext_lazy("Type an e-mail such as name@office.example."),
        },
    )
    field_order = ("email", "role", "organization", "organization_choice")


class PeopleFilter(forms.Form):
    """Which colleagues to show."""

    q = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[("", gettext_lazy("Every role")), *Role.choices],
    )
    left = forms.BooleanField(label=gettext_lazy("People who have left"), required=False)


class AuditFilter(forms.Form):
    """Which acts to show."""

    person = forms.CharField(
        label=gettext_lazy("Name or e-mail"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    record_type = forms.ChoiceField(label=gettext_lazy("Kind of record"), required=False)
    record_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, record_types: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["record_type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Every kind")), *((one, one) for one in record_types)]


def _reader() -> str:
    return get_language() or "en"
