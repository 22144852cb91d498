"""What colleagues write and choose while they work on a complaint."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import written_day
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.ombudsman.models import Clock, Complaint, Finding, Remedy
from xenia.work.ombudsman.models.complaint import Closing, Kind
from xenia.work.ombudsman.operations.working import About, Agreed, Link
from xenia.work.ombudsman.queries.city import departments
from xenia.work.ombudsman.queries.people import officers
from xenia.work.ombudsman.queries.remedies import fallen

LONGEST: Final = 6000
ENGLISH: Final = "en"
AREA: Final = {"dir": "auto", "rows": 5, "autocomplete": "off"}
ALREADY: Final = gettext_lazy("It is there already")
NAMES_NOBODY: Final = {
    "required": gettext_lazy("Read your words again. Tick this when they name nobody.")
}


def words_field(label: Any, help_text: Any = "", *, rows: int = 5, **more: Any) -> forms.CharField:
    """A box for words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA | {"rows": rows}),
        error_messages={"required": gettext_lazy("Write your words into the box.")},
        **more,
    )


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Type a day as 2026-11-03."),
        },
    )


class ActForm(forms.Form):
    """One act on one complaint. The fields may depend on how it stands."""

    def __init__(self, *args: Any, complaint: Complaint, tongue: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complaint, self.tongue = complaint, tongue
        self.fit()

    def fit(self) -> None:
        """Make the fields fit the complaint."""

    def said(self) -> dict[str, Any]:
        """What was said, as the operation takes it."""
        return dict(self.cleaned_data)


class PressForm(ActForm):
    """Nothing but a button."""


class ToHerForm(ActForm):
    """Words to her: in her language, or in English to be translated before they go out."""

    english = words_field(
        gettext_lazy("In English"),
        gettext_lazy(
            "Without the words in her language, a translator is asked, and it goes out when the translation is there. The clock runs on meanwhile."
        ),
        required=False,
    )
    words = words_field("", required=False)

    def fit(self) -> None:
        """Somebody who wrote in English needs one box."""
        tongue = self.tongue or _("her language")
        self.fields["words"].label = _("In %(language)s") % {"language": tongue}
        if self.is_english:
            del self.fields["english"]
            self.fields["words"].required = True

    @property
    def is_english(self) -> bool:
        """Whether she reads English."""
        return str(self.complaint.language) == ENGLISH

    def clean(self) -> dict[str, Any]:
        """Something is written in one of the boxes."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("english", "words")):
            self.add_error("english", _("Write your words into one of the boxes."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """Both wordings; one of them may be empty."""
        words = {name: self.cleaned_data.get(name, "") for name in ("words", "english")}
        others = {one: value for one, value in self.cleaned_data.items() if one not in words}
        return words | others


class NoteForm(ActForm):
    """A note among us."""

    words = words_field(
        gettext_lazy("Note"),
        gettext_lazy("Colleagues read it. She and the department do not."),
        rows=3,
    )


class AssessForm(ActForm):
    """Whom it is about, and what."""

    kind = forms.ChoiceField(label=gettext_lazy("About what"), choices=Kind.choices)
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("Not known, or not the city"),
        required=False,
    )
    service = forms.ModelChoiceField(
        label=gettext_lazy("Service"),
        queryset=Service.objects.none(),
        empty_label=gettext_lazy("Not known"),
        required=False,
    )
    place = forms.ModelChoiceField(
        label=gettext_lazy("Place"),
        queryset=Location.objects.none(),
        empty_label=gettext_lazy("Not known"),
        required=False,
    )

    why = words_field(
        gettext_lazy("Why it is no punishment for complaining"), rows=2, required=False
    )

    def fit(self) -> None:
        """Services and places of the department it is about; before one is known, there are none to choose."""
        known = self.complaint.department_id
        every = departments() | Organization.objects.filter(
            pk__in=[known] if known else []
        ).order_by("name")
        choose(self, "department").queryset = every
        for name, rows in (
            ("service", Service.objects.filter(organization=known).order_by("name")),
            (
                "place",
                Location.objects.filter(organization=known, is_confidential=False).order_by("name"),
            ),
        ):
            if known and rows.exists():
                choose(self, name).queryset = rows
            else:
                del self.fields[name]
        if self.complaint.kind != Kind.RETALIATION:
            del self.fields["why"]
        for name in self.fields.keys() - {"why"}:
            self.fields[name].initial = getattr(self.complaint, name)

    def clean(self) -> dict[str, Any]:
        """A service or a place belongs to the department that is chosen."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("department")
        for name in ("service", "place"):
            one = cleaned.get(name)
            if one is not None and (chosen is None or one.organization_id != chosen.pk):
                cleaned[name] = None
        return cleaned

    def said(self) -> dict[str, Any]:
        """What it is about, and why it is no punishment any more."""
        why = self.cleaned_data.get("why", "")
        about = {name: one for name, one in self.cleaned_data.items() if name != "why"}
        return {"about": About(**about), "why": why}


class AskDepartmentForm(ActForm):
    """What the office asks the department."""

    words = words_field(
        gettext_lazy("Our question to the department"),
        gettext_lazy(
            "Write it afresh: what happened at which counter, never who she is and never her own words."
        ),
    )
    names_nobody = forms.BooleanField(
        label=gettext_lazy("It names nobody, and nobody can be recognized from it"),
        error_messages=NAMES_NOBODY,
    )


class FindForm(ToHerForm):
    """What we found, and our words to her about it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        widget=forms.RadioSelect,
        choices=Finding.Outcome.choices,
        error_messages={"required": gettext_lazy("Choose what you found.")},
    )
    field_order = ["outcome", "english", "words"]


class AgreeRemedyForm(ToHerForm):
    """What the department does to make it good, and until when. We keep it in English; she reads it in her language."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What makes it good?"),
        choices=[("", gettext_lazy("Choose")), *Remedy.Kind.choices],
        error_messages={"required": gettext_lazy("Choose what makes it good.")},
    )
    due_on = day_field(gettext_lazy("It will be there by"))
    field_order = ["kind", "english", "words", "due_on"]

    def fit(self) -> None:
        """The English is what we keep."""
        super().fit()
        if "english" in self.fields:
            self.fields["english"].required = True

    def said(self) -> dict[str, Any]:
        """What was agreed, and the words to her."""
        said = self.cleaned_data
        text = said.get("english") or said["words"]
        agreed = Agreed(kind=said["kind"], text=text, due_on=said["due_on"])
        return {"agreed": agreed, "words": said["words"]}


