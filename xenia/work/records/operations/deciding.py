"""Counsel's gate."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import (
    NAMES_NOBODY,
    RELEASES,
    SIGNED,
    Decision,
    Signed,
    Status,
)
from xenia.work.records.operations.holding import NobodyNamed


class AlreadyExtracted(Exception):
    """Records were opened under this decision: it stands."""


class SignatureUnclear(Exception):
    """Nobody settled yet whether a judge signed the paper: nothing is released on it."""


@transaction.atomic
def hand_to_counsel(*, request: RecordsRequest, by: User, at: datetime) -> RecordsRequest:
    """Lay a request before counsel. Raises WrongState when somebody did before."""
    if not by.may("records.receive"):
        raise PermissionDenied
    _locked(request, Status.RECEIVED)
    transition(request, to=Status.COUNSEL, at=at)
    audit.record(by, "records.handed_to_counsel", request, at=at)
    return request


@transaction.atomic
def decide_request(
    *, request: RecordsRequest, decision: str, refusal: str = "", by: User, at: datetime
) -> RecordsRequest:
    """Counsel decides what leaves the office. Until then nothing does.

    decision: one of Decision. refusal: why something is not given, for a refusal or a part.
    Raises PermissionDenied for anybody who is no counsel, WrongState when somebody was first; for a release,
    SignatureUnclear and NobodyNamed.
    """
    if not by.may("records.decide"):
        raise PermissionDenied
    if decision not in set(Decision):
        raise ValueError(f"unknown decision {decision!r}: expected one of {Decision.values}")
    if decision in RELEASES:
        _refuse_unsettled(request)
    gives_no_reason = decision not in (Decision.PART, Decision.REFUSED)
    transition(
        request,
        to=Status.DECIDED,
        at=at,
        decision=decision,
        refusal="" if gives_no_reason else refusal,
        decided_by_id=by.pk,
        decided_at=at,
    )
    audit.record(by, "records.decided", request, at=at, fields=["decision"])
    return request


def _refuse_unsettled(request: RecordsRequest) -> None:
    """Something may be released once it is settled who signed, and whose records are meant."""
    # Locked: nobody is taken out of the request while counsel decides about her.
    current = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    if current.status != Status.COUNSEL:
        raise WrongState(current, current.status, Status.DECIDED)
    if current.kind in SIGNED and current.judge_signed == Signed.UNCLEAR:
        raise SignatureUnclear(f"{current.number}: nobody settled whether a judge signed it")
    if current.kind not in NAMES_NOBODY and not current.people.exists():
        raise NobodyNamed(f"{current.number} names nobody")


@transaction.atomic
def look_again(*, request: RecordsRequest, by: User, at: datetime) -> RecordsRequest:
    """Counsel takes a decision back before anything left. Raises AlreadyExtracted, WrongState."""
    if not by.may("records.decide"):
        raise PermissionDenied
    current = _locked(request, Status.DECIDED)
    if current.extractions.exists():
        raise AlreadyExtracted(f"{current.number}: records were opened under this decision")
    transition(
        request,
        to=Status.COUNSEL,
        at=at,
        decision="",
        refusal="",
        decided_by_id=None,
        decided_at=None,
    )
    audit.record(by, "records.decision_taken_back", request, at=at, fields=["decision"])
    return request


def _locked(request: RecordsRequest, status: Status) -> RecordsRequest:
    """The request as it is now, in this state: two ways lead to counsel. Raises WrongState."""
    current: RecordsRequest = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    if current.status != status:
        raise WrongState(current, current.status, Status.COUNSEL)
    return current
