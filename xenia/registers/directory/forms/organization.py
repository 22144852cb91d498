"""What an editor says of an organisation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xenia.registers.directory.forms.fields import (
    email_address,
    line,
    text,
    web_address,
    yes_no,
)
from xenia.registers.directory.forms.rows import ContactRow, PhoneRow
from xenia.registers.directory.forms.sheet import Plan
from xenia.registers.directory.models import Organization
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.wording import FIELD_NAMES


class OrganizationForm(forms.Form):
    """An organisation or a city department."""

    name = line("name", required=True)
    alternate_name = line("alternate_name")
    kind = forms.ChoiceField(
        label=FIELD_NAMES["kind"],
        choices=Organization.Kind.choices,
        help_text=gettext_lazy(
            "Residents see this. Many want to know whether it is the government."
        ),
    )
    description = text("description")
    website = web_address("website")
    email = email_address("email")
    email_is_confidential = yes_no("email_is_confidential")
    legal_status = line("legal_status")
    year_incorporated = forms.IntegerField(
        label=FIELD_NAMES["year_incorporated"],
        required=False,
        min_value=1600,
        max_value=date.max.year,
    )


ORGANIZATION = Plan(form=OrganizationForm, rows={"phones": PhoneRow, "contacts": ContactRow})


def organization_values(organization: Organization) -> dict[str, Any]:
    """What stands of an organisation now, as its sheet shows it."""
    fields = {name: getattr(organization, name) for name in OrganizationForm.base_fields}
    return {**fields, **details_of(organization, ORGANIZATION.rows)}
