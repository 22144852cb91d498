"""People answer text messages; colleagues read what no machine understands."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications import own_messages
from xenia.ground.notifications.models import ConsentNote, ContactPoint, Reply
from xenia.ground.notifications.operations.consent import give_consent, withdraw_consent
from xenia.ground.notifications.operations.heard import note_heard
from xenia.ground.notifications.operations.outbox import KEPT, queue
from xenia.ground.notifications.purposes import answer_codes
from xenia.ground.notifications.queries import (
    agreed_before_stop,
    consent_of,
    contacts_at,
    is_stopped,
)
from xenia.ground.notifications.stop_words import Meaning, meaning_of
from xenia.ground.vault.subjects import is_held

LONGEST = 2000
BY_REPLY = ConsentNote.How.REPLY


class AlreadyDealtWith(Exception):
    """A colleague was first."""


@transaction.atomic
def hear_reply(*, sender: str, text: str, number: str, at: datetime) -> Meaning | None:
    """Somebody answered a text message. STOP and its sisters hold at once, for everybody we reach at this number.

    sender: the phone number in its own form. number: the provider's own for this reply; the same one again changes
    nothing and returns None. What no machine understands waits for a colleague. From a number we do not hold nothing
    is kept: it is counted.
    """
    if not note_heard(f"reply {number}", at):
        return None
    meaning = meaning_of(text)
    found = contacts_at(ContactPoint.Kind.PHONE, sender)
    if not found:
        count(kind="notifications.reply_from_nobody", on=local_day(at))
    elif meaning == Meaning.STOP:
        _stop(found, at)
    elif meaning == Meaning.START:
        _start(found, at)
    elif meaning == Meaning.HELP:
        queue(own_messages.HELP, found[0], to=found[0], on=local_day(at))
    else:
        _show_to_colleagues(found, text, meaning, at)
    return meaning


def _stop(found: list[ContactPoint], at: datetime) -> None:
    """One confirmation for the phone, and only the first time. Source: 47 CFR 64.1200(a)(12)."""
    changed = [
        withdraw_consent(contact=contact, channel="sms", how=BY_REPLY, by=None, at=at)
        for contact in found
    ]
    if any(changed):
        _tell(own_messages.STOPPED, found, at)


def _start(found: list[ContactPoint], at: datetime) -> None:
    """What stood before the stop stands again, and answers to what she asks; she agrees to no more than that."""
    stopped = [one for one in found if is_stopped(consent_of(one), "sms")]
    for contact in stopped:
        before = agreed_before_stop(consent_of(contact), "sms")
        purposes = [*before, *answer_codes()]
        give_consent(
            contact=contact, channel="sms", purposes=purposes, how=BY_REPLY, by=None, at=at
        )
    if stopped:
        _tell(own_messages.STARTED, stopped, at)


def _tell(template: str, found: list[ContactPoint], at: datetime) -> None:
    safe = next((one for one in found if one.safe_ways().may_text), None)
    if safe is not None:
        queue(template, safe, to=safe, on=local_day(at))


def _show_to_colleagues(
    found: list[ContactPoint], text: str, meaning: Meaning, at: datetime
) -> None:
    contact = found[0]
    Reply.objects.create(
        subject_id=contact.subject_id,
        contact=contact,
        text=text[:LONGEST],
        received_on=local_day(at),
        may_mean_stop=meaning == Meaning.MAYBE_STOP,
    )


@transaction.atomic
def read_reply(*, pk: UUID, means_stop: bool, by: User, at: datetime) -> None:
    """A colleague has read a reply and says what it means; its text is erased. Raises AlreadyDealtWith."""
    current = Reply.objects.select_for_update().filter(pk=pk).first()
    if current is None or current.dealt_with_on is not None:
        raise AlreadyDealtWith(f"reply {pk} was dealt with")
    contact = current.contact
    if means_stop and not contact.is_erased:
        for same in contacts_at(ContactPoint.Kind.PHONE, contact.address):
            withdraw_consent(contact=same, channel="sms", how=BY_REPLY, by=by, at=at)
    audit.record(by, "notifications.reply_dealt_with", current, at=at)
    erase_reply(current, at=at)


def erase_reply(reply: Reply, *, at: datetime) -> None:
    """Nobody needs a reply any more. A legal hold keeps it, out of sight, until it is lifted."""
    if is_held([reply.subject_id], [Reply._meta.label_lower]):
        reply.dealt_with_on, reply.may_mean_stop = reply.dealt_with_on or local_day(at), False
        reply.save(update_fields=["dealt_with_on", "may_mean_stop"])
    else:
        reply.delete()


@transaction.atomic
def forget_old_replies(at: datetime) -> None:
    """Erase what a hold kept and keeps no more, and what nobody read within thirty days."""
    old = Q(dealt_with_on__isnull=False) | Q(received_on__lte=local_day(at) - KEPT)
    for reply in Reply.objects.filter(old):
        erase_reply(reply, at=at)
