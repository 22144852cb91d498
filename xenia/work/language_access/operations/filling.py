"""What a colleague does about a request nobody can take as it is: another time, another mode, or an end with its cause."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.language_access.ledger_kinds import count_ended
from xenia.work.language_access.models import Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.request import Cause, Mode, Status
from xenia.work.language_access.operations.asking import Asked
from xenia.work.language_access.operations.changing import change_request
from xenia.work.language_access.operations.offers import CAN_BE_OFFERED, send_offers
from xenia.work.language_access.operations.seats import (
    close,
    locked_request,
    refuse_unless,
    reopen_count,
    tell_asker,
)

UNFILLED = "language_access.request_unfilled"
READ_APART = frozenset({"also"})


def asked_of(request: InterpreterRequest) -> Asked:
    """What was asked for, to be said again or otherwise."""
    names = [one.name for one in fields(Asked) if one.name not in READ_APART]
    said: dict[str, Any] = {name: getattr(request, name) for name in names}
    said |= {name: str(said[name]) for name in ("place", "topic", "note")}
    return Asked(**said, also=tuple(request.modes[1:]))


@transaction.atomic
def ask_at_another_time(
    *,
    request: InterpreterRequest,
    start: datetime,
    to: Sequence[Interpreter] | None,
    by: User,
    at: datetime,
) -> list[Offer]:
    """It may begin at another time, and who is free then is asked. Whoever asked for it is told.

    Returns the offers. Raises WrongState when somebody comes already or it is over, NotATime.
    """
    asked = asked_of(request)
    asked = replace(
        asked,
        preferred_at=start,
        earliest_at=min(start, request.earliest_at),
        latest_at=max(request.ends(start), request.latest_at),
    )
    return _ask_so(request, asked, to, by, at)


@transaction.atomic
def ask_in_another_mode(
    *,
    request: InterpreterRequest,
    mode: str,
    to: Sequence[Interpreter] | None,
    by: User,
    at: datetime,
) -> list[Offer]:
    """Video or phone would do as well, and who works so is asked. Whoever asked for it is told.

    Returns the offers. Raises WrongState when somebody comes already or it is over.
    """
    asked = asked_of(request)
    asked = replace(asked, also=tuple({*asked.also, Mode(mode).value}))
    return _ask_so(request, asked, to, by, at)


def _ask_so(
    request: InterpreterRequest,
    asked: Asked,
    to: Sequence[Interpreter] | None,
    by: User,
    at: datetime,
) -> list[Offer]:
    current = locked_request(request)
    refuse_unless(current, *CAN_BE_OFFERED, to=Status.OFFERED)
    changed = change_request(request=current, asked=asked, by=by, at=at)
    tell_asker(changed, at=at)
    return send_offers(request=changed, to=to, by=by, at=at)


@transaction.atomic
def leave_unfilled(
    *, request: InterpreterRequest, cause: str, by: User, at: datetime
) -> InterpreterRequest:
    """A colleague says that nobody is to be had, and why; or sets the cause right. Whoever asked is told.

    Raises WrongState when somebody comes or it is over; ValueError for an unknown cause.
    """
    current = locked_request(request)
    refuse_unless(current, *CAN_BE_OFFERED, to=Status.UNFILLED)
    if current.status == Status.UNFILLED:
        return _set_right(current, Cause(cause), by, at)
    close(current, to=Status.UNFILLED, by=by, act=UNFILLED, at=at, cause=Cause(cause))
    tell_asker(current, at=at)
    return current


def _set_right(
    current: InterpreterRequest, cause: Cause, by: User, at: datetime
) -> InterpreterRequest:
    reopen_count(current, at)
    current.cause = cause
    current.save(update_fields=["cause"])
    count_ended(current, on=local_day(at))
    audit.record(by, UNFILLED, current, at=at, fields=["cause"])
    return current
