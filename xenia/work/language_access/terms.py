"""How long before, how long at most: the hours an office sets."""

from datetime import datetime, timedelta

from django.conf import settings

# How many are asked at once, the best first.
ASKED_AT_ONCE = 3
# Who asks for a time further away waits for the plan of its week, or for a colleague.
OFFERED_AHEAD = timedelta(days=14)
LEAST_TIME = timedelta(minutes=15)
# The number and the code of a line stand on the clerk's page around the call, and at no other time.
NUMBER_BEFORE = timedelta(minutes=15)
NUMBER_AFTER = timedelta(hours=1)
# Longer meetings take two, who relieve each other; in a sign language sooner. A phone call goes to whoever is free.
# Source: practice of interpreters' associations; an office says otherwise with each request.
TEAM_AFTER_MINUTES = 120
SIGNED_TEAM_AFTER_MINUTES = 60
SIGNED = frozenset({"ase"})


def team_for(*, language: str, mode: str, minutes: int) -> int:
    """How many interpreters a meeting takes where nobody said it."""
    if mode == "phone":
        return 1
    most = SIGNED_TEAM_AFTER_MINUTES if language in SIGNED else TEAM_AFTER_MINUTES
    return 2 if minutes > most else 1


def locked_before() -> timedelta:
    """From when on a booking is not moved any more."""
    return timedelta(hours=settings.INTERPRETER_LOCKED_HOURS)


def is_late(start: datetime, at: datetime) -> bool:
    """Whether it is too late to cancel without a loss."""
    return start - at < timedelta(hours=settings.INTERPRETER_LATE_HOURS)


def is_near_call(start: datetime, end: datetime, at: datetime) -> bool:
    """Whether a line is called now, soon, or was to be called a moment ago."""
    return start - NUMBER_BEFORE <= at < end + NUMBER_AFTER


def answer_by(start: datetime, at: datetime, within: timedelta | None = None) -> datetime:
    """Until when an offer can be accepted: some hours, less where the meeting is near.

    within: what a colleague chose instead, but not longer than until the meeting begins.
    """
    if within is not None:
        return at + max(LEAST_TIME, min(within, start - at))
    usual = timedelta(hours=settings.INTERPRETER_OFFER_HOURS)
    return at + max(LEAST_TIME, min(usual, (start - at) / 4))
