"""What the matching is told and what it answers: interpreters, requests, a week of time slots.

Time is counted in slots of one length, which the caller chooses (15 minutes is usual), from a beginning the caller chooses.
Nothing here knows a name, a place or a database.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

Id = Hashable
Zone = Hashable
Slots = tuple[int, int]
Travel = Callable[[Zone, Zone], int]

HOUR = 4  # slots, where a slot is 15 minutes
REMOTE_GAP = 2  # slots between a meeting in person and one by video or phone


class Mode(StrEnum):
    """How an interpreter and the person meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


def no_travel(_here: Zone, _there: Zone) -> int:
    """Every place is next door."""
    return 0


@dataclass(frozen=True, slots=True)
class ByMatrix:
    """Slots of travel between zones that are numbered from 0."""

    slots: Sequence[Sequence[int]]

    def __call__(self, here: Zone, there: Zone) -> int:
        """How many slots from here to there."""
        assert isinstance(here, int)
        assert isinstance(there, int)
        return self.slots[here][there]


@dataclass(frozen=True, slots=True)
class Held:
    """Time an interpreter has given away already.

    request: whose it is, where it is one of the week's needs; such a booking may move to another start or
    interpreter while it is not locked, but is never dropped. Without a request it stays where it is.
    """

    start: int
    length: int
    mode: Mode
    zone: Zone = None
    request: Id | None = None
    is_locked: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """An interpreter as the matching sees her.

    languages: the credential's rank (0 none, 1 to 3) by language; a key such as `ht`, or `ht>en` where the direction
    counts. windows: slots [from, to) in which she works; a meeting lies wholly inside one. cap: slots she works at most.
    """

    id: Id
    languages: Mapping[str, int]
    modes: frozenset[Mode]
    windows: tuple[Slots, ...]
    cap: int
    gender: str = ""
    zone: Zone = None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A request for an interpreter.

    starts: the slots at which it may begin; made: its place in the order of arrival. excluded: interpreters with a
    conflict of interest; not_sent: those the department asked not to be sent. team: how many interpret together.
    """

    id: Id
    language: str
    mode: Mode
    length: int
    starts: tuple[int, ...]
    preferred: int
    credential: int = 0
    gender: str | None = None
    gender_wish: str | None = None
    excluded: frozenset[Id] = frozenset()
    not_sent: frozenset[Id] = frozenset()
    weight: int = 1
    zone: Zone = None
    made: int = 0
    team: int = 1


@dataclass(frozen=True, slots=True)
class Assignment:
    """One interpreter goes to one request; a team has one of these for each."""

    request: Id
    interpreter: Id
    start: int


@dataclass(frozen=True, slots=True)
class Week:
    """Everything one matching looks at. slots_per_day keeps a shifted start on its day; None: time is one long day."""

    candidates: tuple[Candidate, ...]
    needs: tuple[Need, ...]
    travel: Travel = no_travel
    remote_gap: int = REMOTE_GAP
    slots_per_day: int | None = None

    def after(self, assignments: Sequence[Assignment]) -> "Week":
        """The week with these bookings held; what a request held before, unlocked, gives way to its new ones."""
        needs = {need.id: need for need in self.needs}
        stay = {(one.request, one.interpreter, one.start) for one in assignments}
        moved = {one.request for one in assignments}
        kept = {
            person.id: [
                one
                for one in person.held
                if one.is_locked
                or one.request not in moved
                or (one.request, person.id, one.start) in stay
            ]
            for person in self.candidates
        }
        for new in assignments:
            if all(held.request != new.request for held in kept[new.interpreter]):
                kept[new.interpreter].append(booking(needs[new.request], new.start))
        candidates = tuple(replace(one, held=tuple(kept[one.id])) for one in self.candidates)
        return replace(self, candidates=candidates)

    def without(self, request: Id) -> "Week":
        """The week as if nobody had been booked for this request."""
        candidates = tuple(
            replace(person, held=tuple(one for one in person.held if one.request != request))
            for person in self.candidates
        )
        return replace(self, candidates=candidates)

    def gap(self, first: "Need | Held", second: "Need | Held") -> int:
        """Slots between the end of one meeting and the beginning of the next."""
        in_person = (first.mode == Mode.IN_PERSON) + (second.mode == Mode.IN_PERSON)
        if in_person == 2:
            return self.travel(first.zone, second.zone)
        return self.remote_gap if in_person else 0

    def with_need(self, need: Need) -> "Week":
        """The week with one more request, or with this one in the place of its former self."""
        others = tuple(other for other in self.needs if other.id != need.id)
        return replace(self, needs=(*others, need))


def booking(need: Need, start: int) -> Held:
    """The time a request takes from an interpreter who goes there."""
    return Held(start, need.length, need.mode, need.zone, need.id, is_locked=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where in a week. weight: the priority weight of the requests that are filled."""

    assignments: tuple[Assignment, ...]
    unfilled: tuple[Id, ...]
    filled: int
    weight: int


@dataclass(frozen=True, slots=True)
class Placement:
    """How one more request is filled: by whom, and who else moves to make room."""

    assignments: tuple[Assignment, ...]
    moves: tuple[Assignment, ...] = field(default=())
