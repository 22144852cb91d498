"""Many people are sent on, answered and helped, in one transaction: a history that is made up.

The same guards, the same rows and the same counts as one at a time. No message is sent: what is written here is over. The audit
has one line for each lot.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.many_steps import begun_all, step_to, take_steps
from xenia.ground.common.transitions import Step, WrongState
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations.in_bulk import note_all_served
from xenia.registers.directory.models import Organization, Service
from xenia.work.referrals.deadlines import FOLLOW_UP_EVERY, MOST_FOLLOW_UPS, answer_by
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Decline, Outcome, Status, Teller, Why
from xenia.work.referrals.models.guards import agreement_on
from xenia.work.referrals.models.referral import OPEN
from xenia.work.referrals.operations.sending import (
    AlreadySent,
    Words,
    behind,
    new_draft,
    sending,
    some_code,
)
from xenia.work.referrals.operations.shared import is_office, refuse_unseen
from xenia.work.referrals.queries.partners import organizations_with_somebody, way_under


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody is sent to a service with her consent, at a moment."""

    client: Client
    service: Service
    words: Words
    consent: Consent | None
    by: User | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """What an organization said: accepted, started, declined with its reason, completed with what came of it."""

    referral: Referral
    to: str
    by: User | None
    at: datetime
    reason: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """How it went for her, by herself, by a colleague who asked her, or given up because nobody answered."""

    referral: Referral
    outcome: str
    teller: str
    by: User | None
    at: datetime
    reason: str = ""


@transaction.atomic
def send_referrals(sent: Sequence[Sent], *, at: datetime) -> list[Referral]:
    """Each is sent by the way her organization can be reached. at: when the lot is written.

    Raises AlreadySent, NoOrganization, and MayNotBeSent: NoConsent, NoAgreement, OnPaperOnly; nothing is written then.
    """
    organizations = _with_agreements(behind(one.service).pk for one in sent)
    drafts = [new_draft(one.client, one.service, one.words, one.by, one.at) for one in sent]
    _refuse_twice(drafts)
    answering = organizations_with_somebody(list(organizations))
    for draft, one in zip(drafts, sent, strict=True):
        draft.organization = organizations[draft.organization_id]
        agreement = agreement_on(draft.organization, local_day(one.at))
        draft.way, draft.consent = way_under(agreement, answering), one.consent
    _save_under_codes(drafts)
    begun_all((draft, one.at, _id(one.by)) for draft, one in zip(drafts, sent, strict=True))
    take_steps([_sending(draft, one) for draft, one in zip(drafts, sent, strict=True)])
    _serve((one.client, one.at) for one in sent)
    _record("referrals.many_sent", sent, at)
    return drafts


def _with_agreements(pks: Iterable[UUID]) -> dict[UUID, Organization]:
    rows = Organization.objects.filter(pk__in=set(pks)).prefetch_related("agreements")
    return {one.pk: one for one in rows}


def _refuse_twice(drafts: Sequence[Referral]) -> None:
    standing = Referral.objects.filter(
        client__in=[one.client_id for one in drafts], status__in=(Status.DRAFT, *OPEN)
    )
    there: dict[Any, Referral] = {(one.client_id, one.service_id): one for one in standing}
    for draft in drafts:
        pair = (draft.client_id, draft.service_id)
        if pair in there:
            raise AlreadySent(there[pair])
        there[pair] = draft


def _save_under_codes(drafts: Sequence[Referral]) -> None:
    taken: set[str] = set()
    for draft in drafts:
        while not draft.code or draft.code in taken:
            draft.code = some_code()
        taken.add(draft.code)
    there = set(Referral.objects.filter(code__in=taken).values_list("code", flat=True))
    for draft in drafts:
        while draft.code in there:
            draft.code = some_code()
    Referral.objects.bulk_create(drafts)


def _sending(draft: Referral, one: Sent) -> Step:
    today = local_day(one.at)
    due = answer_by(agreement_on(draft.organization, today), today)
    said = sending(draft, due, one.by, one.at)
    return step_to(draft, to=Status.SENT, at=one.at, by=_id(one.by), **said)


