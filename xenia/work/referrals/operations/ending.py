"""The office ends a referral, opens it again, or must stop because she took her consent back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState, take_step
from xenia.registers.clients.models import Consent
from xenia.registers.clients.operations import withdraw_consent
from xenia.work.referrals.deadlines import FOLLOW_UP_EVERY, answer_by
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Ending, Status, Way
from xenia.work.referrals.models.referral import ENDED, OPEN
from xenia.work.referrals.operations.counting import count_ended
from xenia.work.referrals.operations.sending import AlreadySent
from xenia.work.referrals.operations.shared import (
    OPEN_AGAIN,
    locked,
    tell_organization,
    tell_sender,
)
from xenia.work.referrals.queries.lists import needs_a_colleague
from xenia.work.referrals.queries.partners import agreement_with


@transaction.atomic
def cancel(
    *, referral: Referral, why: str, by: User | None, at: datetime, version: int | None = None
) -> Referral:
    """The office ends it; the organization sees nothing of it from now on. Raises WrongState, ValueError.

    Where she took her consent back, the consent ends with it, and whatever else relied on it. A colleague
    who ends it knows why: it waits for nobody.
    """
    ending, today = Ending(why), local_day(at)
    consent = referral.consent if by is not None and ending == Ending.WITHDRAWN else None
    if consent is not None:
        _hold(consent)
    take_step(
        referral,
        to=Status.CANCELLED,
        at=at,
        version=version,
        by=by.pk if by else None,
        reason=ending,
        ending=ending,
        closed_on=today,
        settled_on=today if by is not None else None,
        moved_on=today,
        follow_up_on=None,
    )
    audit.record(by, "referrals.cancelled", referral, at=at, fields=["ending"])
    if consent is not None:
        withdraw_consent(consent=consent, by=by, at=at)
    return referral


def _hold(consent: Consent) -> None:
    """Before the referral, as where she takes it back herself: it stands until this transaction ends."""
    Consent.objects.select_for_update().get(pk=consent.pk)


@transaction.atomic
def reopen(
    *, referral: Referral, by: User | None, at: datetime, version: int | None = None
) -> Referral:
    """It goes to the same organization once more, which has its days to answer anew.

    Raises WrongState, AlreadySent, and MayNotBeSent when her consent or the agreement no longer stands.
    """
    if referral.consent is not None:
        _hold(referral.consent)
    current, today = locked(referral), local_day(at)
    if not current.is_ended or current.sent_at is None:
        raise WrongState(current, current.status, Status.SENT)
    count_ended(current, on=current.closed_on or today, times=-1)
    due = answer_by(agreement_with(current.organization, today), today)
    try:
        with transaction.atomic():
            take_step(
                referral,
                to=Status.SENT,
                at=at,
                version=version,
                by=by.pk if by else None,
                answer_by=due.due_on,
                calendar_version=due.calendar_version,
                answered_at=None,
                follow_ups=0,
                follow_up_on=today + FOLLOW_UP_EVERY if current.way == Way.SLIP else None,
                moved_on=today,
                **OPEN_AGAIN,
            )
    except IntegrityError:
        raise AlreadySent(None) from None
    audit.record(by, "referrals.reopened", referral, at=at)
    tell_organization(referral, at=at)
    return referral


@transaction.atomic
def settle(*, referral: Referral, by: User, at: datetime, version: int | None = None) -> Referral:
    """It ended without help, and nothing more is to be done: it leaves the list of tasks. Raises WrongState."""
    current = locked(referral)
    if version is not None and version != current.state_version:
        raise Crossed(current, current.status, current.status)
    if not current.is_ended:
        raise WrongState(current, current.status, current.status)
    current.settled_on = local_day(at)
    current.state_version += 1
    current.save(update_fields=["settled_on", "state_version"])
    audit.record(by, "referrals.settled", current, at=at)
    return current


def settle_with_need(*, referral_id: UUID, by: User, at: datetime) -> None:
    """A colleague settled what she was sent for: if it came back without help, nobody looks for another way any more."""
    came_back = Referral.objects.filter(needs_a_colleague(local_day(at)), pk=referral_id)
    for one in came_back.filter(status__in=ENDED):
        settle(referral=one, by=by, at=at)


def stop_at_withdrawal(consent: Consent, at: datetime) -> None:
    """She took her consent back: what relied on it ends at once, and whoever sent it hears. In the transaction of her act."""
    relied = Referral.objects.filter(consent=consent, status__in=(Status.DRAFT, *OPEN))
    for referral in relied.order_by("pk"):
        cancel(referral=referral, why=Ending.WITHDRAWN, by=None, at=at)
        if referral.sent_at:
            tell_sender(referral, by=None, at=at)
