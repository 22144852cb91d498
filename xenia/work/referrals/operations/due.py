"""What falls due with referrals: a reminder, an escalation, an end, a question how it went."""

import contextlib
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.operations import queue
from xenia.work.referrals.codes import hash_of_token, person_token
from xenia.work.referrals.deadlines import (
    FOLLOW_UP_EVERY,
    LINK_LASTS,
    MOST_FOLLOW_UPS,
    escalated_from,
)
from xenia.work.referrals.messages import HOW_DID_IT_GO, HOW_WENT_IT_THERE, NOBODY_ANSWERED
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.models.choices import Ending, Status, Way
from xenia.work.referrals.models.referral import OPEN, SHARED_WAYS
from xenia.work.referrals.operations.ending import cancel
from xenia.work.referrals.operations.outcome import give_up
from xenia.work.referrals.operations.shared import tell_organization
from xenia.work.referrals.queries.partners import colleague, who_answers_for
from xenia.work.referrals.queries.reaching import can_be_written_to

Act = Callable[[Referral, datetime], bool]


def tend_referrals(at: datetime) -> int:
    """Do everything about referrals that is due. How many were tended."""
    today = local_day(at)
    unanswered = Referral.objects.filter(status=Status.SENT, way__in=SHARED_WAYS)
    waiting = unanswered.filter(answer_by__lte=today)
    lots: tuple[tuple[QuerySet[Referral], Act], ...] = (
        (unanswered.exclude(pk__in=Referral.objects.in_sight(today).values("pk")), _end_unseen),
        (waiting.filter(reminded_on=None), _remind),
        (waiting.filter(escalated_on=None, answer_by__lt=today), _escalate),
        (Referral.objects.filter(status__in=OPEN, follow_up_on__lte=today), _follow_up),
    )
    return sum(_each(rows, act, at) for rows, act in lots)


def _each(rows: "QuerySet[Referral]", act: Act, at: datetime) -> int:
    return sum(_one(pk, act, at) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


def _one(pk: UUID, act: Act, at: datetime) -> bool:
    """False when somebody acted at this very moment."""
    with contextlib.suppress(WrongState), transaction.atomic():
        current: Referral | None = Referral.objects.select_for_update().filter(pk=pk).first()
        return current is not None and act(current, at)
    return False


def _end_unseen(current: Referral, at: datetime) -> bool:
    """Nobody there may look at it any more, and nobody answered."""
    if current.status != Status.SENT:
        return False
    today = local_day(at)
    standing = Agreement.objects.standing(today).filter(organization_id=current.organization_id)
    why = Ending.CONSENT_ENDED if standing.exists() else Ending.AGREEMENT_ENDED
    cancel(referral=current, why=why, by=None, at=at)
    queue(NOBODY_ANSWERED, current, to=colleague(current.sent_by_id), on=today)
    return True


def _remind(current: Referral, at: datetime) -> bool:
    """On the day their answer is due, they are told once more."""
    if current.status != Status.SENT or current.reminded_on:
        return False
    current.reminded_on = local_day(at)
    current.save(update_fields=["reminded_on"])
    tell_organization(current, at=at)
    return True


def _escalate(current: Referral, at: datetime) -> bool:
    """They stay silent: whoever sent it, and the office, look for somebody else."""
    if current.status != Status.SENT or current.escalated_on or current.answer_by is None:
        return False
    today = local_day(at)
    if today < escalated_from(current.answer_by):
        return False
    current.escalated_on = today
    current.save(update_fields=["escalated_on"])
    sender = colleague(current.sent_by_id)
    for to in {sender, None}:
        queue(NOBODY_ANSWERED, current, to=to, on=today)
    return True


def _follow_up(current: Referral, at: datetime) -> bool:
    """Ask her how it went, where she agreed to it; else the organization. Whom nobody may ask, a colleague calls."""
    today = local_day(at)
    if current.status not in OPEN or not current.follow_up_on or current.follow_up_on > today:
        return False
    if current.follow_ups >= MOST_FOLLOW_UPS:
        give_up(current, by=None, at=at)
        return True
    if not (_ask_her(current, today) or _ask_them(current, today)):
        return False
    current.follow_ups += 1
    current.follow_up_on = today + FOLLOW_UP_EVERY
    names = ["follow_ups", "follow_up_on", "link_hash", "link_until"]
    current.save(update_fields=names)
    return True


def _ask_her(current: Referral, today: date) -> bool:
    if not can_be_written_to(current.client, today):
        return False
    current.link_hash = hash_of_token(person_token(current.pk, current.follow_ups + 1))
    current.link_until = today + LINK_LASTS
    queue(HOW_DID_IT_GO, current, to=current.client.contact, on=today)
    return True


def _ask_them(current: Referral, today: date) -> bool:
    if not Referral.objects.in_sight(today).filter(pk=current.pk).exists():
        return False
    if current.way == Way.LINK:
        queue(HOW_WENT_IT_THERE, current, to=current, on=today)
        return True
    people = who_answers_for(current.organization_id)
    for person in people:
        queue(HOW_WENT_IT_THERE, current, to=person, on=today)
    return bool(people)
