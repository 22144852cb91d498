"""What came of it for her: she says so herself, or a colleague asks, and after some tries it is given up as unknown."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, Step, WrongState, take_step
from xenia.registers.clients.operations import note_served
from xenia.work.referrals.deadlines import FOLLOW_UP_EVERY, MOST_FOLLOW_UPS
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Outcome, Status, Teller, Why
from xenia.work.referrals.models.referral import OPEN
from xenia.work.referrals.operations.counting import count_ended
from xenia.work.referrals.operations.heard import tell_rooms
from xenia.work.referrals.operations.shared import locked, tell_sender

NOT_YET: Final = "not_yet"
# What she can answer.
HER_ANSWERS: Final = (Outcome.SERVED, Outcome.PARTLY, Outcome.NOT_SERVED)


@transaction.atomic
def confirm_by_person(*, referral: Referral, said: str, at: datetime, reason: str = "") -> Referral:
    """She says how it went, by her code or her link. Her word stands above the organization's.

    said: served, partly or not_served of Outcome, or "not_yet". reason: a code of Why.
    Raises WrongState when there is nothing to say any more, ValueError for another answer.
    """
    note_served(referral.client, on=local_day(at))
    current = locked(referral)
    if said == NOT_YET:
        return _note_not_yet(current, at)
    how = Outcome(said)
    if how not in HER_ANSWERS:
        raise ValueError(f"{said!r} is no answer of hers: expected one of {HER_ANSWERS}")
    why = "" if how == Outcome.SERVED else Why(reason or Why.UNSAID)
    _know(current, how, why, Teller.PERSON, by=None, at=at)
    audit.record(None, "referrals.confirmed", current, at=at)
    tell_sender(current, by=None, at=at)
    return current


@transaction.atomic
def note_outcome(
    *,
    referral: Referral,
    outcome: str,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Referral:
    """A colleague heard from her how it went, or sets right what was noted. Raises WrongState, SayWhy, ValueError."""
    current = locked(referral)
    if version is not None and version != current.state_version:
        raise Crossed(current, current.status, Status.COMPLETED)
    why = Why(reason) if reason else ""
    _know(current, Outcome(outcome), why, Teller.OFFICE, by=by, at=at)
    audit.record(by, "referrals.outcome_noted", current, at=at, fields=["outcome"])
    return current


@transaction.atomic
def note_follow_up(
    *, referral: Referral, by: User | None, at: datetime, version: int | None = None
) -> Referral:
    """Somebody asked how it went and heard nothing. After the last try the outcome is unknown. Raises WrongState."""
    current = locked(referral)
    if version is not None and version != current.state_version:
        raise Crossed(current, current.status, Status.COMPLETED)
    if current.status not in OPEN:
        raise WrongState(current, current.status, Status.COMPLETED)
    if current.follow_ups + 1 >= MOST_FOLLOW_UPS:
        return give_up(current, by=by, at=at)
    current.follow_ups += 1
    current.follow_up_on = local_day(at) + FOLLOW_UP_EVERY
    current.state_version += 1
    current.save(update_fields=["follow_ups", "follow_up_on", "state_version"])
    audit.record(by, "referrals.asked_how_it_went", current, at=at)
    return current


def give_up(current: Referral, *, by: User | None, at: datetime) -> Referral:
    """Nobody knows what came of it, in the caller's transaction, which holds the row."""
    current.follow_ups = min(current.follow_ups + 1, MOST_FOLLOW_UPS)
    current.save(update_fields=["follow_ups"])
    _know(current, Outcome.UNKNOWN, "", Teller.NOBODY, by=by, at=at)
    audit.record(by, "referrals.given_up", current, at=at)
    return current


def _note_not_yet(current: Referral, at: datetime) -> Referral:
    if current.status not in OPEN:
        raise WrongState(current, current.status, Status.STARTED)
    current.said_not_yet_on = local_day(at)
    current.follow_up_on = local_day(at) + FOLLOW_UP_EVERY
    current.follow_ups = 0
    current.state_version += 1
    names = ["said_not_yet_on", "follow_up_on", "follow_ups", "state_version"]
    current.save(update_fields=names)
    audit.record(None, "referrals.not_yet", current, at=at)
    tell_sender(current, by=None, at=at)
    return current


def _know(
    current: Referral, how: Outcome, why: str, teller: Teller, *, by: User | None, at: datetime
) -> None:
    """The outcome is known: an open referral is completed with it, a completed one is set right."""
    known: dict[str, Any] = {"outcome": how, "outcome_reason": why, "outcome_by": teller}
    if current.status in OPEN:
        take_step(
            current,
            to=Status.COMPLETED,
            at=at,
            by=by.pk if by else None,
            reason=why,
            closed_on=local_day(at),
            moved_on=local_day(at),
            follow_up_on=None,
            **known,
        )
        return
    if current.status != Status.COMPLETED:
        raise WrongState(current, current.status, Status.COMPLETED)
    _set_right(current, known, by, at)


def _set_right(current: Referral, known: dict[str, Any], by: User | None, at: datetime) -> None:
    """Counted anew under the day it ended; rooms that rely on it hear it."""
    step = Step(
        current,
        current.status,
        Status.COMPLETED,
        at,
        by.pk if by else None,
        known["outcome_reason"],
        known,
    )
    for guard in current.GUARDS[Status.COMPLETED]:
        guard(step)
    on = current.closed_on or local_day(at)
    count_ended(current, on=on, times=-1)
    for name, value in known.items():
        setattr(current, name, value)
    current.state_version += 1
    current.save(update_fields=[*known, "state_version"])
    count_ended(current, on=on)
    tell_rooms(step)
