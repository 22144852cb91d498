"""What stands on a paper that came in."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Authority, RequestKind, Signed
from xenia.work.records.operations.receiving import Paper

# A paper that lay in a drawer for longer is entered with the day it was found, and counsel hears of it.
OLDEST = timedelta(days=90)
DAY = {"type": "date"}


class PaperForm(forms.Form):
    """A request for records as whoever takes it in sees it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of paper is it?"),
        help_text=gettext_lazy("The first page says it. Counsel can change it later."),
        error_messages={"required": gettext_lazy("Choose what kind of paper it is.")},
    )
    judge_signed = forms.ChoiceField(
        label=gettext_lazy("Did a judge sign it?"),
        help_text=gettext_lazy(
            "Look at who signed. A judge or a court clerk makes it an order of a court. An officer of an agency can"
            " sign an administrative warrant alone: that is no court order. Not sure? Say so."
        ),
        widget=forms.RadioSelect,
        choices=Signed.choices,
        initial=Signed.UNCLEAR,
        error_messages={
            "required": gettext_lazy("Say whether a judge signed it, or that it is not clear.")
        },
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("Who asks?"),
        error_messages={"required": gettext_lazy("Choose who asks.")},
    )
    received_on = forms.DateField(
        label=gettext_lazy("When did it come?"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Enter the day it came."),
            "invalid": gettext_lazy("Type a day as 2026-11-03."),
        },
    )
    due_on = forms.DateField(
        label=gettext_lazy("Does the paper say by when?"),
        help_text=gettext_lazy("Leave empty if it does not. We count business days for you."),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Type a day as 2026-11-03.")},
    )
    requester = forms.CharField(
        label=gettext_lazy("Name of who asks, and the agency or office"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Where our answer goes"),
        help_text=gettext_lazy("An address, an e-mail or a phone number."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2, "autocomplete": "off"}),
    )
    about = forms.CharField(
        label=gettext_lazy("Whom or what it asks for"),
        help_text=gettext_lazy(
            "As the paper says it. It is sealed. Never write down immigration status, even if the paper does."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _choice_of(self, "kind").choices = [("", _("Choose a kind")), *RequestKind.choices]
        _choice_of(self, "authority").choices = [("", _("Choose who asks")), *Authority.choices]
        self.fields["received_on"].initial = today

    def clean_received_on(self) -> date:
        """A day that was, and not too long ago."""
        came: date = self.cleaned_data["received_on"]
        if came > self.today:
            raise forms.ValidationError(_("This day is still to come. Enter the day it came."))
        if came < self.today - OLDEST:
            raise forms.ValidationError(
                _(
                    "This day is more than 90 days ago. Enter the day you found it, and tell counsel."
                )
            )
        return came

    def clean(self) -> dict[str, Any]:
        """It is not due before it came."""
        cleaned = super().clean() or {}
        came, due = cleaned.get("received_on"), cleaned.get("due_on")
        if came and due and due < came:
            self.add_error("due_on", _("This day is before the paper came. Look at it again."))
        return cleaned

    def paper(self) -> Paper:
        """What was said."""
        return Paper(**self.cleaned_data)


class DescribeForm(PaperForm):
    """The same, to put right. The day it came stays."""

    def __init__(self, *args: Any, request: RecordsRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["received_on"]
        self.request = request

    def paper(self) -> Paper:
        """What was said, with the day it came."""
        return Paper(received_on=self.request.received_on, **self.cleaned_data)


def described(request: RecordsRequest) -> dict[str, Any]:
    """A request as the form shows it."""
    names = ("kind", "judge_signed", "authority", "requester", "contact", "about")
    found: dict[str, Any] = {name: getattr(request, name) for name in names}
    return found | {"due_on": None if request.calendar_version else request.due_on}


def _choice_of(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field
