"""Why somebody can or cannot be sent, and why a request stays unfilled: as codes, which the room says in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from . import rules
from .board import Board
from .fit import Cost, Fit
from .week import Candidate, Held, Id, Mode, Need, Week


class Reason(StrEnum):
    """What stands in the way, in the order in which we ask; for a request, the first that leaves too few."""

    LANGUAGE = "language"
    DIRECTION = "direction"
    CREDENTIAL = "credential"
    MODE = "mode"
    GENDER = "gender"
    CONFLICT = "conflict"
    DO_NOT_SEND = "do_not_send"
    NOT_AVAILABLE = "not_available"
    CAP = "cap"
    BUSY = "busy"
    TRAVEL = "travel"
    NOT_TOGETHER = (
        "not_together"  # of a team: each is free at some start, but not enough at the same
    )
    OPEN = "open"  # nothing: somebody is free and has not been booked


class Favour(StrEnum):
    """What speaks for somebody who can be sent."""

    PREFERRED_START = "preferred_start"
    WISH_MET = "wish_met"
    NO_HOURS_YET = "no_hours_yet"
    NO_TRAVEL = "no_travel"
    NOT_SCARCE = "not_scarce"


@dataclass(frozen=True, slots=True)
class Why:
    """One interpreter beside one request. start and cost: where nothing stands in the way."""

    interpreter: Id
    against: tuple[Reason, ...]
    in_favour: tuple[Favour, ...] = ()
    start: int | None = None
    cost: Cost | None = None

    @property
    def fits(self) -> bool:
        """Whether she can be sent."""
        return not self.against


RULES = (
    (Reason.CREDENTIAL, rules.is_qualified),
    (Reason.MODE, rules.has_the_mode),
    (Reason.GENDER, rules.has_the_gender),
    (Reason.CONFLICT, rules.has_no_conflict),
    (Reason.DO_NOT_SEND, rules.may_be_sent),
)


def why(need: Need, candidate: Candidate, week: Week) -> Why:
    """Why this interpreter can be sent, or everything that stands in the way."""
    return next(one for one in why_each(need, week) if one.interpreter == candidate.id)


def why_each(need: Need, week: Week) -> list[Why]:
    """Every interpreter of the week beside the request: who fits best first, then those with the least in the way."""
    alone = replace(week.without(need.id), needs=(need,))
    fit = Fit(Board(alone))
    free = {fit.board.candidates[who].id: (who, start) for _, who, start in fit.direct(0)}
    found = []
    for person in alone.candidates:
        if person.id in free:
            who, start = free[person.id]
            cost = fit.cost(0, who, start)
            found.append(Why(person.id, (), tuple(_favours(need, cost)), start, cost))
        else:
            found.append(Why(person.id, tuple(against(need, person, alone))))
    return sorted(found, key=lambda one: (len(one.against), sum(one.cost or ())))


def _favours(need: Need, cost: Cost) -> Iterator[Favour]:
    if not cost.off_preferred:
        yield Favour.PREFERRED_START
    if need.gender_wish and not cost.wish_unmet:
        yield Favour.WISH_MET
    if not cost.hours_already:
        yield Favour.NO_HOURS_YET
    if need.mode == Mode.IN_PERSON and not cost.travel:
        yield Favour.NO_TRAVEL
    if not cost.scarce:
        yield Favour.NOT_SCARCE


def against(need: Need, person: Candidate, week: Week) -> Iterator[Reason]:
    """Everything that stands in the way. Her other bookings are those held in the week."""
    if rules.speaks(need, person):
        yield from (reason for reason, holds in RULES if not holds(need, person))
    elif rules.speaks_the_other_way(need, person):
        yield Reason.DIRECTION
    else:
        yield Reason.LANGUAGE
        return
    others = [one for one in person.held if one.request != need.id]
    if sum(one.length for one in others) + need.length > person.cap:
        yield Reason.CAP
    starts = [start for start in need.starts if rules.is_within(need, person, start)]
    if not starts:
        yield Reason.NOT_AVAILABLE
        return
    clashes = [_clash(need, start, others, week) for start in starts]
    if None not in clashes:
        yield Reason.TRAVEL if Reason.TRAVEL in clashes else Reason.BUSY


def _clash(need: Need, start: int, others: list[Held], week: Week) -> Reason | None:
    """What her other bookings do to this start."""
    found = None
    for one in others:
        if start < one.start + one.length and one.start < start + need.length:
            return Reason.BUSY
        gap = week.gap(need, one) if start < one.start else week.gap(one, need)
        first_ends = min(start + need.length, one.start + one.length)
        if max(start, one.start) - first_ends < gap:
            found = Reason.TRAVEL
    return found


def unfilled_cause(need: Need, week: Week) -> Reason:
    """Why nobody is booked: the first reason, in the order of the list, after which too few are left for the team."""
    people = [set(against(need, person, week)) for person in week.candidates]
    there = sum(any(one.request == need.id for one in person.held) for person in week.candidates)
    for reason in Reason:
        people = [reasons for reasons in people if reason not in reasons]
        if len(people) < need.team:
            return reason
    # Where a part of the team is booked, the others are looked for at its start.
    beside = week if 0 < there < need.team else week.without(need.id)
    alone = Board(replace(beside, needs=(need,)))
    return Reason.OPEN if Fit(alone).best(0) else Reason.NOT_TOGETHER
