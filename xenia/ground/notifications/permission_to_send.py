"""Whether a message may leave now: consent, safety, the hour. Pure: everything it needs comes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from xenia.ground.notifications.hours import Hours, next_moment
from xenia.ground.notifications.purposes import Purpose
from xenia.ground.notifications.safety import Safety

ALL_PURPOSES = ""


class Note(Protocol):
    """One line of the consent ledger."""

    channel: str
    purpose: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """not_before: the moment it may leave, never before `at`; None when it may not, and then `reason` says why."""

    not_before: datetime | None
    reason: str = ""


def consent_stands(purpose: Purpose, channel: str, notes: Sequence[Note]) -> bool:
    """Whether a person agrees to a purpose on a channel. notes: her lines of the ledger, oldest first.

    The last line about the purpose, or about all purposes, decides. Without a line only an answer may leave.
    """
    if purpose.even_after_stop:
        return True
    for note in reversed(notes):
        if note.channel == channel and note.purpose in (purpose.code, ALL_PURPOSES):
            return note.is_given
    return purpose.is_answer


def may_leave(
    *,
    purpose: Purpose,
    channel: str,
    safety: Safety,
    notes: Sequence[Note],
    open_hours: Hours,
    at: datetime,
) -> Answer:
    """Whether a message for a purpose may leave on a channel, and when at the earliest."""
    if not safety.allows(channel):
        return Answer(None, "not_safe")
    if not consent_stands(purpose, channel, notes):
        return Answer(None, "no_consent")
    hours = [safety.hours] if safety.hours else []
    if not purpose.at_any_hour:
        hours.append(open_hours)
    moment = next_moment(at, hours)
    return Answer(moment, "" if moment else "no_safe_hour")
