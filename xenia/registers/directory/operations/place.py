"""Places, and which services are given there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Address, Location, Service, ServiceAtLocation
from xenia.registers.directory.operations.details import (
    Details,
    add_details,
    change_details,
    together,
)
from xenia.registers.directory.operations.history import note_change, note_changes, save_changes
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.queries.details import rows_of


@transaction.atomic
def add_location(
    *,
    by: User | None,
    at: datetime,
    address: Mapping[str, Any] | None = None,
    accessibility: Iterable[str] = (),
    phones: Iterable[Mapping[str, Any]] = (),
    schedules: Iterable[Mapping[str, Any]] = (),
    **fields: Any,
) -> Location:
    """Put a place into the directory, with its address, how it can be used, phones and hours.

    The address of a confidential place is confidential, whatever else is said.
    """
    location = Location(**{"listed_on": local_day(at), **fields}, changed_at=at)
    location.full_clean()
    location.save(force_insert=True)
    if address:
        secret = location.is_confidential or bool(address.get("is_confidential"))
        Address.objects.create(location=location, **{**address, "is_confidential": secret})
    details = {
        "accessibility": [{"description": text} for text in accessibility if text],
        "phones": phones,
        "schedules": schedules,
    }
    add_details(location, details, at=at)
    note_changes(location, fields, by=by, at=at, act="create")
    audit.record(by, "directory.location_added", location, at=at, fields=fields)
    return location


@transaction.atomic
def change_location(
    *,
    location: Location,
    fields: Mapping[str, Any],
    by: User | None,
    at: datetime,
    address: Mapping[str, Any] | None = None,
    accessibility: Iterable[str] | None = None,
    details: Details | None = None,
    seen: Mapping[str, Any] | None = None,
) -> list[str]:
    """Change a place; the listings of the services given there follow. Returns what changed.

    accessibility: one text per thing, in place of the rows in `details`. Raises ChangedMeanwhile.
    """
    rows = dict(details or {})
    if accessibility is not None:
        rows["accessibility"] = _said_anew(location, accessibility)
    changed = together(
        location,
        lambda: save_changes(
            location, fields=fields, by=by, at=at, action="directory.location_changed", seen=seen
        ),
        lambda: _change_address(location, address, by, at, seen) if address is not None else [],
        lambda: change_details(location, rows, by=by, at=at, seen=seen),
    )
    if changed:
        services = location.services_here.values_list("service_id", flat=True)
        rebuild_listings(list(services), at=at)
    return changed


def _said_anew(location: Location, texts: Iterable[str]) -> list[dict[str, Any]]:
    known = {row["description"]: row["id"] for row in rows_of(location, "accessibility")}
    wanted = dict.fromkeys(text for text in texts if text)
    return [
        {"id": known[text], "description": text} if text in known else {"description": text}
        for text in wanted
    ]


def _change_address(
    location: Location,
    fields: Mapping[str, Any],
    by: User | None,
    at: datetime,
    seen: Mapping[str, Any] | None,
) -> list[str]:
    address = location.addresses.filter(address_type=Address.Type.PHYSICAL).first()
    if address is not None:
        return save_changes(
            address, fields=fields, by=by, at=at, action="directory.address_changed", seen=seen
        )
    if not any(value for name, value in fields.items() if name != "is_confidential"):
        return []
    address = Address.objects.create(location=location, **fields)
    note_changes(address, fields, by=by, at=at, act="create")
    audit.record(by, "directory.address_added", address, at=at, fields=fields)
    return ["address"]


@transaction.atomic
def give_at(
    *, service: Service, location: Location, by: User | None, at: datetime, description: str = ""
) -> ServiceAtLocation:
    """The service is given at this place too; saying it twice changes nothing."""
    place, is_new = ServiceAtLocation.objects.get_or_create(
        service=service, location=location, defaults={"description": description}
    )
    if is_new:
        note_change(service, "places", "", str(location.pk), by=by, at=at)
        audit.record(by, "directory.place_added", service, at=at, fields=["places"])
        rebuild_listings([service.pk], at=at)
    return place


@transaction.atomic
def no_longer_at(*, service: Service, location: Location, by: User | None, at: datetime) -> None:
    """The service is no longer given at this place."""
    gone, _kinds = ServiceAtLocation.objects.filter(service=service, location=location).delete()
    if gone:
        note_change(service, "places", str(location.pk), "", by=by, at=at)
        audit.record(by, "directory.place_removed", service, at=at, fields=["places"])
        rebuild_listings([service.pk], at=at)
