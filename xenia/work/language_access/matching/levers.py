"""What would fill a request that nobody can take, and what the roster lacks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .board import Board
from .fit import Fit
from .plan import place
from .reasons import Reason, against, unfilled_cause
from .week import HOUR, Id, Mode, Need, Week


class Lever(StrEnum):
    """What somebody can do, the least trouble first."""

    BOOK = "book"
    MOVE_OTHERS = "move_others"
    SHIFT = "shift"
    VIDEO = "video"
    PHONE = "phone"
    ASK_FOR_HOURS = "ask_for_hours"
    RAISE_THE_CAP = "raise_the_cap"
    VENDOR = "vendor"
    RECRUIT = "recruit"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that would fill the request: whom it concerns, and at which start."""

    lever: Lever
    interpreters: tuple[Id, ...] = ()
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing on the roster: requests nobody can take, for one language, mode and cause."""

    language: str
    mode: Mode
    cause: Reason
    requests: int
    slots: int


REMOTE = {Mode.VIDEO: Lever.VIDEO, Mode.PHONE: Lever.PHONE}
# From fullest presence to voice alone: a mode is offered only instead of a fuller one.
FULLEST_FIRST = (Mode.IN_PERSON, Mode.VIDEO, Mode.PHONE)
NOBODY_HAS_IT = (Reason.LANGUAGE, Reason.DIRECTION, Reason.CREDENTIAL)


def what_would_fill(need: Need, week: Week) -> list[Hint]:
    """What would fill the request, the least trouble first. A vendor's line is always among it: whether it has the language, the vendor says."""
    hints = [*_by_moving(need, week), *_by_changing(need, week), *_by_asking(need, week)]
    hints.append(Hint(Lever.VENDOR))
    if unfilled_cause(need, week) in NOBODY_HAS_IT:
        hints.append(Hint(Lever.RECRUIT))
    return hints


def _by_moving(need: Need, week: Week) -> Iterator[Hint]:
    """Nothing but a booking, or other bookings moved."""
    found = place(need, week)
    if found:
        who = tuple(one.interpreter for one in found.assignments)
        lever = Lever.MOVE_OTHERS if found.moves else Lever.BOOK
        yield Hint(lever, who, found.assignments[0].start)


def _by_changing(need: Need, week: Week) -> Iterator[Hint]:
    """A start up to an hour off, or another mode at the same starts."""
    shifted = shifted_starts(need, week)
    if shifted:
        yield from _if_free(Lever.SHIFT, replace(need, starts=shifted), week)
    for mode in FULLEST_FIRST[FULLEST_FIRST.index(need.mode) + 1 :]:
        yield from _if_free(REMOTE[mode], replace(need, mode=mode), week)


def _if_free(lever: Lever, changed: Need, week: Week) -> Iterator[Hint]:
    board = Board(replace(week.without(changed.id), needs=(changed,)))
    found = Fit(board).best(0)
    if found:
        start, seats = found
        yield Hint(lever, tuple(board.candidates[who].id for who in seats), start)


def shifted_starts(need: Need, week: Week, most: int = HOUR) -> tuple[int, ...]:
    """Starts up to an hour before or after those allowed, on the same day."""
    day = week.slots_per_day
    near = {
        start + shift
        for start in need.starts
        for shift in range(-most, most + 1)
        if start + shift >= 0
        and (day is None or start // day == (start + shift) // day)
        and (day is None or (start + shift) % day + need.length <= day)
    }
    return tuple(sorted(near.difference(need.starts)))


def _by_asking(need: Need, week: Week) -> Iterator[Hint]:
    """People in whose way nothing stands but hours they have not offered, or a full week."""
    only = {person.id: tuple(against(need, person, week)) for person in week.candidates}
    for reason, lever in (
        (Reason.NOT_AVAILABLE, Lever.ASK_FOR_HOURS),
        (Reason.CAP, Lever.RAISE_THE_CAP),
    ):
        who = tuple(person for person, reasons in only.items() if reasons == (reason,))
        if who:
            yield Hint(lever, who)


def supply_gaps(week: Week) -> list[Gap]:
    """What stays unfilled with the bookings held in the week, by language, mode and cause; the most slots first.

    For a plan: `supply_gaps(week.after(plan.assignments))`.
    """
    held = Counter(one.request for person in week.candidates for one in person.held)
    requests: Counter[tuple[str, Mode, Reason]] = Counter()
    slots: Counter[tuple[str, Mode, Reason]] = Counter()
    for need in week.needs:
        if held[need.id] < need.team:
            key = (need.language, need.mode, unfilled_cause(need, week))
            requests[key] += 1
            slots[key] += need.length * need.team
    return sorted(
        (Gap(*key, count, slots[key]) for key, count in requests.items()),
        key=lambda gap: (-gap.slots, gap.language, gap.mode, gap.cause),
    )
