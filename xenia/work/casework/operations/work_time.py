"""Time on matters, and days by which something must happen."""

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.registers.clients.operations import note_served
from xenia.work.casework import counting_legal
from xenia.work.casework.messages import DEADLINE_COMES, MATTER_RESTS
from xenia.work.casework.models import Activity, Deadline, Matter
from xenia.work.casework.models.work_time import REMIND_BEFORE, ActivityKind, DeadlineKind
from xenia.work.casework.operations.holding import at_hand, moved
from xenia.work.referrals.queries.partners import colleague


class NotSoFar(ValueError):
    """Work lies between the day the matter was opened and today, and takes 1 to 1440 minutes."""


class DayIsOver(ValueError):
    """Nothing that has not happened must happen by a day in the past."""


class TickedAlready(Exception):
    """A colleague ticked it before."""


class WrittenAlready(Exception):
    """The same deadline stands there."""


@transaction.atomic
def note_activity(
    *,
    matter: Matter,
    kind: str,
    minutes: int,
    on: date | None = None,
    token: str = "",
    by: User,
    at: datetime,
) -> Activity:
    """Somebody worked on a matter; in a legal one, she was served that day.

    token: of the form; sent twice, it is one piece of work.
    Raises NotSoFar, NotReady("conflict"), NotHeldHere, WrongState, YearIsClosed.
    """
    current = at_hand(matter, by=by)
    hashed = hashlib.sha256(f"{current.pk}{token}".encode()).hexdigest() if token else None
    if hashed and (same := Activity.objects.filter(token_hash=hashed).first()):
        return same
    day = on or local_day(at)
    if not (current.opened_on <= day <= local_day(at) and 1 <= minutes <= 1440):
        raise NotSoFar(f"{minutes} minutes on {day}")
    activity = Activity.objects.create(
        matter=current,
        kind=ActivityKind(kind),
        minutes=minutes,
        on=day,
        by_id=by.pk,
        holder=current.holder,
        token_hash=hashed,
    )
    counting_legal.count_minutes(activity, current)
    if current.is_legal:
        counting_legal.count_served(current.legal, day)
    moved(current, at=at)
    note_served(current.client, on=day)
    audit.record(by, "casework.worked", activity, at=at)
    return activity


@transaction.atomic
def add_deadline(
    *, matter: Matter, kind: str, due_on: date, is_done: bool = False, by: User, at: datetime
) -> Deadline:
    """Something must happen by a day, or happened. Raises DayIsOver, WrittenAlready, NotHeldHere, NotReady, WrongState."""
    current, today = at_hand(matter, by=by), local_day(at)
    if due_on < today and not is_done:
        raise DayIsOver(f"{due_on} lies before {today}")
    done = {"done_on": today, "done_by_id": by.pk} if is_done else {}
    try:
        with transaction.atomic():
            made = Deadline.objects.create(
                matter=current, kind=DeadlineKind(kind), due_on=due_on, **done
            )
    except IntegrityError:
        raise WrittenAlready(f"{kind} by {due_on} stands there") from None
    moved(current, at=at)
    audit.record(by, "casework.deadline_added", made, at=at)
    return made


@transaction.atomic
def tick_deadline(*, deadline: Deadline, by: User, at: datetime) -> Deadline:
    """It happened. Raises TickedAlready, NotHeldHere, WrongState."""
    matter = at_hand(deadline.matter, by=by)
    current = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if current.done_on is not None:
        raise TickedAlready(f"deadline {current.pk} was ticked")
    current.done_on, current.done_by_id = local_day(at), by.pk
    current.save(update_fields=["done_on", "done_by_id"])
    moved(matter, at=at)
    audit.record(by, "casework.deadline_ticked", current, at=at)
    return current


def tend_matters(at: datetime) -> int:
    """Remind of deadlines 14, 7 and 1 days before, and of matters nobody moved for 90 days. How many were told."""
    today = local_day(at)
    soon = Deadline.objects.waiting().filter(
        due_on__gte=today, due_on__lte=today + timedelta(days=REMIND_BEFORE[0])
    )
    told = sum(_remind(pk, today) for pk in list(soon.values_list("pk", flat=True)))
    stale = Matter.objects.stale(today).filter(told_stale_on=None, is_on_hold=False)
    return told + sum(_tell(pk, today) for pk in list(stale.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: UUID, today: date) -> bool:
    """Whether a reminder was due. Nobody's matter: the reminder goes to the office, or waits for whoever takes it."""
    current = Deadline.objects.select_for_update(of=("self",)).select_related("matter").get(pk=pk)
    days = (current.due_on - today).days
    step = min(one for one in REMIND_BEFORE if days <= one)
    if current.done_on or (current.reminded_days is not None and current.reminded_days <= step):
        return False
    worker = colleague(current.matter.taken_by_id)
    if worker is None and current.matter.organization_id is not None:
        return False
    current.reminded_days = step
    current.save(update_fields=["reminded_days"])
    queue(DEADLINE_COMES, current, to=worker, on=today)
    return True


@transaction.atomic
def _tell(pk: UUID, today: date) -> bool:
    current: Matter = Matter.objects.select_for_update(of=("self",)).get(pk=pk)
    worker = colleague(current.taken_by_id)
    if current.told_stale_on is not None or worker is None:
        return False
    current.told_stale_on = today
    current.save(update_fields=["told_stale_on"])
    queue(MATTER_RESTS, current, to=worker, on=today)
    return True
