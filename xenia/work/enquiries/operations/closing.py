"""A question is closed, opened again, and closes by itself."""

import contextlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.operations import remove_contact_point
from xenia.ground.vault.subjects import UnderHold
from xenia.work.enquiries.deadlines import answer_by
from xenia.work.enquiries.ledger_kinds import CLOSED
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.models.enquiry import Closing, Status
from xenia.work.enquiries.operations.thread import locked

# How long an answer stands before its question closes by itself, and how long her contact is then still known.
CLOSES_AFTER = timedelta(days=30)
CONTACT_KEPT = timedelta(days=14)
BY_ITSELF = {Status.ANSWERED: Closing.ANSWERED, Status.ASKED_BACK: Closing.NO_REPLY}
OPEN_AGAIN: dict[str, Any] = {"closing": "", "closed_from": "", "closed_on": None}


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, why: str, by: User | None, at: datetime) -> Enquiry:
    """Nothing more is to be done; from today its term runs. Raises WrongState."""
    current = locked(enquiry)
    transition(
        enquiry,
        to=Status.CLOSED,
        at=at,
        closing=Closing(why),
        closed_from=current.status,
        closed_on=local_day(at),
        moved_on=local_day(at),
        wants_translation=False,
    )
    audit.record(by, "enquiries.closed", enquiry, at=at, fields=["closing"])
    ledger.record(kind=CLOSED, on=local_day(at), reason=enquiry.asker, outcome=enquiry.closing)
    return enquiry


@transaction.atomic
def undo_close(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """It was closed by mistake: it stands again as it stood. Raises WrongState."""
    current = _closed(enquiry)
    count_less(current)
    transition(enquiry, to=current.closed_from, at=at, moved_on=local_day(at), **OPEN_AGAIN)
    audit.record(by, "enquiries.close_undone", enquiry, at=at)
    return enquiry


@transaction.atomic
def reopen(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """A colleague takes up again what was answered or closed; our answer is due anew. Raises WrongState."""
    current = locked(enquiry)
    if current.status not in (Status.CLOSED, Status.ANSWERED, Status.ASKED_BACK):
        raise WrongState(current, current.status, Status.TAKEN)
    count_less(current)
    due = answer_by(current.asker, local_day(at))
    transition(
        enquiry,
        to=Status.TAKEN,
        at=at,
        taken_by_id=by.pk,
        due_on=due.due_on,
        calendar_version=due.calendar_version,
        moved_on=local_day(at),
        **OPEN_AGAIN,
    )
    audit.record(by, "enquiries.reopened", enquiry, at=at)
    return enquiry


def _closed(enquiry: Enquiry) -> Enquiry:
    current = locked(enquiry)
    if current.status != Status.CLOSED:
        raise WrongState(current, current.status, current.closed_from or Status.TAKEN)
    return current


def count_less(current: Enquiry) -> None:
    """Take back that it was closed, if it was. The counts of a closed year stay as they are."""
    if current.closed_on is None:
        return
    with contextlib.suppress(YearIsClosed):
        ledger.record(
            kind=CLOSED,
            on=current.closed_on,
            quantity=-1,
            reason=current.asker,
            outcome=current.closing,
        )


def tidy_enquiries(at: datetime) -> int:
    """Close what was answered a month ago, and forget contacts nobody needs any more. How many were closed."""
    today = local_day(at)
    stale = Enquiry.objects.filter(status__in=BY_ITSELF, moved_on__lte=today - CLOSES_AFTER)
    closed = sum(_close_by_itself(enquiry, at) for enquiry in stale)
    done = Enquiry.objects.filter(status=Status.CLOSED, closed_on__lte=today - CONTACT_KEPT)
    for contact in ContactPoint.objects.filter(
        pk__in=done.exclude(contact=None).values("contact_id")
    ):
        with contextlib.suppress(UnderHold):
            remove_contact_point(contact=contact, by=None, at=at)
    return closed


def _close_by_itself(enquiry: Enquiry, at: datetime) -> bool:
    """False when she wrote again at this very moment."""
    why = BY_ITSELF[Status(enquiry.status)]
    with contextlib.suppress(WrongState), transaction.atomic():
        if locked(enquiry).status == enquiry.status:
            close_enquiry(enquiry=enquiry, why=why, by=None, at=at)
            return True
    return False
