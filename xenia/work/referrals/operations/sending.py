"""A person is sent to an organization: first her consent, then the referral, in one act."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import Crossed, begun, take_step
from xenia.ground.keys.codes import ALPHABET
from xenia.ground.reference.calendar import Deadline
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.models.consent import How, Purpose
from xenia.registers.clients.operations import Agreed, give_consent, note_served
from xenia.registers.clients.operations.client import locked as locked_client
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.referrals.codes import code_of, hash_of_code, hash_of_token, partner_token
from xenia.work.referrals.deadlines import FOLLOW_UP_EVERY, answer_by
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Ending, Status, Way
from xenia.work.referrals.operations.shared import locked, tell_organization
from xenia.work.referrals.queries.partners import agreement_with, way_to

SIGNS, GROUP, TRIES = 6, 3, 5


class AlreadySent(Exception):
    """She was sent to this very service already, and it has not ended. `referral`: that one, if it can be named."""

    def __init__(self, referral: Referral | None) -> None:
        super().__init__(f"sent already: {referral.pk if referral else 'a moment ago'}")
        self.referral = referral


class NoOrganization(ValueError):
    """A service nobody stands behind: there is nobody to send her to."""


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """What a referral says. need: a code of the needs. place: one of the service's places."""

    need: str
    note: str = ""
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class Yes:
    """What she agrees to on the form. fields: codes of SharedField. may_ask_later: how it went, by a message."""

    fields: Collection[str]
    ends_on: date
    how: str = How.SPOKEN
    may_ask_later: bool = False


@transaction.atomic
def keep_draft(
    *, client: Client, service: Service, words: Words, by: User | None, at: datetime
) -> Referral:
    """A colleague goes on with it later. Nothing is sent, and nobody else sees it. Raises ClientGone, NoOrganization."""
    draft = _draft_of(client, service, words, by, at)
    audit.record(by, "referrals.drafted", draft, at=at)
    return draft


@transaction.atomic
def send_with_consent(
    *,
    client: Client,
    service: Service,
    words: Words,
    yes: Yes,
    by: User | None,
    at: datetime,
    instead: Referral | None = None,
    version: int | None = None,
) -> Referral:
    """She agrees, and is sent: one act. With the code on her paper she reads what she agreed to, and takes it back.

    instead: the referral this one replaces, and `version` as the caller saw it.
    Raises AlreadySent, NoOrganization, Crossed, ClientGone, NotInTime, MayNotBeSent.
    """
    organization = behind(service)
    consent = None
    if way_to(organization, local_day(at)) != Way.SLIP:
        agreed = Agreed(Purpose.REFERRAL, organization, yes.fields, yes.ends_on, yes.how)
        consent, _receipt = give_consent(client=client, agreed=agreed, by=by, at=at)
    if yes.may_ask_later:
        _let_us_ask(client, yes, by, at)
    said: dict[str, Any] = {"need": words.need, "note": words.note, "location": words.place}
    said |= {"client": client, "service": service, "consent": consent, "by": by, "at": at}
    if instead is not None:
        return reroute(referral=instead, version=version, **said)
    return send_referral(**said)


def _let_us_ask(client: Client, yes: Yes, by: User | None, at: datetime) -> None:
    """Her yes to being asked how it went, unless it stands."""
    standing = client.consents.standing(local_day(at)).filter(purpose=Purpose.FOLLOW_UP)
    if standing.exists():
        return
    agreed = Agreed(Purpose.FOLLOW_UP, ends_on=yes.ends_on, how=yes.how)
    give_consent(client=client, agreed=agreed, by=by, at=at)


@transaction.atomic
def send_referral(
    *,
    client: Client,
    service: Service,
    need: str,
    consent: Consent | None,
    by: User | None,
    at: datetime,
    organization: Organization | None = None,
    note: str = "",
    location: Location | None = None,
    rerouted_from: Referral | None = None,
) -> Referral:
    """Send a person to a service, by the way its organization can be reached.

    Without an agreement, or with nobody there who could read it, she takes a slip along and nothing is shared.
    Raises AlreadySent, NoOrganization, and MayNotBeSent: NoConsent, NoAgreement, OnPaperOnly.
    """
    owner = behind(service, organization)
    draft = _draft_of(client, service, Words(need, note, location), by, at)
    today = local_day(at)
    draft.way, draft.consent, draft.rerouted_from = way_to(owner, today), consent, rerouted_from
    draft.save(update_fields=["way", "consent", "rerouted_from"])
    due = answer_by(agreement_with(owner, today), today)
    _refuse_twice(draft)
    try:
        with transaction.atomic():
            take_step(
                draft,
                to=Status.SENT,
                at=at,
                by=by.pk if by else None,
                **sending(draft, due, by, at),
            )
    except IntegrityError:
        raise AlreadySent(None) from None
    note_served(client, on=today)
    audit.record(by, "referrals.sent", draft, at=at)
    tell_organization(draft, at=at)
    return draft


