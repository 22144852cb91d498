"""What is agreed with an organization."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.notifications.addresses import NotAnAddress, own_email
from xenia.registers.clients.models.consent import SharedField
from xenia.registers.directory.models import Organization
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.models.agreement import MOST_REPLY_DAYS, USUAL_REPLY_DAYS
from xenia.work.referrals.operations import Terms

DAY = {"type": "date"}
NOT_A_DAY = gettext_lazy("Type a day as 2026-11-03.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": gettext_lazy("Type the day."), "invalid": NOT_A_DAY},
    )


class TermsForm(forms.Form):
    """The days it holds, how fast they answer, and the most they may learn."""

    begins_on = _day(gettext_lazy("From"))
    ends_on = _day(gettext_lazy("Until"))
    reply_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        help_text=gettext_lazy("Days the office is open."),
        min_value=1,
        max_value=MOST_REPLY_DAYS,
        initial=USUAL_REPLY_DAYS,
    )
    fields_told = forms.MultipleChoiceField(
        label=gettext_lazy("The most they may learn, each time only with her consent"),
        required=False,
        choices=SharedField.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail for links"),
        help_text=gettext_lazy("Used while nobody there has an account."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    is_victim_service = forms.BooleanField(
        label=gettext_lazy("It helps victims of violence: nobody is sent there by name"),
        help_text=gettext_lazy("We hand over a paper, and keep only that it happened."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_email(self) -> str:
        """An address that can be written to."""
        said: str = self.cleaned_data["email"]
        if not said:
            return ""
        try:
            return own_email(said)
        except NotAnAddress:
            raise forms.ValidationError(
                _("This is no e-mail address. Type it as name@place.org.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        said = super().clean() or {}
        first, last = said.get("begins_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It ends before it begins. Choose a later day."))
        return said

    def terms(self) -> Terms:
        """What was agreed."""
        said = self.cleaned_data
        return Terms(
            begins_on=said["begins_on"],
            ends_on=said["ends_on"],
            reply_days=said["reply_days"],
            is_victim_service=said["is_victim_service"],
            fields=said["fields_told"],
            email=said["email"],
        )


class NewAgreementForm(TermsForm):
    """With which organization."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("Organization"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("Choose an organization"),
        error_messages={"required": gettext_lazy("Choose an organization.")},
    )
    field_order = ("organization",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organization.objects.filter(status=Organization.Status.ACTIVE)


def said_by(agreement: Agreement) -> dict[str, Any]:
    """An agreement as the form begins with it."""
    names = ("begins_on", "ends_on", "reply_days", "email", "is_victim_service", "version")
    return {name: getattr(agreement, name) for name in names} | {"fields_told": agreement.fields}
