"""Listings: what residents may see of a service, built anew with every change.

This is the one gate between the directory's tables and the public: what is confidential stops here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.common.batches import batches
from xenia.ground.common.dates import local_day
from xenia.ground.reference.office import office_facts
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of
from xenia.registers.directory.hsds.fetching import fetched
from xenia.registers.directory.hsds.gate import fetch_services, is_confidential
from xenia.registers.directory.hsds.keeping import (
    keep_organization_records,
    keep_service_records,
    shown_as,
)
from xenia.registers.directory.models import (
    Accessibility,
    Attribute,
    Listing,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.posted import posted_over, with_posted
from xenia.registers.directory.operations.service_area import areas_in_words, areas_served
from xenia.registers.directory.operations.subjects import subjects_of
from xenia.registers.directory.queries.evidence import Standing, standings

Document = dict[str, Any]
Texts = dict[UUID, dict[str, dict[str, TranslatedText]]]
BATCH = 500
# From this hour a class counts as "in the evening".
EVENING = time(17, 30)
_STEP_FREE = ("step-free", "step free", "wheelchair", "ramp", "elevator", "accessible", "ada")
_DIALLED = ("voice", "cell", "text", "tty", "textphone", "video")


_together: ContextVar[dict[UUID, None] | None] = ContextVar("listings to rebuild", default=None)


@contextmanager
def listings_rebuilt_together(*, at: datetime) -> Iterator[None]:
    """Do many changes as one: their listings are made once, at the end, in the same transaction."""
    with transaction.atomic():
        waiting: dict[UUID, None] = {}
        token = _together.set(waiting)
        try:
            yield
        finally:
            _together.reset(token)
        rebuild_listings(list(waiting), at=at)


def rebuild_listings(service_ids: Sequence[UUID], *, at: datetime) -> int:
    """Make the listings of some services anew, in the caller's transaction; the index follows after the commit.

    Returns how many were built: none yet inside `listings_rebuilt_together`.
    """
    waiting = _together.get()
    if waiting is not None:
        waiting.update(dict.fromkeys(service_ids))
        return 0
    built = make_listings(service_ids, at=at)
    if built:
        transaction.on_commit(tell_the_index)
    return built


def make_listings(service_ids: Sequence[UUID], *, at: datetime) -> int:
    """Make the listings of some services anew, and leave it to the caller to tell the index. Returns how many."""
    built = 0
    organizations: set[UUID] = set()
    for batch in batches(service_ids, BATCH):
        services, touched = _rebuild_batch(batch, at)
        built, organizations = built + services, organizations | touched
    for some in batches(organizations, BATCH):
        keep_organization_records(some, at=at)
    return built


def tell_the_index() -> None:
    """Let the job worker bring what changed into the index."""
    from xenia.registers.directory.tasks import index_waiting_listings

    index_waiting_listings.enqueue()


def _rebuild_batch(service_ids: list[UUID], at: datetime) -> tuple[int, set[UUID]]:
    """How many listings were made, and the organisations whose public records may have changed with them."""
    services = _with_all(service_ids)
    texts = _texts(services)
    terms = _terms(service_ids)
    subjects = subjects_of(service_ids)
    legal = standings(services, terms, on=local_day(at))
    posted = posted_over(services, on=local_day(at))
    listings = [
        Listing(
            service=service,
            document=with_posted(
                document_of(service, texts, terms.get(service.pk, []), legal=legal.get(service.pk))
                | {"subjects": subjects.get(service.pk, [])},
                posted.get(service.pk, []),
                on=local_day(at),
            ),
            is_public=is_public(service) and legal.get(service.pk, True) is not None,
            is_indexed=False,
            built_at=at,
            needs_evidence=service.pk in legal,
            legal_until=standing.until if (standing := legal.get(service.pk)) else None,
        )
        for service in services
    ]
    Listing.objects.bulk_create(
        listings,
        update_conflicts=True,
        unique_fields=["service"],
        update_fields=[
            "document",
            "is_public",
            "is_indexed",
            "built_at",
            "needs_evidence",
            "legal_until",
        ],
    )
    today = local_day(at)
    shown = {
        one.service_id: shown_as(one.document, is_public=one.is_public, on=today)
        for one in listings
    }
    return len(services), keep_service_records(services, texts, shown, at=at)


def is_public(service: Service) -> bool:
    """Whether residents see the service at all, legal help apart: that needs evidence too."""
    shown = service.status in (Service.Status.ACTIVE, Service.Status.TEMPORARILY_CLOSED)
    organization = service.organization
    return shown and (organization is None or organization.status == Organization.Status.ACTIVE)


def _with_all(service_ids: list[UUID]) -> list[Service]:
    """Services with everything that may go out; those of one organisation share it."""
    found = Service.objects.filter(pk__in=service_ids).select_related("organization", "program")
    services, owners = list(found), dict[UUID, Organization]()
    for service in services:
        if service.organization:
            service.organization = owners.setdefault(service.organization.pk, service.organization)
    fetch_services(services)
    return services


def _texts(services: list[Service]) -> Texts:
    places = {place.location_id for service in services for place in fetched(service, "places")}
    owners = {service.organization_id for service in services if service.organization_id}
    return (
        texts_of(Service, [service.pk for service in services])
        | texts_of(Organization, owners)
        | texts_of(Location, places)
    )


def _terms(service_ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for service_id, code in Attribute.objects.filter(
        link_entity="service", link_id__in=service_ids
    ).values_list("link_id", "taxonomy_term__own_code"):
        if code and code not in found.setdefault(service_id, []):
            found[service_id].append(code)
    return found


def document_of(
    service: Service, texts: Texts, terms: list[str], *, legal: Standing | None = None
) -> Document:
    """The listing's document. Its shape is documented in docs/architecture.md, “The listing”."""
    places = [_place(place, texts) for place in fetched(service, "places")]
    hours = [_schedule(one) for one in fetched(service, "schedules")]
    hours += [one for place in places for one in place.get("schedules", ())]
    return {
        "id": str(service.pk),
        "status": service.status,
        **{name: _in_languages(service, name, texts) for name in Service.TRANSLATED},
        "text_status": _states(service, texts),
        "alternate_name": service.alternate_name,
        "organization": _organization(service.organization, texts),
        "terms": terms,
        "serves": areas_served(service),
        "serves_in_words": areas_in_words(service),
        "languages": _spoken(service),
        "interpreter": service.interpreter_available,
        "cost": service.cost,
        "fees": service.fees,
        "asks_status": service.asks_status,
        "needs_id": service.needs_id,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "documents": [one.document for one in fetched(service, "required_documents")],
        "remote": service.is_remote or any(place.get("virtual") for place in places),
        "accessible": any(place.get("step_free") for place in places),
        "evening": any(_is_evening(one) for one in hours),
        "weekend": any("SA" in one["byday"] or "SU" in one["byday"] for one in hours),
        "schedules": [_schedule(one) for one in fetched(service, "schedules")],
        "phones": _phones(service),
        "email": "" if service.email_is_confidential else service.email,
        "url": service.url,
        "places": places,
        "capacity": [
            {
                "unit": one.unit.name,
                "available": one.available,
                "maximum": one.maximum,
                "updated_at": one.updated.isoformat(),
            }
            for one in fetched(service, "capacities")
        ],
        "accepts_referrals": service.accepts_referrals,
        "assured_on": service.assured_date.isoformat() if service.assured_date else None,
        **_freshness(service),
        "legal": _legal(legal),
        "last_modified": service.last_modified.isoformat() if service.last_modified else None,
    }


