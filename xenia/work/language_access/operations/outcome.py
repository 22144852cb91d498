"""What became of a meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.work.language_access.asking_kinds import count_late
from xenia.work.language_access.ledger_kinds import count_ended
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import Absent, Status
from xenia.work.language_access.operations.changing import beginning
from xenia.work.language_access.operations.seats import locked_request, refuse_unless

MOST_MINUTES = 24 * 60


class NotOverYet(Exception):
    """It has not begun: cancel it instead."""


class HowLong(ValueError):
    """A meeting that took place took some minutes; one that did not, says who was absent."""


@transaction.atomic
def record_outcome(
    *,
    request: InterpreterRequest,
    minutes: int | None = None,
    absent: str = "",
    late_minutes: int | None = None,
    by: User | None,
    at: datetime,
) -> InterpreterRequest:
    """It took place and took so many minutes, or somebody did not come.

    late_minutes: how much later than agreed the interpreter came.

    Raises HowLong unless just one of both is said, NotOverYet, WrongState when nobody was booked or it is told already.
    """
    _check(minutes, absent, late_minutes)
    current = locked_request(request)
    to = Status.NO_SHOW if absent else Status.DONE
    refuse_unless(current, Status.FILLED, to=to)
    if at < beginning(current):
        raise NotOverYet(f"request {current.pk} begins later")
    said: dict[str, Any] = {"minutes": minutes, "late_minutes": late_minutes}
    if absent:
        said = {"absent": Absent(absent)}
    transition(current, to=to, at=at, closed_on=local_day(at), **said)
    met = current.bookings.standing().values_list("mode", flat=True).first()
    count_ended(current, on=local_day(at), met=met or "")
    count_late(current, on=local_day(at))
    audit.record(by, f"language_access.request_{to}", current, at=at)
    return current


def _check(minutes: int | None, absent: str, late_minutes: int | None) -> None:
    if (minutes is None) == (not absent) or not 0 < (minutes or 1) <= MOST_MINUTES:
        raise HowLong(f"{minutes} minutes, {absent!r} absent: expected one of both")
    if late_minutes is not None and (absent or not 0 < late_minutes <= MOST_MINUTES):
        raise HowLong(f"{late_minutes} minutes late, {absent!r} absent: only who came came late")
