"""What the office could give about one person, opened for a request that counsel released."""

import hashlib
from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models import SubjectRecord
from xenia.ground.vault.models.record import sealed_fields
from xenia.ground.vault.operations.reading import OFFICE_COMPARTMENT, note_look, read_sealed
from xenia.work.records.bundle import Bundle, Opened, as_json
from xenia.work.records.inventory.kinds import kind_of
from xenia.work.records.models import Extraction, RecordsRequest
from xenia.work.records.models.request import Status
from xenia.work.records.queries.rows import records_of, rows_beside


class NotReleased(Exception):
    """Counsel did not decide that anything may be given for this request."""


class SamePerson(Exception):
    """Who decided does not open the records: another person does."""


class NotAsked(Exception):
    """Counsel decided about other people, or about nobody."""


def extract(*, subject: UUID, request: RecordsRequest, by: User, at: datetime) -> Bundle:
    """Open everything the office holds of one person, for a request counsel released. Every look is noted.

    What a partner organisation sealed stays shut. Raises NotReleased, NotAsked, SamePerson, PermissionDenied.
    """
    return _extracted(request, [subject], by, at)[0]


def extract_all(*, request: RecordsRequest, by: User, at: datetime) -> list[Bundle]:
    """Open the records of everybody the request is about. Raises what `extract` raises."""
    return _extracted(request, None, by, at)


@transaction.atomic
def _extracted(
    request: RecordsRequest, wanted: list[UUID] | None, by: User, at: datetime
) -> list[Bundle]:
    # Locked: counsel cannot take the decision back while records are opened under it.
    current = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    decided_by = _counsel_behind(current, by)
    asked = list(current.people.order_by("named_at", "pk").values_list("subject_id", flat=True))
    if not asked or not set(wanted or ()) <= everybody_who_is(asked):
        raise NotAsked(f"{current.number} is not about this person")
    bundles = [gather(subject, by=by, at=at, purpose="order") for subject in (wanted or asked)]
    Extraction.objects.create(
        request=current,
        by_id=by.pk,
        decided_by_id=decided_by,
        at=at,
        people_count=len(bundles),
        record_count=sum(len(bundle.rows) for bundle in bundles),
        digest=hashlib.sha256(as_json(bundles)).hexdigest(),
    )
    audit.record(by, "records.extracted", current, at=at, purpose="order")
    return bundles


def _counsel_behind(request: RecordsRequest, by: User) -> UUID:
    """The counsel who released it, when this person may open the records. Raises NotReleased, SamePerson."""
    is_decided = request.status in (Status.DECIDED, Status.ANSWERED)
    if not (is_decided and request.releases and request.decided_by_id):
        raise NotReleased(f"{request.number} is {request.status}: {request.decision or 'no word'}")
    if not by.may("records.release"):
        raise PermissionDenied
    if by.pk == request.decided_by_id:
        raise SamePerson(f"{request.number}: who decided does not open the records")
    return request.decided_by_id


@transaction.atomic
def gather(subject: UUID, *, by: User, at: datetime, purpose: str) -> Bundle:
    """Everything the office holds of one person, opened as far as its own keys go. Each record is noted as looked at.

    Only for those who passed a gate: `extract`, and `own_data`.
    """
    people = everybody_who_is([subject])
    records = records_of(people)
    # Before the looking itself is noted: the bundle tells of earlier looks, not of its own.
    beside = list(rows_beside(people, {record.pk for record in records}))
    opened = [_opened(record, by, at, purpose) for record in records]
    return Bundle(
        subject=subject,
        known_as=tuple(sorted(people, key=str)),
        at=at,
        rows=tuple(opened + [_as_it_is(row) for row in beside]),
    )


def _opened(record: SubjectRecord, by: User, at: datetime, purpose: str) -> Opened:
    """One record of the vault, with what its keys open."""
    note_look(record, by=by, purpose=purpose, at=at)
    held = _plain(record)
    erased, sealed_to = [], {}
    sealed = _sealed_and_given(record)
    values = {one.name: getattr(record, one.attname) for one in sealed if not one.compartment}
    if apart := [one.name for one in sealed if one.compartment]:
        owner = str(getattr(record, "compartment", OFFICE_COMPARTMENT))
        if owner == OFFICE_COMPARTMENT:
            values |= read_sealed(record, *apart, by=by, purpose=purpose, at=at)
        else:
            sealed_to = dict.fromkeys(apart, owner)
    for name, value in values.items():
        if is_shredded(value):
            erased.append(name)
        else:
            # A picture is given as text, as letters write it.
            held[name] = b64encode(value).decode() if isinstance(value, bytes) else value
    return Opened(record._meta.label_lower, held, tuple(erased), sealed_to)


def _sealed_and_given(record: SubjectRecord) -> list[Any]:
    given = kind_of(type(record)).codes(opened=True)
    return [field for field in sealed_fields(type(record)) if field.attname in given]


def _plain(row: models.Model) -> dict[str, Any]:
    """The fields that need no key, in their order. Keys and secrets are never handed out."""
    kind = kind_of(type(row))
    given = kind.codes(opened=False)
    return {one.code: getattr(row, one.code) for one in kind.fields if one.code in given}


def _as_it_is(row: models.Model) -> Opened:
    return Opened(row._meta.label_lower, _plain(row))
