"""The one way a state changes.

A model that has states names them beside each other:

    class Status(models.TextChoices): ...
    NEXT = {Status.SENT: {Status.ACCEPTED, Status.DECLINED}}

Two people at once: the row is locked, the first one wins, the second gets WrongState.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

Record = TypeVar("Record", bound=models.Model)


class WrongState(Exception):
    """The record is in a state from which this step is not possible. `status` is the one found."""

    def __init__(self, record: models.Model, status: str, to: str) -> None:
        super().__init__(
            f"{record._meta.model_name} {record.pk} is {status}: it cannot become {to}"
        )
        self.status = status


def may_become(record: models.Model, to: str) -> bool:
    """Whether the step is in the model's table of next states."""
    table: dict[str, set[str]] = record.NEXT  # type: ignore[attr-defined]
    return to in table.get(record.status, set())  # type: ignore[attr-defined]


def transition(record: Record, *, to: str, at: datetime, **fields: Any) -> Record:
    """Move a record to its next state, with the fields that go with it.

    Locks the row and looks at the state as it is now, not as the caller saw it.
    Raises WrongState and changes nothing when another was first. Must run inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("transition() outside a transaction: the lock would be gone at once")
    manager = type(record)._default_manager
    current = manager.select_for_update().get(pk=record.pk)
    if not may_become(current, to):
        raise WrongState(current, current.status, to)  # type: ignore[attr-defined]
    changes: dict[str, Any] = {"status": to, **fields}
    if any(field.name == "changed_at" for field in record._meta.fields):
        changes["changed_at"] = at
    for name, value in changes.items():
        setattr(current, name, value)
        setattr(record, name, value)
    current.save(update_fields=list(changes))
    return record
