"""The answer leaves, and the request is closed."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger import operations as ledger
from xenia.work.records.ledger_kinds import ANSWERED
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Status
from xenia.work.records.operations.extraction import SamePerson


class CannotAnswer(Exception):
    """The answer does not fit the decision: something would leave that counsel did not release."""


@transaction.atomic
def answer_request(
    *,
    request: RecordsRequest,
    released_kinds: Collection[str] = (),
    refused_kinds: Collection[str] = (),
    by: User,
    at: datetime,
) -> RecordsRequest:
    """Note that the answer went out, and which kinds of record were given or refused: their codes alone.

    A release goes out through a second person, never the counsel who decided. Raises SamePerson, CannotAnswer,
    WrongState before the decision or when somebody was first.
    """
    current = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    if current.status == Status.DECIDED:
        _refuse_unfit(current, released_kinds, by)
    transition(
        request,
        to=Status.ANSWERED,
        at=at,
        answered_by_id=by.pk,
        answered_at=at,
        released_kinds=sorted(released_kinds),
        refused_kinds=sorted(refused_kinds),
    )
    audit.record(by, "records.answered", request, at=at, fields=["released_kinds", "refused_kinds"])
    _count(request, at, outcome=str(request.decision))
    return request


def _refuse_unfit(current: RecordsRequest, released_kinds: Collection[str], by: User) -> None:
    if not current.releases:
        if released_kinds:
            raise CannotAnswer(f"{current.number}: counsel did not release anything")
        if not by.may("records.read"):
            raise PermissionDenied
        return
    if not by.may("records.release"):
        raise PermissionDenied
    if by.pk == current.decided_by_id:
        raise SamePerson(f"{current.number}: who decided does not release")
    if current.people.exists() and not current.extractions.exists():
        raise CannotAnswer(f"{current.number}: nothing was extracted yet")


@transaction.atomic
def close_request(*, request: RecordsRequest, by: User, at: datetime) -> RecordsRequest:
    """Lay an answered request away. Its term begins. Raises WrongState."""
    if not by.may("records.read"):
        raise PermissionDenied
    transition(request, to=Status.CLOSED, at=at, closed_on=local_day(at))
    audit.record(by, "records.closed", request, at=at)
    return request


@transaction.atomic
def withdraw_request(*, request: RecordsRequest, by: User, at: datetime) -> RecordsRequest:
    """Who asked takes the request back before counsel decided. Raises WrongState after that."""
    if not by.may("records.read"):
        raise PermissionDenied
    transition(request, to=Status.WITHDRAWN, at=at, closed_on=local_day(at))
    audit.record(by, "records.withdrawn", request, at=at)
    _count(request, at, outcome=Status.WITHDRAWN)
    return request


def _count(request: RecordsRequest, at: datetime, *, outcome: str) -> None:
    ledger.record(
        kind=ANSWERED,
        on=local_day(at),
        reason=request.kind,
        mode=request.judge_signed,
        outcome=outcome,
    )
