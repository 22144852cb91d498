"""The tables for machines: one CSV each with its Table Schema, and what a catalog of open data asks for.

Source: Frictionless Data, Data Package and Table Schema (v1); DCAT-US Schema v1.1 (Project Open Data), required fields.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from xenia.ground.imports.cells import safe_cell
from xenia.insight.reports.document.definitions import DEFINED
from xenia.insight.reports.document.model import Document, Figure, Table

LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
SHOWN: Final = "shown"
STATUSES: Final = (SHOWN, "protected", "no_data", "not_applicable")
TEXT: Final[dict[str, Any]] = {"type": "string"}
FIELDS: Final[tuple[dict[str, Any], ...]] = (
    {"name": "row", "title": "Code of the row", **TEXT, "constraints": {"required": True}},
    {"name": "row_title", "title": "What the row is about", **TEXT},
    {
        "name": "row_kind",
        "title": "A part, values taken together, or the total",
        **TEXT,
        "constraints": {"required": True, "enum": ["part", "group", "total"]},
    },
    {"name": "column", "title": "Code of the column", **TEXT, "constraints": {"required": True}},
    {"name": "column_title", "title": "What the column is about", **TEXT},
    {"name": "unit", "title": "What one of it is", **TEXT},
    {
        "name": "status",
        "title": "Whether the number is shown, protected, not recorded, or makes no sense here",
        **TEXT,
        "constraints": {"required": True, "enum": list(STATUSES)},
    },
    {"name": "value", "title": "The number; empty unless its status is shown", "type": "number"},
    {"name": "margin", "title": "Half of the 90 % interval of an estimate", "type": "number"},
    {"name": "measure", "title": "Code of its definition", **TEXT},
    {
        "name": "reported",
        "title": "Whether others reported it, not unduplicated",
        "type": "boolean",
        "constraints": {"required": True},
    },
)
DEFINITION_FIELDS: Final = ("code", "title", *DEFINED)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a catalog asks of whoever publishes. address: of the folder the files lie in; "" while nobody knows it."""

    email: str = ""
    address: str = ""
    license: str = LICENSE


def files(document: Document, catalog: Catalog) -> dict[str, bytes]:
    """Every file of `data/`, by its name."""
    tables = list(document.tables())
    found = {f"{table.code}.csv": _csv(_rows(table)) for table in tables}
    found["definitions.csv"] = _csv(_definitions(document))
    found["datapackage.json"] = _json(_package(document, tables, catalog))
    found["data.json"] = _json(_dcat(document, tables, catalog))
    return found


def _csv(rows: Iterator[list[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _rows(table: Table) -> Iterator[list[str]]:
    """One line a number: what it is about, whether it is shown, and the number where it is."""
    yield [field["name"] for field in FIELDS]
    for row in table.rows:
        for column, figure in zip(table.columns, row.figures, strict=True):
            words = (row.code, row.title, row.kind, column.code, column.title, column.unit)
            yield [*map(safe_cell, words), *_number(figure)]


def _number(figure: Figure) -> list[str]:
    return [
        str(figure.mark) if figure.mark else SHOWN,
        _plain(figure.value),
        _plain(figure.margin),
        figure.measure,
        "true" if figure.reported else "false",
    ]


def _plain(number: int | Decimal | None) -> str:
    return "" if number is None else str(number)


def _definitions(document: Document) -> Iterator[list[str]]:
    yield list(DEFINITION_FIELDS)
    for code, said in document.definitions.items():
        yield [
            safe_cell(words) for words in (code, *(said.get(n, "") for n in DEFINITION_FIELDS[1:]))
        ]


def _name(document: Document) -> str:
    return f"yearly-report-{document.year}"


def _package(document: Document, tables: list[Table], catalog: Catalog) -> dict[str, Any]:
    shape = {
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }
    resources = [
        {
            "name": table.code,
            "title": table.title,
            "path": f"{table.code}.csv",
            **shape,
            "description": " ".join(table.notes),
            "clause": table.clause,
            "schema": {
                "fields": list(FIELDS),
                "primaryKey": ["row", "column"],
                "missingValues": [""],
                "foreignKeys": [
                    {
                        "fields": "measure",
                        "reference": {"resource": "definitions", "fields": "code"},
                    }
                ],
            },
        }
        for table in tables
    ]
    definitions = {
        "name": "definitions",
        "title": "What each number means",
        "path": "definitions.csv",
        **shape,
        "schema": {
            "fields": [{"name": name, **TEXT} for name in DEFINITION_FIELDS],
            "primaryKey": ["code"],
            "missingValues": [""],
        },
    }
    return {
        "profile": "tabular-data-package",
        "name": _name(document),
        "title": f"{document.title}. {document.office}",
        "version": str(document.version),
        "created": document.computed_at.isoformat(),
        "licenses": [{"path": catalog.license}],
        "resources": [*resources, definitions],
    }


def _dcat(document: Document, tables: list[Table], catalog: Catalog) -> dict[str, Any]:
    """The catalog's entry. Without an address its files are named, not linked."""
    contact = {"@type": "vcard:Contact", "fn": document.office}
    if catalog.email:
        contact["hasEmail"] = f"mailto:{catalog.email}"
    dataset = {
        "@type": "dcat:Dataset",
        "identifier": f"{catalog.address or 'urn:xenia:'}{_name(document)}",
        "title": f"{document.title}. {document.office}",
        "description": document.subtitle,
        "keyword": ["immigrants", "yearly report", "services", "city council"],
        "modified": document.dated_on.isoformat(),
        "issued": document.dated_on.isoformat(),
        "publisher": {"@type": "org:Organization", "name": document.office},
        "contactPoint": contact,
        "accessLevel": "public",
        "license": catalog.license,
        "temporal": f"{document.year}-01-01/{document.year}-12-31",
        "language": [document.language],
        "dataQuality": True,
        "describedByType": "application/json",
        "distribution": [_distribution(table, catalog) for table in tables],
    }
    if catalog.address:
        dataset["describedBy"] = f"{catalog.address}data/datapackage.json"
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        "dataset": [dataset],
    }


def _distribution(table: Table, catalog: Catalog) -> dict[str, str]:
    said = {
        "@type": "dcat:Distribution",
        "title": table.title,
        "format": "CSV",
        "mediaType": "text/csv",
        "description": f"data/{table.code}.csv",
    }
    if catalog.address:
        said["downloadURL"] = f"{catalog.address}data/{table.code}.csv"
    return said
