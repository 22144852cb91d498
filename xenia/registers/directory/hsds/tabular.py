"""Nested records as rows of flat tables: the second form of HSDS, a Tabular Data Package.

One table for each object; what hangs on a record points to it, as `service_id` does. What several records share, such as
a place or a term, is written once.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from xenia.registers.directory.hsds.tables import NESTED, OBJECTS, Field, Kind
from xenia.registers.directory.importers.tables import ANY_TABLE, TABLES

Shape = Mapping[str, Any]
Row = tuple[str, dict[str, str]]

# The files' names in the official package. Source: HSDS 3.1 datapackage.json, 2024-10-10.
PATHS: Final = {
    "organization": "organizations.csv", "program": "programs.csv", "service": "services.csv",
    "attribute": "attributes.csv", "service_at_location": "service_at_location.csv", "location": "locations.csv",
    "phone": "phones.csv", "contact": "contacts.csv", "address": "addresses.csv", "schedule": "schedules.csv",
    "funding": "funding.csv", "service_area": "service_areas.csv", "required_document": "required_documents.csv",
    "language": "languages.csv", "accessibility": "accessibility.csv", "taxonomy_term": "taxonomy_terms.csv",
    "cost_option": "cost_options.csv", "organization_identifier": "organization_identifiers.csv",
    "taxonomy": "taxonomies.csv", "service_capacity": "service_capacity.csv", "unit": "units.csv", "url": "url.csv",
}  # fmt: skip
_WRITE: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
# Records that hang on several others, and are a row of their own once.
_SHARED: Final = frozenset(
    {"organization", "program", "location", "taxonomy", "taxonomy_term", "unit"}
)
# Fields that only the API's answers have: the same is told elsewhere in the tables.
_OF_THE_API: Final = {
    "service": {"modified_date"},
    "service_at_location": {"name", "status"},
}


@cache
def plain_fields(table: str) -> tuple[Field, ...]:
    """The fields of a table that stand in its own row."""
    left_out = _OF_THE_API.get(table, set())
    return tuple(
        field for field in OBJECTS[table] if field.kind not in NESTED and field.name not in left_out
    )


@cache
def links_of(table: str) -> Mapping[str, str]:
    """The columns that point to another table, and which; a link to any table is told by another column."""
    return {column: to for column, to in TABLES[table].links.items() if to != ANY_TABLE}


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """All columns of a table, in the order of its file."""
    own = [field.name for field in plain_fields(table)]
    links = [column for column in TABLES[table].links if column not in own]
    return (own[0], *links, *own[1:])


@cache
def _parts(table: str, kind: Kind) -> tuple[Field, ...]:
    """The fields of a table that hold other records, as the standard has them."""
    return tuple(field for field in OBJECTS[table] if field.kind is kind and not field.ours)


class Flattener:
    """Takes nested records apart, and knows what it has written already.

    place: a file for the ids, so that memory stays flat however long the directory is.
    """

    def __init__(self, place: Path) -> None:
        self._ids = sqlite3.connect(place, isolation_level=None)
        self._ids.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE id (tbl TEXT, id TEXT, written INT, PRIMARY KEY (tbl, id)) WITHOUT ROWID; BEGIN;"
        )

    def close(self) -> None:
        self._ids.close()

    def announce(self, table: str, ids: Iterable[str]) -> None:
        """Say which records will come: others may point to them before they do."""
        self._ids.executemany(
            "INSERT OR IGNORE INTO id VALUES (?, ?, 0)", ((table, one) for one in ids)
        )

    def rows(self, table: str, shape: Shape) -> Iterator[Row]:
        """The rows of a record: first what it points to, then itself, then what hangs on it."""
        yield from self._rows(table, shape, {})

    def _rows(self, table: str, shape: Shape, links: Mapping[str, str]) -> Iterator[Row]:
        if table in _SHARED and not self._is_first(table, str(shape["id"])):
            return
        row = dict(links)
        for field in _parts(table, Kind.ONE):
            if inner := shape.get(field.name):
                row[_link_to(field)] = str(inner["id"])
                yield from self._rows(field.of, inner, {})
        yield table, self._filled(table, shape, row)
        for field in _parts(table, Kind.MANY):
            for inner in shape.get(field.name, ()):
                yield from self._rows(field.of, inner, _linked(field.of, table, shape))

    def _filled(self, table: str, shape: Shape, links: Mapping[str, str]) -> dict[str, str]:
        row = {field.name: cell(shape.get(field.name)) for field in plain_fields(table)}
        row |= {column: to for column, to in links.items() if not row.get(column)}
        for column, target in links_of(table).items():
            if row.get(column) and target in _SHARED and not self._is_there(target, row[column]):
                row[column] = ""
        return row

    def _is_first(self, table: str, record: str) -> bool:
        """Whether a shared record was not written before; it is from now on."""
        changed = self._ids.execute(
            "INSERT INTO id VALUES (?, ?, 1) ON CONFLICT (tbl, id) DO UPDATE SET written = 1 WHERE written = 0",
            (table, record),
        )
        return changed.rowcount > 0

    def _is_there(self, table: str, record: str) -> bool:
        found = self._ids.execute("SELECT 1 FROM id WHERE tbl = ? AND id = ?", (table, record))
        return found.fetchone() is not None


def _link_to(field: Field) -> str:
    return "taxonomy_id" if field.name == "taxonomy_detail" else f"{field.name}_id"


def _linked(table: str, parent: str, shape: Shape) -> dict[str, str]:
    """The columns by which a row says what it hangs on."""
    record = str(shape["id"])
    if table == "attribute":
        return {"link_id": record, "link_entity": parent}
    column = f"{parent}_id"
    return {column: record} if column in TABLES[table].links else {}


def cell(value: Any) -> str:
    """A value as a cell: yes and no in words, what has parts as JSON, nothing as an empty cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return _WRITE(value)
    return str(value)
