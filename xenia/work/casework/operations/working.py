"""Colleagues take an intake, hand it on, look at it, and decide."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState, may_become, take_step
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations import queue
from xenia.registers.clients.operations import Said, add_client, note_served
from xenia.work.casework.counting import about
from xenia.work.casework.deadlines import decide_by, look_by
from xenia.work.casework.messages import HANDED_TO_YOU, REQUEST_MOVED
from xenia.work.casework.models import Intake
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.intake import (
    ENDED,
    OPEN,
    OWED,
    Declined,
    Status,
    Withdrawn,
)
from xenia.work.casework.models.need import Status as NeedStatus
from xenia.work.casework.operations.intake import join_person
from xenia.work.casework.operations.thread import id_of, locked
from xenia.work.casework.queries.colleagues import may_decide

WAITING_FOR_US = (*OWED, Status.WAITLISTED)


class NotYours(Exception):
    """Another colleague works on it, or the other one may not."""


class TakenAlready(Exception):
    """Another colleague was first. `by`: who it is."""

    def __init__(self, by: Any) -> None:
        super().__init__(f"taken by {by}")
        self.by = by


@transaction.atomic
def take(*, intake: Intake, by: User, at: datetime) -> Intake:
    """A colleague takes it up. Raises TakenAlready when another was first, WrongState when it has ended."""
    current = locked(intake)
    if current.status not in WAITING_FOR_US:
        raise WrongState(current, current.status, current.status)
    if current.taken_by_id and current.taken_by_id != by.pk:
        raise TakenAlready(current.taken_by_id)
    return _with(current, by.pk, "casework.intake_taken", by, at)


@transaction.atomic
def release(*, intake: Intake, by: User, at: datetime) -> Intake:
    """She lays it back for somebody else. Raises NotYours, WrongState."""
    current = locked(intake)
    if current.status not in WAITING_FOR_US:
        raise WrongState(current, current.status, current.status)
    if current.taken_by_id != by.pk:
        raise NotYours(f"intake {current.pk} is not with {by.pk}")
    return _with(current, None, "casework.intake_released", by, at)


@transaction.atomic
def hand_over(*, intake: Intake, to: User, by: User, at: datetime) -> Intake:
    """Another colleague goes on with it, and is told. Raises WrongState, NotYours when she may not decide."""
    current = locked(intake)
    if current.status not in OPEN:
        raise WrongState(current, current.status, current.status)
    if not may_decide(to):
        raise NotYours(f"{to.pk} does not decide about intakes")
    _with(current, to.pk, "casework.intake_handed_over", by, at)
    if to.pk != by.pk:
        queue(HANDED_TO_YOU, current, to=to, on=local_day(at))
    return current


def _with(current: Intake, person: Any, act: str, by: User, at: datetime) -> Intake:
    """Whose it is counts as a change others must see."""
    current.taken_by_id, current.moved_on = person, local_day(at)
    current.state_version += 1
    current.save(update_fields=["taken_by_id", "moved_on", "state_version"])
    audit.record(by, act, current, at=at, fields=["taken_by_id"])
    return current


@transaction.atomic
def screen(*, intake: Intake, version: int | None = None, by: User, at: datetime) -> Intake:
    """Somebody has looked at it; who looks has it. Raises Crossed, WrongState, NotReady."""
    current, today = locked(intake), local_day(at)
    if current.status in ENDED:
        # What has ended is not looked at anew: somebody opens it again.
        raise WrongState(current, current.status, Status.SCREENED)
    return _step(
        intake,
        Status.SCREENED,
        version,
        by,
        at,
        taken_by_id=current.taken_by_id or by.pk,
        due_on=decide_by(today, is_urgent=intake.is_urgent),
    )


@transaction.atomic
def accept(*, intake: Intake, version: int | None = None, by: User, at: datetime) -> Intake:
    """The office helps. Who gave no name is served without one, and counted as such.

    Raises Crossed, WrongState, NotReady("consent") when she gave a name and did not agree that we keep it.
    """
    current = locked(intake)
    _refuse_crossed(current, Status.ACCEPTED, version)
    if current.client is None and may_become(current, Status.ACCEPTED):
        known = about(current)
        said = Said(spoken_language=known["language"], area=known["area"])
        join_person(current, add_client(said=said, by=by, at=at), by, at)
    _step(
        intake,
        Status.ACCEPTED,
        version,
        by,
        at,
        client_id=current.client_id,
        closed_on=local_day(at),
    )
    if current.client:
        note_served(current.client, on=local_day(at))
    return intake


@transaction.atomic
def help_by_sending(*, intake: Intake, by: User, at: datetime) -> None:
    """She was sent somewhere: that is a look, and our help where every need is settled or lies with a referral.

    Who gave a name and has not agreed to a record is asked first: until then it waits.
    """
    if intake.status == Status.SUBMITTED:
        intake = screen(intake=intake, by=by, at=at)
    if intake.needs.filter(status=NeedStatus.OPEN, referral_id=None).exists():
        return
    with suppress(NotReady), transaction.atomic():
        accept(intake=intake, by=by, at=at)


@transaction.atomic
def waitlist(*, intake: Intake, version: int | None = None, by: User, at: datetime) -> Intake:
    """The office will help when something is free. Raises Crossed, WrongState."""
    return _step(intake, Status.WAITLISTED, version, by, at)


@transaction.atomic
def decline(
    *,
    intake: Intake,
    why: str,
    is_referred: bool = False,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Intake:
    """The office cannot help, for a reason of `Declined`; perhaps somebody else was named to her.

    Raises Crossed, WrongState.
    """
    said = {"why": Declined(why), "is_referred": is_referred, "closed_on": local_day(at)}
    return _step(intake, Status.DECLINED, version, by, at, reason=why, **said)


@transaction.atomic
def withdraw(
    *, intake: Intake, why: str, version: int | None = None, by: User | None, at: datetime
) -> Intake:
    """It ends without a decision, for a reason of `Withdrawn`. Raises Crossed, WrongState."""
    said = {"why": Withdrawn(why), "closed_on": local_day(at), "draft": {}}
    return _step(intake, Status.WITHDRAWN, version, by, at, reason=why, **said)


@transaction.atomic
def reopen(*, intake: Intake, version: int | None = None, by: User, at: datetime) -> Intake:
    """What was declined or taken back is open again, with whoever opens it. Raises Crossed, WrongState."""
    current = locked(intake)
    if current.status not in ENDED:
        raise WrongState(current, current.status, Status.SUBMITTED)
    today, is_urgent = local_day(at), current.is_urgent
    was_declined = current.status == Status.DECLINED
    return _step(
        intake,
        Status.SCREENED if was_declined else Status.SUBMITTED,
        version,
        by,
        at,
        taken_by_id=by.pk,
        due_on=(decide_by if was_declined else look_by)(today, is_urgent=is_urgent),
        why="",
        is_referred=False,
        closed_on=None,
    )


def _refuse_crossed(current: Intake, to: str, version: int | None) -> None:
    if version is not None and current.state_version != version:
        raise Crossed(current, current.status, to)


def _step(
    intake: Intake,
    to: str,
    version: int | None,
    by: User | None,
    at: datetime,
    *,
    reason: str = "",
    **fields: Any,
) -> Intake:
    take_step(
        intake,
        to=to,
        at=at,
        version=version,
        by=id_of(by),
        reason=reason,
        moved_on=local_day(at),
        **fields,
    )
    audit.record(by, f"casework.intake_{to}", intake, at=at)
    tell_her(intake, at)
    return intake


def tell_her(intake: Intake, at: datetime) -> None:
    """Who asked online, and chose a way, hears that there is something to read: never what."""
    if intake.answer_by != AnswerBy.CODE and intake.contact_id:
        queue(REQUEST_MOVED, intake, to=intake, on=local_day(at))
