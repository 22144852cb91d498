"""The message catalogue: every message the office sends, one entry each. Rooms add theirs in `apps.ready()`.

Messages are neutral: whoever else sees the screen learns nothing. No office, no kind of case, no status; a linter
(`linter.py`) looks at each of them in every language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from xenia.ground.notifications.purposes import PURPOSES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHANNELS = ("email", "sms", "call", "mail")
Facts = Callable[[UUID, str], Mapping[str, str] | None]


class UnknownTemplate(KeyError):
    """A message that is in no catalogue."""


@dataclass(frozen=True, slots=True)
class Template:
    """One message.

    title: what colleagues call it. purpose: a code of `purposes`. texts: what it says on each channel it can take
    ("email", "sms", "call": what to say, "mail": what to write); holes are `%(name)s`.
    examples: a value for each hole. facts: fills the holes from the record's id in a language; it returns None when
    the record is gone or the message has no point any more.
    """

    code: str
    title: "_StrPromise"
    purpose: str
    texts: "Mapping[str, _StrPromise]"
    subject: "_StrPromise | str" = ""
    examples: Mapping[str, str] = field(default_factory=dict)
    facts: Facts | None = None


CATALOGUE: dict[str, Template] = {}


def add_message(template: Template) -> None:
    """Put a message into the catalogue.

    Raises ValueError when its code is taken, its purpose or a channel is unknown, or an e-mail has no subject.
    """
    if template.purpose not in PURPOSES:
        raise ValueError(f"{template.code}: unknown purpose {template.purpose!r}")
    if strange := set(template.texts) - set(CHANNELS):
        raise ValueError(f"{template.code}: unknown channels {sorted(strange)}: {CHANNELS}")
    if "email" in template.texts and not template.subject:
        raise ValueError(f"{template.code}: an e-mail needs a subject")
    if CATALOGUE.setdefault(template.code, template) is not template:
        raise ValueError(f"message {template.code!r} is in the catalogue already")


def template_of(code: str) -> Template:
    """The entry of a message. Raises UnknownTemplate."""
    try:
        return CATALOGUE[code]
    except KeyError:
        raise UnknownTemplate(
            f"no message {code!r} in the catalogue: add it with notifications.catalogue.add_message"
        ) from None
