"""Fields the directory's forms share."""

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from xenia.ground.common.local_words import WEEKDAYS, day_name
from xenia.registers.directory.queries.wording import FIELD_NAMES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
_PHONE_DIGITS: Final = 10


class Words(forms.CharField):
    """Text of any length, with plain line ends, so that what nobody touched stays the same."""

    def to_python(self, value: Any) -> str:
        """The text as it is kept."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


def line(name: str, *, required: bool = False, hint: "Label" = "", label: "Label" = "") -> Words:
    """One line of text for a field of the directory."""
    return Words(
        label=label or FIELD_NAMES[name],
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the name.")},
    )


def text(name: str, *, hint: "Label" = "", rows: int = 3) -> Words:
    """Several lines of text for a field of the directory."""
    return Words(
        label=FIELD_NAMES[name],
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": rows}),
    )


def web_address(name: str) -> forms.URLField:
    """A web address; https is added when nobody said it."""
    return forms.URLField(
        label=FIELD_NAMES[name],
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write a web address, such as www.example.org.")},
    )


def email_address(name: str) -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(
        label=FIELD_NAMES[name],
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
        error_messages={
            "invalid": gettext_lazy("Write an e-mail address, such as help@example.org.")
        },
    )


def yes_no(name: str, *, hint: "Label" = "", label: "Label" = "") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label or FIELD_NAMES[name], required=False, help_text=hint)


class YesNoUnknown(forms.TypedChoiceField):
    """Yes, no, or we do not know yet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            label=FIELD_NAMES[name],
            required=False,
            choices=[
                ("", gettext_lazy("We do not know yet")),
                ("True", gettext_lazy("Yes")),
                ("False", gettext_lazy("No")),
            ],
            coerce=lambda value: value in ("True", True),
            empty_value=None,
        )

    def prepare_value(self, value: Any) -> Any:
        """A kept True, False or None as the choice it is."""
        return "" if value is None else str(value)

    def to_python(self, value: Any) -> Any:
        """The choice as text, from what was sent or what is kept."""
        return super().to_python(self.prepare_value(value))


class PhoneNumber(Words):
    """A phone number as people dial it: 10 digits, a short number such as 311, or one with + and its country."""

    def validate(self, value: Any) -> None:
        """Say how many digits there are when it cannot be dialled."""
        super().validate(value)
        if not value or str(value).startswith("+"):
            return
        if not re.search(r"\d", str(value)):
            raise ValidationError(
                gettext("“%(number)s” is no phone number. Write digits, such as 617 555 0100.")
                % {"number": value}
            )
        # Letters count: some numbers are dialled by a word, such as 1-800-FLOWERS.
        said = re.sub(r"[^0-9A-Za-z]", "", str(value))
        if len(said) not in (3, _PHONE_DIGITS, _PHONE_DIGITS + 1):
            raise ValidationError(
                ngettext(
                    "“%(number)s” has %(count)s digit. A phone number has 10.",
                    "“%(number)s” has %(count)s digits. A phone number has 10.",
                    len(said),
                )
                % {"number": value, "count": len(said)}
            )


class Days(forms.MultipleChoiceField):
    """Days of the week, kept as "MO,WE"; a rule such as "1MO" (the first Monday) stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Days"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=_days,
        )

    def prepare_value(self, value: Any) -> list[str]:
        """The days to tick."""
        return value.split(",") if isinstance(value, str) else list(value or ())

    def to_python(self, value: Any) -> list[str]:
        """The days, from what was sent or what is kept."""
        return [day for day in self.prepare_value(value) if day]

    def valid_value(self, value: Any) -> bool:
        """A day of the week, with or without its number in the month."""
        return re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", str(value)) is not None

    def clean(self, value: Any) -> Any:
        """The days as they are kept."""
        return ",".join(super().clean(value))


def _days() -> list[tuple[str, str]]:
    reader = get_language() or "en"
    return [(day, day_name(day, reader, short=True)) for day in WEEKDAYS]


def clock_field(label: "Label") -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write a time, such as 18:00.")},
    )


def day_field(label: "Label") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a day, such as 2026-11-17.")},
    )
