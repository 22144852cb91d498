"""What a message is for. People agree to each purpose, channel by channel; rooms add their own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose.

    label: how a person reads it on the page where she says stop. is_answer: the person herself asked for it a moment
    ago, so no consent has to be on record. at_any_hour: it is of no use later, so the city's quiet hours do not hold
    it back; her own safe hours do. even_after_stop: the one message that says that it stopped.
    """

    code: str
    label: "_StrPromise"
    is_answer: bool = False
    at_any_hour: bool = False
    even_after_stop: bool = False


PURPOSES: dict[str, Purpose] = {}


def declare_purpose(purpose: Purpose) -> None:
    """Add a purpose. Raises ValueError when its code has another meaning already."""
    if PURPOSES.setdefault(purpose.code, purpose) != purpose:
        raise ValueError(f"purpose {purpose.code!r} is declared twice, with different meanings")


def can_be_refused() -> list[Purpose]:
    """The purposes a person may say yes or no to."""
    return [one for one in PURPOSES.values() if not one.is_answer and one.code != WORK]


def answer_codes() -> list[str]:
    """The purposes that answer what a person just asked, but for the note that it stopped."""
    return [
        one.code
        for one in PURPOSES.values()
        if one.is_answer and not one.even_after_stop and one.code != WORK
    ]


WORK = "work"
for _purpose in (
    Purpose("service_updates", _("News about what you asked us for")),
    Purpose("appointment_reminders", _("Reminders of a day and time")),
    Purpose("events", _("Classes and meetings")),
    Purpose("news", _("News from us")),
    Purpose("answers", _("Answers to what you just asked"), is_answer=True),
    Purpose("verification", _("Codes you just asked for"), is_answer=True, at_any_hour=True),
    Purpose(
        "stop_confirmation",
        _("The note that messages have stopped"),
        is_answer=True,
        at_any_hour=True,
        even_after_stop=True,
    ),
    # People who work with the office are told of their tasks; no consent is asked.
    Purpose(WORK, _("Tasks of people who work here"), is_answer=True, at_any_hour=True),
):
    declare_purpose(_purpose)
