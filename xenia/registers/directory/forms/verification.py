"""What an organisation may say about its entry by the link in a letter."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xenia.ground.reference.office import office_facts
from xenia.registers.directory.forms.fields import Words, email_address, line, text, web_address
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.queries.verification import Entry

MOST_LETTERS: Final = 4000


def _in_words(label: Any, example: Any) -> Words:
    """A part of an entry that has many lines: said in free words, for a colleague to write down."""
    return Words(
        label=label,
        required=False,
        max_length=MOST_LETTERS,
        help_text=example,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
    )


# What has no field of its own in the form, in the order it is asked.
_PARTS: Final = {
    "hours": (_("Hours"), _("Such as: Monday to Friday, 9 to 5. Closed in August.")),
    "phones": (_("Phones"), _("Such as: 617 555 0100, in Spanish 617 555 0101.")),
    "languages": (_("Languages"), _("Such as: English, Spanish and Haitian Creole.")),
}


def _in_own_words() -> Words:
    return Words(
        label=_("What else changed?"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_(
            "Anything else that is no longer right: write it as you would say it. We do the rest."
        ),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )


class _ChangeForm(forms.Form):
    """The main fields of an entry, and room for the rest."""

    parts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any, *, stands: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(stands))
        self.stands = stands
        for name in self.parts:
            self.fields[name] = _in_words(*_PARTS[name])
        self.fields["note"] = _in_own_words()

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        said = dict(super().clean() or {})
        if not self.errors and not self.changes(said) and not self.words(said):
            raise forms.ValidationError(
                _("Nothing is different yet. Change a field, or write below what changed.")
            )
        return said

    def words(self, said: Mapping[str, Any]) -> str:
        """What is said in free words, each part under its name in the office's own language."""
        with override(office_facts().codes[0]):
            parts = [f"{_PARTS[name][0]}: {said[name]}" for name in self.parts if said.get(name)]
        return "\n".join([*parts, *([said["note"]] if said.get("note") else [])])

    def changes(self, said: Mapping[str, Any]) -> dict[str, str]:
        """The fields that say something else now."""
        return {
            name: str(said[name])
            for name in self.stands
            if name in said and str(said[name]) != self.stands[name]
        }


class ServiceChange(_ChangeForm):
    """A service."""

    parts = ("hours", "phones", "languages")

    name = line("name", required=True)
    description = text("description")
    eligibility_description = text("eligibility_description")
    application_process = text("application_process")
    bring = text("bring", rows=2)
    fees_description = text("fees_description", rows=2)
    url = web_address("url")
    email = email_address("email")


class OrganizationChange(_ChangeForm):
    """The organisation itself."""

    parts = ("phones",)

    name = line("name", required=True)
    description = text("description")
    website = web_address("website")
    email = email_address("email")


class LocationChange(_ChangeForm):
    """A place residents see."""

    parts = ("hours", "phones")

    name = line("name", required=True)
    address_1 = line("address_1")
    address_2 = line("address_2")
    city = line("city")
    postal_code = line("postal_code")
    transportation = text("transportation", rows=2)


class HiddenChange(_ChangeForm):
    """An entry of which the link shows nothing: only words for the office."""


_FORMS: Final[Mapping[type[Entry], type[_ChangeForm]]] = {
    Service: ServiceChange,
    Organization: OrganizationChange,
    Location: LocationChange,
}


def change_form(entry: Entry, *, is_hidden: bool, data: Any = None) -> _ChangeForm:
    """The form for an entry. is_hidden: nothing that stands there may be shown to who holds the link."""
    form = HiddenChange if is_hidden else _FORMS[type(entry)]
    return form(data, stands={} if is_hidden else _stands(entry, form))


def _stands(entry: Entry, form: type[forms.Form]) -> dict[str, str]:
    """What stands in each field now; a confidential e-mail is no field of the form."""
    names = [name for name in form.base_fields if not _is_secret(entry, name)]
    address = entry.addresses.first() if isinstance(entry, Location) else None
    found = {}
    for name in names:
        holder = entry if hasattr(entry, name) else address
        found[name] = str(getattr(holder, name, "") or "")
    return found


def _is_secret(entry: Entry, name: str) -> bool:
    return name == "email" and bool(getattr(entry, "email_is_confidential", False))