def _freshness(service: Service) -> dict[str, str | None]:
    """Since when the entry counts as right, and from which day it is labelled: a year later.

    An entry nobody confirmed counts from the day it came in.
    """
    since, until = service.confirmed_on, service.stale_on
    return {
        "confirmed_on": since.isoformat() if since else None,
        "stale_on": until.isoformat() if until else None,
    }


def _legal(standing: Standing | None) -> dict[str, str] | None:
    """Who gives legal help, as residents read it; licence numbers stay on the official list."""
    if standing is None:
        return None
    return {
        "by": standing.by,
        "jurisdiction": standing.jurisdiction,
        "checked_on": standing.checked_on.isoformat(),
        "until": standing.until.isoformat(),
    }


def _in_languages(record: Record, field: str, texts: Texts) -> dict[str, str]:
    """A field in every language it may be shown in; the language it was written in comes first.

    Stale texts are left out: the English says what is true now. Vital words need a review.
    """
    source = str(getattr(record, field) or "")
    shown = {"en": source} if source else {}
    vital = field in getattr(record, "VITAL", ())
    for language, row in texts.get(record.pk, {}).get(field, {}).items():
        state = state_of(row, source)
        if state == "reviewed" or (state == "draft" and not vital):
            shown[language] = row.text
    return shown


def _states(record: Record, texts: Texts) -> dict[str, dict[str, str]]:
    """Which texts are drafts: {field: {language: state}}."""
    return {
        field: {
            language: state_of(row, str(getattr(record, field) or ""))
            for language, row in rows.items()
        }
        for field, rows in texts.get(record.pk, {}).items()
    }


