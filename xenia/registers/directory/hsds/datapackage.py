"""`datapackage.json`: what the tables of an export hold, so that a machine can check them.

Written from our own tables (`tables.py`), so that the description cannot differ from the files.
"""

from typing import Any, Final

from xenia.registers.directory.hsds.tables import VERSION, Field, Kind
from xenia.registers.directory.hsds.tabular import PATHS, columns_of, links_of, plain_fields

Described = dict[str, Any]
_TYPES: Final[dict[Kind, Described]] = {
    Kind.TEXT: {"type": "string"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.NUMBER: {"type": "number"},
    Kind.URI: {"type": "string", "format": "uri"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.DAY: {"type": "date"},
    Kind.TIME: {"type": "time"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXTS: {"type": "object"},
    Kind.POLICY: {"type": "object"},
}


def data_package(*, office: str, profile: str, made_at: str) -> Described:
    """The description of all tables. office: whose directory it is; profile: where our own fields are explained."""
    return {
        "name": "human_services_data",
        "title": office,
        "profile": "tabular-data-package",
        "version": VERSION,
        "created": made_at,
        "homepage": profile,
        "resources": [_resource(table, path) for table, path in PATHS.items()],
    }


def _resource(table: str, path: str) -> Described:
    return {
        "name": table,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": [_field(table, column) for column in columns_of(table)],
            "foreignKeys": _foreign_keys(table),
        },
    }


def _field(table: str, column: str) -> Described:
    own = {field.name: field for field in plain_fields(table)}
    field = own.get(column) or Field(column, Kind.ID)
    described = {"name": column, **_TYPES[field.kind]}
    if field.ours:
        described["description"] = field.ours
    constraints: Described = {}
    if column == "id":
        constraints = {"required": True, "unique": True}
    if field.values:
        constraints["enum"] = list(field.values)
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_keys(table: str) -> list[Described]:
    return [
        {
            "fields": column,
            "reference": {"resource": "" if to == table else to, "fields": "id"},
        }
        for column, to in links_of(table).items()
    ]
