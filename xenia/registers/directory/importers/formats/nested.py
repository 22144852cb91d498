"""HSDS JSON: a full service with its organisation, places and telephones inside becomes rows of the tables.

Source: HSDS 3.1 schemas, 2024-10-10, and the JSON files found in the wild (GeoJSON features, lists of words).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xenia.registers.directory.importers.drafts import MADE, digest
from xenia.registers.directory.importers.formats.naming import heading_key
from xenia.registers.directory.importers.tables import TABLES

Record = Mapping[str, Any]
DEEPEST: Final = 12
_SURROGATES = re.compile("[\ud800-\udfff]")

# Lists of records, by their name in the record they hang on.
_LISTS: Final = {
    "phones": "phone", "schedules": "schedule", "service_areas": "service_area",
    "service_at_locations": "service_at_location", "services_at_location": "service_at_location",
    "languages": "language", "funding": "funding", "cost_options": "cost_option",
    "required_documents": "required_document", "contacts": "contact", "capacities": "service_capacity",
    "service_capacities": "service_capacity", "additional_urls": "url", "additional_websites": "url", "urls": "url",
    "addresses": "address", "physical_addresses": "address", "postal_addresses": "address",
    "accessibility": "accessibility", "accessibility_for_disabilities": "accessibility", "programs": "program",
    "locations": "location", "services": "service", "organization_identifiers": "organization_identifier",
    "attributes": "attribute", "metadata": "metadata", "taxonomy_terms": "taxonomy_term",
    "regular_schedules": "schedule", "holiday_schedules": "schedule",
}  # fmt: skip
# Single records, by their name, and the column that then points to them.
_SINGLE: Final = {
    "organization": ("organization", "organization_id"), "program": ("program", "program_id"),
    "location": ("location", "location_id"), "service": ("service", "service_id"), "unit": ("unit", "unit_id"),
    "taxonomy_term": ("taxonomy_term", "taxonomy_term_id"), "taxonomy_detail": ("taxonomy", "taxonomy_id"),
    "taxonomy": ("taxonomy", "taxonomy_id"), "parent_organization": ("organization", "parent_organization_id"),
    "contact": ("contact", "contact_id"), "address": ("address", ""), "phone": ("phone", ""),
}  # fmt: skip
_TO_ANY: Final = {
    "attribute": ("link_id", "link_entity"),
    "metadata": ("resource_id", "resource_type"),
}


@dataclass(slots=True)
class FlatRow:
    """One record without the records inside it; cells are text."""

    table: str
    cells: dict[str, str] = field(default_factory=dict)


def flatten(record: Record, table: str) -> Iterator[FlatRow]:
    """The record itself first, then every record inside it, each pointing to the one it hangs on."""
    yield from _flatten(_unwrapped(record), table, DEEPEST)


def _unwrapped(record: Record) -> Record:
    """A GeoJSON feature is its properties, with its point."""
    properties = record.get("properties")
    if record.get("type") != "Feature" or not isinstance(properties, dict):
        return record
    geometry = record.get("geometry") or {}
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(point, list) and len(point) >= 2:
        return {"longitude": point[0], "latitude": point[1], **properties}
    return properties


def _flatten(record: Record, table: str, depth: int) -> Iterator[FlatRow]:
    row = FlatRow(table)
    own = _text(record.get("id")) or _text(record.get(f"{table}_id"))
    inside: list[FlatRow] = []
    if any(_is_inside(value) for value in record.values()):
        own = own or f"{MADE}{digest(table, json.dumps(record, sort_keys=True, default=str))}"
        row.cells["id"] = own
    for name, value in record.items():
        key = heading_key(name)
        if _is_inside(value) and depth:
            inside += _inside(row, own, key, value, depth)
        else:
            row.cells[name] = _text(value)
    yield row
    yield from inside


def _is_inside(value: object) -> bool:
    """Whether a value holds records rather than words."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _inside(row: FlatRow, own: str, name: str, value: Any, depth: int) -> Iterator[FlatRow]:
    if isinstance(value, dict) and name in _SINGLE:
        yield from _single(row, own, name, value, depth)
    elif name in _LISTS:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _hanging(row, own, _LISTS[name], one, depth)
    else:
        row.cells[name] = json.dumps(value, ensure_ascii=False, default=str)


def _single(row: FlatRow, own: str, name: str, record: Record, depth: int) -> Iterator[FlatRow]:
    """A record the row points to, such as a service's organisation."""
    table, column = _SINGLE[name]
    if not column or column not in TABLES[row.table].links:
        yield from _hanging(row, own, table, record, depth)
        return
    key = (
        _text(record.get("id"))
        or f"{MADE}{digest(table, json.dumps(record, sort_keys=True, default=str))}"
    )
    row.cells[column] = _text(row.cells.get(column)) or key
    yield from _flatten({**record, "id": key}, table, depth - 1)


def _hanging(row: FlatRow, own: str, table: str, record: Record, depth: int) -> Iterator[FlatRow]:
    """A record that points to the row, such as a service's telephone."""
    link = f"{row.table}_id"
    joined = dict(record)
    if table in _TO_ANY:
        to, entity = _TO_ANY[table]
        joined[to] = _text(joined.get(to)) or own
        joined[entity] = row.table if joined[to] == own else joined.get(entity)
    elif link in TABLES[table].links and not _text(joined.get(link)):
        joined[link] = own
    if "id" not in joined:
        joined["id"] = (
            f"{MADE}{digest(table, own, json.dumps(record, sort_keys=True, default=str))}"
        )
    yield from _flatten(joined, table, depth - 1)


def _text(value: object) -> str:
    """A JSON value as a cell: yes and no as words, whole numbers without a point, lists as lines."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "\n".join(_text(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = str(value)
    return text if text.isascii() else _SURROGATES.sub("", text)