def _organization(organization: Organization | None, texts: Texts) -> Document | None:
    if organization is None:
        return None
    return {
        "id": str(organization.pk),
        "name": _in_languages(organization, "name", texts),
        "kind": organization.kind,
        "website": organization.website,
    }


def _spoken(service: Service) -> list[dict[str, str]]:
    """The languages of the service, then those of its places; each once."""
    rows = list(fetched(service, "languages"))
    for place in fetched(service, "places"):
        if not is_confidential(place.location):
            rows += list(fetched(place.location, "languages"))
    seen: dict[str, dict[str, str]] = {}
    for row in rows:
        seen.setdefault(
            row.code or row.name, {"code": row.code, "name": row.name, "note": row.note}
        )
    return list(seen.values())


def _phones(service: Service) -> list[Document]:
    """The numbers to call: the service's own, else its places', else its organisation's."""
    own = [_phone(one) for one in fetched(service, "phones") if one.type in _DIALLED]
    if not own:
        own = [
            _phone(one)
            for place in fetched(service, "places")
            if not is_confidential(place.location)
            for one in [*fetched(place, "phones"), *fetched(place.location, "phones")]
            if one.type in _DIALLED
        ]
    if not own and service.organization:
        own = [
            _phone(one) for one in fetched(service.organization, "phones") if one.type in _DIALLED
        ]
    return list({(one["number"], one["extension"]): one for one in own}.values())


def _phone(phone: Phone) -> Document:
    return {
        "number": phone.number,
        "extension": phone.extension,
        "type": phone.type,
        "description": phone.description,
        "languages": [one.code for one in fetched(phone, "languages") if one.code],
    }


def _schedule(schedule: Schedule) -> Document:
    return {
        "byday": schedule.byday,
        "opens_at": schedule.opens_at.strftime("%H:%M") if schedule.opens_at else "",
        "closes_at": schedule.closes_at.strftime("%H:%M") if schedule.closes_at else "",
        "freq": schedule.freq,
        "interval": schedule.interval,
        "bymonthday": schedule.bymonthday,
        "valid_from": schedule.valid_from.isoformat() if schedule.valid_from else "",
        "valid_to": schedule.valid_to.isoformat() if schedule.valid_to else "",
        "description": schedule.description,
    }


def _is_evening(schedule: Document) -> bool:
    closes = schedule["closes_at"]
    return bool(closes) and time.fromisoformat(closes) > EVENING


def _place(place: ServiceAtLocation, texts: Texts) -> Document:
    location = place.location
    if is_confidential(location):
        return {"confidential": True}
    address = next(
        (a for a in fetched(location, "addresses") if a.address_type == "physical"), None
    )
    latitude, longitude, area = _point(location, address.postal_code if address else "")
    access = list(fetched(location, "accessibility"))
    return {
        "confidential": False,
        "id": str(location.pk),
        "virtual": location.location_type == Location.Type.VIRTUAL,
        "name": _in_languages(location, "name", texts),
        "description": place.description,
        "address": [part for part in (address.address_1, address.address_2) if part]
        if address
        else [],
        "city": address.city if address else "",
        "state": address.state_province if address else "",
        "postal_code": address.postal_code if address else "",
        "area": area,
        "latitude": latitude,
        "longitude": longitude,
        # Only the ZIP code's point is known: shown as "about here".
        "approximate": location.latitude is None or location.longitude is None,
        "transportation": _in_languages(location, "transportation", texts),
        "accessibility": [one.description for one in access if one.description],
        "step_free": any(_is_step_free(one) for one in access),
        "schedules": [
            _schedule(one)
            for one in [*fetched(place, "schedules"), *fetched(location, "schedules")]
        ],
        "phones": [
            _phone(one)
            for one in [*fetched(place, "phones"), *fetched(location, "phones")]
            if one.type in _DIALLED
        ],
    }


def _is_step_free(access: Accessibility) -> bool:
    said = f"{access.description} {access.details}".lower()
    return any(word in said for word in _STEP_FREE)


def _point(location: Location, postal_code: str) -> tuple[float | None, float | None, str]:
    """Where the place is: its own coordinates, else its ZIP code's; and the area it lies in."""
    known = office_facts().zips.get(postal_code[:5])
    area = known.area if known else ""
    if location.latitude is not None and location.longitude is not None:
        return location.latitude, location.longitude, area
    if known:
        return known.latitude, known.longitude, area
    return None, None, area
