"""Who may leave, and when: planning without a database.

A person leaves when every record of hers is past its approved term. The record whose term ends last decides; one that is
not closed, or whose class has no approved rule, keeps all of hers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

# Between the day staff see that somebody leaves, or something new of hers, and the day she leaves.
NOTICE = timedelta(days=14)
SOON = timedelta(days=30)

# What one class says about one subject: who, and the last day her records count from; None: one is not closed.
Last = tuple[UUID, date | None]


class Stays(StrEnum):
    """Why a person stays whatever the day."""

    NOT_CLOSED = "not_closed"
    WAITING = "waiting_for_approval"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Term:
    """An approved rule in force."""

    rule: UUID
    keep_days: int


@dataclass(frozen=True, slots=True)
class Cover:
    """What legal holds keep."""

    everything: bool = False
    classes: frozenset[str] = frozenset()
    subjects: frozenset[UUID] = frozenset()

    def covers_class(self, record_class: str) -> bool:
        """Whether nothing of this class is destroyed."""
        return self.everything or record_class in self.classes


@dataclass(slots=True)
class Standing:
    """Where one person stands under one of her ids: why she stays, or the day her term ends and by which rule."""

    subject: UUID
    is_open: bool = False
    is_unapproved: bool = False
    is_held: bool = False
    due: int = 0  # a day's number; it may lie past the calendar's end
    rule: UUID | None = None

    def take(self, last: date | None, term: Term | None) -> None:
        """Add what one class says about her."""
        if last is None:
            self.is_open = True
        elif term is None:
            self.is_unapproved = True
        elif last.toordinal() + term.keep_days > self.due:
            self.due = last.toordinal() + term.keep_days
            self.rule = term.rule

    @property
    def stays(self) -> Stays | None:
        """Why she stays; None when only the day decides."""
        if self.is_open:
            return Stays.NOT_CLOSED
        if self.is_unapproved:
            return Stays.WAITING
        return Stays.HELD if self.is_held else None

    @property
    def due_on(self) -> date:
        """The day the last of her terms is over."""
        return date.fromordinal(min(self.due, date.max.toordinal()))

    @property
    def decided_by(self) -> UUID:
        """The rule whose term ends last. Raises LookupError while none counts."""
        if self.rule is None:
            raise LookupError(f"no rule decides about {self.subject}")
        return self.rule

    def is_due(self, on: date) -> bool:
        """Whether nothing keeps her and every term is over on a day."""
        return self.stays is None and self.due <= on.toordinal()

    def leaves_on(self, noticed_on: date) -> date:
        """The day she leaves when she is noticed on a day."""
        return max(self.due_on, noticed_on + NOTICE)


@dataclass(slots=True)
class Plan:
    """Everybody with a key: where she stands, and who has records of a class."""

    people: dict[UUID, Standing] = field(default_factory=dict)
    classes: dict[str, list[Standing]] = field(default_factory=dict)
    known_as: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def ids_of(self, subject: UUID) -> frozenset[UUID]:
        """Every id she is known by."""
        return self.known_as.get(subject, frozenset({subject}))


@dataclass(slots=True)
class Counts:
    """How many people have records of a class, by what becomes of them. Each is counted once."""

    today: int = 0
    in_30_days: int = 0
    later: int = 0
    held: int = 0
    waiting_for_approval: int = 0
    not_closed: int = 0

    def add(self, standing: Standing, listed: Mapping[UUID, date], today: date) -> None:
        """Count one person. listed: the day she leaves, for who was noticed."""
        name = str(standing.stays or _when(standing, listed, today))
        setattr(self, name, getattr(self, name) + 1)


def make_plan(
    found: Mapping[str, Iterable[Last]],
    *,
    terms: Mapping[str, Term],
    living: Collection[UUID],
    known_as: Mapping[UUID, frozenset[UUID]],
    cover: Cover,
) -> Plan:
    """Put together what every record class says about its people.

    living: who has a key. known_as: {id: all ids of that person}, for people known twice.
    A class under a hold keeps a person also by rows under an id of hers that was shredded before.
    """
    plan = Plan(known_as=known_as)
    held = {_one_id(subject, known_as) for subject in cover.subjects}
    for record_class, rows in found.items():
        mine: dict[UUID, Standing] = {}
        is_held = cover.covers_class(record_class)
        for subject, last in rows:
            one = _one_id(subject, known_as)
            if subject in living:
                mine[one] = plan.people.setdefault(one, Standing(one))
                mine[one].take(last, terms.get(record_class))
            if is_held:
                held.add(one)
        plan.classes[record_class] = list(mine.values())
    for one in held & plan.people.keys():
        plan.people[one].is_held = True
    return plan


def who_is_who(merges: Iterable[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    """For everybody known twice: {id: all ids of that person}."""
    groups: dict[UUID, frozenset[UUID]] = {}
    for pair in merges:
        both = frozenset[UUID]().union(*(groups.get(one, {one}) for one in pair))
        groups |= dict.fromkeys(both, both)
    return groups


def count(standings: Iterable[Standing], *, listed: Mapping[UUID, date], today: date) -> Counts:
    """Count people by what becomes of them."""
    counts = Counts()
    for standing in standings:
        counts.add(standing, listed, today)
    return counts


def _one_id(subject: UUID, known_as: Mapping[UUID, frozenset[UUID]]) -> UUID:
    """The id she is listed under: the same whichever of hers one asks for."""
    ids = known_as.get(subject)
    return min(ids) if ids else subject


def _when(standing: Standing, listed: Mapping[UUID, date], today: date) -> str:
    leaves_on = listed.get(standing.subject) or standing.leaves_on(today)
    if leaves_on <= today:
        return "today"
    return "in_30_days" if leaves_on <= today + SOON else "later"
