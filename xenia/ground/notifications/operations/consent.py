"""A person says yes or no to messages, by any means she likes."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import is_own, make, of, part
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.permission_to_send import ALL_PURPOSES
from xenia.ground.notifications.purposes import PURPOSES
from xenia.ground.notifications.queries import consent_of, contacts_at, is_stopped

How = ConsentNote.How


class LinkUnknown(Exception):
    """No address we hold has this link."""


@part
def give_consent(
    *,
    contact: ContactPoint,
    channel: str,
    purposes: Iterable[str],
    how: str,
    by: User | None,
    at: datetime,
) -> None:
    """A person says yes to messages for some purposes on a channel. Raises ValueError for an unknown purpose or channel."""
    wanted = list(purposes)
    _check(contact, channel, wanted)
    for purpose in wanted:
        _note(contact, channel, purpose, is_given=True, how=how, by=by, at=at)
    audit.record(by, "notifications.consent_given", contact, at=at, fields=wanted, purpose=how)


@transaction.atomic
def withdraw_consent(
    *,
    contact: ContactPoint,
    channel: str,
    how: str,
    by: User | None,
    at: datetime,
    purposes: Collection[str] = (),
) -> bool:
    """A person says no: to everything on a channel, or to some purposes only. It holds at once.

    Whether anything changed: a second "no" to everything adds nothing.
    Raises ValueError for an unknown purpose or channel.
    """
    _check(contact, channel, purposes)
    _lock(contact)
    if is_stopped(consent_of(contact), channel):
        return False
    for purpose in purposes or (ALL_PURPOSES,):
        _note(contact, channel, purpose, is_given=False, how=how, by=by, at=at)
    audit.record(by, "notifications.consent_withdrawn", contact, at=at, purpose=how)
    if how != How.NEW_ADDRESS:
        count(kind="notifications.opted_out", on=local_day(at), mode=channel, reason=how)
    return True


@transaction.atomic
def stop_by_link(*, token: str, purposes: Collection[str], at: datetime) -> bool:
    """Somebody opens the link in an e-mail and says stop. It holds for everybody we write to at this address.

    purposes: none means everything. Whether anything changed. Raises LinkUnknown.
    """
    contact = contact_behind(token)
    same = [contact] if contact.is_erased else contacts_at(contact.kind, contact.address)
    return _stop(same, "email", purposes=purposes, how=How.LINK, by=None, at=at)


def contact_behind(token: str) -> ContactPoint:
    """Whose link this is, before anything is changed. Raises LinkUnknown."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    contact: ContactPoint | None = ContactPoint.objects.filter(stop_hash=hashed).first()
    if contact is None:
        raise LinkUnknown("no contact point has this link")
    return contact


@transaction.atomic
def note_oral_stop(
    *, kind: str, address: str, purposes: Collection[str], by: User, at: datetime
) -> None:
    """Somebody said, in person or on the phone, that we shall not write or call. `address` in its own form.

    It holds for everybody we reach at this number or address, on all its channels. Nobody learns whether there was one.
    """
    found = contacts_at(kind, address)
    for channel in ContactPoint.CHANNELS[ContactPoint.Kind(kind)]:
        _stop(found, channel, purposes=purposes, how=How.ORAL, by=by, at=at)
    audit.record(by, "notifications.oral_stop_noted", None, at=at)


def _stop(
    contacts: Iterable[ContactPoint],
    channel: str,
    *,
    purposes: Collection[str],
    how: str,
    by: User | None,
    at: datetime,
) -> bool:
    changed = [
        withdraw_consent(contact=contact, channel=channel, purposes=purposes, how=how, by=by, at=at)
        for contact in contacts
    ]
    return any(changed)


def _check(contact: ContactPoint, channel: str, purposes: Iterable[str]) -> None:
    if strange := set(purposes) - set(PURPOSES):
        raise ValueError(f"unknown purposes {sorted(strange)}: expected some of {sorted(PURPOSES)}")
    channels = ContactPoint.CHANNELS[ContactPoint.Kind(contact.kind)]
    if channel not in channels:
        raise ValueError(f"no {channel!r} to a contact of kind {contact.kind}: expected {channels}")


def _lock(contact: ContactPoint) -> None:
    """Two who say something about one contact point at once: one after the other."""
    if not is_own(contact):
        list(ContactPoint.objects.select_for_update().filter(pk=contact.pk).values_list("pk"))


def _note(
    contact: ContactPoint,
    channel: str,
    purpose: str,
    *,
    is_given: bool,
    how: str,
    by: User | None,
    at: datetime,
) -> None:
    _lock(contact)
    last = max((one.number for one in of(contact, "consent_notes")), default=0)
    make(
        ConsentNote(
            contact=contact,
            number=last + 1,
            channel=channel,
            purpose=purpose,
            is_given=is_given,
            how=how,
            on=local_day(at),
            noted_by=by.pk if by else None,
        )
    )
