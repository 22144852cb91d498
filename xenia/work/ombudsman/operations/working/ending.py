"""A complaint is closed, taken up again, and looked at a second time by somebody else."""

from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.ground.notifications.operations import queue
from xenia.work.ombudsman.messages import YOURS_NOW
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import REVIEWED, Closing, Status
from xenia.work.ombudsman.operations.clocks import running_clock, start_clock, stop_clock
from xenia.work.ombudsman.operations.counting import count_closed
from xenia.work.ombudsman.operations.standing import answer_clock, end_clocks, taken_up_again
from xenia.work.ombudsman.operations.thread import (
    as_its_handler,
    hold_as_seen,
    move,
    refuse_unless,
    say_to_her,
)
from xenia.work.ombudsman.operations.working.hearing import MayNotHandle
from xenia.work.ombudsman.queries.people import HANDLE


class LookedAtTwice(Exception):
    """Somebody else looked at it again before; there is no third time."""


@transaction.atomic
def close(
    *,
    complaint: Complaint,
    closing: str,
    words: str,
    version: int,
    by: User,
    at: datetime,
    destination: str = "",
    english: str = "",
) -> Complaint:
    """It is over, and she reads why. destination: who decides it or took it up, in words she reads.

    Raises Crossed, WrongState, NotYours, NothingToSay, and what `closing_holds` raises: NoDestination, NothingFound,
    RemedyMissing, RepeatsNothing.
    """
    today = local_day(at)
    move(
        complaint,
        to=Status.CLOSED,
        version=version,
        by=by,
        at=at,
        reason=closing,
        closing=Closing(closing).value,
        destination=destination.strip(),
        closed_on=today,
    )
    say_to_her(complaint, words=words, english=english, by=by, at=at)
    end_clocks(complaint, at)
    count_closed(complaint)
    audit.record(by, "ombudsman.closed", complaint, at=at, fields=["closing"])
    return complaint


@transaction.atomic
def reopen(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """A colleague takes it up again; what we found is due anew. Raises Crossed, NotYours, and WrongState where it is open."""
    refuse_unless(hold_as_seen(complaint, version), (Status.CLOSED,))
    mine = as_its_handler(complaint, by)
    again = {"moved_on": local_day(at)} | mine | taken_up_again(complaint)
    take_step(complaint, to=Status.INVESTIGATING, at=at, version=version, by=by.pk, **again)
    if running_clock(complaint, answer_clock(complaint)) is None:
        start_clock(complaint=complaint, which=answer_clock(complaint), at=at)
    audit.record(by, "ombudsman.reopened", complaint, at=at)
    return complaint


@transaction.atomic
def begin_review(
    *, complaint: Complaint, reviewer: User, version: int, by: User, at: datetime
) -> Complaint:
    """Somebody who did not find at the first stage looks again; she hears that we have her wish.

    Raises Crossed, WrongState, LookedAtTwice, MayNotHandle, FoundBefore.
    """
    refuse_unless(hold_as_seen(complaint, version), REVIEWED)
    if complaint.stage > 1:
        raise LookedAtTwice(f"complaint {complaint.pk} was looked at twice")
    if not (reviewer.is_active and reviewer.may(HANDLE)):
        raise MayNotHandle(f"{reviewer.pk} does not work on complaints")
    fields: dict[str, Any] = {"stage": 2, "reviewer_id": reviewer.pk, "moved_on": local_day(at)}
    if complaint.status == Status.CLOSED:
        fields |= taken_up_again(complaint)
    take_step(complaint, to=Status.REVIEW, at=at, version=version, by=by.pk, **fields)
    stop_clock(complaint=complaint, which=Clock.Which.ACKNOWLEDGE, at=at)
    start_clock(complaint=complaint, which=Clock.Which.REVIEW, at=at)
    audit.record(by, "ombudsman.review_begun", complaint, at=at, fields=["reviewer_id"])
    if reviewer.pk != by.pk:
        queue(YOURS_NOW, complaint, to=reviewer, on=local_day(at))
    return complaint