class VerifyRemedyForm(ActForm):
    """Somebody looked that it is there."""

    remedy = forms.ModelChoiceField(queryset=Remedy.objects.none(), widget=forms.HiddenInput)
    already = forms.BooleanField(label=ALREADY, required=False)

    def fit(self) -> None:
        """One of this complaint's."""
        choose(self, "remedy").queryset = self.complaint.remedies.all()


class RemedyField(forms.ModelChoiceField[Remedy]):
    """One of some remedies."""

    def label_from_instance(self, obj: Remedy) -> str:
        """What makes it good, and by when."""
        return f"{obj.get_kind_display()} ({written_day(obj.due_on, get_language() or 'en')})"


class OfARemedyForm(ToHerForm):
    """Our words to her about one of the remedies."""

    remedy = RemedyField(
        label=gettext_lazy("What makes it good?"),
        queryset=Remedy.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose what makes it good.")},
    )
    field_order = ["remedy", "english", "words"]

    def fit(self) -> None:
        """One alone is chosen."""
        super().fit()
        rows = self.rows()
        choose(self, "remedy").queryset = rows
        if len(rows) == 1:
            self.fields["remedy"].initial = rows[0]

    def rows(self) -> "QuerySet[Remedy]":
        """Those nobody saw yet."""
        unseen: QuerySet[Remedy] = self.complaint.remedies.filter(verified_on=None)
        return unseen


class RemedyGivenUpForm(OfARemedyForm):
    """A remedy will not come: which, and our words to her."""


class RemedyMissingForm(OfARemedyForm):
    """Somebody looked, and it is not there: which, its other day, and our words to her."""

    due_on = day_field(gettext_lazy("It will be there by"))
    field_order = ["remedy", "english", "words", "due_on"]


