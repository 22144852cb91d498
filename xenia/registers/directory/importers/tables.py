"""The tables of the directory as files may fill them: HSDS 3.1, with Xenia's profile.

`fields` maps a column to the kind of value it takes (`values.py`); `links` maps a column to the table it points to.
Source: HSDS 3.1 schemas, 2024-10-10.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ANY_TABLE: Final = "*"


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    needs: columns without which a row cannot be brought in. needs_one_of: links of which at least one must hold.
    must_hold: links that may be blank, but must not point to nothing.
    same: columns that make two rows under the same parents the same thing; empty: all of them.
    is_named: the rows are things people know by name, so one id with two names is a mistake.
    """

    name: str
    fields: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    must_hold: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    is_named: bool = False
    # Links to the same table, such as a parent organisation.
    own_links: frozenset[str] = frozenset()


_TABLES = (
    Table(
        "taxonomy",
        {"name": "line", "description": "text", "uri": "url", "version": "line"},
        needs=("name",),
        is_named=True,
    ),
    Table(
        "taxonomy_term",
        {
            "code": "line", "name": "line", "description": "text", "language": "line", "term_uri": "url",
            "own_code": "line",
        },
        links={"parent_id": "taxonomy_term", "taxonomy_id": "taxonomy"},
        own_links=frozenset({"parent_id"}),
        needs=("name",),
        is_named=True,
    ),
    Table(
        "unit",
        {"name": "line", "scheme": "line", "identifier": "line", "uri": "url"},
        needs=("name",),
        is_named=True,
    ),
    Table(
        "organization",
        {
            "name": "line", "alternate_name": "line", "description": "text", "email": "email", "website": "url",
            "tax_status": "line", "tax_id": "line", "year_incorporated": "year", "legal_status": "line", "logo": "url",
            "uri": "url", "kind": "kind", "status": "organization_status", "email_is_confidential": "yes",
        },
        links={"parent_organization_id": "organization"},
        own_links=frozenset({"parent_organization_id"}),
        needs=("name",),
        is_named=True,
    ),
    Table(
        "organization_identifier",
        {"identifier_scheme": "line", "identifier_type": "line", "identifier": "line"},
        links={"organization_id": "organization"},
        needs=("organization_id", "identifier"),
    ),
    Table(
        "program",
        {"name": "line", "alternate_name": "text", "description": "text"},
        links={"organization_id": "organization"},
        needs=("name",),
        must_hold=("organization_id",),
        is_named=True,
    ),
    Table(
        "location",
        {
            "location_type": "place_type", "url": "url", "name": "line", "alternate_name": "line", "description": "text",
            "transportation": "text", "latitude": "as_it_is", "longitude": "as_it_is", "external_identifier": "line",
            "external_identifier_type": "line", "is_confidential": "yes",
        },
        links={"organization_id": "organization"},
        is_named=True,
    ),
    Table(
        "service",
        {
            "name": "line", "alternate_name": "line", "description": "text", "url": "url", "email": "email",
            "status": "service_status", "interpretation_services": "text", "application_process": "text",
            "fees_description": "text", "wait_time": "text", "fees": "text", "accreditations": "text",
            "eligibility_description": "text", "minimum_age": "age", "maximum_age": "age", "assured_date": "day",
            "assurer_email": "email", "licenses": "text", "alert": "text", "last_modified": "moment",
            "bring": "text", "cost": "cost", "asks_status": "answer", "needs_id": "answer", "status_note": "text",
            "accepts_referrals": "flag", "interpreter_available": "flag", "is_remote": "yes",
            "email_is_confidential": "yes",
        },
        links={"organization_id": "organization", "program_id": "program"},
        needs=("name",),
        must_hold=("organization_id",),
        is_named=True,
    ),
    Table(
        "service_at_location",
        {"description": "text"},
        links={"service_id": "service", "location_id": "location"},
        needs=("service_id", "location_id"),
        same=("service_id", "location_id"),
    ),
    Table(
        "contact",
        {"name": "line", "title": "line", "department": "line", "email": "email", "is_confidential": "yes"},
        links={
            "organization_id": "organization", "service_id": "service", "location_id": "location",
            "service_at_location_id": "service_at_location",
        },
        needs_one_of=("organization_id", "service_id", "location_id", "service_at_location_id"),
        same=("name", "email", "title"),
    ),
    Table(
        "phone",
        {
            "number": "as_it_is", "extension": "line", "type": "phone_type", "description": "line",
            "is_confidential": "yes",
        },
        links={
            "organization_id": "organization", "service_id": "service", "location_id": "location",
            "contact_id": "contact", "service_at_location_id": "service_at_location",
        },
        needs=("number",),
        needs_one_of=("organization_id", "service_id", "location_id", "contact_id", "service_at_location_id"),
        same=("number", "extension", "type"),
    ),
    Table(
        "address",
        {
            "attention": "line", "address_1": "line", "address_2": "line", "city": "line", "region": "line",
            "state_province": "line", "postal_code": "line", "country": "country", "address_type": "address_type",
            "is_confidential": "yes",
        },
        links={"location_id": "location"},
        needs_one_of=("location_id",),
        same=("address_1", "address_2", "city", "postal_code", "address_type"),
    ),
    Table(
        "schedule",
        {
            "valid_from": "as_it_is", "valid_to": "as_it_is", "dtstart": "as_it_is", "timezone": "number",
            "until": "as_it_is", "count": "count", "wkst": "as_it_is", "freq": "as_it_is", "interval": "count",
            "byday": "as_it_is", "byweekno": "line", "bymonthday": "line", "byyearday": "line", "description": "text",
            "opens_at": "as_it_is", "closes_at": "as_it_is", "schedule_link": "url", "attending_type": "text",
            "notes": "text",
        },
        links={
            "service_id": "service", "location_id": "location", "service_at_location_id": "service_at_location",
        },
        needs_one_of=("service_id", "location_id", "service_at_location_id"),
    ),
    Table(
        "funding",
        {"source": "text"},
        links={"organization_id": "organization", "service_id": "service"},
        needs=("source",),
        needs_one_of=("organization_id", "service_id"),
    ),
    Table(
        "service_area",
        {"name": "line", "description": "text", "extent": "text", "extent_type": "line", "uri": "url"},
        links={"service_id": "service", "service_at_location_id": "service_at_location"},
        needs_one_of=("service_id", "service_at_location_id"),
    ),
    Table(
        "required_document",
        {"document": "text", "uri": "url"},
        links={"service_id": "service"},
        needs=("service_id", "document"),
    ),
    Table(
        "language",
        {"name": "as_it_is", "code": "as_it_is", "note": "text"},
        links={"service_id": "service", "location_id": "location", "phone_id": "phone"},
        needs_one_of=("service_id", "location_id", "phone_id"),
        same=("code", "name"),
    ),
    Table(
        "accessibility",
        {"description": "text", "details": "text", "url": "url"},
        links={"location_id": "location"},
        needs=("location_id",),
    ),
    Table(
        "cost_option",
        {
            "valid_from": "day", "valid_to": "day", "option": "text", "currency": "currency", "amount": "money",
            "amount_description": "text",
        },
        links={"service_id": "service"},
        needs=("service_id",),
    ),
    Table(
        "service_capacity",
        {"available": "count", "maximum": "count", "description": "text", "updated": "moment"},
        links={"service_id": "service", "unit_id": "unit"},
        needs=("service_id", "unit_id", "available"),
    ),
    Table(
        "url",
        {"label": "line", "url": "url"},
        links={"organization_id": "organization", "service_id": "service"},
        needs=("url",),
        needs_one_of=("organization_id", "service_id"),
    ),
    Table(
        "attribute",
        {"link_type": "line", "link_entity": "line", "value": "text", "label": "line"},
        links={"link_id": ANY_TABLE, "taxonomy_term_id": "taxonomy_term"},
        needs=("link_id",),
    ),
    Table(
        "metadata",
        {
            "resource_type": "line", "last_action_date": "moment", "last_action_type": "line", "field_name": "line",
            "previous_value": "text", "replacement_value": "text", "updated_by": "line",
        },
        links={"resource_id": ANY_TABLE},
        needs=("resource_id", "last_action_date", "field_name"),
    ),
    Table("meta_table_description", {"name": "line", "language": "line", "character_set": "line"}),
)  # fmt: skip

# In the order in which rows can be brought in: what is pointed to comes first.
TABLES: Final[Mapping[str, Table]] = {table.name: table for table in _TABLES}
RANKS: Final[Mapping[str, int]] = {name: rank for rank, name in enumerate(TABLES)}

# The column that says which table a link with ANY_TABLE points to.
NAMES_ITS_TABLE: Final[Mapping[str, str]] = {
    "link_id": "link_entity",
    "resource_id": "resource_type",
}

# Texts people may read in other languages; a file may carry them in columns such as `name_es`.
TRANSLATED: Final[Mapping[str, frozenset[str]]] = {
    "organization": frozenset({"name", "description"}),
    "program": frozenset({"name", "description"}),
    "location": frozenset({"name", "transportation"}),
    "service": frozenset(
        {
            "name", "description", "eligibility_description", "application_process", "bring", "fees_description",
            "status_note", "alert",
        }
    ),
    "unit": frozenset({"name"}),
}  # fmt: skip
