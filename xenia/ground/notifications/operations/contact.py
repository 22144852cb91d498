"""A person says how to reach her, says it anew, or takes it back."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.one_go import all_made, make, part
from xenia.ground.notifications.addresses import own_email, own_phone, own_postal
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.operations.consent import withdraw_consent
from xenia.ground.notifications.queries import BLIND_USE
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.blind import index
from xenia.ground.vault.subjects import UnderHold, is_held, is_made_here

OWN_FORM: Mapping[str, Callable[[str], str]] = {
    ContactPoint.Kind.EMAIL: own_email,
    ContactPoint.Kind.PHONE: own_phone,
    ContactPoint.Kind.POSTAL: own_postal,
}


class ContactErased(Exception):
    """The person's key is gone: nothing more is written about her."""


@part
def add_contact_point(
    *,
    subject: UUID,
    kind: str,
    address: str,
    by: User | None,
    at: datetime,
    safety: Safety | None = None,
    spoken: str = "en",
    written: str = "en",
) -> ContactPoint:
    """A person of the vault says how to reach her. Without another word of hers, nobody texts her.

    subject: from `vault.subjects.new_subject`. spoken, written: languages, which may differ.
    Raises NotAnAddress, UnknownLanguage, and vault.fields.SubjectIsGone.
    """
    token = secrets.token_urlsafe(32)
    contact = make(
        ContactPoint(
            subject_id=subject,
            kind=ContactPoint.Kind(kind),
            address=OWN_FORM[kind](address),
            safety=(safety or Safety()).as_json(),
            languages=_languages(spoken, written),
            stop_token=token,
            stop_hash=hash_of_token(token),
            added_on=local_day(at),
            safety_rechecked_on=local_day(at),
        )
    )
    _let_be_found(contact)
    audit.record(by, "notifications.contact_added", contact, at=at)
    return contact


@transaction.atomic
def change_contact_point(
    *,
    contact: ContactPoint,
    by: User | None,
    at: datetime,
    address: str | None = None,
    spoken: str | None = None,
    written: str | None = None,
) -> ContactPoint:
    """A person has another address, or reads another language. For a new address she is asked for consent anew.

    Links in e-mails to the old address end. Raises NotAnAddress, UnknownLanguage, and ContactErased.
    """
    current = _locked(contact)
    changed: dict[str, Any] = {}
    if address is not None and (new := OWN_FORM[current.kind](address)) != current.address:
        changed |= _with_new_address(current, new, at)
    languages = _languages(
        spoken or current.language("spoken"), written or current.language("written")
    )
    if languages != current.languages:
        changed["languages"] = languages
    if changed:
        _save(current, changed)
        _let_be_found(current)
        shown = set(changed) & {"address", "languages"}
        audit.record(by, "notifications.contact_changed", current, at=at, fields=shown)
    return current


def _with_new_address(contact: ContactPoint, address: str, at: datetime) -> dict[str, Any]:
    token = secrets.token_urlsafe(32)
    for channel in ContactPoint.CHANNELS[ContactPoint.Kind(contact.kind)]:
        withdraw_consent(
            contact=contact, channel=channel, how=ConsentNote.How.NEW_ADDRESS, by=None, at=at
        )
    return {
        "address": address,
        "is_verified": False,
        "stop_token": token,
        "stop_hash": hash_of_token(token),
    }


@transaction.atomic
def recheck_safety(
    *, contact: ContactPoint, safety: Safety, by: User | None, at: datetime
) -> ContactPoint:
    """A person is asked again which ways and hours are safe. Raises ContactErased."""
    current = _locked(contact)
    _save(current, {"safety": safety.as_json(), "safety_rechecked_on": local_day(at)})
    audit.record(by, "notifications.safety_rechecked", current, at=at, fields=["safety"])
    return current


@transaction.atomic
def confirm_contact_point(*, contact: ContactPoint, by: User | None, at: datetime) -> ContactPoint:
    """The person answered at this address: it is hers. Raises ContactErased."""
    current = _locked(contact)
    if not current.is_verified:
        _save(current, {"is_verified": True})
        audit.record(by, "notifications.contact_confirmed", current, at=at, fields=["is_verified"])
    return current


@transaction.atomic
def remove_contact_point(*, contact: ContactPoint, by: User | None, at: datetime) -> None:
    """A way to reach a person is forgotten, with what she agreed to; messages that wait for it do not leave.

    Raises vault.subjects.UnderHold.
    """
    current = ContactPoint.objects.select_for_update().filter(pk=contact.pk).first()
    if current is None:
        return
    if is_held([current.subject_id], [ContactPoint._meta.label_lower]):
        raise UnderHold(f"a legal hold keeps contact point {current.pk}")
    audit.record(by, "notifications.contact_removed", current, at=at)
    current.delete()
    _let_be_found(current)


def hash_of_token(token: str) -> str:
    """What is looked up when somebody opens the stop page."""
    return hashlib.sha256(token.encode()).hexdigest()


def _languages(spoken: str, written: str) -> dict[str, str]:
    return {"spoken": known_language(spoken).code, "written": known_language(written).code}


def _locked(contact: ContactPoint) -> ContactPoint:
    current: ContactPoint = ContactPoint.objects.select_for_update().get(pk=contact.pk)
    if current.is_erased:
        raise ContactErased(f"contact point {contact.pk} was erased")
    return current


def _save(contact: ContactPoint, changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        setattr(contact, name, value)
    contact.save(update_fields=list(changed))


def _let_be_found(contact: ContactPoint) -> None:
    """The blind index of this person and kind, made from all she has now."""
    use = BLIND_USE.get(ContactPoint.Kind(contact.kind))
    if use:
        index(contact.subject_id, use=use, values=[str(one.address) for one in _hers(contact)])


def _hers(contact: ContactPoint) -> Iterable[ContactPoint]:
    """Everything of this kind that this person has."""
    subject, kind = contact.subject_id, contact.kind
    if is_made_here(subject):
        made = all_made(ContactPoint)
        return [one for one in made if (one.subject_id, one.kind) == (subject, kind)]
    found: Iterable[ContactPoint] = ContactPoint.objects.filter(subject_id=subject, kind=kind)
    return found
