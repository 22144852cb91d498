"""Her consent and the referral, on one page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.clients.models.consent import How, SharedField
from xenia.registers.directory.models import Location, Service
from xenia.work.referrals.deadlines import CONSENT_LASTS
from xenia.work.referrals.forms.choosing import choices_of, needs_in
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.operations import Words, Yes

LONGEST_NOTE = 2000
# Ticked before anybody says more: without these no organization can help. What is more she is asked for, one by one.
USUALLY_TOLD = (
    SharedField.CALLED,
    SharedField.SPOKEN_LANGUAGE,
    SharedField.CONTACT,
    SharedField.NEED,
)
DAY = {"type": "date"}


class SendForm(forms.Form):
    """What she is sent for. Where something is shared: what, until when, and that she said yes."""

    need = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        error_messages={"required": gettext_lazy("Choose what she needs.")},
    )
    place = forms.ModelChoiceField(
        label=gettext_lazy("Which place?"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=gettext_lazy("Any of their places"),
    )
    note = forms.CharField(
        label=gettext_lazy("What must they know to help her?"),
        help_text=gettext_lazy(
            "Only what this service needs. Write nothing about papers, status or other people."
        ),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3, "autocomplete": "off"}),
    )
    fields_told = forms.MultipleChoiceField(
        label=gettext_lazy("They learn"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("After this day they see nothing of it."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Say until which day she agrees."),
            "invalid": gettext_lazy("Type a day as 2026-11-03."),
        },
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did she agree?"), choices=How.choices, initial=How.SPOKEN
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I read this to her in her language, and she agrees"),
        error_messages={
            "required": gettext_lazy(
                "Without her yes nothing is sent. She can take the paper along."
            )
        },
    )
    may_ask_later = forms.BooleanField(
        label=gettext_lazy("We may ask her later how it went"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        service: Service,
        agreement: Agreement | None,
        is_shared: bool,
        reader: str,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.is_shared = today, is_shared
        choices_of(self, "need", [("", _("Choose a need")), *needs_in(reader)])
        self._places_of(service)
        allowed = set(agreement.fields) if agreement and is_shared else set()
        self.may_tell_note = SharedField.NOTE in allowed
        told = [(code, str(label)) for code, label in SharedField.choices if code in allowed]
        choices_of(self, "fields_told", told)
        self.initial.setdefault("fields_told", [one for one in USUALLY_TOLD if one in allowed])
        last = today + CONSENT_LASTS
        self.initial.setdefault("ends_on", min(last, agreement.ends_on) if agreement else last)
        if not is_shared:
            for name in ("fields_told", "how", "agrees"):
                del self.fields[name]
            self.fields["ends_on"].required = False
            self.fields["ends_on"].widget = forms.HiddenInput()

    def _places_of(self, service: Service) -> None:
        places = Location.objects.filter(services_here__service=service).order_by("name", "pk")
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places
        if places.count() < 2:
            del self.fields["place"]

    def clean_ends_on(self) -> date:
        """A day to come."""
        said: date | None = self.cleaned_data["ends_on"]
        if said is None:
            return self.today + CONSENT_LASTS
        if said < self.today:
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return said

    def clean(self) -> dict[str, Any]:
        """A note that was typed is told, or nobody thinks that it was."""
        said = super().clean() or {}
        told = said.get("fields_told", ())
        if self.may_tell_note and said.get("note") and SharedField.NOTE not in told:
            self.add_error("fields_told", _("They read your note only if you tick it here."))
        return said

    def words(self) -> Words:
        """What is sent."""
        said = self.cleaned_data
        return Words(said.get("need", ""), said.get("note", ""), said.get("place"))

    def yes(self) -> Yes:
        """What she agreed to."""
        said = self.cleaned_data
        return Yes(
            fields=said.get("fields_told", ()),
            ends_on=said["ends_on"],
            how=said.get("how") or How.SPOKEN,
            may_ask_later=said.get("may_ask_later", False),
        )


def said_in(draft: Referral | None) -> dict[str, Any]:
    """A draft as the form begins with it."""
    if draft is None:
        return {}
    return {"need": draft.need, "note": str(draft.note), "place": draft.location_id}
