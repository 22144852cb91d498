"""Rules on how long records are kept, and legal holds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.vault.models.rule import LONGEST_DAYS
from xenia.ground.vault.operations.hold import is_a_number
from xenia.ground.vault.terms import RecordClass, record_classes
from xenia.work.records.inventory.words import words_for

EVERYTHING = "everything"


class RuleForm(forms.Form):
    """A term from the city's legal schedule."""

    keep_days = forms.IntegerField(
        label=gettext_lazy("Kept for how many days?"),
        help_text=gettext_lazy("A year is 365 days."),
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages={
            "required": gettext_lazy("Type a number of days."),
            "invalid": gettext_lazy("Type a number of days, such as 1095 for three years."),
            "min_value": gettext_lazy("At least one day."),
            "max_value": gettext_lazy("At most a hundred years."),
        },
    )
    source = forms.CharField(
        label=gettext_lazy("Where does it stand?"),
        help_text=gettext_lazy("The city’s legal schedule, as one cites it."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Name the schedule the term comes from.")},
    )
    in_effect_on = forms.DateField(
        label=gettext_lazy("In effect from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Enter a day."),
            "invalid": gettext_lazy("Type a day as 2026-11-03."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
    )

    def __init__(self, *args: Any, of: RecordClass, today: date, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "keep_days": of.declared.keep.days if of.declared.keep else None,
                "in_effect_on": today,
            },
        )
        super().__init__(*args, **kwargs)


class HoldForm(forms.Form):
    """Records that may not be erased for now."""

    reference = forms.CharField(
        label=gettext_lazy("Number of the order or the matter"),
        help_text=gettext_lazy("Such as R-2026-0007. Never a name."),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the number of the order or the matter.")},
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What is kept?"),
        error_messages={"required": gettext_lazy("Choose what is kept.")},
    )
    subject = forms.UUIDField(
        label=gettext_lazy("Random number of the person’s records"),
        help_text=gettext_lazy("Only for a hold on one person."),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("This is no such number. It has 32 letters and digits.")
        },
    )

    PERSON = "person"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Choose what is kept")),
            (self.PERSON, _("One person’s records")),
            *(
                (label, str(words_for(label, found.name).name))
                for label, found in record_classes().items()
                if found.is_about_people or found.goes_by_itself
            ),
            (EVERYTHING, _("Everything the office holds")),
        ]

    def clean_reference(self) -> str:
        """A number, never a name."""
        reference: str = self.cleaned_data["reference"]
        if not is_a_number(reference):
            raise forms.ValidationError(
                _(
                    "Write the number on the paper, such as 1:26-cv-01234 or R-2026-0007. Never a name."
                )
            )
        return reference

    def clean(self) -> dict[str, Any]:
        """A hold on one person names her, another names nobody."""
        cleaned = super().clean() or {}
        is_one = cleaned.get("scope") == self.PERSON
        if is_one and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", _("Type the random number of her records."))
        if not is_one:
            cleaned["subject"] = None
        return cleaned

    def scope_of(self) -> dict[str, Any]:
        """What `place_hold` is told."""
        said = self.cleaned_data
        is_class = said["scope"] not in (self.PERSON, EVERYTHING)
        return {
            "reference": said["reference"],
            "subject": said["subject"],
            "record_class": said["scope"] if is_class else "",
        }