@transaction.atomic
def answer_referrals(answers: Sequence[Answered], *, at: datetime) -> None:
    """Each organization answers, or a colleague notes what it said.

    Raises WrongState, Crossed, NoMoreInSight, SayWhy, ValueError for an unknown reason; nothing is written then.
    """
    _see_anew([one.referral for one in answers])
    for one in answers:
        refuse_unseen(one.referral, one.by, one.at)
    take_steps([_answer(one) for one in answers])
    done = (one for one in answers if one.to == Status.COMPLETED)
    _serve((one.referral.client, one.at) for one in done)
    _record("referrals.many_answered", answers, at)


def _see_anew(referrals: Sequence[Referral]) -> None:
    """Their organizations with what was agreed, and what each person agreed to, as they are now."""
    organizations = _with_agreements(one.organization_id for one in referrals)
    consents = Consent.objects.in_bulk([one.consent_id for one in referrals if one.consent_id])
    for one in referrals:
        one.organization = organizations[one.organization_id]
        one.consent = consents[one.consent_id] if one.consent_id else None


def _answer(one: Answered) -> Step:
    """As `accept`, `start`, `decline` and `complete` do."""
    today = local_day(one.at)
    said: dict[str, Any] = {"follow_up_on": today + FOLLOW_UP_EVERY}
    if one.to == Status.DECLINED:
        said = {"decline_reason": Decline(one.reason), "closed_on": today, "follow_up_on": None}
    elif one.to == Status.COMPLETED:
        said = _completion(one, today)
    elif one.to not in (Status.ACCEPTED, Status.STARTED):
        raise ValueError(f"{one.to!r} is said one at a time")
    answered_at = one.referral.answered_at or one.at
    said |= {"answered_at": answered_at, "moved_on": today, "hold_until": None}
    return step_to(one.referral, to=one.to, at=one.at, by=_id(one.by), reason=one.reason, **said)


def _completion(one: Answered, today: date) -> dict[str, Any]:
    how = Outcome(one.outcome)
    teller = Teller.OFFICE if is_office(one.by) else Teller.PARTNER
    return {
        "outcome": how,
        "outcome_reason": Why(one.reason) if one.reason else "",
        "outcome_by": teller,
        "partner_outcome": how if teller == Teller.PARTNER else "",
        "closed_on": today,
        "follow_up_on": None,
    }


@transaction.atomic
def know_outcomes(known: Sequence[Known], *, at: datetime) -> None:
    """It is known how it went, or given up: the referral ends. Raises WrongState, Crossed, SayWhy, ValueError."""
    take_steps([_knowing(one) for one in known])
    _serve((one.referral.client, one.at) for one in known if one.teller == Teller.PERSON)
    _record("referrals.many_outcomes_noted", known, at)


def _knowing(one: Known) -> Step:
    referral, today = one.referral, local_day(one.at)
    if referral.status not in OPEN:
        raise WrongState(referral, referral.status, Status.COMPLETED)
    said: dict[str, Any] = {
        "outcome": Outcome(one.outcome),
        "outcome_reason": Why(one.reason) if one.reason else "",
        "outcome_by": Teller(one.teller),
    }
    if one.teller == Teller.NOBODY:
        said["follow_ups"] = min(referral.follow_ups + 1, MOST_FOLLOW_UPS)
    return step_to(
        referral,
        to=Status.COMPLETED,
        at=one.at,
        by=_id(one.by),
        reason=one.reason,
        closed_on=today,
        moved_on=today,
        follow_up_on=None,
        **said,
    )


@transaction.atomic
def settle_referrals(settled: Mapping[Referral, datetime], *, at: datetime) -> None:
    """Each ended without help, and nothing more was to be done from a moment on. Raises WrongState."""
    for one, moment in settled.items():
        if not one.is_ended:
            raise WrongState(one, one.status, one.status)
        one.settled_on = local_day(moment)
        one.state_version += 1
    Referral.objects.bulk_update(list(settled), ["settled_on", "state_version"])
    _record("referrals.many_settled", settled, at)


def _id(by: User | None) -> UUID | None:
    return by.pk if by else None


def _serve(days: Iterable[tuple[Client, datetime]]) -> None:
    last: dict[Client, date] = {}
    for client, moment in days:
        last[client] = max(last.get(client, date.min), local_day(moment))
    note_all_served(last)


def _record(act: str, lot: Collection[Any], at: datetime) -> None:
    if lot:
        audit.record(None, act, None, at=at)
