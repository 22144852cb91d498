"""What an interpreter says of an assignment, of her hours, and of her own calendar."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xenia.ground.common import local_words
from xenia.ground.common.local_words import WEEKDAYS
from xenia.work.language_access.calendars.parts import MOST_OCTETS
from xenia.work.language_access.models import Booking, WeeklyHours
from xenia.work.language_access.models.hours import MINUTES_OF_A_DAY
from xenia.work.language_access.operations import Otherwise, Stretch
from xenia.work.language_access.operations.away import MOST_DAYS, MOST_TIMES
from xenia.work.language_access.operations.outcome import MOST_MINUTES

TURNS = (1, 2)


def minute_of(at: time) -> int:
    """Minutes from midnight."""
    return at.hour * 60 + at.minute


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as a phone lets one choose it."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), **more)


class ClockField(forms.TimeField):
    """A time of day, or nothing: its form says whether the two of a stretch belong together, so none is “optional”."""

    def validate(self, value: Any) -> None:
        """Nothing is no mistake here."""


def time_field(label: Any) -> forms.TimeField:
    """A time of day, as a phone lets one choose it."""
    return ClockField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class CannotCome(forms.Form):
    """Why not; a reason of her own needs no more words."""

    excuse = forms.ChoiceField(
        label=gettext_lazy("Why not?"),
        choices=Booking.Excuse.choices,
        initial=Booking.Excuse.OWN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )


class ItTook(forms.Form):
    """How long it took."""

    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={"required": gettext_lazy("Write how many minutes it took.")},
    )


def _read_span(form: forms.Form, begins: str, ends: str) -> tuple[int, int] | None:
    """From which minute to which; midnight as an end is the end of the day. None when nothing, or nonsense, was typed."""
    start, end = form.cleaned_data.get(begins), form.cleaned_data.get(ends)
    if start is None and end is None:
        return None
    if start is None or end is None:
        if not form.errors:
            form.add_error(
                ends if end is None else begins, _("Write both: from when, and until when.")
            )
        return None
    span = minute_of(start), minute_of(end) or MINUTES_OF_A_DAY
    if span[0] >= span[1]:
        form.add_error(ends, _("The end is before the beginning."))
        return None
    return span


class WeekForm(forms.Form):
    """Her usual week: for each day up to two stretches."""

    use_required_attribute = False

    from_day = day_field(gettext_lazy("From which day on?"))

    def __init__(self, *args: Any, hours: list[WeeklyHours], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_day": today, **_as_typed(hours)}
        super().__init__(*args, **kwargs)
        self.today = today
        for weekday in range(7):
            for turn in TURNS:
                self.fields[f"from_{weekday}_{turn}"] = time_field(gettext_lazy("From"))
                self.fields[f"to_{weekday}_{turn}"] = time_field(gettext_lazy("Until"))

    def days(self) -> Iterator[dict[str, Any]]:
        """The fields day by day, as the page shows them. The second stretch is folded while it is empty."""
        reader = get_language() or "en"
        for weekday in range(7):
            pairs = [
                (self[f"from_{weekday}_{turn}"], self[f"to_{weekday}_{turn}"]) for turn in TURNS
            ]
            more = pairs[1]
            yield {
                "name": local_words.day_name(WEEKDAYS[weekday], reader),
                "first": pairs[0],
                "more": more,
                "is_open": any(one.value() or one.errors for one in more),
            }

    def clean_from_day(self) -> date:
        """What is over stays as it was."""
        day: date = self.cleaned_data["from_day"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Read every stretch, and see that no two of a day overlap."""
        said = super().clean() or {}
        self.stretches: list[Stretch] = []
        for weekday in range(7):
            spans = [
                span
                for turn in TURNS
                if (span := _read_span(self, f"from_{weekday}_{turn}", f"to_{weekday}_{turn}"))
            ]
            if len(spans) == len(TURNS) and max(spans)[0] < min(spans)[1]:
                self.add_error(f"from_{weekday}_2", _("The two times of this day overlap."))
            self.stretches += [Stretch(weekday, *span) for span in spans]
        return said


