"""What is typed about an offering, its sessions and its figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.programs.forms.choices import (
    MOST_PLACES,
    PlaceChoice,
    day_field,
    hold_field,
    name_field,
    places_field,
)
from xenia.work.programs.models import Attendance, Capacity, Offering, Program
from xenia.work.programs.operations import Changed, Meets, Planned, weekly

LONGEST_SESSION = 12 * 60  # minutes


def version_field() -> forms.IntegerField:
    """What the page saw."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class SessionsForm(forms.Form):
    """When it meets: once, or every week until a day."""

    first_on = day_field(gettext_lazy("First session"))
    starts = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Write when it begins."),
            "invalid": gettext_lazy("Write the time as 18:30."),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=LONGEST_SESSION, initial=90
    )
    every = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=[
            ("1", gettext_lazy("Every week")),
            ("2", gettext_lazy("Every second week")),
            ("0", gettext_lazy("Once")),
        ],
    )
    until = day_field(gettext_lazy("Until"), required=False)

    def meets(self, ends_on: date) -> list[Meets]:
        """The sessions, to the last day that was typed or to that of the offering."""
        said = self.cleaned_data
        first = Meets(said["first_on"], said["starts"], said["minutes"])
        every = int(said["every"])
        if not every:
            return [first]
        return weekly(first, until=said.get("until") or ends_on, every=every)


class PlanForm(forms.Form):
    """An offering from a day until a day."""

    name = name_field(
        gettext_lazy("What this time is called"), gettext_lazy("Such as: Fall evenings")
    )
    capacity_type = forms.ChoiceField(
        label=gettext_lazy("What a place is"),
        choices=Capacity.choices,
        help_text=gettext_lazy("It cannot be changed later: different kinds are counted apart."),
    )
    places = places_field()
    begins_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(gettext_lazy("Last day"))
    location = PlaceChoice()
    last_day_to_enrol = day_field(
        gettext_lazy("Last day to bring people in"),
        required=False,
        help_text=gettext_lazy("Empty: until its last day."),
    )
    hold_days = hold_field()

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["location"]
        assert isinstance(field, PlaceChoice)
        field.offer(program.organization)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a last day before the first."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("begins_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return said

    def planned(self) -> Planned:
        """For the operation."""
        return Planned(**self.cleaned_data)


class ChangeForm(forms.Form):
    """What can be said anew while an offering runs."""

    name = name_field(gettext_lazy("What this time is called"))
    places = places_field()
    location = PlaceChoice()
    last_day_to_enrol = day_field(gettext_lazy("Last day to bring people in"), required=False)
    hold_days = hold_field()
    state_version = version_field()

    def __init__(self, *args: Any, offering: Offering, **kwargs: Any) -> None:
        names = ("name", "places", "location", "last_day_to_enrol", "hold_days", "state_version")
        kwargs.setdefault("initial", {name: getattr(offering, name) for name in names})
        super().__init__(*args, **kwargs)
        field = self.fields["location"]
        assert isinstance(field, PlaceChoice)
        field.offer(offering.program.organization)

    def said(self) -> Changed:
        """For the operation."""
        rest = {name: value for name, value in self.cleaned_data.items() if name != "state_version"}
        return Changed(**rest)


class RepeatForm(forms.Form):
    """Like last time, from another day."""

    name = name_field(gettext_lazy("What this time is called"))
    begins_on = day_field(
        gettext_lazy("First day"),
        help_text=gettext_lazy("Choose the same day of the week as last time."),
    )


class FigureForm(forms.Form):
    """What was planned for a month, and what was given."""

    month = forms.DateField(widget=forms.HiddenInput)
    planned = forms.IntegerField(label=gettext_lazy("Planned"), min_value=0, max_value=MOST_PLACES)
    delivered = forms.IntegerField(
        label=gettext_lazy("Given"), min_value=0, max_value=MOST_PLACES, required=False
    )
    version = version_field()

    def said(self) -> dict[str, Any]:
        """For the operation."""
        return self.cleaned_data | {"version": self.cleaned_data.get("version") or 0}


def attendance_marks(data: Mapping[str, str], known: list[UUID]) -> dict[UUID, str]:
    """What was marked for each person of a session; an unknown word counts as nothing said."""
    allowed = set(Attendance.Was.values)
    typed = {pk: data.get(f"was-{pk}") for pk in known}
    return {pk: was if was in allowed else "" for pk, was in typed.items() if was is not None}
