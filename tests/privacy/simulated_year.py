"""A year of 5,000 invented people, and the truth about it, counted by brute force beside the ledger."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tests.people.models import Person
from tests.people.operations import LEGAL_HELP, VISIT, count_legal_help, count_visit
from xenia.ground.accounts.models import User
from xenia.ground.ledger.queries.counting import individuals, quantities
from xenia.ground.vault.merging import merge_subjects, undo_merge
from xenia.ground.vault.subjects import new_records

YEAR = 2025
JANUARY = datetime(YEAR, 1, 2, 15, tzinfo=UTC)
DAYS = 360
SERVICES = ("food", "english", "housing", "work")
LANGUAGES = ("so", "ht", "es", "vi", "ar", "pt-br")
AREAS = ("east", "harbor", "mill")
CASE_TYPES = ("family", "naturalization", "work-permit")

Counts = dict[tuple[str, ...], tuple[int, int, int]]


@dataclass
class Human:
    """Somebody real, in this invention: every id the office knows her by, and whether one has a name."""

    subjects: list[UUID]
    language: str
    area: str
    is_named: bool


@dataclass
class SimulatedYear:
    """What happened, who it happened to, and what the ledger must say."""

    humans: list[Human] = field(default_factory=list)
    # (kind, stream) -> cell -> the people and the number of entries
    people: dict[tuple[str, str], dict[tuple[str, str], set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    entries: dict[tuple[str, str], dict[tuple[str, str], int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )

    def note(self, human: int, kind: str, stream: str, service: str, month: str) -> None:
        """Count by brute force."""
        self.people[kind, stream][service, month].add(human)
        self.entries[kind, stream][service, month] += 1

    def truth(self, kind: str, stream: str, part: int | None) -> Counts:
        """{cell: (named people, unnamed people, entries)}; part: 0 by service, 1 by month, None: all."""
        people: dict[tuple[str, ...], set[int]] = defaultdict(set)
        entries: dict[tuple[str, ...], int] = defaultdict(int)
        for cell, who in self.people[kind, stream].items():
            wanted = () if part is None else (cell[part],)
            people[wanted] |= who
            entries[wanted] += self.entries[kind, stream][cell]
        return {
            cell: (
                sum(self.humans[one].is_named for one in who),
                sum(not self.humans[one].is_named for one in who),
                entries[cell],
            )
            for cell, who in people.items()
        }


def counted(kind: str, stream: str, by: tuple[str, ...]) -> Counts:
    """The same, as the ledger says it."""
    people = {
        one.cell: (one.named, one.unnamed) for one in individuals(kind, YEAR, stream=stream, by=by)
    }
    times = {one.cell: int(one.quantity) for one in quantities(kind, YEAR, stream=stream, by=by)}
    return {cell: (*people[cell], times[cell]) for cell in people}


def all_counts() -> dict[str, Counts]:
    """Everything this year's report would ask of the ledger."""
    return {
        f"{kind} {stream} {by}": counted(kind, stream, by)
        for kind, stream, by in (
            (VISIT, "service", ()),
            (VISIT, "service", ("service_type",)),
            (VISIT, "service", ("month",)),
            (LEGAL_HELP, "service", ()),
            (LEGAL_HELP, "legal", ()),
            (LEGAL_HELP, "legal", ("case_type",)),
        )
    }


def live(people: int, *, by: User, seed: int = 7) -> SimulatedYear:
    """Let a year of that many people happen, through the operations."""
    chance = random.Random(seed)
    year = SimulatedYear()
    records = [
        Person(name=f"Invented Person {n}", phone=f"+1617555{n:04d}", note=f"note {n}")
        for n in range(people)
    ]
    new_records(Person, records)
    spare = iter(one.subject_id for one in records)
    for subject in spare:
        human = Human([subject], chance.choice(LANGUAGES), chance.choice(AREAS), True)
        year.humans.append(human)
        human.is_named = chance.random() > 0.1
        if chance.random() < 0.05 and (other := next(spare, None)):
            human.subjects.append(other)
    _help_them(year, chance)
    _find_out_who_is_whom(year, by)
    return year


def _help_them(year: SimulatedYear, chance: random.Random) -> None:
    for first in range(0, len(year.humans), 500):
        with transaction.atomic():
            for number in range(first, min(first + 500, len(year.humans))):
                for _visit in range(chance.choice((1, 1, 2, 3))):
                    _help(year, number, chance)


def _help(year: SimulatedYear, number: int, chance: random.Random) -> None:
    human = year.humans[number]
    at = JANUARY + timedelta(days=chance.randrange(DAYS))
    month = f"{at:%Y-%m}"
    about = {
        "subject": chance.choice(human.subjects),
        "at": at,
        "language": human.language,
        "area": human.area,
        "is_named": human.is_named,
    }
    if chance.random() < 0.15:
        case_type = chance.choice(CASE_TYPES)
        count_legal_help(case_type=case_type, **about)  # type: ignore[arg-type]
        year.note(number, LEGAL_HELP, "service", "legal", month)
        year.note(number, LEGAL_HELP, "legal", case_type, month)
    else:
        service = chance.choice(SERVICES)
        count_visit(service_type=service, **about)  # type: ignore[arg-type]
        year.note(number, VISIT, "service", service, month)


def _find_out_who_is_whom(year: SimulatedYear, by: User) -> None:
    """Who was known twice becomes one; some merges were wrong and are undone. The ledger hears of each."""
    at = JANUARY + timedelta(days=DAYS)
    for human in year.humans:
        for other in human.subjects[1:]:
            merge_subjects(kept=human.subjects[0], absorbed=other, by=by, at=at)
    for one, two in zip(year.humans[:40:2], year.humans[1:41:2], strict=False):
        if len(one.subjects) == len(two.subjects) == 1:
            wrong = merge_subjects(kept=one.subjects[0], absorbed=two.subjects[0], by=by, at=at)
            undo_merge(merge=wrong, by=by, at=at)
