"""The directory's own tables behind an import: which model a table is, and its values as Django takes them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import models

from xenia.registers.directory import models as directory
from xenia.registers.directory.importers.scratch import Ready
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.importers.values import Value
from xenia.registers.directory.models.record import Record

MODELS: Final[Mapping[str, type[Record]]] = {
    "taxonomy": directory.Taxonomy,
    "taxonomy_term": directory.TaxonomyTerm,
    "unit": directory.Unit,
    "organization": directory.Organization,
    "organization_identifier": directory.OrganizationIdentifier,
    "program": directory.Program,
    "location": directory.Location,
    "service": directory.Service,
    "service_at_location": directory.ServiceAtLocation,
    "contact": directory.Contact,
    "phone": directory.Phone,
    "address": directory.Address,
    "schedule": directory.Schedule,
    "funding": directory.Funding,
    "service_area": directory.ServiceArea,
    "required_document": directory.RequiredDocument,
    "language": directory.Language,
    "accessibility": directory.Accessibility,
    "cost_option": directory.CostOption,
    "service_capacity": directory.ServiceCapacity,
    "url": directory.Url,
    "attribute": directory.Attribute,
    "metadata": directory.Metadata,
    "meta_table_description": directory.MetaTableDescription,
}


def fields_of(ready: Ready) -> dict[str, Any]:
    """A record's values and links under the names and in the types of its model."""
    model = MODELS[ready.table]
    values = {name: _typed(model, name, value) for name, value in ready.values.items()}
    return values | {name: UUID(record) for name, record in ready.links.items()}


def _typed(model: type[Record], name: str, value: Value) -> Any:
    """A staged value as its field takes it: texts stay, days, times and amounts become what they are."""
    field = _turned(model, name) if isinstance(value, str) else None
    return field.to_python(value) if field else value


@cache
def _turned(model: type[Record], name: str) -> "models.Field[Any, Any] | None":
    """The field, where a text has to be turned into something else; None where it stays a text."""
    field = model._meta.get_field(name)
    is_text = isinstance(field, models.CharField | models.TextField)
    return field if isinstance(field, models.Field) and not is_text else None


def staged(value: Any) -> Value:
    """A model's value as the workbench holds it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) else None


def columns_of(table: str) -> tuple[str, ...]:
    """A table's columns of values and links, as the model names them."""
    return (*TABLES[table].fields, *TABLES[table].links)
