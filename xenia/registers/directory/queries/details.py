"""The rows that hang on a record (phones, hours, languages …), as plain values.

A row is {"id": text, field: value}. Sealed in a page or kept in history it is JSON; `read_rows` brings the values back.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from xenia.registers.directory.models import (
    Accessibility,
    Contact,
    Language,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceCapacity,
)
from xenia.registers.directory.models.record import Record

Row = dict[str, Any]
_WEEK: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Detail:
    """One kind of row. keeps_history: false where the rows are about persons, whose names history must not keep."""

    model: type[Record]
    related: str
    keeps_history: bool = True


DETAILS: Final[Mapping[str, Detail]] = {
    "phones": Detail(Phone, "phones"),
    "schedules": Detail(Schedule, "schedules"),
    "languages": Detail(Language, "languages"),
    "capacities": Detail(ServiceCapacity, "capacities"),
    "required_documents": Detail(RequiredDocument, "required_documents"),
    "accessibility": Detail(Accessibility, "accessibility"),
    "contacts": Detail(Contact, "contacts", keeps_history=False),
}


@cache
def own_fields(name: str) -> Mapping[str, models.Field[Any, Any]]:
    """The fields of a kind of row that people fill in: neither its id nor what it hangs on."""
    return {
        field.name: field
        for field in DETAILS[name].model._meta.concrete_fields
        if not field.primary_key and not field.is_relation and field.name != "updated"
    }


def rows_of(record: Record, name: str) -> list[Row]:
    """The rows of one kind a record has, in the order people read them."""
    found = getattr(record, DETAILS[name].related)
    kept = found.select_related("unit") if name == "capacities" else found.all()
    return sorted((_row(one, name) for one in kept), key=_reading_order)


def details_of(record: Record, names: Iterable[str]) -> dict[str, list[Row]]:
    """Several kinds of rows of one record."""
    return {name: rows_of(record, name) for name in names}


def _row(one: Record, name: str) -> Row:
    row: Row = {"id": str(one.pk)}
    row |= {field: getattr(one, field) for field in own_fields(name)}
    if isinstance(one, ServiceCapacity):
        row["unit"] = one.unit.name
    return row


def _reading_order(row: Row) -> tuple[int, str, str]:
    day = str(row.get("byday") or "")[:2]
    first = _WEEK.index(day) if day in _WEEK else 0
    words = (
        str(row.get(key) or "")
        for key in ("opens_at", "number", "name", "code", "document", "description")
    )
    return first, " ".join(words), row["id"]


def write_rows(rows: Iterable[Row]) -> str:
    """Rows as JSON: dates and times as text."""
    return json.dumps(list(rows), cls=DjangoJSONEncoder, ensure_ascii=False)


def read_rows(name: str, text: str) -> list[Row]:
    """Rows from JSON, with dates and times as such. Raises ValueError for what is no list of rows."""
    fields = own_fields(name)
    return [
        {
            key: fields[key].to_python(value) if key in fields else value
            for key, value in row.items()
        }
        for row in json.loads(text or "[]")
    ]