def _as_typed(hours: list[WeeklyHours]) -> dict[str, time]:
    found: dict[str, time] = {}
    seen: dict[int, int] = {}
    for one in hours:
        turn = seen[one.weekday] = seen.get(one.weekday, 0) + 1
        found[f"from_{one.weekday}_{turn}"] = _clock(one.from_minute)
        found[f"to_{one.weekday}_{turn}"] = _clock(one.to_minute)
    return found


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


class AwayForm(forms.Form):
    """From one day to another, all day or for some hours."""

    use_required_attribute = False

    first = day_field(gettext_lazy("From this day"))
    last = day_field(
        gettext_lazy("Until this day"),
        required=False,
        help_text=gettext_lazy("Leave it empty for one day."),
    )
    begins = time_field(gettext_lazy("From"))
    ends = time_field(gettext_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """The days stand in order; hours are both said, or neither."""
        said = super().clean() or {}
        first = said.get("first")
        last = said.get("last") or first
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", _("Say at most three months at once."))
        said["last"] = last
        said["minutes"] = _read_span(self, "begins", "ends")
        return said


class BesidesForm(forms.Form):
    """She can also be sent on this day."""

    use_required_attribute = False

    on = day_field(gettext_lazy("Day"))
    begins = time_field(gettext_lazy("From"))
    ends = time_field(gettext_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """Both hours are said."""
        said = super().clean() or {}
        span = _read_span(self, "begins", "ends")
        if span is None and not self.errors:
            self.add_error("begins", _("Write both: from when, and until when."))
        said["minutes"] = span
        return said


class CalendarForm(forms.Form):
    """A file of her calendar, or its text."""

    file = forms.FileField(
        label=gettext_lazy("Your calendar as a file"),
        help_text=gettext_lazy(
            "In your calendar, look for “export”. The file’s name ends with .ics."
        ),
        required=False,
        widget=forms.FileInput({"accept": ".ics,text/calendar"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3, "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both, and not too big to be opened at all."""
        said = super().clean() or {}
        file = said.get("file")
        if file and file.size > MOST_OCTETS:
            self.add_error("file", _("This file is too big. Export only the next months."))
        elif not file and not said.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste its text."))
        return said

    def octets(self) -> bytes:
        """What was sent."""
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file else self.cleaned_data["text"].lstrip().encode()


class KeepTimes(forms.Form):
    """The times she saw and keeps: `2026-11-05 540-600`, one after another."""

    ONE: ClassVar = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{1,4})-(\d{1,4})", re.ASCII)

    times = forms.CharField(widget=forms.HiddenInput, max_length=30 * MOST_TIMES, required=False)

    @classmethod
    def written(cls, busy: dict[date, list[tuple[int, int]]]) -> str:
        """Busy times as they go through the page: nothing of a calendar is kept before she says so."""
        return ";".join(
            f"{day} {start}-{end}" for day, spans in busy.items() for start, end in spans
        )

    def clean_times(self) -> list[Otherwise]:
        """The times again. Whole days have no minutes."""
        pieces = [one for one in self.cleaned_data["times"].split(";") if one]
        found = [self.ONE.fullmatch(one) for one in pieces]
        if len(pieces) > MOST_TIMES or not all(found):
            raise forms.ValidationError(
                _("Something was lost on the way. Bring the file once more.")
            )
        try:
            return [_away(one[1], int(one[2]), int(one[3])) for one in found if one]
        except ValueError:
            raise forms.ValidationError(
                _("Something was lost on the way. Bring the file once more.")
            ) from None


def _away(day: str, start: int, end: int) -> Otherwise:
    if not 0 <= start < end <= MINUTES_OF_A_DAY:
        raise ValueError(f"{start} to {end}: expected minutes of a day")
    if (start, end) == (0, MINUTES_OF_A_DAY):
        return Otherwise(date.fromisoformat(day), False)
    return Otherwise(date.fromisoformat(day), False, start, end)
