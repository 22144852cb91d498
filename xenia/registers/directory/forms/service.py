"""What an editor says of a service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.forms.fields import (
    YesNoUnknown,
    email_address,
    line,
    text,
    web_address,
    yes_no,
)
from xenia.registers.directory.forms.rows import (
    CapacityRow,
    ContactRow,
    DocumentRow,
    LanguageRow,
    PhoneRow,
    ScheduleRow,
)
from xenia.registers.directory.forms.sheet import Plan
from xenia.registers.directory.models import Service
from xenia.registers.directory.queries.details import details_of
from xenia.registers.directory.queries.service import terms_of
from xenia.registers.directory.queries.wording import FIELD_NAMES

_OLDEST = 120


def _codes() -> list[tuple[str, str]]:
    return [(term.code, term.label("en")) for term in load_taxonomy()]


class Age(forms.FloatField):
    """An age in years: 18, or 1.5 for a toddler."""

    def __init__(self, name: str) -> None:
        super().__init__(label=FIELD_NAMES[name], required=False, min_value=0, max_value=_OLDEST)

    def prepare_value(self, value: Any) -> Any:
        """A kept 18.0 as the 18 people write."""
        is_whole = isinstance(value, float) and value.is_integer()
        return int(value) if is_whole else value


class ServiceForm(forms.Form):
    """A service in the words its organisation would use."""

    name = line("name", required=True)
    alternate_name = line("alternate_name")
    description = text(
        "description", hint=gettext_lazy("Two or three short sentences. Say it as to a neighbor.")
    )
    alert = text(
        "alert",
        rows=2,
        hint=gettext_lazy(
            "What everybody must know at all times. For some days, use “Closures and alerts”."
        ),
    )
    eligibility_description = text("eligibility_description")
    minimum_age = Age("minimum_age")
    maximum_age = Age("maximum_age")
    application_process = text("application_process")
    bring = text("bring", rows=2)
    wait_time = line("wait_time")
    cost = forms.ChoiceField(label=FIELD_NAMES["cost"], choices=Service.Cost.choices)
    fees_description = text("fees_description", rows=2)
    asks_status = forms.ChoiceField(
        label=FIELD_NAMES["asks_status"], choices=Service.Answer.choices
    )
    needs_id = forms.ChoiceField(label=FIELD_NAMES["needs_id"], choices=Service.Answer.choices)
    status_note = text(
        "status_note",
        rows=2,
        hint=gettext_lazy(
            "Shown in another language only after somebody answered for the wording."
        ),
    )
    interpreter_available = YesNoUnknown("interpreter_available")
    interpretation_services = line("interpretation_services")
    accepts_referrals = YesNoUnknown("accepts_referrals")
    is_remote = yes_no("is_remote")
    email = email_address("email")
    email_is_confidential = yes_no("email_is_confidential")
    url = web_address("url")
    terms = forms.MultipleChoiceField(
        label=FIELD_NAMES["terms"],
        required=False,
        choices=_codes,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People find the service under each of these."),
    )
    checked_today = forms.BooleanField(
        label=gettext_lazy("I checked everything on this page with the organization today"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ages stand in order."""
        said = self.cleaned_data
        youngest, oldest = said.get("minimum_age"), said.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error(
                "maximum_age",
                ValidationError(_("“Up to” is below “from”: change one of the two ages.")),
            )
        return said


SERVICE = Plan(
    form=ServiceForm,
    rows={
        "languages": LanguageRow,
        "phones": PhoneRow,
        "schedules": ScheduleRow,
        "required_documents": DocumentRow,
        "capacities": CapacityRow,
        "contacts": ContactRow,
    },
    acts=frozenset({"checked_today"}),
)


def service_values(service: Service) -> dict[str, Any]:
    """What stands of a service now, as its sheet shows it."""
    fields = {
        name: getattr(service, name)
        for name in ServiceForm.base_fields
        if name not in ("terms", "checked_today")
    }
    return {**fields, "terms": terms_of(service), **details_of(service, SERVICE.rows)}


NEW_SERVICE: dict[str, Any] = {
    "cost": Service.Cost.UNKNOWN.value,
    "asks_status": Service.Answer.UNKNOWN.value,
    "needs_id": Service.Answer.UNKNOWN.value,
    # Who writes a service down has it from the organization.
    "checked_today": True,
}
