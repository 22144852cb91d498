"""Whole public records: a service, an organisation, a service at a place, with everything that hangs on them.

They are made from rows that were fetched through the gate (`gate.py`), for a batch of services at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xenia.ground.common.ids import lasting_id
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of
from xenia.registers.directory.hsds.fetching import fetched
from xenia.registers.directory.hsds.gate import is_confidential
from xenia.registers.directory.hsds.open_eligibility import with_open_eligibility
from xenia.registers.directory.hsds.shapes import (
    Shape,
    attribute_shape,
    by_id,
    capacities,
    contacts,
    flat,
    moment,
    nested,
    phones,
    rows,
    shaped,
    term_shape,
    urls,
)
from xenia.registers.directory.hsds.tables import POLICY, TRANSLATED
from xenia.registers.directory.models import (
    Attribute,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from xenia.registers.directory.models.record import Record

Texts = Mapping[UUID, Mapping[str, Mapping[str, TranslatedText]]]
# All that is said of a record that left: nothing of what it said before.
GONE: Final = "No longer listed"


@dataclass(slots=True)
class Batch:
    """What several records share: texts in other languages, terms, and shapes made once."""

    texts: Texts
    attributes: dict[UUID, list[Shape]] = field(default_factory=dict)
    organizations: dict[UUID, Shape] = field(default_factory=dict)
    locations: dict[UUID, Shape] = field(default_factory=dict)


def attributes_of(ids: Iterable[UUID]) -> dict[UUID, list[Shape]]:
    """The terms some records are classed under."""
    found: dict[UUID, list[Shape]] = {}
    links = list(Attribute.objects.filter(link_id__in=list(ids)).order_by("pk"))
    terms = TaxonomyTerm.objects.select_related("taxonomy").in_bulk(
        {one.taxonomy_term_id for one in links if one.taxonomy_term_id}
    )
    shapes = {pk: term_shape(term) for pk, term in terms.items()}
    for one in links:
        found.setdefault(one.link_id, []).append(attribute_shape(one, shapes))
    return {pk: with_open_eligibility(own) for pk, own in found.items()}


def translations(record: Record, name: str, batch: Batch) -> Shape:
    """A record's texts in other languages, as far as residents are shown them: {field: {language: {text …}}}."""
    known = batch.texts.get(record.pk, {})
    vital = getattr(record, "VITAL", frozenset[str]())
    found: Shape = {}
    for column in TRANSLATED[name]:
        source = str(getattr(record, column, "") or "")
        shown = ("reviewed",) if column in vital else ("reviewed", "draft")
        texts = {
            language: {"text": row.text, "status": state, "source_hash": row.source_hash}
            for language, row in sorted(known.get(column, {}).items())
            if (state := state_of(row, source)) in shown
        }
        if texts:
            found[column] = texts
    return found


def service_record(service: Service, batch: Batch, *, status: str, alert: str) -> Shape:
    """A public service, but for when it last changed. status, alert: those of the day, as its listing says them."""
    shape = shaped("service", service) | {"status": status, "alert": alert}
    shape.pop("last_modified", None)
    texts = translations(service, "service", batch)
    if alert != service.alert:
        texts.pop("alert", None)
    if not alert:
        shape.pop("alert")
    if service.email_is_confidential:
        shape.pop("email", None)
    organization = service.organization
    return nested(
        shape,
        immigration_status_policy=_policy(service),
        additional_urls=urls(service, "additional_urls"),
        phones=phones(service),
        schedules=rows("schedule", service, "schedules"),
        service_areas=rows("service_area", service, "service_areas"),
        service_at_locations=by_id(
            [place_record(one, batch) for one in fetched(service, "places")]
        ),
        languages=rows("language", service, "languages"),
        funding=rows("funding", service, "funding"),
        cost_options=rows("cost_option", service, "cost_options"),
        required_documents=rows("required_document", service, "required_documents"),
        contacts=contacts(service),
        capacities=capacities(service),
        attributes=batch.attributes.get(service.pk),
        organization=organization and organization_shape(organization, batch),
        program=service.program and program_shape(service.program, batch),
        translations=texts,
    )


