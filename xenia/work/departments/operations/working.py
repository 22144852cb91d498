"""The office works on a report: answers her, asks the department, says what became of it."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.ground.notifications.operations import queue
from xenia.work.departments.messages import ASKED_ABOUT_A_REFUSAL, REPORT_MOVED
from xenia.work.departments.models import Refusal, RefusalWord
from xenia.work.departments.models.refusal import Closing, Status
from xenia.work.departments.operations.statements import NotTheirDepartment
from xenia.work.departments.operations.telling import tell_department
from xenia.work.departments.operations.thread import (
    OPEN_AGAIN,
    add_words,
    count_closed,
    count_less,
    locked,
)

REPLY = "departments.reply"


class NamesSomebody(ValueError):
    """What the department reads must name nobody: the office says so before it asks."""


@transaction.atomic
def answer_her(*, refusal: Refusal, words: str, version: int, by: User, at: datetime) -> Refusal:
    """Our words to her; she is told, the way she chose, that there is something to read.

    version: of the report the colleague saw. Raises Crossed, and WrongState when it is closed.
    """
    take_step(
        refusal,
        to=Status.ANSWERED,
        at=at,
        version=version,
        by=by.pk,
        moved_on=local_day(at),
    )
    add_words(refusal, kind=RefusalWord.Kind.ANSWER, text=words, by=by, at=at)
    audit.record(by, "departments.refusal_answered", refusal, at=at)
    tell_her(refusal, at)
    return refusal


def tell_her(refusal: Refusal, at: datetime) -> None:
    """There is something to read: to whoever left a way to be told."""
    if refusal.contact_id:
        queue(REPORT_MOVED, refusal, to=refusal, on=local_day(at))


@transaction.atomic
def ask_department(
    *,
    refusal: Refusal,
    words: str,
    names_nobody: bool,
    version: int,
    by: User,
    at: datetime,
) -> Refusal:
    """The office asks the department what happened, in words written afresh that name nobody and quote nothing of hers.

    Raises NamesSomebody, Crossed, WrongState.
    """
    if not names_nobody:
        raise NamesSomebody(f"report {refusal.pk}: nobody said that the question names nobody")
    take_step(refusal, to=Status.ASKED, at=at, version=version, by=by.pk, moved_on=local_day(at))
    add_words(refusal, kind=RefusalWord.Kind.QUESTION, text=words, by=by, at=at)
    audit.record(by, "departments.department_asked", refusal, at=at)
    department = refusal.service.organization
    assert department  # a city service has one
    tell_department(ASKED_ABOUT_A_REFUSAL, department, at)
    return refusal


@transaction.atomic
def reply_for_department(
    *, refusal: Refusal, words: str, version: int, by: User, at: datetime
) -> Refusal:
    """The department says what happened, or what it put right. Raises NotTheirDepartment, Crossed, WrongState."""
    if not by.may(REPLY, organization=refusal.service.organization_id):
        raise NotTheirDepartment(f"report {refusal.pk} is about another department")
    if locked(refusal).status != Status.ASKED:
        raise WrongState(refusal, refusal.status, Status.WAITING)
    take_step(refusal, to=Status.WAITING, at=at, version=version, by=by.pk, moved_on=local_day(at))
    add_words(refusal, kind=RefusalWord.Kind.REPLY, text=words, by=by, at=at)
    audit.record(by, "departments.department_replied", refusal, at=at)
    return refusal


@transaction.atomic
def close_refusal(
    *, refusal: Refusal, closing: str, version: int, by: User, at: datetime
) -> Refusal:
    """It is said what became of it; she reads it with her code. Raises Crossed, WrongState."""
    today = local_day(at)
    take_step(
        refusal,
        to=Status.CLOSED,
        at=at,
        version=version,
        by=by.pk,
        reason=closing,
        closing=Closing(closing),
        closed_on=today,
        moved_on=today,
    )
    audit.record(by, "departments.refusal_closed", refusal, at=at, fields=["closing"])
    count_closed(refusal)
    tell_her(refusal, at)
    return refusal


@transaction.atomic
def reopen_refusal(*, refusal: Refusal, version: int, by: User, at: datetime) -> Refusal:
    """A colleague takes it up again. Raises Crossed, and WrongState when it is not closed."""
    current = locked(refusal)
    if current.status != Status.CLOSED:
        raise WrongState(current, current.status, Status.WAITING)
    count_less(current)
    again = {"moved_on": local_day(at), **OPEN_AGAIN}
    take_step(refusal, to=Status.WAITING, at=at, version=version, by=by.pk, **again)
    audit.record(by, "departments.refusal_reopened", refusal, at=at)
    return refusal
