"""What the operations share: the row as it is now, who may act on it, and who is told."""

from datetime import date, datetime
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.work.referrals.messages import LINK_FOR_YOU, NEWS, WAITS_FOR_YOU
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Way
from xenia.work.referrals.models.guards import agreement_on
from xenia.work.referrals.queries.partners import colleague, who_answers_for

# What belongs to how a referral ended; empty again when it is open.
OPEN_AGAIN: dict[str, Any] = {
    "decline_reason": "",
    "outcome": "",
    "outcome_reason": "",
    "outcome_by": "",
    "partner_outcome": "",
    "said_not_yet_on": None,
    "ending": "",
    "closed_on": None,
    "settled_on": None,
    "reminded_on": None,
    "escalated_on": None,
}


class NoMoreInSight(Exception):
    """It ended, she took her consent back, or the agreement ended: the organization sees nothing of it any more."""


def locked(referral: Referral) -> Referral:
    """The referral as it is now; others wait until this transaction ends.

    Always after the person and after her consent, where these are written too: so nobody waits in a circle.
    """
    current: Referral = Referral.objects.select_for_update().get(pk=referral.pk)
    return current


def is_office(by: User | None) -> bool:
    """Whether a colleague of the office acts; else the organization does, signed in or by its link."""
    return by is not None and by.may("referrals.send")


def refuse_unseen(current: Referral, by: User | None, at: datetime) -> None:
    """An organization acts on its own referrals alone, while it sees them. Raises NoMoreInSight."""
    if is_office(by):
        return
    is_its_own = by is None or by.may("referrals.answer", organization=current.organization_id)
    if not (is_its_own and is_in_sight(current, local_day(at))):
        raise NoMoreInSight(f"referral {current.pk} is not in sight")


def is_in_sight(current: Referral, on: date) -> bool:
    """Whether its organization may look at it on a day, as `Referrals.in_sight` chooses them."""
    agreement, consent = agreement_on(current.organization, on), current.consent
    if agreement is None or agreement.is_victim_service or consent is None:
        return False
    agreed = consent.withdrawn_at is None and consent.ends_on and consent.ends_on >= on
    return bool(agreed) and current.is_open and current.is_shared


def tell_organization(referral: Referral, *, at: datetime) -> None:
    """Somebody there learns that something waits; what, she reads on her page."""
    if referral.way == Way.INBOX:
        for person in who_answers_for(referral.organization_id):
            queue(WAITS_FOR_YOU, referral, to=person, on=local_day(at))
    elif referral.way == Way.LINK:
        queue(LINK_FOR_YOU, referral, to=referral, on=local_day(at))


def tell_sender(referral: Referral, *, by: User | None, at: datetime) -> None:
    """The colleague who sent it hears of news, unless she made it; where she left, the office does."""
    if by is not None and by.pk == referral.sent_by_id:
        return
    queue(NEWS, referral, to=colleague(referral.sent_by_id), on=local_day(at))