def _policy(service: Service) -> Shape:
    said = {"asks_status": service.asks_status, "needs_id": service.needs_id}
    shape: Shape = {name: value for name, value in said.items() if value in POLICY[name]}
    return nested(shape, note=service.status_note)


def place_record(place: ServiceAtLocation, batch: Batch) -> Shape:
    """A service at a place. Of a confidential place nothing is told but that it is there.

    Its id is made up for this one service, so that nobody learns which services share a house.
    """
    location = place.location
    if is_confidential(location):
        made_up = str(lasting_id("confidential place", str(place.pk)))
        return {
            "id": str(place.pk),
            "service_id": str(place.service_id),
            "location_id": made_up,
            "location": {
                "id": made_up,
                "location_type": location.location_type,
                "is_confidential": True,
            },
        }
    return nested(
        shaped("service_at_location", place),
        service_areas=rows("service_area", place, "service_areas"),
        contacts=contacts(place),
        phones=phones(place),
        schedules=rows("schedule", place, "schedules"),
        attributes=batch.attributes.get(place.pk),
        location=location_shape(location, batch),
    )


def location_shape(location: Location, batch: Batch) -> Shape:
    """An open location with everything that hangs on it; made once a batch."""
    if location.pk not in batch.locations:
        batch.locations[location.pk] = nested(
            shaped("location", location),
            languages=rows("language", location, "languages"),
            addresses=rows("address", location, "addresses"),
            contacts=contacts(location),
            accessibility=rows("accessibility", location, "accessibility"),
            phones=phones(location),
            schedules=rows("schedule", location, "schedules"),
            attributes=batch.attributes.get(location.pk),
            translations=translations(location, "location", batch),
        )
    return batch.locations[location.pk]


def organization_shape(organization: Organization, batch: Batch) -> Shape:
    """An organisation as its services name it, without its places and programs; made once a batch."""
    if organization.pk not in batch.organizations:
        shape = shaped("organization", organization)
        if organization.email_is_confidential:
            shape.pop("email", None)
        batch.organizations[organization.pk] = nested(
            shape,
            additional_websites=urls(organization, "additional_websites"),
            funding=rows("funding", organization, "funding"),
            contacts=contacts(organization),
            phones=phones(organization),
            organization_identifiers=rows(
                "organization_identifier", organization, "organization_identifiers"
            ),
            attributes=batch.attributes.get(organization.pk),
            translations=translations(organization, "organization", batch),
        )
    return batch.organizations[organization.pk]


def organization_record(
    organization: Organization, places: Iterable[Location], batch: Batch
) -> Shape:
    """A public organisation with its programs and the open places its public services are given at."""
    return nested(
        dict(organization_shape(organization, batch)),
        locations=by_id([location_shape(one, batch) for one in places]),
        programs=by_id([program_shape(one, batch) for one in fetched(organization, "programs")]),
    )


def program_shape(program: Any, batch: Batch) -> Shape:
    """A program; its own services name it."""
    return nested(shaped("program", program), translations=translations(program, "program", batch))


def brief_service(record: Shape) -> Shape:
    """A service as lists have it: its own fields, its organisation's and its program's, in the first language."""
    brief = _brief("service", record, "organization", "program")
    for name in ("organization", "program"):
        if name in brief:
            brief[name] = _brief(name, brief[name])
    return brief


def brief_place(record: Shape) -> Shape:
    """A service at a place as lists have it: its own fields and its location's."""
    brief = _brief("service_at_location", record, "location")
    return {**brief, "location": _brief("location", brief["location"])}


def brief_organization(record: Shape) -> Shape:
    """An organisation as lists have it."""
    return _brief("organization", record)


def _brief(name: str, shape: Shape, *keep: str) -> Shape:
    brief = flat(name, shape, keep)
    brief.pop("translations", None)
    return brief


def gone_service(pk: UUID, *, status: str, at: datetime) -> Shape:
    """All that is said of a service that left: that it is gone, and since when. It may have left for safety's sake."""
    return {"id": str(pk), "name": GONE, "status": status, "last_modified": moment(at)}


def gone_organization(pk: UUID, *, at: datetime) -> Shape:
    """All that is said of an organisation that left."""
    shape = {"id": str(pk), "name": GONE, "description": "", "status": "closed"}
    return {**shape, "last_modified": moment(at)}
