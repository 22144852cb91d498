"""What stands of a record now, as the texts history keeps; and letting such texts stand.

One text per field: "places" is the ids of a service's places, "terms" its codes, "phones" rows as JSON; the fields of a
place's address count as the place's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import Address, Location, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import ChangedMeanwhile, shown
from xenia.registers.directory.operations.organization import (
    change_organization,
    change_organization_status,
)
from xenia.registers.directory.operations.place import change_location, give_at, no_longer_at
from xenia.registers.directory.operations.service import change_service, change_service_status
from xenia.registers.directory.queries.details import DETAILS, read_rows, rows_of, write_rows
from xenia.registers.directory.queries.service import terms_of

Texts = Mapping[str, str]
KINDS: Final[Mapping[str, type[Record]]] = {
    "service": Service,
    "organization": Organization,
    "location": Location,
}
ADDRESS: Final = frozenset({"address_1", "address_2", "city", "state_province", "postal_code"})


class UnknownField(ValueError):
    """A record of this kind has no such field."""


def kind_of(record: Record) -> str:
    """A record's kind, as addresses and history name it."""
    return str(record._meta.model_name)


def record_of(kind: str, pk: Any) -> Record | None:
    """A record by its kind and id; None when there is none."""
    return KINDS[kind]._default_manager.filter(pk=pk).first() if kind in KINDS else None


def standing(record: Record, fields: Iterable[str]) -> dict[str, str]:
    """What stands in some fields now. Raises UnknownField."""
    return {name: standing_in(record, name) for name in fields}


def standing_in(record: Record, name: str) -> str:
    """What stands in one field now."""
    if name in DETAILS:
        rows = rows_of(record, name) if hasattr(record, DETAILS[name].related) else []
        return write_rows(rows) if rows else ""
    if name in ("terms", "places"):
        return ",".join(sorted(_list_of(record, name)))
    if isinstance(record, Location) and name in ADDRESS:
        return shown(getattr(_address_of(record), name))
    if isinstance(record, Location) and name == "is_confidential":
        return shown(record.is_confidential or _address_of(record).is_confidential)
    return shown(getattr(record, _own_field(record, name).name))


def _list_of(record: Record, name: str) -> list[str]:
    if not isinstance(record, Service):
        raise UnknownField(f"{kind_of(record)} has no field {name!r}")
    if name == "terms":
        return terms_of(record)
    return [str(pk) for pk in record.places.values_list("location_id", flat=True)]


def _address_of(place: Location) -> Address:
    return place.addresses.filter(address_type=Address.Type.PHYSICAL).first() or Address()


def _own_field(record: Record, name: str) -> "models.Field[Any, Any]":
    own = {one.name: one for one in record._meta.concrete_fields if not one.primary_key}
    if name not in own:
        raise UnknownField(f"{kind_of(record)} has no field {name!r}: expected one of {list(own)}")
    return own[name]


def value_from(record: Record, name: str, text: str) -> Any:
    """A value as the record's operations take it, from its text. Raises ValidationError, ValueError."""
    if name in DETAILS:
        return read_rows(name, text)
    if name in ("terms", "places"):
        return [part for part in text.split(",") if part]
    own = _own_field(_holder_of(record, name), name)
    if not text and own.null:
        return None
    if isinstance(own, models.ForeignKey):
        return own.related_model._default_manager.filter(pk=text).first()
    return own.to_python(text)


def check_value(record: Record, name: str, text: str) -> None:
    """Whether a text can stand in a field. Raises UnknownField, ValidationError, ValueError."""
    value = value_from(record, name, text)
    if name not in DETAILS and name not in ("terms", "places") and value is not None:
        _own_field(_holder_of(record, name), name).clean(value, None)


def _holder_of(record: Record, name: str) -> Record:
    return _address_of(record) if isinstance(record, Location) and name in ADDRESS else record


@dataclass(slots=True)
class _Said:
    """Texts as the operations take them: fields, terms, rows, the address, and what the person saw of each."""

    fields: dict[str, Any] = field(default_factory=dict)
    address: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    terms: list[str] | None = None
    seen: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def let_stand(
    record: Record, texts: Texts, *, seen: Texts, by: User | None, at: datetime
) -> list[str]:
    """Make some fields say these texts. Returns what changed.

    seen: what the person saw in these fields. Raises ChangedMeanwhile when one says something else by now, and
    ValidationError when the texts do not fit together; nothing is changed then.
    """
    changed: list[str] = []
    rest = {name: text for name, text in texts.items() if name not in ("status", "places")}
    if rest:
        changed += _change(record, _said(record, rest, seen), by, at)
    if "places" in texts and isinstance(record, Service):
        changed += _change_places(record, texts["places"], seen.get("places", ""), by, at)
    if "status" in texts:
        changed += _change_status(record, texts["status"], seen.get("status", ""), by, at)
    return changed


def _said(record: Record, texts: Texts, seen: Texts) -> _Said:
    said = _Said()
    for name, text in texts.items():
        value = value_from(record, name, text)
        said.seen[name] = value_from(record, name, seen.get(name, ""))
        if name == "terms":
            said.terms = value
        elif name in DETAILS:
            said.details[name] = value
        elif isinstance(record, Location) and name in ADDRESS:
            said.address[name] = value
        else:
            said.fields[name] = value
    if isinstance(record, Location) and "is_confidential" in said.fields:
        said.address["is_confidential"] = said.fields["is_confidential"]
    return said


def _change(record: Record, said: _Said, by: User | None, at: datetime) -> list[str]:
    if isinstance(record, Service):
        return change_service(
            service=record,
            fields=said.fields,
            terms=said.terms,
            details=said.details,
            seen=said.seen,
            by=by,
            at=at,
        )
    if isinstance(record, Organization):
        return change_organization(
            organization=record,
            fields=said.fields,
            details=said.details,
            seen=said.seen,
            by=by,
            at=at,
        )
    if isinstance(record, Location):
        return change_location(
            location=record,
            fields=said.fields,
            address=said.address or None,
            details=said.details,
            seen=said.seen,
            by=by,
            at=at,
        )
    raise UnknownField(f"nobody changes a {kind_of(record)} by its texts")


def _change_places(
    service: Service, wanted: str, seen: str, by: User | None, at: datetime
) -> list[str]:
    """Only what was added or taken away is done: another place somebody added meanwhile stays."""
    before, after = set(seen.split(",")) - {""}, set(wanted.split(",")) - {""}
    here = Location.objects.in_bulk(before ^ after)
    for place in here.values():
        act = give_at if str(place.pk) in after else no_longer_at
        act(service=service, location=place, by=by, at=at)
    return ["places"] if here else []


def _change_status(
    record: Record, wanted: str, seen: str, by: User | None, at: datetime
) -> list[str]:
    if standing_in(record, "status") != seen:
        raise ChangedMeanwhile(record, ["status"])
    if wanted == seen:
        return []
    try:
        if isinstance(record, Service):
            change_service_status(service=record, to=wanted, by=by, at=at)
        elif isinstance(record, Organization):
            change_organization_status(organization=record, to=wanted, by=by, at=at)
    except WrongState:
        raise ChangedMeanwhile(record, ["status"]) from None
    return ["status"]
