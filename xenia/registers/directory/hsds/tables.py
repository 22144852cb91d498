"""What a public record consists of: every object of HSDS 3.1 we publish, field by field, and what our profile adds.

One table for everything: shapes are filled from it (`shapes.py`), the profile's merge patches and the OpenAPI document
are written from it (`profile.py`, `openapi.py`), and the tests hold it against the official schemas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

VERSION: Final = "3.1"


class Kind(StrEnum):
    """How a field is written in JSON."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    URI = "uri"
    EMAIL = "email"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"
    FLAG = "flag"
    ONE = "one"
    MANY = "many"
    TEXTS = "texts"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a published object.

    of: the object it nests. source: the attribute of our record, where it has another name. values: all it may say.
    ours: what it means, for a field that the standard does not have.
    """

    name: str
    kind: Kind = Kind.TEXT
    of: str = ""
    source: str = ""
    values: tuple[str, ...] = ()
    is_required: bool = False
    ours: str = ""

    @property
    def attribute(self) -> str:
        """Where our record keeps it."""
        return self.source or self.name


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


def _needed(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, is_required=True) for name in names)


def _many(**objects: str) -> tuple[Field, ...]:
    return tuple(Field(name, Kind.MANY, of=of) for name, of in objects.items())


_ID: Final = (Field("id", Kind.ID, is_required=True),)
_STATUS: Final = ("active", "inactive", "defunct", "temporarily closed")
_ANSWER: Final = ("yes", "no", "unknown")
_TRANSLATIONS: Final = Field(
    "translations",
    Kind.TEXTS,
    ours="Texts in other languages: {field: {language: {text, status, source_hash}}}. Only what residents are shown: "
    "no stale text, and words a person acts on only when somebody reviewed them.",
)


def _owned(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Kind.ID) for name in names)


OBJECTS: Final[Mapping[str, tuple[Field, ...]]] = {
    "service": (
        *_ID,
        *_owned("organization_id", "program_id"),
        Field("name", is_required=True),
        *_texts("alternate_name", "description"),
        Field("url", Kind.URI),
        Field("email", Kind.EMAIL),
        Field("status", values=_STATUS, is_required=True),
        *_texts(
            "interpretation_services",
            "application_process",
            "fees_description",
            "wait_time",
            "fees",
            "accreditations",
            "eligibility_description",
        ),
        Field("minimum_age", Kind.NUMBER),
        Field("maximum_age", Kind.NUMBER),
        Field("assured_date", Kind.DAY),
        *_texts("licenses", "alert"),
        Field("last_modified", Kind.MOMENT),
        *_many(
            additional_urls="url",
            phones="phone",
            schedules="schedule",
            service_areas="service_area",
            service_at_locations="service_at_location",
            languages="language",
            funding="funding",
            cost_options="cost_option",
            required_documents="required_document",
            contacts="contact",
            capacities="service_capacity",
            attributes="attribute",
        ),
        Field("organization", Kind.ONE, of="organization"),
        Field("program", Kind.ONE, of="program"),
        Field(
            "immigration_status_policy",
            Kind.POLICY,
            ours="About the service, never about a person: whether it asks for immigration status, whether an ID is "
            "needed, and a note.",
        ),
        Field(
            "cost",
            values=("free", "low", "fee", "unknown"),
            ours="What it costs, for filters; the words are in fees_description.",
        ),
        Field("bring", ours="What to bring, in one sentence; the list is required_documents."),
        Field("accepts_referrals", Kind.FLAG, ours="Whether the office may refer a person to it."),
        Field(
            "interpreter_available", Kind.FLAG, ours="Whether an interpreter can be called there."
        ),
        Field("is_remote", Kind.FLAG, ours="Given by phone or video."),
        Field(
            "confirmed_on",
            Kind.DAY,
            ours="The day somebody last confirmed it; the day it came into the directory when nobody has.",
        ),
        Field(
            "stale_on",
            Kind.DAY,
            ours="From this day on it counts as not confirmed: tell people to call before they go.",
        ),
        _TRANSLATIONS,
        Field(
            "modified_date",
            Kind.MOMENT,
            ours="The same as last_modified, under the name that the parameter `minimal` promises.",
        ),
    ),
    "organization": (
        *_ID,
        *_needed("name", "description"),
        *_texts("alternate_name"),
        Field("email", Kind.EMAIL),
        Field("website", Kind.URI),
        *_texts("tax_status", "tax_id"),
        Field("year_incorporated", Kind.NUMBER),
        *_texts("legal_status"),
        *_texts("logo"),
        Field("uri", Kind.URI),
        *_owned("parent_organization_id"),
        *_many(
            additional_websites="url",
            funding="funding",
            contacts="contact",
            phones="phone",
            locations="location",
            programs="program",
            organization_identifiers="organization_identifier",
            attributes="attribute",
        ),
        Field("kind", ours="What kind of organization this is, such as community, city, legal."),
        Field(
            "status",
            values=("active", "closed"),
            ours="Whether it still offers services here. The standard has no state of an organization.",
        ),
        Field(
            "services",
            Kind.MANY,
            of="service",
            ours="Its public services: id, name, status and last change, or whole with `full_service`.",
        ),
        Field("last_modified", Kind.MOMENT, ours="When what is published of it last changed."),
        _TRANSLATIONS,
    ),
    "program": (
        *_ID,
        *_owned("organization_id"),
        *_needed("name", "description"),
        *_texts("alternate_name"),
        _TRANSLATIONS,
    ),
    "service_at_location": (
        *_ID,
        *_owned("service_id", "location_id"),
        *_texts("description"),
        *_many(
            service_areas="service_area",
            contacts="contact",
            phones="phone",
            schedules="schedule",
            attributes="attribute",
        ),
        Field("location", Kind.ONE, of="location"),
        Field("name", ours="The name of its service; only where it is an answer of its own."),
        Field("status", values=_STATUS, ours="The status of its service; as for name."),
        Field(
            "service", Kind.ONE, of="service", ours="Its service; only where it stands by itself."
        ),
    ),
    "location": (
        *_ID,
        Field("location_type", values=("physical", "postal", "virtual"), is_required=True),
        Field("url", Kind.URI),
        *_owned("organization_id"),
        *_texts("name", "alternate_name", "description", "transportation"),
        Field("latitude", Kind.NUMBER),
        Field("longitude", Kind.NUMBER),
        *_texts("external_identifier", "external_identifier_type"),
        *_many(
            languages="language",
            addresses="address",
            contacts="contact",
            accessibility="accessibility",
            phones="phone",
            schedules="schedule",
            attributes="attribute",
        ),
        Field(
            "is_confidential",
            Kind.FLAG,
            ours="True for a place whose address is kept secret. Nothing else is published of it, and its id is made up "
            "for this one service.",
        ),
        _TRANSLATIONS,
    ),
    "address": (
        *_ID,
        *_owned("location_id"),
        *_texts("attention"),
        Field("address_1", is_required=True),
        *_texts("address_2"),
        Field("city", is_required=True),
        *_texts("region"),
        *_needed("state_province", "postal_code", "country"),
        Field("address_type", values=("physical", "postal", "virtual"), is_required=True),
    ),
    "phone": (
        *_ID,
        Field("number", is_required=True),
        Field("extension", Kind.NUMBER),
        *_texts("type", "description"),
        *_many(languages="language"),
    ),
    "contact": (
        *_ID,
        *_texts("name", "title", "department"),
        Field("email", Kind.EMAIL),
        *_many(phones="phone"),
    ),
    "schedule": (
        *_ID,
        Field("valid_from", Kind.DAY),
        Field("valid_to", Kind.DAY),
        Field("dtstart", Kind.DAY),
        Field("timezone", Kind.NUMBER),
        Field("until", Kind.DAY),
        Field("count", Kind.NUMBER),
        Field("wkst", values=("MO", "TU", "WE", "TH", "FR", "SA", "SU")),
        Field("freq", values=("WEEKLY", "MONTHLY")),
        Field("interval", Kind.NUMBER),
        *_texts("byday", "byweekno", "bymonthday", "byyearday", "description"),
        Field("opens_at", Kind.TIME),
        Field("closes_at", Kind.TIME),
        Field("schedule_link", Kind.URI),
        *_texts("attending_type", "notes"),
    ),
    "service_area": (
        *_ID,
        *_texts("name", "description", "extent", "extent_type", "uri"),
    ),
    "language": (*_ID, *_texts("name", "code", "note")),
    "accessibility": (*_ID, *_texts("description", "details"), Field("url", Kind.URI)),
    "required_document": (*_ID, *_texts("document"), Field("uri", Kind.URI)),
    "cost_option": (
        *_ID,
        Field("valid_from", Kind.DAY),
        Field("valid_to", Kind.DAY),
        *_texts("option", "currency"),
        Field("amount", Kind.NUMBER),
        *_texts("amount_description"),
    ),
    "funding": (*_ID, *_texts("source")),
    "organization_identifier": (
        *_ID,
        *_texts("identifier_scheme"),
        *_needed("identifier_type", "identifier"),
    ),
    "url": (*_ID, *_texts("label"), Field("url", Kind.URI, is_required=True)),
    "service_capacity": (
        *_ID,
        Field("unit", Kind.ONE, of="unit", is_required=True),
        Field("available", Kind.NUMBER, is_required=True),
        Field("maximum", Kind.NUMBER),
        *_texts("description"),
        Field("updated", Kind.MOMENT, is_required=True),
    ),
    "unit": (
        *_ID,
        Field("name", is_required=True),
        *_texts("scheme", "identifier"),
        Field("uri", Kind.URI),
    ),
    "attribute": (
        *_ID,
        *_owned("link_id", "taxonomy_term_id"),
        *_texts("link_type", "link_entity", "value", "label"),
        Field("taxonomy_term", Kind.ONE, of="taxonomy_term"),
    ),
    "taxonomy": (
        *_ID,
        *_needed("name", "description"),
        Field("uri", Kind.URI),
        *_texts("version"),
    ),
    "taxonomy_term": (
        *_ID,
        *_texts("code"),
        *_needed("name", "description"),
        *_owned("parent_id"),
        *_texts("taxonomy"),
        Field("taxonomy_detail", Kind.ONE, of="taxonomy"),
        *_texts("language"),
        *_owned("taxonomy_id"),
        Field("term_uri", Kind.URI),
        Field("own_code", ours="The same term in Xenia's own taxonomy."),
    ),
}

NESTED: Final = frozenset({Kind.ONE, Kind.MANY})
# What `immigration_status_policy` says, and the field of a service each comes from.
POLICY: Final = {"asks_status": _ANSWER, "needs_id": _ANSWER, "note": ()}
# Fields of each object that may stand in other languages.
TRANSLATED: Final = {
    "service": (
        "name",
        "description",
        "eligibility_description",
        "application_process",
        "bring",
        "fees_description",
        "status_note",
        "alert",
    ),
    "organization": ("name", "description"),
    "program": ("name", "description"),
    "location": ("name", "transportation"),
}


def own_fields(name: str) -> tuple[Field, ...]:
    """The fields of an object that are our profile's."""
    return tuple(field for field in OBJECTS[name] if field.ours)
