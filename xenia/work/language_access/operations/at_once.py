"""Somebody stands here and cannot be understood: a vendor's line is called at once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.registers.directory.models import Organization
from xenia.work.language_access.asking_kinds import count_needed_now
from xenia.work.language_access.models import Interpreter, InterpreterRequest
from xenia.work.language_access.models.request import QUARTER, Mode, Priority, Status
from xenia.work.language_access.operations.asking import Asked, request_interpreter
from xenia.work.language_access.operations.assigning import book_vendor_line
from xenia.work.language_access.operations.offers import give_up, send_offers
from xenia.work.language_access.operations.seats import locked_request
from xenia.work.language_access.queries.requests import line_for

MINUTES_AT_ONCE = 30
WITHIN = timedelta(hours=1)


class Now(StrEnum):
    """How it went."""

    LINE = "line"
    ASKED = "asked"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The request, and how it went."""

    request: InterpreterRequest
    how: Now


@transaction.atomic
def ask_at_once(
    *,
    organization: Organization,
    language: str,
    origin: str = "",
    origin_id: UUID | None = None,
    by: User | None,
    at: datetime,
) -> AtOnce:
    """Somebody is needed this minute: a vendor's line that has the language takes it; else all who are free are asked.

    It is counted, also where nobody is to be had. origin, origin_id: the record of the room that asks, as in `Asked`.
    Raises UnknownLanguage, ValueError.
    """
    line = line_for(known_language(language).code, local_day(at))
    asked = _asked(organization, language, line is not None, at)
    asked = replace(asked, origin=origin, origin_id=origin_id)
    request = request_interpreter(asked=asked, by=by, at=at)
    how = _find(request, line, by, at)
    count_needed_now(request, outcome=how, on=local_day(at))
    request.refresh_from_db(fields=["status", "cause", "closed_on", "filled_at"])
    return AtOnce(request, how)


def as_it_went(request: InterpreterRequest) -> AtOnce:
    """The same for whoever looks once more, as the request stands now."""
    how = {Status.FILLED: Now.LINE, Status.UNFILLED: Now.NOBODY}
    return AtOnce(request, how.get(Status(request.status), Now.ASKED))


def _asked(organization: Organization, language: str, has_line: bool, at: datetime) -> Asked:
    """By phone, now; within the hour where somebody has to be found first."""
    start = this_quarter(at)
    wait = timedelta(0) if has_line else WITHIN
    return Asked(
        organization=organization,
        language=language,
        preferred_at=start,
        latest_at=start + timedelta(minutes=MINUTES_AT_ONCE) + wait,
        length_minutes=MINUTES_AT_ONCE,
        mode=Mode.PHONE,
        least_rank=0,
        priority=Priority.RIGHTS,
    )


def _find(
    request: InterpreterRequest, line: Interpreter | None, by: User | None, at: datetime
) -> Now:
    if line is not None:
        book_vendor_line(request=request, line=line, start=request.preferred_at, by=by, at=at)
        return Now.LINE
    if send_offers(request=request, by=by, at=at):
        return Now.ASKED
    give_up(locked_request(request), at=at)
    return Now.NOBODY


def this_quarter(at: datetime) -> datetime:
    """The quarter of an hour that is running."""
    return at - (at - at.replace(minute=0, second=0, microsecond=0)) % QUARTER
