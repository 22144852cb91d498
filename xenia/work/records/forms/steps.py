"""The steps of a request: whom it is about, counsel's decision, the answer, notes; and finding requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.records.inventory.kinds import kinds_held
from xenia.work.records.inventory.words import words_for
from xenia.work.records.models.request import Decision, Refusal, RequestKind, Status

NEEDS_A_REASON = (Decision.PART, Decision.REFUSED)


class PersonForm(forms.Form):
    """Whose records are meant, by the random number of her records."""

    number = forms.UUIDField(
        label=gettext_lazy("Random number of the person’s records"),
        help_text=gettext_lazy(
            "It stands on her record, such as 1b4e28ba-2fa1-41d2-883f-0016d3cca427."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Type the random number of her records."),
            "invalid": gettext_lazy("This is no such number. It has 32 letters and digits."),
        },
    )


class DecideForm(forms.Form):
    """Counsel's decision."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        widget=forms.RadioSelect,
        choices=Decision.choices,
        error_messages={"required": gettext_lazy("Choose a decision.")},
    )
    refusal = forms.ChoiceField(
        label=gettext_lazy("Why is something not given?"),
        help_text=gettext_lazy("Only for a refusal or a part."),
        required=False,
        choices=[("", gettext_lazy("Choose a reason")), *Refusal.choices],
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") in NEEDS_A_REASON and not cleaned.get("refusal"):
            self.add_error("refusal", _("Choose why something is not given."))
        return cleaned


class AnswerForm(forms.Form):
    """Which kinds of record were given or refused: their names alone, never what was in them."""

    released_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What was given"), required=False, widget=forms.CheckboxSelectMultiple
    )
    refused_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What was refused"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, releases: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("released_kinds", "refused_kinds"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [
                (kind.label, str(words_for(kind.label, kind.name).name))
                for kind in kinds_held()
                if kind.is_hers
            ]
        if not releases:
            del self.fields["released_kinds"]

    def clean(self) -> dict[str, Any]:
        """A kind of record was given, or it was refused."""
        cleaned = super().clean() or {}
        if set(cleaned.get("released_kinds", ())) & set(cleaned.get("refused_kinds", ())):
            self.add_error(
                "refused_kinds", _("The same kind of record cannot be both given and refused.")
            )
        return cleaned


class NoteForm(forms.Form):
    """A note in confidence."""

    text = forms.CharField(
        label=gettext_lazy("A note, sealed"),
        max_length=4000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the note first.")},
    )


class RequestFilter(forms.Form):
    """Which requests to show. What makes no sense is left out, never an error page."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("Waiting")),
            ("all", gettext_lazy("All")),
            *Status.choices,
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("Every kind")), *RequestKind.choices],
    )
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=16)

    def said(self) -> dict[str, str]:
        """What makes sense of what was asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
