"""Whom not to send where, as the office types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.plan_fields import day_field, text_field, words_field
from xenia.work.language_access.models import Conflict, DoNotSend


class _Where(forms.Form):
    organization = forms.ModelChoiceField(
        label=gettext_lazy("Organization"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("Choose an organization"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organization.objects.order_by("name")


class ConflictForm(_Where):
    """Where she has an interest of her own."""

    prefix = "conflict"
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=Conflict.Reason.choices)


class DoNotSendForm(_Where):
    """Who asked not to be sent her, and why."""

    prefix = "not_sent"
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=DoNotSend.Reason.choices)
    said_by = words_field(gettext_lazy("Who said so"), 120)
    why = text_field(
        gettext_lazy("What happened"),
        1000,
        help_text=gettext_lazy("Do not name the person who was interpreted for."),
    )
    until = day_field(
        gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: for good.")
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> Any:
        """It ends later than today."""
        until = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError(_("This day is over. Choose a later day."))
        return until
