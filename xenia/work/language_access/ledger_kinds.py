"""What is counted about requests for interpreters. Nobody is counted: who they are for is not known here.

department: the organization that asks. mode: how they meet. outcome: how a request ended. reason: why nobody was found.
method: how it was counted; figures counted in different ways are never added together.
A dialect stands beside its language alone: with a department and a day it could point at one person.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from xenia.ground.common.dates import local_day
from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.operations import Fact, record_all
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.counting import COUNTED_HERE
from xenia.work.language_access.models.request import Status

REQUESTED = "language_access.requested"
DIALECT = "language_access.dialect"
FOUND = "language_access.found"
ENDED = "language_access.ended"
LEAD_DAYS = "language_access.lead_days"
CONFIRM_HOURS = "language_access.confirm_hours"
MEETINGS = "language_access.meetings"
MINUTES = "language_access.minutes"
ABOUT = ("language", "mode", "department", "method")

register(REQUESTED, "Somebody asked for an interpreter.", dimensions=ABOUT)
register(
    DIALECT,
    "Somebody asked for an interpreter of a certain dialect.",
    dimensions=("language", "dialect", "method"),
)
register(
    FOUND,
    "Somebody was found for a request for an interpreter, for the first time.",
    dimensions=ABOUT,
)
register(
    ENDED,
    "A request for an interpreter ended: done, cancelled, not filled, or somebody did not come.",
    dimensions=(*ABOUT, "outcome", "reason"),
)
register(
    LEAD_DAYS,
    "Days between a request and the day it is for; divided by the requests, the average lead.",
    dimensions=ABOUT,
)
register(
    CONFIRM_HOURS,
    "Whole hours from a request until somebody was found; divided by those found, the average wait.",
    dimensions=ABOUT,
)
register(
    MEETINGS,
    "A meeting or a call with an interpreter took place.",
    dimensions=ABOUT,
)
register(MINUTES, "Minutes of interpreting that were done.", dimensions=ABOUT)


def asked_facts(request: InterpreterRequest, *, on: date, times: int = 1) -> Iterator[Fact]:
    """A request came in."""
    lead = (local_day(request.preferred_at) - local_day(request.asked_at)).days
    yield _fact(REQUESTED, request, on, times)
    yield _fact(LEAD_DAYS, request, on, lead * times)
    if request.dialect_counted:
        about = {
            "language": request.language,
            "dialect": request.dialect_counted,
            "method": COUNTED_HERE,
        }
        yield Fact(DIALECT, on, times, about)


def found_facts(request: InterpreterRequest, *, at: datetime) -> Iterator[Fact]:
    """Somebody was found, after so many hours."""
    hours = int((at - request.asked_at).total_seconds() // 3600)
    yield _fact(FOUND, request, local_day(at), 1)
    yield _fact(CONFIRM_HOURS, request, local_day(at), hours)


def ended_facts(
    request: InterpreterRequest, *, on: date, times: int = 1, met: str = ""
) -> Iterator[Fact]:
    """It ended as its status says; a meeting that was done is counted with its minutes. met: how, if not as asked."""
    ending = {"outcome": request.status, "reason": request.cause or request.absent}
    yield _fact(ENDED, request, on, times, **ending)
    if request.status == Status.DONE:
        mode = met or request.mode
        yield _fact(MEETINGS, request, on, times, mode=mode)
        yield _fact(MINUTES, request, on, times * (request.minutes or 0), mode=mode)


def _fact(kind: str, request: InterpreterRequest, on: date, quantity: int, **more: Any) -> Fact:
    about = {
        "language": request.language,
        "mode": request.mode,
        "department": request.organization_id,
        "method": COUNTED_HERE,
    }
    return Fact(kind, on, quantity, about | more)


def count_asked(request: InterpreterRequest, *, on: date, times: int = 1) -> None:
    """A request came in; -1 takes it back where it is asked anew with other words."""
    record_all(asked_facts(request, on=on, times=times))


def count_found(request: InterpreterRequest, *, at: datetime) -> None:
    """Somebody was found, for the first time."""
    record_all(found_facts(request, at=at))


def count_ended(request: InterpreterRequest, *, on: date, times: int = 1, met: str = "") -> None:
    """It ended as its status says; -1 when it is open again after all."""
    record_all(ended_facts(request, on=on, times=times, met=met))
