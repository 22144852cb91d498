"""What is typed on the pages of legal matters."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.numbers_not_kept import has_a_number
from xenia.ground.reference.legal_codes import closing_codes, problem_codes
from xenia.ground.reference.vocabularies import Vocabulary, label_of, vocabulary
from xenia.registers.clients.models.consent import SharedField
from xenia.registers.directory.models import Organization
from xenia.work.casework.forms.choices import AUTO, offer
from xenia.work.casework.forms.working import DAY, LONGEST
from xenia.work.casework.models.credential import Kind
from xenia.work.casework.models.matter import ADJUDICATED, OFFICE, Outcome
from xenia.work.casework.models.work_time import ActivityKind, DeadlineKind
from xenia.work.casework.operations import Case
from xenia.work.casework.operations.legal import CONSENT_LASTS, NOT_CODED

VENUE_WORDS: Final = [
    ("uscis", gettext_lazy("USCIS or another part of Homeland Security")),
    ("immigration-court", gettext_lazy("Immigration court")),
    ("bia", gettext_lazy("Board of Immigration Appeals")),
    ("other-court", gettext_lazy("Another court")),
]
A_DAY: Final = {"invalid": gettext_lazy("Type a day as 2026-11-03.")}


def words_of(name: Vocabulary, reader: str) -> list[tuple[str, str]]:
    """A vocabulary in the reader's words."""
    return [(one.code, label_of(name, one.code, reader)) for one in vocabulary(name)]


def day_field(label: Any, *, required: bool = True, **options: Any) -> forms.DateField:
    """A day."""
    errors = A_DAY | {"required": gettext_lazy("Choose a day.")}
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, error_messages=errors, **options
    )


