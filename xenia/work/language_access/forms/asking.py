"""What somebody types who asks for an interpreter: a few fields, and more for whoever needs them."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.dates import city_zone, local_time
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access.forms.choices import (
    every_area,
    every_spoken_language,
    needed_by_the_form,
)
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.interpreter import Gender
from xenia.work.language_access.models.request import Direction, Mode, Priority
from xenia.work.language_access.operations import Asked
from xenia.work.language_access.operations.asking import MOST_REPEATED

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
QUARTER_SECONDS: Final = 900
MINUTE: Final = timedelta(minutes=1)
LENGTHS: Final = (15, 30, 45, 60, 90, 120, 180, 240, 360, 480)
# Minutes earlier and minutes later than the time that is wished.
WINDOWS: Final = (
    ("0-0", gettext_lazy("Exactly then")),
    ("0-60", gettext_lazy("Up to 1 hour later")),
    ("0-120", gettext_lazy("Up to 2 hours later")),
    ("0-240", gettext_lazy("Up to 4 hours later")),
    ("60-60", gettext_lazy("Up to 1 hour earlier or later")),
    ("120-120", gettext_lazy("Up to 2 hours earlier or later")),
)
RANKS: Final = (
    ("1", gettext_lazy("A checked credential")),
    ("2", gettext_lazy("Certified")),
    ("3", gettext_lazy("Certified by the courts")),
    ("0", gettext_lazy("None needed")),
)
MORE: Final = (
    "other_language",
    "direction",
    "dialect",
    "gender",
    "gender_is_needed",
    "least_rank",
    "sight",
    "relay",
    "team",
    "priority",
    "times",
)
SAME: Final = ("organization", "language", "mode", "place", "topic", "topic_is_sealed", "note")
OWN_WORDS: Final = ("topic", "topic_is_sealed")


def offer_organizations(field: Any, organizations: Any) -> None:
    """For whom: who belongs to one organization need not choose."""
    field.queryset = organizations
    known = list(organizations[:2])
    if len(known) == 1:
        field.widget, field.initial = forms.HiddenInput(), known[0].pk
    else:
        field.empty_label = _("Choose for whom")


class AskForm(forms.Form):
    """Language, how, when, how long, where, what about; the rest only if it is needed."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organization.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language the person speaks"),
        error_messages={
            "required": gettext_lazy(
                "Choose the language the person speaks, so we can find an interpreter."
            )
        },
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices)
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Would also do"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": QUARTER_SECONDS}),
    )
    window = forms.ChoiceField(
        label=gettext_lazy("Can it begin at another time?"),
        choices=WINDOWS,
        help_text=gettext_lazy("An hour more or less often finds somebody."),
    )
    length = forms.TypedChoiceField(label=gettext_lazy("Minutes"), coerce=int, initial=60)
    area = forms.ChoiceField(label=gettext_lazy("Part of the city"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Such as a building and a room. Leave it empty for video and phone."
        ),
        widget=forms.TextInput(attrs=AUTO),
    )
    topic = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=400,
        required=False,
        help_text=gettext_lazy(
            "So the interpreter can prepare. Write no name of the person it is for."
        ),
        widget=forms.Textarea(attrs=AUTO | {"rows": 2}),
    )
    topic_is_sealed = forms.BooleanField(
        label=gettext_lazy("Only the interpreter who comes and I may read what it is about"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What else the interpreter should know"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Such as which door to take. Write no name of the person."),
        widget=forms.Textarea(attrs=AUTO | {"rows": 2}),
    )
    other_language = forms.ChoiceField(label=gettext_lazy("And"), initial="en")
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices)
    dialect = forms.CharField(
        label=gettext_lazy("Dialect"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=AUTO),
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Interpreter’s gender"),
        required=False,
        choices=[("", gettext_lazy("Any")), *Gender.choices],
    )
    gender_is_needed = forms.BooleanField(
        label=gettext_lazy("It must be this gender"), required=False
    )
    least_rank = forms.TypedChoiceField(
        label=gettext_lazy("Credential"), choices=RANKS, coerce=int, initial="1"
    )
    sight = forms.BooleanField(
        label=gettext_lazy("Papers have to be read aloud in the other language"), required=False
    )
    relay = forms.BooleanField(
        label=gettext_lazy("Relay: two interpreters, over a third language"), required=False
    )
    team = forms.TypedChoiceField(
        label=gettext_lazy("How many interpreters"),
        choices=(("", gettext_lazy("As many as the length asks for")), (1, "1"), (2, "2")),
        coerce=int,
        required=False,
        empty_value=None,
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("How much depends on it"), choices=Priority.choices, coerce=int
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many weeks, at the same time"),
        required=False,
        min_value=1,
        max_value=MOST_REPEATED,
        help_text=gettext_lazy("Empty: only this once."),
    )

    def __init__(
        self,
        *args: Any,
        reader: str,
        organizations: Any,
        changes: InterpreterRequest | None = None,
        reads_topic: bool = True,
        **kwargs: Any,
    ) -> None:
        """changes: the request that is said anew. reads_topic: whether what it is about is shown to who writes."""
        super().__init__(*args, **kwargs)
        self.changes = changes
        self._choose(reader, organizations)
        needed_by_the_form(self, "place")
        if changes is not None:
            del self.fields["times"], self.fields["organization"]
        if not reads_topic:
            for name in OWN_WORDS:
                del self.fields[name]

    def _choose(self, reader: str, organizations: Any) -> None:
        field: Any = self.fields["organization"]
        offer_organizations(field, organizations)
        for name, first in (("language", [("", _("Choose a language"))]), ("other_language", [])):
            tongues = every_spoken_language(reader, besides=[self.initial.get(name, "")])
            self._offer(name, [*first, *tongues])
        self._offer("area", [("", _("Not said")), *every_area(reader)])
        self._offer("length", [(number, str(number)) for number in self._lengths()])
        self._offer("window", self._windows())

    def _lengths(self) -> list[int]:
        """What is usual, and what was said before."""
        return sorted({*LENGTHS, int(self.initial.get("length", 60))})

    def _windows(self) -> list[tuple[str, Any]]:
        """What is usual, and what was said before."""
        said = self.initial.get("window", "0-0")
        known = [value for value, _words in WINDOWS]
        return [*WINDOWS, *([] if said in known else [(said, _("As it is now"))])]

    def _offer(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def main(self) -> list[Any]:
        """The few fields everybody fills in."""
        return [self[name] for name in self.fields if name not in MORE]

    def more(self) -> list[Any]:
        """The others."""
        return [self[name] for name in self.fields if name in MORE]

    @property
    def has_wrong_more(self) -> bool:
        """Whether one of the others is wrong, so that they are shown."""
        return any(name in MORE for name in self.errors)

    def clean_begins(self) -> Any:
        """A quarter of an hour."""
        begins = self.cleaned_data["begins"]
        if begins.minute % 15:
            raise forms.ValidationError(_("Choose a quarter of an hour, such as 10:15."))
        return begins

    def clean(self) -> dict[str, Any]:
        """What belongs together is said together."""
        said = super().clean() or self.cleaned_data
        if said.get("language") and said["language"] == said.get("other_language"):
            self.add_error("other_language", _("Choose another language than the first."))
        if said.get("gender_is_needed") and not said.get("gender"):
            self.add_error("gender", _("Choose the gender that is needed."))
        if said.get("mode") == Mode.IN_PERSON and not said.get("place"):
            self.add_error("place", _("Say where the interpreter should come to."))
        return said

    def said(self) -> Asked:
        """The same as the operation takes it. What was not shown stays as it was."""
        said = self.cleaned_data
        start = datetime.combine(said["day"], said["begins"], city_zone())
        length = said["length"]
        before, after = (timedelta(minutes=int(one)) for one in said["window"].split("-"))
        names = (*SAME, *MORE)
        return Asked(
            **self._as_it_was()
            | {name: said[name] for name in names if name in said and name != "times"},
            also=tuple(one for one in said["also"] if one != said["mode"]),
            preferred_at=start,
            earliest_at=start - before,
            latest_at=start + timedelta(minutes=length) + after,
            length_minutes=length,
            area=Area.objects.filter(code=said["area"]).first(),
        )

    def _as_it_was(self) -> dict[str, Any]:
        if self.changes is None:
            return {}
        return {
            "organization": self.changes.organization,
            "topic": str(self.changes.topic),
            "topic_is_sealed": self.changes.topic_is_sealed,
        }

    def days(self) -> list[date]:
        """The day, or all days of a series."""
        first: date = self.cleaned_data["day"]
        times: int = self.cleaned_data.get("times") or 1
        return [first + timedelta(weeks=number) for number in range(times)]

    def weekly_until(self) -> date | None:
        """The day of the last of a series; None for once."""
        _first, *later = self.days()
        return later[-1] if later else None

    @staticmethod
    def of(request: InterpreterRequest) -> dict[str, Any]:
        """What stands in the form before it is changed, or asked again."""
        start = local_time(request.preferred_at)
        before = request.preferred_at - request.earliest_at
        after = request.latest_at - request.ends(request.preferred_at)
        names = [name for name in (*MORE, "language", "mode", "topic_is_sealed") if name != "times"]
        return {name: getattr(request, name) for name in names} | {
            "organization": request.organization_id,
            "also": [str(mode) for mode in request.modes[1:]],
            "day": start.date(),
            "begins": start.time(),
            "length": request.length_minutes,
            "window": f"{before // MINUTE}-{after // MINUTE}",
            "area": request.area.code if request.area else "",
            **{name: str(getattr(request, name)) for name in ("place", "topic", "note")},
        }

    @staticmethod
    def again(request: InterpreterRequest, today: date) -> dict[str, Any]:
        """The same once more, on the next such weekday from tomorrow on."""
        said = AskForm.of(request)
        ahead = (said["day"].weekday() - today.weekday()) % 7 or 7
        return said | {"day": max(said["day"] + timedelta(weeks=1), today + timedelta(days=ahead))}


class NowForm(forms.Form):
    """Somebody stands here now."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organization.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language the person speaks"),
        error_messages={"required": gettext_lazy("Choose the language the person speaks.")},
    )

    def __init__(self, *args: Any, organizations: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organization"]
        offer_organizations(field, organizations)
        tongue: Any = self.fields["language"]
        tongue.choices = [("", _("Choose a language")), *languages]


class DoneForm(forms.Form):
    """It took place: how long it took, and whether she came late."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it took"),
        min_value=1,
        max_value=1440,
        error_messages={"required": gettext_lazy("Write how many minutes it took.")},
    )
    late_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes the interpreter came late"),
        required=False,
        min_value=1,
        max_value=480,
        help_text=gettext_lazy("Empty: in time."),
    )