class DropRemedyForm(OfARemedyForm):
    """It was found otherwise: which is not to come any more, and our words to her, why."""

    def rows(self) -> "QuerySet[Remedy]":
        """Those that were agreed before."""
        return fallen(self.complaint)


class CloseForm(ToHerForm):
    """Why it is closed, where she was told to go, and our last words to her."""

    closing = forms.ChoiceField(
        label=gettext_lazy("Why do you close it?"),
        choices=[
            ("", gettext_lazy("Choose a reason")),
            *[one for one in Closing.choices if one[0] != Closing.SERVICE_REQUEST],
        ],
        error_messages={"required": gettext_lazy("Choose why it is closed.")},
    )
    destination = forms.CharField(
        label=gettext_lazy("Who decides it, or took it up"),
        help_text=gettext_lazy(
            "Name, address and phone number, so that she can go there. She reads it."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=AREA | {"rows": 2}),
    )
    field_order = ["closing", "destination", "english", "words"]

    def clean(self) -> dict[str, Any]:
        """Whoever is sent away knows where to."""
        cleaned = super().clean() or {}
        away = (Closing.NO_JURISDICTION, Closing.REFERRED, Closing.PREMATURE)
        if cleaned.get("closing") in away and not cleaned.get("destination"):
            self.add_error(
                "destination", _("Say who decides it, so that she is not sent away for nothing.")
            )
        return cleaned


class FollowUpForm(ToHerForm):
    """After she was punished for complaining we ask how it is now."""

    again = forms.BooleanField(label=gettext_lazy("Ask her once more later"), required=False)


class ExtendForm(ActForm):
    """More time, once, with a reason she reads."""

    days = forms.IntegerField(
        label=gettext_lazy("Working days more"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Say how many working days more."),
            "invalid": gettext_lazy("Type a number, such as 5."),
            "min_value": gettext_lazy("Type a number, such as 5."),
        },
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why it takes longer"),
        help_text=gettext_lazy("She reads it."),
        choices=[("", gettext_lazy("Choose a reason")), *Clock.Why.choices],
        error_messages={"required": gettext_lazy("Choose why it takes longer. She reads it.")},
    )


class ColleagueForm(ActForm):
    """Which colleague."""

    colleague = forms.ModelChoiceField(
        label=gettext_lazy("Colleague"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )

    def fit(self) -> None:
        """Those who work on complaints, besides whoever has it."""
        has_it = [one for one in (self.complaint.handler_id,) if one]
        choose(self, "colleague").queryset = officers().exclude(pk__in=has_it)

    def said(self) -> dict[str, Any]:
        """To whom."""
        return {"to": self.cleaned_data["colleague"]}


class ReviewForm(ColleagueForm):
    """Who looks at it again: never whoever found what was found first."""

    def fit(self) -> None:
        """Everybody else."""
        found = set(self.complaint.findings.values_list("by_id", flat=True))
        out = [
            one for one in (*found, self.complaint.officer_id, self.complaint.reviewer_id) if one
        ]
        choose(self, "colleague").queryset = officers().exclude(pk__in=out)

    def said(self) -> dict[str, Any]:
        """Who looks."""
        return {"reviewer": self.cleaned_data["colleague"]}


class LinkForm(ActForm):
    """Which complaint it repeats, or for which she was punished."""

    to = forms.ModelChoiceField(queryset=Complaint.objects.none(), widget=forms.HiddenInput)
    why = forms.ChoiceField(
        choices=[(one.value, one.name) for one in Link], widget=forms.HiddenInput
    )

    def fit(self) -> None:
        """Any other that was let in."""
        choose(self, "to").queryset = Complaint.objects.let_in().exclude(pk=self.complaint.pk)


class RecommendForm(ActForm):
    """What the department should change for everybody."""

    text = words_field(
        gettext_lazy("What the department should change"),
        gettext_lazy(
            "Everybody reads it, with the department’s answer. It outlives this complaint."
        ),
        rows=3,
    )
    names_nobody = forms.BooleanField(
        label=gettext_lazy("It names nobody, and nobody can be recognized from it"),
        error_messages=NAMES_NOBODY,
    )


def choose(form: forms.Form, name: str) -> "forms.ModelChoiceField[Any]":
    """A field in which one of some records is chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
