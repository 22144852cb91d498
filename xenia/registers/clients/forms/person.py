"""What a person says of herself. Nothing here has to be filled in."""

from datetime import date, time
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException

from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone, readable_phone
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients.forms import choices
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said, Ways
from xenia.registers.clients.queries.people import points_of

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
LTR: Final = {"dir": "ltr", "autocomplete": "off"}
EARLIEST: Final = 1900
HOURS: Final[dict[str, Hours]] = {
    "morning": Hours(time(8), time(12)),
    "afternoon": Hours(time(12), time(17)),
    "evening": Hours(time(17), time(21)),
}
MATTERS = ("called", "spoken_language", "written_language", "birth_year", "area", "origin")
REACH = (
    "phone",
    "may_call",
    "may_text",
    "may_leave_voicemail",
    "email",
    "may_email",
    "first",
    "hours",
    "is_unsigned",
    "safety_note",
)


class PersonForm(forms.Form):
    """What she wants to be called, the languages she uses, and how she is reached without harm."""

    called = forms.CharField(
        label=gettext_lazy("What does she want to be called?"),
        help_text=gettext_lazy("Any name. She can leave it out and is helped all the same."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=AUTO | {"autofocus": True}),
    )
    spoken_language = forms.ChoiceField(label=gettext_lazy("She speaks"), required=False)
    written_language = forms.ChoiceField(label=gettext_lazy("She reads"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=LTR | {"type": "tel"}),
    )
    may_call = forms.BooleanField(label=gettext_lazy("We may call"), required=False, initial=True)
    may_text = forms.BooleanField(label=gettext_lazy("We may send a text"), required=False)
    may_leave_voicemail = forms.BooleanField(
        label=gettext_lazy("We may leave a voicemail"), required=False
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs=LTR),
    )
    may_email = forms.BooleanField(
        label=gettext_lazy("We may write e-mails"), required=False, initial=True
    )
    first = forms.ChoiceField(
        label=gettext_lazy("Which way first?"),
        required=False,
        choices=[
            (ContactPoint.Kind.PHONE, gettext_lazy("Phone")),
            (ContactPoint.Kind.EMAIL, gettext_lazy("E-mail")),
        ],
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("When is it safe?"),
        required=False,
        choices=[
            ("", gettext_lazy("At any hour of the day")),
            ("morning", gettext_lazy("In the morning, 8 to 12")),
            ("afternoon", gettext_lazy("In the afternoon, 12 to 5")),
            ("evening", gettext_lazy("In the evening, 5 to 9")),
        ],
    )
    is_unsigned = forms.BooleanField(
        label=gettext_lazy("Never say who we are when somebody else may hear or read it"),
        required=False,
    )
    safety_note = forms.CharField(
        label=gettext_lazy("A note for whoever calls"),
        help_text=gettext_lazy("Such as: her sister answers this phone."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=AUTO),
    )
    birth_year = forms.CharField(
        label=gettext_lazy("Year of birth"),
        help_text=gettext_lazy("Only the year, and only if it helps her."),
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs=LTR | {"inputmode": "numeric"}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Neighborhood"), required=False)
    origin = forms.ChoiceField(
        label=gettext_lazy("Country, if she offers it"),
        help_text=gettext_lazy("Do not ask. It is counted without her name."),
        required=False,
    )
    number = forms.UUIDField(widget=forms.HiddenInput, required=False)
    state_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, reader: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices.offer(self, "spoken_language", choices.spoken_languages(reader))
        choices.offer(self, "written_language", choices.written_languages(reader))
        choices.offer(self, "area", choices.areas(reader))
        choices.offer(self, "origin", choices.origins(reader))

    def clean_called(self) -> str:
        """Without spaces around it."""
        return str(self.cleaned_data["called"]).strip()

    def clean_phone(self) -> str:
        """In its own form."""
        return self._own("phone", own_phone, _("Type the phone number, such as 617-555-0101."))

    def clean_email(self) -> str:
        """In its own form."""
        return self._own("email", own_email, _("Type the e-mail, such as ana@example.org."))

    def _own(self, name: str, own_form: Any, what_to_do: str) -> str:
        typed = self.cleaned_data[name]
        try:
            return str(own_form(typed)) if typed.strip() else ""
        except NotAnAddress:
            raise forms.ValidationError(what_to_do) from None

    def clean_birth_year(self) -> str:
        """Four digits that lie in the past."""
        year = str(self.cleaned_data["birth_year"]).strip()
        if year and not (
            year.isascii() and year.isdecimal() and EARLIEST <= int(year) <= self.today.year
        ):
            raise forms.ValidationError(_("Type the year with four digits, such as 1988."))
        return year

    def said(self, known: Client | None = None) -> Said:
        """What she says of herself; how she is reached is said apart."""
        values = {name: self.cleaned_data[name] for name in MATTERS}
        return Said(**values, contact=known.contact if known else None)

    def ways(self) -> Ways:
        """How she is reached."""
        said = self.cleaned_data
        return Ways(
            phone=said["phone"],
            email=said["email"],
            first=said["first"] or ContactPoint.Kind.PHONE,
            safety=Safety(
                may_email=said["may_email"],
                may_call=said["may_call"],
                may_text=said["may_text"],
                may_mail=False,
                may_leave_voicemail=said["may_leave_voicemail"],
                is_unsigned=said["is_unsigned"],
                hours=HOURS.get(said["hours"]),
                note=said["safety_note"].strip(),
            ),
        )

    @property
    def seen_version(self) -> int:
        """How the record stood when the page was opened."""
        return int(self.cleaned_data.get("state_version") or 0)

    @property
    def own_number(self) -> UUID | None:
        """The number of this very form."""
        found: UUID | None = self.cleaned_data.get("number")
        return found

    def crossings(self, client: Client) -> list[dict[str, str]]:
        """What stands on the record now, beside what was typed, where they differ."""
        now = shown(client)
        return [
            {
                "field": str(self.fields[name].label),
                "now": self._in_words(name, now.get(name)),
                "typed": self._in_words(name, self.cleaned_data.get(name)),
            }
            for name in (*MATTERS, *REACH)
            if (now.get(name) or "") != (self.data.get(name) or "")
            and self._in_words(name, now.get(name))
            != self._in_words(name, self.cleaned_data.get(name))
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if name == "phone" and value:
            return _dialed(str(value))
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(_flat(field.choices)).get(str(value or ""), value or ""))
        return str(value or "")


def shown(client: Client) -> dict[str, Any]:
    """A person's record as the form shows it."""
    points = {point.kind: point for point in points_of(client)}
    values: dict[str, Any] = {name: str(getattr(client, name)) for name in MATTERS}
    values |= {"state_version": client.state_version}
    phone, email = points.get(ContactPoint.Kind.PHONE), points.get(ContactPoint.Kind.EMAIL)
    values["phone"] = _dialed(str(phone.address)) if phone else ""
    values["email"] = str(email.address) if email else ""
    if point := phone or email:
        values |= _safety(point.safe_ways())
        values["first"] = client.contact.kind if client.contact else point.kind
    return values


def _safety(safety: Safety) -> dict[str, Any]:
    return {
        "may_call": safety.may_call,
        "may_text": safety.may_text,
        "may_email": safety.may_email,
        "may_leave_voicemail": safety.may_leave_voicemail,
        "is_unsigned": safety.is_unsigned,
        "hours": next((code for code, one in HOURS.items() if one == safety.hours), ""),
        "safety_note": safety.note,
    }


def _dialed(number: str) -> str:
    try:
        return readable_phone(number)
    except NumberParseException:
        return number


def _flat(found: Any) -> list[tuple[str, Any]]:
    flat = []
    for code, label in found:
        flat += [(code, label)] if not isinstance(label, list | tuple) else list(label)
    return flat
