"""What an editor says of a place."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.forms.fields import line, text, yes_no
from xenia.registers.directory.forms.rows import AccessRow, PhoneRow, ScheduleRow
from xenia.registers.directory.forms.sheet import Plan
from xenia.registers.directory.models import Address, Location
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.wording import FIELD_NAMES

ADDRESS: Final = ("address_1", "address_2", "city", "state_province", "postal_code")


def _coordinate(name: str, limit: int) -> forms.FloatField:
    return forms.FloatField(
        label=FIELD_NAMES[name],
        required=False,
        min_value=-limit,
        max_value=limit,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )


class LocationForm(forms.Form):
    """A place people go to, or a way to meet without one."""

    name = line("name", required=True)
    alternate_name = line("alternate_name")
    location_type = forms.ChoiceField(
        label=FIELD_NAMES["location_type"], choices=Location.Type.choices
    )
    description = text("description", rows=2)
    is_confidential = yes_no(
        "is_confidential",
        hint=gettext_lazy(
            "A safe house, for example. Residents, print and search then never show the address, the map, the phones or "
            "the name of this place. Only the people who edit it see them."
        ),
    )
    address_1 = line("address_1")
    address_2 = line("address_2")
    city = line("city")
    state_province = line("state_province")
    postal_code = line("postal_code")
    latitude = _coordinate("latitude", 90)
    longitude = _coordinate("longitude", 180)
    transportation = text(
        "transportation",
        rows=2,
        hint=gettext_lazy("Bus, train, where to get off, which door."),
    )

    def clean(self) -> dict[str, Any]:
        """A point on the map needs both of its numbers."""
        said = self.cleaned_data
        if "latitude" in said and "longitude" in said:
            missing = {name for name in ("latitude", "longitude") if said[name] is None}
            if len(missing) == 1:
                words = _(
                    "A point on the map needs latitude and longitude. Write both, or neither."
                )
                self.add_error(missing.pop(), ValidationError(words))
        return said


LOCATION = Plan(
    form=LocationForm,
    rows={"schedules": ScheduleRow, "accessibility": AccessRow, "phones": PhoneRow},
)


def location_values(location: Location) -> dict[str, Any]:
    """What stands of a place now, as its sheet shows it; an address that is confidential makes the place so."""
    address = location.addresses.filter(address_type=Address.Type.PHYSICAL).first() or Address()
    own = {
        name: getattr(location, name) for name in LocationForm.base_fields if name not in ADDRESS
    }
    return {
        **own,
        "is_confidential": location.is_confidential or address.is_confidential,
        **{name: getattr(address, name) for name in ADDRESS},
        **details_of(location, LOCATION.rows),
    }


def parted(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What belongs to the place itself, and what to its address; both know whether it is confidential."""
    address = {name: value for name, value in fields.items() if name in ADDRESS}
    if "is_confidential" in fields:
        address["is_confidential"] = fields["is_confidential"]
    return {name: value for name, value in fields.items() if name not in ADDRESS}, address
