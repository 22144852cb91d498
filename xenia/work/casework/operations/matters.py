"""A matter is opened, worked on, decided, closed with one outcome, and opened again."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState, begun, take_step
from xenia.ground.reference.vocabularies import vocabulary
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import note_served
from xenia.work.casework.models import Intake, Matter
from xenia.work.casework.models.intake import Status as IntakeStatus
from xenia.work.casework.models.matter import Outcome, Status
from xenia.work.casework.operations.holding import refuse_others
from xenia.work.casework.operations.thread import NotAChoice, id_of


class AlreadyOpen(Exception):
    """The same issue of this person is open already: the work goes on there."""


class NotHelped(Exception):
    """The intake was not accepted: decide about it first."""


@transaction.atomic
def open_matter(
    *,
    client: Client,
    issue: str,
    program: UUID | None = None,
    intake: Intake | None = None,
    due_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Matter:
    """The office begins to work on one issue of one person.

    Raises AlreadyOpen, NotAChoice, NotHelped.
    """
    matter = new_matter(client, issue, intake, by, at)
    matter.program, matter.due_on = program, due_on
    save_once(matter)
    begun(matter, at=at, by=id_of(by))
    note_served(client, on=local_day(at))
    audit.record(by, "casework.matter_opened", matter, at=at)
    return matter


def new_matter(
    client: Client, issue: str, intake: Intake | None, by: User | None, at: datetime
) -> Matter:
    """A matter as it begins, not yet written. Raises NotAChoice, NotHelped."""
    if issue not in {one.code for one in vocabulary("needs")}:
        raise NotAChoice(f"{issue!r} is no need")
    if intake is not None and intake.status != IntakeStatus.ACCEPTED:
        raise NotHelped(f"intake {intake.pk} is {intake.status}")
    today = local_day(at)
    return Matter(
        subject_id=client.subject_id,
        client=client,
        intake=intake,
        issue=issue,
        taken_by_id=id_of(by),
        opened_on=today,
        moved_on=today,
    )


def save_once(matter: Matter) -> None:
    """Write a new matter. Raises AlreadyOpen when whoever holds it has one about the same issue."""
    try:
        with transaction.atomic():
            matter.save(force_insert=True)
    except IntegrityError:
        same = Matter.objects.under_way().held_by([matter.holder])
        same = same.filter(client=matter.client, issue=matter.issue)
        if same.filter(program=matter.program).exists():
            raise AlreadyOpen(f"a matter about {matter.issue!r} is open") from None
        raise


@transaction.atomic
def work_on(*, matter: Matter, version: int | None = None, by: User, at: datetime) -> Matter:
    """Work begins, or goes on after a decision. Who closed a matter opens it again with `reopen_matter`.

    Raises Crossed, WrongState, NotReady("conflict").
    """
    if matter.status == Status.CLOSED:
        raise WrongState(matter, matter.status, Status.IN_PROGRESS)
    return _step(matter, Status.IN_PROGRESS, version, by, at, outcome="")


@transaction.atomic
def wait_for_decision(
    *, matter: Matter, version: int | None = None, by: User, at: datetime
) -> Matter:
    """Somebody else decides now. Raises Crossed, WrongState, NotReady."""
    return _step(matter, Status.PENDING, version, by, at)


@transaction.atomic
def decide(
    *, matter: Matter, outcome: str, version: int | None = None, by: User, at: datetime
) -> Matter:
    """It was decided. Raises Crossed, WrongState, NotReady."""
    return _step(matter, Status.DECIDED, version, by, at, outcome=Outcome(outcome))


@transaction.atomic
def close_matter(
    *, matter: Matter, outcome: str, version: int | None = None, by: User, at: datetime
) -> Matter:
    """The work is over, with one outcome. Raises Crossed, WrongState."""
    said = {"outcome": Outcome(outcome), "closed_on": local_day(at), "is_on_hold": False}
    return _step(matter, Status.CLOSED, version, by, at, reason=outcome, **said)


@transaction.atomic
def reopen_matter(*, matter: Matter, version: int | None = None, by: User, at: datetime) -> Matter:
    """She comes back with the same issue. In the year it was closed it counts as if it never was.

    Raises Crossed, WrongState when it is not closed, AlreadyOpen when the issue was opened anew meanwhile.
    """
    current: Matter = Matter.objects.select_for_update().get(pk=matter.pk)
    if current.status != Status.CLOSED:
        raise WrongState(current, current.status, Status.IN_PROGRESS)
    same = Matter.objects.under_way().held_by([current.holder])
    same = same.filter(client=current.client_id, issue=current.issue)
    if same.filter(program=current.program).exists():
        raise AlreadyOpen(f"a matter about {current.issue!r} is open")
    said: dict[str, Any] = {"outcome": "", "closed_on": None}
    if not current.is_legal:
        said["taken_by_id"] = by.pk
    return _step(matter, Status.IN_PROGRESS, version, by, at, **said)


def _step(
    matter: Matter,
    to: str,
    version: int | None,
    by: User | None,
    at: datetime,
    *,
    reason: str = "",
    **fields: Any,
) -> Matter:
    refuse_others(matter, by)
    take_step(
        matter,
        to=to,
        at=at,
        version=version,
        by=id_of(by),
        reason=reason,
        moved_on=local_day(at),
        told_stale_on=None,
        **fields,
    )
    note_served(matter.client, on=local_day(at))
    audit.record(by, f"casework.matter_{to}", matter, at=at)
    return matter


@transaction.atomic
def describe_matter(
    *,
    matter: Matter,
    standing: str,
    is_on_hold: bool,
    has_conflict: bool,
    taken_by: User | None,
    due_on: date | None,
    version: int,
    by: User,
    at: datetime,
) -> Matter:
    """Where it stands, in words; whether it rests, or the office stands on the other side; whose it is.

    Raises Crossed, WrongState when it is closed, NotHeldHere.
    """
    current: Matter = Matter.objects.select_for_update().get(pk=matter.pk)
    refuse_others(current, by)
    if current.status == Status.CLOSED:
        raise WrongState(current, current.status, current.status)
    if current.state_version != version:
        raise Crossed(current, current.status, current.status)
    said = {
        "standing": standing,
        "is_on_hold": is_on_hold,
        "has_conflict": has_conflict,
        "taken_by_id": id_of(taken_by),
        "due_on": due_on,
    }
    changed = [name for name, value in said.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, said[name])
    current.moved_on, current.state_version = local_day(at), version + 1
    current.told_stale_on = None
    current.save(update_fields=[*changed, "moved_on", "told_stale_on", "state_version"])
    audit.record(by, "casework.matter_described", current, at=at, fields=changed)
    return current
