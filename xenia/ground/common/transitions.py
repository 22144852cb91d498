"""The one way a state changes.

A model that has states names them beside each other, and may say more:

    class Status(models.TextChoices): ...
    NEXT = {Status.SENT: {Status.ACCEPTED, Status.DECLINED}}
    GUARDS = {Status.SENT: (has_consent,)}   # each looks at the Step, and raises when it must not be taken
    state_version = models.PositiveIntegerField(default=0)   # counted up by each step
    # and a table of its steps, with related_name "steps_taken": class ReferralStep(StepTaken)

Whoever must hear of every step (the ledger) enters itself into FOLLOWS when the room starts.
Many at once, by the same rules: `common.many_steps`. All of it happens in the transaction of the step. Two people at once: the row is locked, the first one wins, the second gets
WrongState.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models, transaction

from xenia.ground.common.ids import new_id
from xenia.ground.common.one_go import at_the_end, is_own, own, remember

Record = TypeVar("Record", bound=models.Model)


class WrongState(Exception):
    """The record is in a state from which this step is not possible. `status` is the one found."""

    def __init__(self, record: models.Model, status: str, to: str) -> None:
        super().__init__(
            f"{record._meta.model_name} {record.pk} is {status}: it cannot become {to}"
        )
        self.status = status


class Crossed(WrongState):
    """Somebody took a step since the caller looked: her version is not the record's any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the record as it was found, from where, to where, by whom, why (a code), with which other fields."""

    record: Any
    before: str
    after: str
    at: datetime
    by: UUID | None = None
    reason: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


Follower = Callable[[Step], None]
# What follows each step of a model, in its transaction: {"room.model": functions}.
FOLLOWS: dict[str, list[Follower]] = {}


def follow(label: str, then: Follower) -> None:
    """From now on this happens with each step of a model. Saying it twice changes nothing."""
    heard = FOLLOWS.setdefault(label, [])
    if then not in heard:
        heard.append(then)


class StepTaken(models.Model):
    """One row for each step a record took. A room's own table adds `record`, with related_name "steps_taken"."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    reason = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


def may_become(record: models.Model, to: str) -> bool:
    """Whether the step is in the model's table of next states."""
    table: dict[str, set[str]] = record.NEXT  # type: ignore[attr-defined]
    return to in table.get(record.status, set())  # type: ignore[attr-defined]


def transition(record: Record, *, to: str, at: datetime, **fields: Any) -> Record:
    """Move a record to its next state, with the fields that go with it.

    Locks the row and looks at the state as it is now, not as the caller saw it.
    Raises WrongState, or what a guard raises, and changes nothing. Must run inside a transaction.
    """
    return _moved(record, to, at, None, None, "", fields)


def take_step(
    record: Record,
    *,
    to: str,
    at: datetime,
    version: int | None = None,
    by: UUID | None = None,
    reason: str = "",
    **fields: Any,
) -> Record:
    """The same, and it is kept who took the step and why.

    version: what the caller saw, for a model that counts its versions; for another one Crossed is raised.
    """
    return _moved(record, to, at, version, by, reason, fields)


def _moved(
    record: Record,
    to: str,
    at: datetime,
    version: int | None,
    by: UUID | None,
    reason: str,
    fields: dict[str, Any],
) -> Record:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("transition() outside a transaction: the lock would be gone at once")
    manager = type(record)._default_manager
    # What this very operation made is known to nobody else: there is nothing to lock or to read again.
    current = own(record) or manager.select_for_update().get(pk=record.pk)
    step = Step(current, current.status, to, at, by, reason, fields)  # type: ignore[attr-defined]
    refuse(step, version)
    changes = changes_of(step)
    for name, value in changes.items():
        setattr(current, name, value)
        setattr(record, name, value)
    current.save(update_fields=list(changes))
    _follow(step)
    return record


def begun(record: models.Model, *, at: datetime, by: UUID | None = None, reason: str = "") -> None:
    """A record was just made: its first step, from nowhere. Call it in the transaction that made it."""
    remember(record)
    _follow(Step(record, "", record.status, at, by, reason))  # type: ignore[attr-defined]


def refuse(step: Step, version: int | None = None) -> None:
    """Ask the table of next states, then every guard. Raises Crossed, WrongState, and what a guard raises."""
    record, to = step.record, step.after
    if version is not None and record.state_version != version:
        raise Crossed(record, step.before, to)
    if not may_become(record, to):
        raise WrongState(record, step.before, to)
    for guard in getattr(record, "GUARDS", {}).get(to, ()):
        guard(step)


def changes_of(step: Step) -> dict[str, Any]:
    """Every field the step changes, with its new value."""
    names = {field.name for field in step.record._meta.fields}
    kept: dict[str, Any] = {"changed_at": step.at} if "changed_at" in names else {}
    if "state_version" in names:
        kept["state_version"] = step.record.state_version + 1
    return {"status": step.after, **kept, **step.fields}


def _follow(step: Step) -> None:
    record = step.record
    if steps := getattr(record, "steps_taken", None):
        _keep(
            steps.model(
                record=record,
                before=step.before,
                after=step.after,
                reason=step.reason,
                at=step.at,
                by_id=step.by,
            )
        )
    tell(step)


def _keep(row: Any) -> None:
    """A follower may ask which steps a record took, except of one just made: its first steps wait for each other."""
    if is_own(row.record):
        at_the_end(type(row), [row], about=row.pk)
    else:
        row.save(force_insert=True)


def tell(step: Step) -> None:
    """Whoever follows this model's steps hears of this one."""
    record = step.record
    for then in FOLLOWS.get(record._meta.label_lower, ()):
        then(step)
