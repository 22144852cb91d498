"""Opening what is sealed, and noting every look at a person's record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.fields import Closed, Sealed
from xenia.ground.vault.models import BrokenGlass
from xenia.ground.vault.models.record import SubjectRecord, sealed_fields
from xenia.ground.vault.purposes import PURPOSES

OFFICE_COMPARTMENT = "office"


class MayNotOpen(Exception):
    """The person's role does not open this compartment."""


class NoPurpose(Exception):
    """Nobody looks without saying why."""


def may_open(user: User, record: SubjectRecord, at: datetime) -> bool:
    """Whether a person may open this record's compartment now, by her role or through broken glass.

    A record that says it `is_shut` opens for nobody any more: it waits to be destroyed. One that says it `is_shown_to`
    her was made for her to see, such as a picture on which a colleague covered what names somebody.
    """
    if getattr(record, "is_shut", False):
        return False
    is_shown_to = getattr(record, "is_shown_to", None)
    if is_shown_to and is_shown_to(user):
        return True
    compartment = str(getattr(record, "compartment", OFFICE_COMPARTMENT))
    if compartment != OFFICE_COMPARTMENT:
        return bool(user.may("vault.open_own", organization=UUID(compartment)))
    if user.may("vault.open_office"):
        return True
    return BrokenGlass.objects.filter(
        subject_id=record.subject_id, by_id=user.pk, broken_at__lte=at, ends_at__gt=at
    ).exists()


@transaction.atomic
def read_sealed(
    record: SubjectRecord, *names: str, by: User, purpose: str, at: datetime
) -> dict[str, Any]:
    """Open sealed fields of a record for a purpose: {field: value}, or SHREDDED where the key is gone.

    The audit notes who, which fields and why, before anything is shown. purpose: a code of PURPOSES.
    Raises NoPurpose, MayNotOpen; then nothing is opened, and a refusal is noted too.
    """
    _check_purpose(purpose)
    if not may_open(by, record, at):
        raise MayNotOpen(f"{record._meta.label} {record.pk} is not in {by.pk}'s compartment")
    audit.record(by, "vault.opened", record, at=at, fields=names, purpose=purpose)
    fields = {field.name: field for field in sealed_fields(type(record))}
    return {name: _opened(record, fields[name]) for name in names}


def known_to_rules(record: SubjectRecord, name: str) -> Any:
    """A sealed field's value for a rule to look at, or SHREDDED. It is shown to nobody, and written nowhere."""
    return _opened(record, {field.name: field for field in sealed_fields(type(record))}[name])


def read_by_herself(record: SubjectRecord, *names: str) -> dict[str, Any]:
    """Sealed fields of her own record, for whoever holds its code: {field: value}, or SHREDDED where the key is gone.

    The audit keeps what colleagues read. When she looks at her own is nobody's business, and noted nowhere.
    """
    fields = {field.name: field for field in sealed_fields(type(record))}
    return {name: _opened(record, fields[name]) for name in names}


def note_look(record: SubjectRecord, *, by: User, purpose: str, at: datetime) -> None:
    """Note that somebody opened a page with this person's data on it. Raises NoPurpose."""
    _check_purpose(purpose)
    audit.record(by, "vault.looked", record, at=at, purpose=purpose)


def note_looks(records: Iterable[SubjectRecord], *, by: User, purpose: str, at: datetime) -> None:
    """The same for everybody in a list somebody read. Raises NoPurpose."""
    _check_purpose(purpose)
    audit.record_each(by, "vault.looked", records, at=at, purpose=purpose)


def _check_purpose(purpose: str) -> None:
    if purpose not in PURPOSES:
        raise NoPurpose(f"unknown purpose {purpose!r}: expected one of {sorted(PURPOSES)}")


def _opened(record: SubjectRecord, field: Any) -> Any:
    held = getattr(record, field.attname)
    if isinstance(held, Closed | Sealed):
        return field.opened(record, held.data)
    return held
