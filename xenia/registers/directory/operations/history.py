"""Field-level history: what changed, from what to what, by whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Metadata
from xenia.registers.directory.models.record import Record

Kept = TypeVar("Kept", bound=Record)


class ChangedMeanwhile(Exception):
    """Somebody changed the record since this person opened it. `fields` are the names both touched."""

    def __init__(self, record: Record, fields: list[str]) -> None:
        super().__init__(f"{record._meta.model_name} {record.pk} was changed meanwhile: {fields}")
        self.record = record
        self.fields = fields


def save_changes(
    record: Kept,
    *,
    fields: Mapping[str, Any],
    by: User | None,
    at: datetime,
    action: str,
    seen: Mapping[str, Any] | None = None,
) -> list[str]:
    """Save the fields that differ, with their history and the audit. Returns the names of what changed.

    seen: the values the person had before her; a field somebody else changed since raises ChangedMeanwhile and nothing
    is saved. Must run inside a transaction.
    """
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    crossed = [
        name for name in changed if seen is not None and getattr(current, name) != seen.get(name)
    ]
    if crossed:
        raise ChangedMeanwhile(record, crossed)
    if not changed:
        return []
    note_changes(current, {name: fields[name] for name in changed}, by=by, at=at)
    for name in changed:
        setattr(record, name, fields[name])
        setattr(current, name, fields[name])
    current.full_clean(validate_unique=False)
    current.save(update_fields=[*changed, *_touched(current, at)])
    audit.record(by, action, record, at=at, fields=changed)
    return changed


def _touched(record: Record, at: datetime) -> list[str]:
    names = {field.name for field in record._meta.fields} & {"changed_at", "last_modified"}
    for name in names:
        setattr(record, name, at)
    return sorted(names)


def note_changes(
    record: Record, fields: Mapping[str, Any], *, by: User | None, at: datetime, act: str = "update"
) -> None:
    """Write one history row per field."""
    Metadata.objects.bulk_create(
        Metadata(
            resource_id=record.pk,
            resource_type=str(record._meta.model_name),
            last_action_date=at,
            last_action_type=act,
            field_name=name,
            previous_value="" if act == "create" else shown(getattr(record, name)),
            replacement_value=shown(value),
            updated_by=str(by.pk) if by else "",
        )
        for name, value in fields.items()
    )


def note_change(
    record: Record, field: str, before: str, after: str, *, by: User | None, at: datetime
) -> None:
    """Write one history row for what is no field of the record itself: its terms, a text in another language."""
    note_wordings({(record, field): (before, after)}, by=by, at=at)


def note_wordings(
    wordings: Mapping[tuple[Record, str], tuple[str, str]], *, by: User | None, at: datetime
) -> None:
    """Write the history of many texts at once: {(record, "name.ht"): (before, after)}."""
    Metadata.objects.bulk_create(
        Metadata(
            resource_id=record.pk,
            resource_type=str(record._meta.model_name),
            last_action_date=at,
            last_action_type="update",
            field_name=field,
            previous_value=before,
            replacement_value=after,
            updated_by=str(by.pk) if by else "",
        )
        for (record, field), (before, after) in wordings.items()
    )


def shown(value: object) -> str:
    """A value as history shows it: a record by its id, nothing as an empty text."""
    if value is None:
        return ""
    return str(value.pk) if isinstance(value, models.Model) else str(value)