@transaction.atomic
def reroute(
    *, referral: Referral, by: User | None, at: datetime, version: int | None = None, **said: Any
) -> Referral:
    """Somebody else is asked, after a no, after silence, or because she was not helped. The first one ends.

    said: as `send_referral` takes it, with a consent for the new organization. Raises what it raises, and Crossed
    when a colleague was first.
    """
    locked_client(said["client"])
    current = locked(referral)
    if current.is_open:
        take_step(
            referral,
            to=Status.CANCELLED,
            at=at,
            version=version,
            by=by.pk if by else None,
            reason=Ending.ELSEWHERE,
            ending=Ending.ELSEWHERE,
            closed_on=local_day(at),
            moved_on=local_day(at),
            follow_up_on=None,
        )
    else:
        _move_on(current, version)
    audit.record(by, "referrals.rerouted", current, at=at)
    return send_referral(rerouted_from=referral, by=by, at=at, **said)


def _move_on(current: Referral, version: int | None) -> None:
    """An ended referral stays as it ended; counting its version lets only one colleague go on from it."""
    if not current.is_ended or (version is not None and version != current.state_version):
        raise Crossed(current, current.status, Status.SENT)
    current.state_version += 1
    current.follow_up_on = None
    current.save(update_fields=["state_version", "follow_up_on"])


def behind(service: Service, said: Organization | None = None) -> Organization:
    """The organization of a service. Raises NoOrganization."""
    owner = service.organization
    if owner is None or (said is not None and said.pk != owner.pk):
        raise NoOrganization(f"service {service.pk} is not of this organization")
    return owner


def _refuse_twice(draft: Referral) -> None:
    same = Referral.objects.open().filter(client_id=draft.client_id, service_id=draft.service_id)
    if found := same.first():
        raise AlreadySent(found)


def _draft_of(
    client: Client, service: Service, words: Words, by: User | None, at: datetime
) -> Referral:
    """The draft of this person and service with these words: the one there is, or a new one. Raises ClientGone."""
    locked_client(client)
    held = Referral.objects.select_for_update()
    draft: Referral | None = held.filter(
        client=client, service=service, status=Status.DRAFT
    ).first()
    if draft is None:
        return _new_draft(client, service, words, by, at)
    draft.need, draft.note, draft.location = words.need, words.note, words.place
    draft.sent_by_id, draft.moved_on = by.pk if by else None, local_day(at)
    draft.save(update_fields=["need", "note", "location", "sent_by_id", "moved_on"])
    return draft


def _new_draft(
    client: Client, service: Service, words: Words, by: User | None, at: datetime
) -> Referral:
    draft = new_draft(client, service, words, by, at)
    _save_under_a_code(draft)
    begun(draft, at=at, by=by.pk if by else None)
    return draft


def new_draft(
    client: Client, service: Service, words: Words, by: User | None, at: datetime
) -> Referral:
    """A referral as it begins, not yet written, without its code. Raises NoOrganization."""
    pk = new_id()
    return Referral(
        pk=pk,
        subject_id=client.subject_id,
        client=client,
        service=service,
        organization=behind(service),
        need=words.need,
        note=words.note,
        location=words.place,
        sent_by_id=by.pk if by else None,
        moved_on=local_day(at),
        token_hash=hash_of_token(partner_token(pk)),
        confirm_hash=hash_of_code(code_of(pk)),
    )


def some_code() -> str:
    """What colleagues call it: signs by chance; whoever saves it sees to it that it is free."""
    signs = "".join(secrets.choice(ALPHABET) for _place in range(SIGNS))
    return f"R-{signs[:GROUP]}-{signs[GROUP:]}"


def sending(draft: Referral, due: Deadline, by: User | None, at: datetime) -> dict[str, Any]:
    """What is said in a referral when it is sent. due: by when an answer is."""
    today = local_day(at)
    return {
        "sent_by_id": by.pk if by else None,
        "sent_at": at,
        "answer_by": due.due_on,
        "calendar_version": due.calendar_version,
        "moved_on": today,
        "follow_up_on": today + FOLLOW_UP_EVERY if draft.way == Way.SLIP else None,
    }


def _save_under_a_code(draft: Referral) -> None:
    for _try in range(TRIES):
        draft.code = some_code()
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            if not Referral.objects.filter(code=draft.code).exists():
                raise AlreadySent(None) from None
            continue
        return
    raise RuntimeError(f"no free code after {TRIES} tries")