class CaseForm(forms.Form):
    """What the case is."""

    case_type = forms.ChoiceField(
        label=gettext_lazy("Type of case"),
        error_messages={"required": gettext_lazy("Choose the type of case.")},
    )
    venue = forms.ChoiceField(
        label=gettext_lazy("Before whom"),
        choices=[("", gettext_lazy("Choose before whom")), *VENUE_WORDS],
        error_messages={"required": gettext_lazy("Choose before whom it is.")},
    )
    problem_code = forms.ChoiceField(
        label=gettext_lazy("Problem code of the Legal Services Corporation, if you use one"),
        required=False,
        choices=[
            ("", gettext_lazy("No code")),
            *((one.code, f"{one.code} {one.label}") for one in problem_codes()),
        ],
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = words_of("legal_case_types", reader)
        offer(self, "case_type", [("", _("Choose the type of case")), *types])

    def case(self) -> Case:
        """As the operation takes it."""
        said = self.cleaned_data
        return Case(said["case_type"], said["venue"], said["problem_code"])


class OpenLegalForm(CaseForm):
    """A provider takes on somebody who was sent to it."""

    agrees = forms.BooleanField(
        label=gettext_lazy("She agrees that we work on it here, with what she told us before"),
        error_messages={"required": gettext_lazy("Ask her first. Then tick it.")},
    )
    until = day_field(gettext_lazy("She agrees until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = local_day(now()) + CONSENT_LASTS

    def clean_until(self) -> date:
        """Not before today."""
        return not_over(self.cleaned_data["until"])


class AgreeForm(forms.Form):
    """She agrees that it goes on."""

    until = day_field(gettext_lazy("She agrees until"))

    def clean_until(self) -> date:
        """Not before today."""
        return not_over(self.cleaned_data["until"])


def not_over(day: date) -> date:
    """A day that is not over. Raises ValidationError."""
    if day < local_day(now()):
        raise forms.ValidationError(_("Choose a day that is not over."))
    return day


class LegalNoteForm(forms.Form):
    """A note only her representatives read."""

    text = forms.CharField(
        label=gettext_lazy("Sealed note"),
        help_text=gettext_lazy(
            "Only your own house reads it. Never write numbers of papers or receipts."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AUTO | {"rows": 4}),
        error_messages={"required": gettext_lazy("Write the note.")},
    )

    def clean_text(self) -> str:
        """No number of a paper."""
        text: str = self.cleaned_data["text"]
        if has_a_number(text):
            raise forms.ValidationError(
                _(
                    "There is a number of a paper in it: a receipt, an A-number or a Social Security number. We never keep those. Take it out, and send the note again."
                )
            )
        return text


class TimeForm(forms.Form):
    """Some minutes of work."""

    kind = forms.ChoiceField(label=gettext_lazy("What you did"), choices=ActivityKind.choices)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=1440,
        error_messages={
            "required": gettext_lazy("Type how many minutes it took."),
            "invalid": gettext_lazy("Type minutes as a number, such as 20."),
            "min_value": gettext_lazy("Type at least 1 minute."),
            "max_value": gettext_lazy("Type at most 1440 minutes: that is a day."),
        },
    )
    on = day_field(gettext_lazy("Day, if it was not today"), required=False)


class DeadlineForm(forms.Form):
    """Something must happen by a day."""

    kind = forms.ChoiceField(label=gettext_lazy("What must happen"), choices=DeadlineKind.choices)
    due_on = day_field(gettext_lazy("By which day"))
    is_done = forms.BooleanField(label=gettext_lazy("It is done"), required=False)


class AssignForm(forms.Form):
    """Who speaks for her."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who speaks for her"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class CloseLegalForm(forms.Form):
    """How a legal matter ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=[("", gettext_lazy("Choose an outcome")), *Outcome.choices],
        error_messages={"required": gettext_lazy("Choose how it ended.")},
    )
    closing_code = forms.ChoiceField(
        label=gettext_lazy("Closing code of the Legal Services Corporation"),
        choices=[
            ("", gettext_lazy("Choose a code")),
            *((one.code, f"{one.code} {one.label}") for one in closing_codes()),
            (NOT_CODED, gettext_lazy("We do not use these codes")),
        ],
        error_messages={"required": gettext_lazy("Choose a code, or that you use none.")},
    )
    benefits = forms.MultipleChoiceField(
        label=gettext_lazy("What it brought her"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "benefits", words_of("legal_benefits", reader))


class LaterForm(forms.Form):
    """It was decided after it was closed."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        choices=[
            ("", gettext_lazy("Choose an outcome")),
            *((one.value, one.label) for one in Outcome if one in ADJUDICATED),
        ],
        error_messages={"required": gettext_lazy("Choose what was decided.")},
    )
    decided_on = day_field(gettext_lazy("On which day"))


class GiveForm(forms.Form):
    """To whom a matter goes, and what she lets go along."""

    to = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        error_messages={"required": gettext_lazy("Choose to whom it goes.")},
    )
    notes = forms.MultipleChoiceField(
        label=gettext_lazy("Notes she lets go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fields_told = forms.MultipleChoiceField(
        label=gettext_lazy("What they learn of her"),
        required=False,
        choices=[one for one in SharedField.choices if one[0] != SharedField.NOTE],
        widget=forms.CheckboxSelectMultiple,
    )
    until = day_field(gettext_lazy("She agrees until"))
    agrees = forms.BooleanField(
        label=gettext_lazy("She agreed to this, and knows that we read nothing of it any more"),
        error_messages={"required": gettext_lazy("Ask her first. Then tick it.")},
    )

    def __init__(
        self,
        *args: Any,
        notes: list[tuple[str, str]],
        organizations: list[Organization],
        holder: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        houses = [(str(one.pk), one.name) for one in organizations if str(one.pk) != holder]
        if holder != OFFICE:
            houses.insert(0, (OFFICE, _("The office")))
        offer(self, "to", [("", _("Choose a house")), *houses])
        offer(self, "notes", notes)
        self.fields["until"].initial = local_day(now()) + CONSENT_LASTS

    def clean_until(self) -> date:
        """Not before today."""
        return not_over(self.cleaned_data["until"])


class CredentialForm(forms.Form):
    """Who may speak for people, until when."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={"required": gettext_lazy("Choose who showed it.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("What she may do"), choices=Kind.choices)
    valid_from = day_field(gettext_lazy("From"))
    valid_until = day_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "An accreditation is given for at most 3 years. An attorney’s may have no last day."
        ),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class RecognitionForm(forms.Form):
    """Since when an organization is recognized."""

    valid_from = day_field(gettext_lazy("From"))
    valid_until = day_field(gettext_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("valid_from"), said.get("valid_until")
        if first and last and last - first < timedelta(0):
            self.add_error("valid_until", _("The last day lies before the first."))
        return said
