"""Putting an earlier value back."""

from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import Address, Location, Metadata, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import ChangedMeanwhile
from xenia.registers.directory.operations.organization import (
    change_organization,
    change_organization_status,
)
from xenia.registers.directory.operations.place import change_location, give_at, no_longer_at
from xenia.registers.directory.operations.service import change_service, change_service_status
from xenia.registers.directory.operations.translation import translate_record
from xenia.registers.directory.queries.details import DETAILS, read_rows

_KINDS: Final[dict[str, type[Record]]] = {
    "service": Service,
    "organization": Organization,
    "location": Location,
    "address": Address,
}


class NothingToPutBack(Exception):
    """This line of history has no earlier value: the record began with it, or history keeps no values of its kind."""


def may_be_put_back(change: Metadata) -> bool:
    """Whether a line of history has an earlier value that can stand again."""
    if change.last_action_type != "update" or change.resource_type not in _KINDS:
        return False
    return not (change.field_name in DETAILS and not DETAILS[change.field_name].keeps_history)


@transaction.atomic
def put_back(*, change: Metadata, by: User | None, at: datetime) -> Record:
    """Let a field say again what it said before one change, which stays in history. Returns the record.

    Raises ChangedMeanwhile when the field was changed again since, NothingToPutBack when there is no earlier value.
    """
    if not may_be_put_back(change):
        raise NothingToPutBack(f"{change.pk} is {change.last_action_type} of {change.field_name}")
    record = _KINDS[change.resource_type]._default_manager.get(pk=change.resource_id)
    try:
        _put_back(record, change, by, at)
    except ChangedMeanwhile as meanwhile:
        raise ChangedMeanwhile(_shown_at(record), meanwhile.fields) from None
    return _shown_at(record)


def _shown_at(record: Record) -> Record:
    """The record whose page shows this one: an address stands on its place's."""
    return record.location or record if isinstance(record, Address) else record


def _put_back(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    name = change.field_name
    if name == "status":
        _status(record, change, by, at)
    elif name == "is_confidential":
        _confidential(record, change, by, at)
    elif "." in name:
        _translation(record, change, by, at)
    elif name == "places":
        _place(record, change, by, at)
    elif name == "terms" or name in DETAILS:
        _rows(record, change, by, at)
    else:
        before = {name: value_of(record, name, change.previous_value)}
        seen = {name: value_of(record, name, change.replacement_value)}
        _change(record, fields=before, seen=seen, by=by, at=at)


def value_of(record: Record, name: str, kept: str) -> Any:
    """A value as the record holds it, from the text history keeps."""
    field = record._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise NothingToPutBack(f"{name} is no field of {record._meta.model_name}")
    if not kept and field.null:
        return None
    if isinstance(field, models.ForeignKey):
        return field.related_model._default_manager.filter(pk=kept).first()
    return field.to_python(kept)


def _confidential(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    """A place and its address were ticked together, so they are put back together."""
    place = _shown_at(record)
    if not isinstance(place, Location):
        raise NothingToPutBack(f"{change.pk} is of no place")
    own = [place.pk, *place.addresses.values_list("pk", flat=True)]
    ticked = Metadata.objects.filter(
        resource_id__in=own,
        field_name="is_confidential",
        last_action_type="update",
        last_action_date=change.last_action_date,
    )
    kinds = set(ticked.values_list("resource_type", flat=True))
    before = {"is_confidential": value_of(record, "is_confidential", change.previous_value)}
    seen = {"is_confidential": value_of(record, "is_confidential", change.replacement_value)}
    change_location(
        location=place,
        fields=before if "location" in kinds else {},
        address=before if "address" in kinds else None,
        seen=seen,
        by=by,
        at=at,
    )


def _change(
    record: Record, *, fields: dict[str, Any], seen: dict[str, Any], by: User | None, at: datetime
) -> None:
    if isinstance(record, Service):
        change_service(service=record, fields=fields, seen=seen, by=by, at=at)
    elif isinstance(record, Organization):
        change_organization(organization=record, fields=fields, seen=seen, by=by, at=at)
    elif isinstance(record, Location):
        change_location(location=record, fields=fields, seen=seen, by=by, at=at)
    elif isinstance(record, Address) and record.location:
        change_location(
            location=record.location, fields={}, address=fields, seen=seen, by=by, at=at
        )


def _rows(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    name = change.field_name
    if name == "terms" and isinstance(record, Service):
        terms = [part for part in change.previous_value.split(",") if part]
        seen: dict[str, Any] = {
            "terms": [part for part in change.replacement_value.split(",") if part]
        }
        change_service(service=record, fields={}, terms=terms, seen=seen, by=by, at=at)
        return
    details = {name: read_rows(name, change.previous_value)}
    seen = {name: read_rows(name, change.replacement_value)}
    if isinstance(record, Service):
        change_service(service=record, fields={}, details=details, seen=seen, by=by, at=at)
    elif isinstance(record, Organization):
        change_organization(
            organization=record, fields={}, details=details, seen=seen, by=by, at=at
        )
    elif isinstance(record, Location):
        change_location(location=record, fields={}, details=details, seen=seen, by=by, at=at)


def _place(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    if not isinstance(record, Service):
        return
    if change.previous_value:
        back = Location.objects.get(pk=change.previous_value)
        give_at(service=record, location=back, by=by, at=at)
    if change.replacement_value:
        gone = Location.objects.get(pk=change.replacement_value)
        no_longer_at(service=record, location=gone, by=by, at=at)


def _translation(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    field, _dot, language = change.field_name.partition(".")
    seen = {
        field: str(getattr(record, field) or ""),
        change.field_name: change.replacement_value,
    }
    texts = {field: {language: change.previous_value}}
    translate_record(record=record, texts=texts, by=by, at=at, seen=seen)


def _status(record: Record, change: Metadata, by: User | None, at: datetime) -> None:
    if getattr(record, "status", None) != change.replacement_value:
        raise ChangedMeanwhile(record, ["status"])
    try:
        if isinstance(record, Service):
            change_service_status(service=record, to=change.previous_value, by=by, at=at)
        elif isinstance(record, Organization):
            change_organization_status(organization=record, to=change.previous_value, by=by, at=at)
    except WrongState:
        raise ChangedMeanwhile(record, ["status"]) from None
