"""Finding people; consents, helpers, who lives with whom."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.clients.models.consent import How, Purpose, SharedField
from xenia.registers.clients.models.helper import May
from xenia.registers.clients.models.household import Relation
from xenia.registers.clients.operations import Agreed, Helping
from xenia.registers.clients.operations.helper import LONGEST
from xenia.registers.directory.models import Organization

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
USUAL_PERIOD: Final = timedelta(days=180)
IN_PERSON: Final = [choice for choice in How.choices if choice[0] != How.ONLINE]


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, as the browser offers it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the last day."),
            "invalid": gettext_lazy("Choose a day from the calendar."),
        },
    )


class FindForm(forms.Form):
    """A name, a phone number, an e-mail or a code."""

    text = forms.CharField(max_length=200, required=False)


class NumberForm(forms.Form):
    """The number of a form without boxes: sent twice, it adds one person."""

    number = forms.UUIDField()


class ConsentForm(forms.Form):
    """What she agrees to, each purpose alone."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What does she agree to?"),
        widget=forms.RadioSelect,
        choices=Purpose.choices,
        error_messages={"required": gettext_lazy("Choose what she agrees to.")},
    )
    recipient = forms.ModelChoiceField(
        label=gettext_lazy("Which organization?"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only when an organization learns who she is."),
    )
    fields_shared = forms.MultipleChoiceField(
        label=gettext_lazy("What may the organization know?"),
        required=False,
        choices=SharedField.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[SharedField.CALLED, SharedField.SPOKEN_LANGUAGE, SharedField.NEED],
    )
    ends_on = day_field(
        gettext_lazy("Until which day?"),
        gettext_lazy("For an organization a day is needed. Otherwise it can stay empty."),
        required=False,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did she say so?"), choices=IN_PERSON, initial=How.SPOKEN
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        recipient = self.fields["recipient"]
        assert isinstance(recipient, forms.ModelChoiceField)
        active = Organization.objects.filter(status=Organization.Status.ACTIVE)
        recipient.queryset = active.only("pk", "name").order_by("name")
        self.fields["ends_on"].initial = today + USUAL_PERIOD

    def clean(self) -> dict[str, Any]:
        """Who learns what, and until when, is said whole."""
        said = super().clean() or self.cleaned_data
        if said.get("purpose") == Purpose.REFERRAL:
            self._check_referral(said)
        ends = said.get("ends_on")
        if ends and ends < self.today:
            self.add_error("ends_on", _("This day has passed. Choose a later one."))
        return said

    def _check_referral(self, said: dict[str, Any]) -> None:
        if not said.get("recipient"):
            self.add_error("recipient", _("Choose the organization that learns who she is."))
        if not said.get("fields_shared"):
            self.add_error("fields_shared", _("Choose what the organization may know."))
        if not said.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _("Choose the last day of it."))

    def agreed(self) -> Agreed:
        """What she agreed to. Only a referral names an organization and what it may know."""
        said = self.cleaned_data
        is_referral = said["purpose"] == Purpose.REFERRAL
        return Agreed(
            purpose=said["purpose"],
            recipient=said["recipient"] if is_referral else None,
            fields=said["fields_shared"] if is_referral else (),
            ends_on=said["ends_on"],
            how=said["how"],
        )


class HelperForm(forms.Form):
    """Who acts for her, for what, until when."""

    name = forms.CharField(
        label=gettext_lazy("Name of the helper"),
        max_length=120,
        widget=forms.TextInput(attrs=AUTO),
        error_messages={"required": gettext_lazy("Write the name of the helper.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Phone or e-mail of the helper"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    may = forms.MultipleChoiceField(
        label=gettext_lazy("What may the helper do?"),
        choices=May.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing.")},
    )
    until_on = day_field(gettext_lazy("Until which day?"), gettext_lazy("A year at most."))
    how = forms.ChoiceField(label=gettext_lazy("How did she say so?"), choices=IN_PERSON)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until_on"].initial = today + USUAL_PERIOD

    def clean_until_on(self) -> date:
        """A day ahead, within a year."""
        until: date = self.cleaned_data["until_on"]
        if not self.today <= until <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return until

    def helping(self) -> Helping:
        """What she said."""
        said = self.cleaned_data
        return Helping(
            name=said["name"].strip(),
            contact=said["contact"].strip(),
            may=said["may"],
            until_on=said["until_on"],
            how=said["how"],
        )


class MoveInForm(forms.Form):
    """Somebody we know lives with her, or somebody new does."""

    client = forms.UUIDField(widget=forms.HiddenInput, required=False)
    called = forms.CharField(
        label=gettext_lazy("What is this person called?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=AUTO),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Who is this person in the household?"),
        choices=[choice for choice in Relation.choices if choice[0] != Relation.FIRST],
    )
    number = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Either somebody chosen, or a name."""
        said = super().clean() or self.cleaned_data
        if not said.get("client") and not (said.get("called") or "").strip():
            self.add_error("called", _("Write what this person is called, or find them above."))
        return said
