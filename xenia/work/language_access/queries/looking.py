"""One request before a colleague who looks for somebody: who can go, who cannot and why, what would fill it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xenia.ground.common.dates import local_day
from xenia.work.language_access.matching import Lever
from xenia.work.language_access.models import Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.request import Cause
from xenia.work.language_access.queries.asked import asked_before
from xenia.work.language_access.queries.requests import line_for
from xenia.work.language_access.queries.roster import pairs_of
from xenia.work.language_access.queries.slots import week_start
from xenia.work.language_access.queries.weeks import Beside, Fill, WeekOfRequests


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the language beside the request. was_asked: she had her turn. rank: her credential's, for it."""

    person: Interpreter
    beside: Beside
    was_asked: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Filling:
    """One thing that would fill it, and whom it concerns."""

    lever: Lever
    people: tuple[Interpreter, ...]
    start_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything a colleague needs to decide. others: how many of the roster do not have the language."""

    fits: tuple[Candidate, ...]
    against: tuple[Candidate, ...]
    others: int
    fillings: tuple[Filling, ...]
    cause: Cause
    line: Interpreter | None


def look(request: InterpreterRequest, at: datetime) -> Looked:
    """Who fits best first; then those with the least in the way."""
    week = WeekOfRequests(week_start(request.preferred_at), at)
    besides = week.beside(request)
    speak = [one for one in besides if Cause.LANGUAGE not in one.against]
    fills = week.fills(request)
    people = _people(speak, fills)
    before, ranks = asked_before(request), _ranks(request, people)
    lines = [
        Candidate(
            people[one.interpreter], one, one.interpreter in before, ranks.get(one.interpreter, 0)
        )
        for one in speak
    ]
    fits, cause = tuple(one for one in lines if one.beside.fits), week.cause(request)
    is_free = cause == Cause.OPEN and not all(one.was_asked for one in fits)
    return Looked(
        fits=fits,
        against=tuple(one for one in lines if not one.beside.fits),
        others=len(besides) - len(speak),
        # Nothing need move while somebody can still be asked for the time that is wished.
        fillings=tuple(
            _filling(one, people) for one in fills if not (is_free and one.lever == Lever.SHIFT)
        ),
        cause=cause,
        line=line_for(request.language, week.start),
    )


def _ranks(request: InterpreterRequest, people: dict[UUID, Interpreter]) -> dict[UUID, int]:
    """The credential that counts for the languages of the request; where both ways count, the lower one."""
    on, ways = local_day(request.preferred_at), set(request.directions())
    found: dict[UUID, list[Any]] = {**pairs_of(people.values(), on)}
    return {
        who: min(
            (pair.rank for pair in pairs if (pair.from_language, pair.to_language) in ways),
            default=0,
        )
        for who, pairs in found.items()
    }


def _people(speak: Sequence[Beside], fills: Sequence[Fill]) -> dict[UUID, Interpreter]:
    wanted = {one.interpreter for one in speak}
    wanted |= {who for one in fills for who in one.interpreters}
    found: dict[UUID, Interpreter] = Interpreter.objects.in_bulk(list(wanted))
    return found


def _filling(fill: Fill, people: dict[UUID, Interpreter]) -> Filling:
    return Filling(fill.lever, tuple(people[one] for one in fill.interpreters), fill.start_at)


def offers_of(request: InterpreterRequest) -> list[Offer]:
    """Who was asked, by tier."""
    rows = request.offers.select_related("interpreter").order_by("-tier", "sent_at", "pk")
    return list(rows)
