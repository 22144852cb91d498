"""She is told of each step; colleagues and departments are told what waits for them. No message says what about."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Model

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.messages import COMPLAINT_MOVED, URGENT_CAME
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.office_hours import next_open
from xenia.work.ombudsman.queries.people import colleague, officers, supervisors, who_replies_for

# Before anybody of the office has looked, there is nothing to tell.
UNHEARD: Final = (Status.HELD, Status.DISCARDED)


def tell_her(complaint: Complaint, at: datetime) -> None:
    """There is something to read: to whoever left a way to be told."""
    if complaint.contact_id:
        queue(COMPLAINT_MOVED, complaint, to=complaint, on=local_day(at))


def tell_of_step(step: Step) -> None:
    """Each step of ours, whoever takes it; her own steps she knows."""
    if step.by and step.before and not {step.before, step.after} & set(UNHEARD):
        tell_her(step.record, step.at)


def tell_handler(template: str, complaint: Complaint, at: datetime) -> None:
    """Whoever works on it; nobody while nobody does."""
    tell_colleague(template, complaint, complaint.handler_id, at)


def tell_colleague(template: str, about: Model, who: UUID | None, at: datetime) -> None:
    """A colleague, while she works here."""
    if somebody := colleague(who):
        queue(template, about, to=somebody, on=local_day(at))


def tell_supervisors(template: str, complaint: Complaint, at: datetime) -> None:
    """Those who say who has a complaint; where nobody does, everybody who works on them."""
    for one in supervisors() or officers():
        queue(template, complaint, to=one, on=local_day(at))


def tell_of_urgent(complaint: Complaint, at: datetime) -> None:
    """One that must not wait."""
    tell_supervisors(URGENT_CAME, complaint, at)


def tell_department(template: str, about: Model, department: Organization, at: datetime) -> None:
    """Everybody who answers for a department; where nobody does, the office itself, which calls there.

    It leaves in office hours, so the hour at which somebody of the office works on it tells nothing.
    """
    somebody: list[User | None] = list(who_replies_for(department.pk)) or [None]
    leaves_at = next_open(at)
    for one in somebody:
        message = queue(template, about, to=one, on=local_day(at))
        if leaves_at > at:
            OutboxMessage.objects.filter(pk=message.pk).update(not_before=leaves_at)
