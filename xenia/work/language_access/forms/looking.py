"""What lists of requests are narrowed to, and what a colleague chooses who looks for somebody."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.dates import city_zone, local_time
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.asking import QUARTER_SECONDS
from xenia.work.language_access.forms.choices import named
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import WAITING, Cause, Mode, Priority, Status
from xenia.work.language_access.operations import Why
from xenia.work.language_access.queries.requests import Narrowed

# Hours in which an answer is awaited.
WITHIN: Final = (
    ("", gettext_lazy("The usual time")),
    ("1", gettext_lazy("1 hour")),
    ("2", gettext_lazy("2 hours")),
    ("8", gettext_lazy("8 hours")),
    ("24", gettext_lazy("24 hours")),
)
MANY: Final = ((1, "1"), (2, "2"), (3, "3"), (5, "5"))
LOOKED_FOR: Final = (*WAITING, Status.UNFILLED)


class Narrowing(forms.Form):
    """Something to choose from, each with a first line for everything; what is unknown counts as not chosen."""

    def offer(self, name: str, nothing: str, choices: Any) -> None:
        """The choices of one field."""
        field: Any = self.fields[name]
        field.choices = [("", nothing), *choices]

    def said(self) -> dict[str, Any]:
        """What was chosen."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}


class OwnFilter(Narrowing):
    """A department's own requests."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False)
    organization = forms.ChoiceField(label=gettext_lazy("For"), required=False)

    def __init__(
        self, *args: Any, languages: list[str], organizations: Any, reader: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", _("Every language"), named(languages, reader))
        self.offer("status", _("All"), Status.choices)
        _offer_organizations(self, organizations)

    def narrowed(self) -> Narrowed:
        """The same as the query takes it."""
        return Narrowed(**self.said())


class QueueFilter(Narrowing):
    """What is open, for who looks for interpreters."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False)
    priority = forms.ChoiceField(label=gettext_lazy("How much depends on it"), required=False)
    organization = forms.ChoiceField(label=gettext_lazy("For"), required=False)

    def __init__(
        self, *args: Any, languages: list[str], organizations: Any, reader: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", _("Every language"), named(languages, reader))
        self.offer("status", _("All"), [(one.value, one.label) for one in LOOKED_FOR])
        self.offer("priority", _("All"), Priority.choices)
        _offer_organizations(self, organizations)

    def narrowed(self) -> Narrowed:
        """The same as the query takes it."""
        said: dict[str, Any] = dict(self.said())
        return Narrowed(**said | {"priority": int(said.get("priority", 0))})


def _offer_organizations(form: Narrowing, organizations: Any) -> None:
    """Only where there is something to choose."""
    found: list[Organization] = list(organizations)
    if len(found) > 1:
        form.offer("organization", _("All"), [(str(one.pk), one.name) for one in found])
    else:
        del form.fields["organization"]


class AskThemForm(forms.Form):
    """How many are asked at once, and how long they may take."""

    most = forms.TypedChoiceField(
        label=gettext_lazy("How many at once"), choices=MANY, coerce=int, initial=3
    )
    within = forms.ChoiceField(label=gettext_lazy("Time to answer"), choices=WITHIN, required=False)

    def hours(self) -> timedelta | None:
        """How long; None for the usual time."""
        said = self.cleaned_data.get("within")
        return timedelta(hours=int(said)) if said else None


class AssignForm(forms.Form):
    """One interpreter is sent: when, how, and why she."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": QUARTER_SECONDS}),
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices)
    why = forms.ChoiceField(label=gettext_lazy("Why this interpreter"), choices=Why.choices)

    def clean_begins(self) -> Any:
        """A quarter of an hour."""
        begins = self.cleaned_data["begins"]
        if begins.minute % 15:
            raise forms.ValidationError(_("Choose a quarter of an hour, such as 10:15."))
        return begins

    def start(self) -> datetime:
        """The moment."""
        said = self.cleaned_data
        return datetime.combine(said["day"], said["begins"], city_zone())

    @staticmethod
    def of(request: InterpreterRequest, start: datetime | None) -> dict[str, Any]:
        """What is nearest at hand."""
        local = local_time(start or request.preferred_at)
        return {"day": local.date(), "begins": local.time(), "mode": request.modes[0]}


class UnfilledForm(forms.Form):
    """Nobody is to be had, and why."""

    cause = forms.ChoiceField(label=gettext_lazy("Why nobody is to be had"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cause"]
        field.choices = [("", _("Choose a cause")), *Cause.choices]
