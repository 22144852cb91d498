"""The public records kept true: written in the rebuild that makes the listings, in the same transaction."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from xenia.ground.common.local_words import written_day
from xenia.ground.reference.office import office_facts
from xenia.ground.translations.queries import texts_of
from xenia.registers.directory.hsds.fetching import fetched, hang
from xenia.registers.directory.hsds.gate import (
    fetch_locations,
    fetch_organizations,
    is_confidential,
)
from xenia.registers.directory.hsds.reading import last_change
from xenia.registers.directory.hsds.records import (
    Batch,
    Texts,
    attributes_of,
    brief_organization,
    brief_place,
    brief_service,
    gone_organization,
    gone_service,
    organization_record,
    service_record,
)
from xenia.registers.directory.hsds.shapes import Shape, moment
from xenia.registers.directory.models import (
    Location,
    Organization,
    OrganizationRecord,
    PlaceRecord,
    Program,
    Service,
    ServiceAtLocation,
    ServiceRecord,
)
from xenia.registers.directory.queries.notices import closed_until, is_closed_on

_LEFT_AS = (Service.Status.INACTIVE, Service.Status.DEFUNCT)
_FIELDS = ["record", "brief", "is_public", "mark", "modified_at"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a listing says that its record needs too. serves: codes of the only areas the service is for."""

    is_public: bool
    status: str
    alert: str
    serves: Sequence[str]


def shown_as(document: Mapping[str, Any], *, is_public: bool, on: date) -> Shown:
    """What matters of a listing's document: its status and alert are those of the day.

    The standard has no place for the day a closure ends, so the alert begins with it.
    """
    said = [_closed_until(document, on), document["alert"].get("en", "")]
    alert = " ".join(filter(None, said))
    return Shown(is_public, document["status"], alert, document["serves"])


def _closed_until(document: Mapping[str, Any], on: date) -> str:
    last = closed_until(document, on) if is_closed_on(document, on) else ""
    return f"Closed until {written_day(date.fromisoformat(last), 'en')}." if last else ""


def keep_service_records(
    services: Sequence[Service], texts: Texts, shown: Mapping[UUID, Shown], *, at: datetime
) -> set[UUID]:
    """Write the public records of some services whose listings were just made.

    Returns the organisations whose records may say something else now: see `keep_organization_records`.
    """
    known = ServiceRecord.objects.defer("record", "brief")
    before = known.in_bulk([one.pk for one in services])
    batch = _batch(services, texts)
    at = _after_the_last(at)
    kept = []
    for service in services:
        made = _kept(service, batch, shown[service.pk], before.get(service.pk), at)
        if made is not None:
            kept.append(made)
    _write(kept)
    touched = {one.organization_id for one in services}
    touched |= {one.organization_id for one in before.values()}
    touched |= {
        place.location.organization_id for one in services for place in fetched(one, "places")
    }
    return {pk for pk in touched if pk is not None}


def _after_the_last(at: datetime) -> datetime:
    """The moment new records get: never before one that stands, so that who asks for what changed since misses nothing.

    An import says when it began; an edit made while it ran is later, and was written first.
    """
    last = last_change()
    return at if last is None or last <= at else last + timedelta(microseconds=1)


def _batch(services: Iterable[Service], texts: Texts) -> Batch:
    ids: set[UUID] = set()
    programs: set[UUID] = set()
    for service in services:
        ids |= {service.pk, *filter(None, [service.organization_id])}
        programs |= {*filter(None, [service.program_id])}
        for place in fetched(service, "places"):
            ids |= {place.pk, place.location_id}
    if programs:
        texts = {**texts, **texts_of(Program, programs)}
    return Batch(texts=texts, attributes=attributes_of(ids))


def _kept(
    service: Service, batch: Batch, shown: Shown, before: ServiceRecord | None, at: datetime
) -> ServiceRecord | None:
    """The record to write; None when there is none, or nothing changed."""
    if shown.is_public:
        record = service_record(service, batch, status=shown.status, alert=shown.alert)
    elif before is None:
        return None
    else:
        status = service.status if service.status in _LEFT_AS else Service.Status.INACTIVE
        record = gone_service(service.pk, status=status, at=at)
    serves = f"|{'|'.join(shown.serves)}|" if shown.serves and shown.is_public else ""
    owner = str(service.organization_id)
    mark = _mark(record, serves, owner)
    if before is not None and before.mark == mark:
        return None
    record["last_modified"] = moment(at)
    return ServiceRecord(
        listing_id=service.pk,
        organization_id=service.organization_id,
        record=record,
        brief=brief_service(record),
        is_public=shown.is_public,
        serves=serves,
        mark=mark,
        modified_at=at,
    )


