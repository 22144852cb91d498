"""A matter goes from one holder to another, because she agreed: what she lets go along is sealed anew for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.ground.vault.operations.reading import read_sealed
from xenia.registers.clients.models import Consent
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.directory.models import Organization
from xenia.work.casework.messages import MATTER_HANDED_OVER
from xenia.work.casework.models import HandOver, LegalNote, LegalSide, Matter
from xenia.work.casework.models.guards import NotReady, agreed_to_a_record
from xenia.work.casework.models.legal import LEFT_FOR
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.operations.holding import at_hand
from xenia.work.casework.operations.matters import AlreadyOpen
from xenia.work.casework.queries.holding import people_of
from xenia.work.casework.queries.legal import legal_providers
from xenia.work.referrals.queries.partners import agreement_with

CASE: Final = ("case_type", "venue", "problem_code")


class SameHolder(Exception):
    """The matter is with them already."""


@transaction.atomic
def hand_over_matter(
    *,
    matter: Matter,
    to: Organization | None,
    notes: Collection[UUID],
    fields: Collection[str] = (),
    until: date | None = None,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Matter:
    """Give a matter to another legal provider, or to the office (`to` is None). She agreed to it, and to what goes along.

    notes: those she lets go along; the others stay behind, open for nobody, and are destroyed after 30 days.
    fields: codes of SharedField an organization learns of her, and `until` when. The giving side reads nothing any
    more; the taking side looks for conflicts anew, and says who speaks for her.
    Raises SameHolder, NotReady("no_provider", "agreement", "legal_consent", "nobody_there"), AlreadyOpen, NotInTime,
    NotHeldHere, Crossed, WrongState.
    """
    current, today = (
        at_hand(matter, by=by, version=version, despite_conflict=True),
        local_day(at),
    )
    taker = str(to.pk) if to else OFFICE
    if taker == current.holder:
        raise SameHolder(f"matter {current.pk} is with them")
    if taker != OFFICE and taker not in legal_providers(today):
        raise NotReady("no_provider")
    _refuse_twice(current, taker)
    people = list(people_of(taker))
    if not people:
        raise NotReady("nobody_there")
    consent = _agreed(current, to, fields, until, at)
    given = _seal_anew(current, taker, consent, notes, by, at)
    left = LegalNote.objects.filter(matter=current, compartment=current.holder, left_on=None)
    count_left = left.update(left_on=today)
    HandOver.objects.create(
        matter=current,
        giver=current.holder,
        taker=taker,
        on=today,
        by_id=by.pk,
        notes_given=given,
        notes_left=count_left,
    )
    _give(current, taker, today)
    audit.record(by, "casework.matter_handed_over", current, at=at, purpose="service")
    for person in people:
        queue(MATTER_HANDED_OVER, current, to=person, on=today)
    return current


def _give(current: Matter, taker: str, today: date) -> None:
    current.holder, current.taken_by_id, current.standing = taker, None, ""
    current.has_conflict, current.moved_on, current.told_stale_on = False, today, None
    current.state_version += 1
    names = ["holder", "taken_by_id", "standing", "has_conflict", "moved_on", "told_stale_on"]
    current.save(update_fields=[*names, "state_version"])


def _refuse_twice(current: Matter, taker: str) -> None:
    same = Matter.objects.under_way().held_by([taker]).filter(client_id=current.client_id)
    if same.filter(issue=current.issue, program=current.program).exists():
        raise AlreadyOpen(f"{taker} has a matter about {current.issue!r}")


def _agreed(
    current: Matter,
    to: Organization | None,
    fields: Collection[str],
    until: date | None,
    at: datetime,
) -> Consent | None:
    today, client = local_day(at), current.client
    if to is None:
        if client.is_named and not agreed_to_a_record(client, today):
            raise NotReady("legal_consent")
        return None
    agreement = agreement_with(to, today)
    if agreement is None or agreement.is_victim_service:
        raise NotReady("agreement")
    told = set(fields) & set(agreement.fields)
    agreed = Agreed(Purpose.REFERRAL, to, told, until)
    return give_consent(client=client, agreed=agreed, by=None, at=at)[0]


def _seal_anew(
    current: Matter,
    taker: str,
    consent: Consent | None,
    notes: Collection[UUID],
    by: User,
    at: datetime,
) -> int:
    """The case and the chosen notes under the new key. The row's old bytes are written over."""
    side: LegalSide = current.legal
    known = read_sealed(side, *CASE, by=by, purpose="service", at=at)
    _reseal(side, taker, known | {"benefits": []})
    side.consent = consent
    side.save(update_fields=["compartment", "consent", "benefits", *CASE])
    chosen = current.legal_notes.filter(
        pk__in=list(notes), compartment=current.holder, left_on=None
    )
    given = list(chosen)
    for note in given:
        _reseal(note, taker, read_sealed(note, "text", by=by, purpose="service", at=at))
        note.save(update_fields=["compartment", "text"])
    return len(given)


def _reseal(record: Any, taker: str, values: dict[str, Any]) -> None:
    record.compartment = taker
    for name, value in values.items():
        setattr(record, name, value)


def destroy_left_notes(at: datetime) -> int:
    """Destroy what stayed behind 30 days ago or longer. How many notes."""
    old = LegalNote.objects.filter(left_on__lte=local_day(at) - LEFT_FOR)
    with transaction.atomic():
        gone, _by_kind = old.delete()
        if gone:
            audit.record(None, "casework.left_notes_destroyed", None, at=at)
    return gone
