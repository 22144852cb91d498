"""An organization answers: yes, no with its reason, not now, begun, done. A colleague may note what it said by phone."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.registers.clients.operations import note_served
from xenia.work.referrals.deadlines import FOLLOW_UP_EVERY
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Decline, Outcome, Status, Teller, Why
from xenia.work.referrals.operations.shared import (
    is_office,
    locked,
    refuse_unseen,
    tell_sender,
)

Version = int | None


def accept(
    *, referral: Referral, by: User | None, at: datetime, version: Version = None
) -> Referral:
    """They take her on. by: None when it was said by the organization's link. Raises WrongState, NoMoreInSight."""
    return _answer(referral, Status.ACCEPTED, by, at, version, **_asked_again(at))


def decline(
    *, referral: Referral, reason: str, by: User | None, at: datetime, version: Version = None
) -> Referral:
    """They cannot, and say why. Raises WrongState, NoMoreInSight, ValueError for an unknown reason."""
    why = Decline(reason)
    ended = {"decline_reason": why, "closed_on": local_day(at), "follow_up_on": None}
    return _answer(referral, Status.DECLINED, by, at, version, reason=why, **ended)


def hold(
    *,
    referral: Referral,
    until: date | None,
    by: User | None,
    at: datetime,
    version: Version = None,
) -> Referral:
    """Not now, perhaps later. until: the day they think of it again. Raises WrongState, NoMoreInSight."""
    again = max(until, local_day(at)) if until else local_day(at) + FOLLOW_UP_EVERY
    return _answer(referral, Status.ON_HOLD, by, at, version, hold_until=until, follow_up_on=again)


def start(
    *, referral: Referral, by: User | None, at: datetime, version: Version = None
) -> Referral:
    """The help has begun. Raises WrongState, NoMoreInSight."""
    return _answer(referral, Status.STARTED, by, at, version, **_asked_again(at))


@transaction.atomic
def complete(
    *,
    referral: Referral,
    outcome: str,
    by: User | None,
    at: datetime,
    reason: str = "",
    version: Version = None,
) -> Referral:
    """It is done, and they say what came of it for her. Raises WrongState, NoMoreInSight, SayWhy, ValueError."""
    how, why = Outcome(outcome), Why(reason) if reason else ""
    teller = Teller.OFFICE if is_office(by) else Teller.PARTNER
    ended: dict[str, Any] = {
        "outcome": how,
        "outcome_reason": why,
        "outcome_by": teller,
        "partner_outcome": how if teller == Teller.PARTNER else "",
        "closed_on": local_day(at),
        "follow_up_on": None,
    }
    note_served(referral.client, on=local_day(at))
    return _answer(referral, Status.COMPLETED, by, at, version, reason=why, **ended)


@transaction.atomic
def _answer(
    referral: Referral,
    to: Status,
    by: User | None,
    at: datetime,
    version: Version,
    reason: str = "",
    **fields: Any,
) -> Referral:
    current = locked(referral)
    refuse_unseen(current, by, at)
    take_step(
        referral,
        to=to,
        at=at,
        version=version,
        by=by.pk if by else None,
        reason=reason,
        answered_at=current.answered_at or at,
        moved_on=local_day(at),
        **{"hold_until": None, **fields},
    )
    audit.record(by, f"referrals.{to.value}", referral, at=at)
    tell_sender(referral, by=by, at=at)
    return referral


def _asked_again(at: datetime) -> dict[str, Any]:
    return {"follow_up_on": local_day(at) + FOLLOW_UP_EVERY}