def _mark(record: Shape, *more: str) -> str:
    """The mark of all a record says, whenever it says it."""
    said = {name: value for name, value in record.items() if name != "last_modified"}
    return blake2b(json.dumps([said, *more]).encode(), digest_size=16).hexdigest()


def _write(kept: list[ServiceRecord]) -> None:
    if not kept:
        return
    ServiceRecord.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["listing"],
        update_fields=[*_FIELDS, "organization", "serves"],
    )
    places = [place for one in kept for place in _places(one)]
    PlaceRecord.objects.filter(
        Q(service__in=[one.pk for one in kept]) | Q(pk__in=[place.pk for place in places])
    ).delete()
    PlaceRecord.objects.bulk_create(places)


def _places(kept: ServiceRecord) -> Iterable[PlaceRecord]:
    for record in kept.record.get("service_at_locations", ()):
        latitude, longitude = _point(record["location"])
        yield PlaceRecord(
            pk=UUID(record["id"]),
            service_id=kept.pk,
            latitude=latitude,
            longitude=longitude,
            brief=brief_place(record),
            record=record,
        )


def _point(location: Shape) -> tuple[float | None, float | None]:
    """Where a place is found by distance: its own coordinates, else the middle of its ZIP code."""
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if latitude is not None and longitude is not None:
        return latitude, longitude
    zips = office_facts().zips
    codes = (one["postal_code"][:5] for one in location.get("addresses", ()))
    known = next((zips[code] for code in codes if code in zips), None)
    return (known.latitude, known.longitude) if known else (None, None)


def keep_organization_records(ids: Collection[UUID], *, at: datetime) -> None:
    """Write the public records of organisations, of those that have or had a public service."""
    if not ids:
        return
    before = OrganizationRecord.objects.defer("record", "brief").in_bulk(list(ids))
    own = ServiceRecord.objects.filter(organization=OuterRef("pk"), is_public=True)
    found = list(Organization.objects.filter(pk__in=ids).annotate(is_giving=Exists(own)))
    shown = [one for one in found if one.is_giving and one.status == Organization.Status.ACTIVE]
    fetch_organizations(shown)
    hang(shown, "programs")
    places = _places_of([one.pk for one in shown])
    batch = _batch_of(shown, places)
    at = _after_the_last(at)
    kept = []
    for organization in found:
        if organization in shown:
            own_places = places.get(organization.pk, [])
            record = organization_record(organization, own_places, batch)
        elif organization.pk in before:
            record = gone_organization(organization.pk, at=at)
        else:
            continue
        mark = _mark(record)
        known = before.get(organization.pk)
        if known is None or known.mark != mark:
            kept.append(_organization(organization.pk, record, mark, organization in shown, at))
    OrganizationRecord.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["organization"], update_fields=_FIELDS
    )


def _organization(
    pk: UUID, record: Shape, mark: str, is_public: bool, at: datetime
) -> OrganizationRecord:
    record["last_modified"] = moment(at)
    return OrganizationRecord(
        organization_id=pk,
        record=record,
        brief=brief_organization(record),
        is_public=is_public,
        mark=mark,
        modified_at=at,
    )


def _places_of(ids: Collection[UUID]) -> dict[UUID, list[Location]]:
    """The open places of organisations at which a public service is given."""
    given = ServiceAtLocation.objects.filter(
        location=OuterRef("pk"), service__listing__hsds__is_public=True
    )
    found: dict[UUID, list[Location]] = {}
    places = Location.objects.filter(Exists(given), organization__in=ids, is_confidential=False)
    in_order = list(places.order_by("pk"))
    fetch_locations(in_order)
    for place in in_order:
        if not is_confidential(place) and place.organization_id:
            found.setdefault(place.organization_id, []).append(place)
    return found


def _batch_of(
    organizations: Sequence[Organization], places: Mapping[UUID, list[Location]]
) -> Batch:
    owners = [one.pk for one in organizations]
    locations = [place.pk for found in places.values() for place in found]
    programs = [program.pk for one in organizations for program in fetched(one, "programs")]
    texts: dict[UUID, Any] = {
        **texts_of(Organization, owners),
        **texts_of(Location, locations),
        **texts_of(Program, programs),
    }
    return Batch(texts=texts, attributes=attributes_of([*owners, *locations]))
