"""Many records of one kind take a step at once, by the rules of `common.transitions`, in a few statements.

The same table of next states, the same guards, the same versions, the same table of steps, and whoever follows the steps
hears of each. For a list that is brought in, and for a history that is made up.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, router, transaction

from xenia.ground.common.transitions import Crossed, Step, changes_of, refuse, tell

AT_ONCE = 1_000


def step_to(
    record: models.Model,
    *,
    to: str,
    at: datetime,
    by: UUID | None = None,
    reason: str = "",
    **fields: Any,
) -> Step:
    """The step a record is to take, from where it stands in the caller's hand."""
    return Step(record, record.status, to, at, by, reason, fields)  # type: ignore[attr-defined]


def take_steps(steps: Sequence[Step]) -> None:
    """Every record takes its step, or none does; each record once, all of one model.

    Raises WrongState, Crossed when a row is not as the caller holds it, or what a guard raises; nothing is changed then,
    in the database or in the caller's hand. Must run inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_steps() outside a transaction: the locks would be gone at once")
    _refuse_twice(steps)
    _hold_as_seen(steps)
    for step in steps:
        refuse(step)
    _change(steps)
    _note(steps)


def begun_all(made: Iterable[tuple[models.Model, datetime, UUID | None]]) -> None:
    """Records were just made, each at a moment, by somebody: the first step of each, from nowhere."""
    _note([Step(record, "", record.status, at, by) for record, at, by in made])  # type: ignore[attr-defined]


def update_rows(records: Sequence[models.Model], names: Collection[str]) -> None:
    """Write these fields of every record, in one statement for all of them."""
    if not records or not names:
        return
    model = type(records[0])
    connection: Any = connections[router.db_for_write(model)]
    fields: list[models.Field[Any, Any]] = [model._meta.get_field(name) for name in names]  # type: ignore[misc]
    key: Any = model._meta.pk
    quoted = connection.ops.quote_name
    said = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quoted(model._meta.db_table)} SET {said} WHERE {quoted(key.column)} = %s"  # noqa: S608  # names of our own model
    rows = [
        tuple(
            field.get_db_prep_save(field.pre_save(record, False), connection)
            for field in (*fields, key)
        )
        for record in records
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _refuse_twice(steps: Sequence[Step]) -> None:
    if len({type(step.record) for step in steps}) > 1:
        raise ValueError("steps of one model at a time")
    if len({step.record.pk for step in steps}) < len(steps):
        raise ValueError("a record takes one step at a time")


def _hold_as_seen(steps: Sequence[Step]) -> None:
    """The rows are locked, and must be in the state and version the caller holds. Raises Crossed."""
    ordered = sorted(steps, key=lambda step: str(step.record.pk))
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        there = _states([step.record for step in some])
        for step in some:
            if there.get(step.record.pk) != _state(step.record):
                raise Crossed(step.record, step.before, step.after)


def _states(records: Sequence[models.Model]) -> dict[Any, tuple[Any, ...]]:
    names = ("status", "state_version") if hasattr(records[0], "state_version") else ("status",)
    rows = type(records[0])._default_manager.select_for_update().order_by("pk")
    found = rows.filter(pk__in=[record.pk for record in records]).values_list("pk", *names)
    return {pk: tuple(state) for pk, *state in found}


def _state(record: Any) -> tuple[Any, ...]:
    version = getattr(record, "state_version", None)
    return (record.status,) if version is None else (record.status, version)


def _change(steps: Sequence[Step]) -> None:
    """In the caller's hand and in the rows; those that change the same fields together."""
    changed = [(step.record, changes_of(step)) for step in steps]
    for record, changes in changed:
        for name, value in changes.items():
            setattr(record, name, value)
    for names, some in _by_names(changed):
        update_rows([record for record, _changes in some], names)


def _by_names(
    changed: list[tuple[Any, dict[str, Any]]],
) -> Iterator[tuple[tuple[str, ...], list[tuple[Any, dict[str, Any]]]]]:
    def names(one: tuple[Any, dict[str, Any]]) -> tuple[str, ...]:
        return tuple(sorted(one[1]))

    for key, some in groupby(sorted(changed, key=names), key=names):
        yield key, list(some)


def _note(steps: Sequence[Step]) -> None:
    """The rows of the steps first, then whoever follows: a follower may ask which steps were taken."""
    if steps and (kept := _table_of(type(steps[0].record))):
        rows = (
            kept(
                record=step.record,
                before=step.before,
                after=step.after,
                reason=step.reason,
                at=step.at,
                by_id=step.by,
            )
            for step in steps
        )
        kept._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    for step in steps:
        tell(step)


def _table_of(model: type[models.Model]) -> type[models.Model] | None:
    try:
        return model._meta.get_field("steps_taken").related_model
    except FieldDoesNotExist:
        return None
