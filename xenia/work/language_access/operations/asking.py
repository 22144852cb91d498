"""Somebody asks for an interpreter: the one operation that departments, partners and every other room call."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone, local_day, local_time
from xenia.ground.common.languages import language as known_language
from xenia.ground.reference.models import Area
from xenia.ground.vault.subjects import new_subject
from xenia.registers.directory.models import Organization
from xenia.work.language_access.ledger_kinds import count_asked
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import (
    LONGEST_MINUTES,
    QUARTER,
    Direction,
    Mode,
    Priority,
)
from xenia.work.language_access.queries.dialects import dialect_counted
from xenia.work.language_access.terms import team_for

ENGLISH = "en"
LONGEST_WINDOW = timedelta(days=7)
MOST_REPEATED = 53
DAYS_AHEAD = 366
TURNED = {Direction.INTO: Direction.FROM, Direction.FROM: Direction.INTO}


class NotATime(ValueError):
    """It begins later than now, within its window, on a quarter of an hour, and takes at most eight hours."""


class TooFarAhead(NotATime):
    """Nobody knows yet who can come so long from now."""


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What is asked for. Who it is for is not said.

    preferred_at: when it should begin. earliest_at, latest_at: the window in which it can begin and must be over; left
    out, it begins at `preferred_at`. also: other modes that would do. topic, place, note: sealed.
    topic_is_sealed: only who asked and who comes read what it is about. team: how many interpreters;
    None: as many as the length asks for (`terms.team_for`).
    """

    organization: Organization
    language: str
    preferred_at: datetime
    length_minutes: int
    mode: str = Mode.IN_PERSON
    also: tuple[str, ...] = ()
    earliest_at: datetime | None = None
    latest_at: datetime | None = None
    other_language: str = ENGLISH
    direction: str = Direction.BOTH
    dialect: str = ""
    area: Area | None = None
    place: str = ""
    topic: str = ""
    topic_is_sealed: bool = False
    note: str = ""
    gender: str = ""
    gender_is_needed: bool = False
    least_rank: int = 1
    sight: bool = False
    relay: bool = False
    team: int | None = None
    priority: int = Priority.USUAL
    origin: str = ""
    origin_id: UUID | None = None

    def record_fields(self) -> dict[str, Any]:
        """What lies in the record. Raises NotATime, UnknownLanguage, ValueError."""
        said = {name: getattr(self, name) for name in self.__slots__ if name != "also"}
        said |= self._languages() | self._times()
        said["team"] = self.team or team_for(
            language=said["language"], mode=self.mode, minutes=said["length_minutes"]
        )
        return said | {f"or_{mode}": mode in self.also for mode in Mode if mode != Mode(self.mode)}

    def _languages(self) -> dict[str, str]:
        """English always stands second."""
        first, second = (known_language(one).code for one in (self.language, self.other_language))
        direction = Direction(self.direction)
        if first == ENGLISH:
            first, second, direction = second, first, TURNED.get(direction, direction)
        if first == second:
            raise ValueError(f"one language, {first!r}, needs no interpreter")
        return {"language": first, "other_language": second, "direction": direction}

    def _times(self) -> dict[str, Any]:
        minutes = -(-self.length_minutes // 15) * 15
        if not 0 < minutes <= LONGEST_MINUTES:
            raise NotATime(f"{self.length_minutes} minutes: expected 1 to {LONGEST_MINUTES}")
        length = timedelta(minutes=minutes)
        earliest = self.earliest_at or self.preferred_at
        latest = self.latest_at or self.preferred_at + length
        _check_window(earliest, self.preferred_at, latest, length)
        return {"earliest_at": earliest, "latest_at": latest, "length_minutes": minutes}


def last_day(at: datetime) -> date:
    """The last day one can ask for; a series that begins by then may go on."""
    return local_day(at) + timedelta(days=DAYS_AHEAD)


def refuse_too_far(asked: Asked, at: datetime) -> None:
    """Raises TooFarAhead."""
    if local_day(asked.preferred_at) > last_day(at):
        raise TooFarAhead(f"{asked.preferred_at}: expected {last_day(at)} at the latest")


def _check_window(
    earliest: datetime, preferred: datetime, latest: datetime, length: timedelta
) -> None:
    for moment in (earliest, preferred):
        if moment.tzinfo is None or moment.minute % 15 or moment.second or moment.microsecond:
            raise NotATime(f"{moment}: expected a quarter of an hour, timezone-aware")
    if not earliest <= preferred <= latest - length:
        raise NotATime(f"{preferred}: expected within {earliest} and {latest}")
    if latest - earliest > LONGEST_WINDOW:
        raise NotATime(f"a window of {latest - earliest}: expected at most {LONGEST_WINDOW}")


@transaction.atomic
def request_interpreter(
    *, asked: Asked, weekly_until: date | None = None, by: User | None, at: datetime
) -> InterpreterRequest:
    """An interpreter is asked for, once or every week until a day. Returns the first request of the series.

    The one operation every room calls. Fill `Asked`: organization, language, `preferred_at` (on a quarter of an hour)
    and `length_minutes` are enough. A room names its own record as `origin` ("events.session") and `origin_id`, and
    puts into `HEARD_BY`, under the same origin, what is called with (request, at) when somebody comes, nobody is
    found, or it is over. Interpreters are asked by themselves from two weeks before; `send_offers` asks at once.
    Who the meeting is for is never said.

    by: the colleague who asks; None when another room does. Raises NotATime, TooFarAhead, UnknownLanguage, ValueError.
    """
    first = _ask(asked, None, weekly_until, by, at)
    if weekly_until is not None:
        for number in range(1, MOST_REPEATED):
            week = _weeks_later(asked, number)
            if local_day(week.preferred_at) > weekly_until:
                break
            _ask(week, first, None, by, at)
    return first


def _ask(
    asked: Asked,
    first: InterpreterRequest | None,
    weekly_until: date | None,
    by: User | None,
    at: datetime,
) -> InterpreterRequest:
    said = asked.record_fields()
    if said["latest_at"] - timedelta(minutes=said["length_minutes"]) < at - QUARTER:
        raise NotATime(f"{asked.preferred_at} is over")
    if first is None:
        refuse_too_far(asked, at)
    request = InterpreterRequest(
        subject_id=new_subject(),
        asked_by=by,
        asked_at=at,
        said_at=at,
        series=first,
        weekly_until=weekly_until,
        dialect_counted=dialect_counted(said["language"], said["dialect"]),
        **said,
    )
    request.save(force_insert=True)
    audit.record(by, "language_access.interpreter_requested", request, at=at)
    count_asked(request, on=local_day(at))
    return request


def _weeks_later(asked: Asked, weeks: int) -> Asked:
    """The same time on the clock, some weeks later; where the clocks change in between, too."""

    def later(moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        local = local_time(moment).replace(tzinfo=None) + timedelta(weeks=weeks)
        return local.replace(tzinfo=city_zone())

    preferred = later(asked.preferred_at)
    assert preferred
    return replace(
        asked,
        preferred_at=preferred,
        earliest_at=later(asked.earliest_at),
        latest_at=later(asked.latest_at),
    )
