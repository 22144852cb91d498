"""When an interpreter can be sent, as the office types it."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.work.language_access.forms.plan_fields import day_field
from xenia.work.language_access.models import WeeklyHours
from xenia.work.language_access.models.hours import MINUTES_OF_A_DAY
from xenia.work.language_access.operations import Otherwise, Stretch
from xenia.work.language_access.operations.days import MOST_DAYS

DAYS: Final = range(7)
# How many stretches of a day there is room for.
FEWEST, MOST = 2, 6


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


class HoursForm(forms.Form):
    """A week: some stretches on each day, from a day on. One that ends before it begins goes past midnight."""

    from_day = day_field(gettext_lazy("From this day on"))
    is_always = forms.BooleanField(
        label=gettext_lazy("Day and night, every day"),
        required=False,
        help_text=gettext_lazy("Such as a vendor’s line. Leave the days below empty then."),
    )

    def __init__(self, *args: Any, standing: Iterable[WeeklyHours] = (), **kwargs: Any) -> None:
        self.room, initial = _room(standing)
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for day in DAYS:
            for place in range(self.room):
                self.fields[f"from_{day}_{place}"] = _clock(_("From"))
                self.fields[f"to_{day}_{place}"] = _clock(_("Until"))

    def rows(self) -> list[tuple[int, list[dict[str, Any]]]]:
        """Each day with the fields of its stretches, and whether something stands in them, for the page."""
        return [(day, [self._stretch(day, place) for place in self._places()]) for day in DAYS]

    def _stretch(self, day: int, place: int) -> dict[str, Any]:
        ends = [self[f"{end}_{day}_{place}"] for end in ("from", "to")]
        return {"ends": ends, "is_used": any(end.value() not in (None, "") for end in ends)}

    def _places(self) -> range:
        return range(self.room)

    def clean(self) -> dict[str, Any]:
        """Both ends, or none; and no two stretches at once."""
        said = super().clean() or self.cleaned_data
        for day in DAYS:
            for place in self._places():
                start, end = said.get(f"from_{day}_{place}"), said.get(f"to_{day}_{place}")
                if (start is None) != (end is None):
                    missing = f"to_{day}_{place}" if start is not None else f"from_{day}_{place}"
                    self._complain(missing, _("Write both times, or none."))
        if said.get("is_always") and any(self._typed()):
            self.add_error("is_always", _("Choose one: day and night, or the times below."))
        self._check_overlap()
        return said

    def _complain(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _check_overlap(self) -> None:
        for first, second in pairwise(sorted(self.hours())):
            if first.weekday == second.weekday and second.from_minute < first.to_minute:
                words = _("Two stretches on one day overlap. Put them together.")
                self._complain(f"from_{second.weekday}_0", words)

    def _typed(self) -> list[tuple[int, time, time]]:
        said = self.cleaned_data
        found = (
            (day, said.get(f"from_{day}_{place}"), said.get(f"to_{day}_{place}"))
            for day in DAYS
            for place in self._places()
        )
        return [
            (day, start, end) for day, start, end in found if start is not None and end is not None
        ]

    def hours(self) -> list[Stretch]:
        """The same as the operation takes it: what goes past midnight is two."""
        if self.cleaned_data.get("is_always"):
            return [Stretch(day, 0, MINUTES_OF_A_DAY) for day in DAYS]
        return [
            one
            for day, start, end in self._typed()
            for one in _stretches(day, _minute(start), _minute(end))
        ]


def _stretches(day: int, start: int, end: int) -> list[Stretch]:
    if start < end:
        return [Stretch(day, start, end)]
    tomorrow = [Stretch((day + 1) % 7, 0, end)] if end else []
    return [Stretch(day, start, MINUTES_OF_A_DAY), *tomorrow]


def _room(standing: Iterable[WeeklyHours]) -> tuple[int, dict[str, Any]]:
    """How many stretches the fullest day needs, and what stands in them."""
    by_day: dict[int, list[WeeklyHours]] = {day: [] for day in DAYS}
    for one in standing:
        by_day[one.weekday].append(one)
    whole = [(0, MINUTES_OF_A_DAY)]
    if all([(one.from_minute, one.to_minute) for one in rows] == whole for rows in by_day.values()):
        return FEWEST, {"is_always": True}
    room = min(MOST, max(FEWEST, *(len(rows) for rows in by_day.values())))
    initial = {
        f"{end}_{day}_{place}": _time(getattr(one, f"{end}_minute"))
        for day, rows in by_day.items()
        for place, one in enumerate(rows[:MOST])
        for end in ("from", "to")
    }
    return room, initial


class DaysForm(forms.Form):
    """Some days on which it is otherwise."""

    is_available = forms.TypedChoiceField(
        label=gettext_lazy("What is different"),
        choices=[("no", gettext_lazy("Away")), ("yes", gettext_lazy("Also free"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    first = day_field(gettext_lazy("On, or from"))
    last = day_field(
        gettext_lazy("Until and with"),
        required=False,
        help_text=gettext_lazy("Leave it empty for one day."),
    )
    start = _clock(gettext_lazy("From"))
    end = _clock(gettext_lazy("Until"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["end"].help_text = _("Leave both empty for the whole day.")

    def clean(self) -> dict[str, Any]:
        """Days to come, in order, and both times or none."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last") or said.get("first")
        if first and first < self.today:
            self.add_error("first", _("This day is over. Choose today or a later day."))
        elif first and last and not first <= last < first + timedelta(days=MOST_DAYS):
            self.add_error(
                "last", _("Choose a last day after the first, at most three months later.")
            )
        start, end = said.get("start"), said.get("end")
        if (start is None) != (end is None):
            self.add_error("end", _("Write both times, or none."))
        elif start is not None and end is not None and end <= start:
            self.add_error("end", _("The end is before the beginning."))
        return said

    def said(self) -> tuple[Otherwise, date]:
        """The same as the operation takes it."""
        said = self.cleaned_data
        minutes = [None if one is None else _minute(one) for one in (said["start"], said["end"])]
        return (
            Otherwise(said["first"], said["is_available"], *minutes),
            said["last"] or said["first"],
        )
