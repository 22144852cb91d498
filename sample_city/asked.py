"""What people of Lindenport ask interpreters for, week by week: drawn from a seed, the same every time, and invented."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from xenia.ground.common.dates import city_zone
from xenia.ground.reference.models import Area
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.request import Mode, Priority
from xenia.work.language_access.operations import Asked

Key = TypeVar("Key", str, int)
SEED: Final = "Lindenport, a year of requests"
A_WEEK: Final = (20, 27)  # requests, at least and at most
# How often each is asked for, of a hundred.
LANGUAGES: Final[Mapping[str, int]] = {
    "es": 29, "ht": 14, "kea": 12, "pt-br": 11, "cmn": 6, "yue": 4, "vi": 8, "ar": 6, "so": 4, "ru": 3, "fr": 3,
}  # fmt: skip
DIALECTS: Final[Mapping[str, Mapping[str, int]]] = {
    "kea": {"": 62, "Santiago": 22, "Fogo": 10, "Brava": 6},
    "ar": {"": 60, "Levantine": 20, "Iraqi": 12, "Sudanese": 8},
    "es": {"": 94, "Dominican": 6},
    "yue": {"": 80, "Toishan": 20},
    "so": {"": 80, "Maay": 20},
}
MODES: Final[Mapping[str, int]] = {Mode.IN_PERSON: 47, Mode.PHONE: 35, Mode.VIDEO: 18}
DEPARTMENTS: Final[Mapping[str, int]] = {
    "public-health": 27, "public-schools": 20, "housing-department": 14, "city-clerk": 9, "police-department": 8,
    "inspectional-services": 6, "elder-affairs": 6, "transport-department": 3, "elections-department": 2,
    "assessing-department": 2, "public-library": 1, "fire-department": 1, "parks-recreation": 1,
}  # fmt: skip
LENGTHS: Final = {
    Mode.IN_PERSON: (45, 60, 60, 60, 90, 120),
    Mode.VIDEO: (30, 30, 45, 60),
    Mode.PHONE: (15, 15, 30, 30, 45),
}
RANKS: Final[Mapping[int, int]] = {0: 42, 1: 40, 2: 14, 3: 4}
DAYS: Final = (21, 22, 21, 20, 14, 2)  # Monday to Saturday
FLEXIBLE, EVENING, GENDER, NOW = 0.35, 0.06, 0.06, 0.11
TOPICS: Final = (
    "Invented: a check-up", "Invented: a talk about a child’s school", "Invented: a letter about a flat",
    "Invented: a form at the counter", "Invented: an inspection", "Invented: a hearing", "Invented: a benefit",
)  # fmt: skip
PLACES: Final = ("Front desk", "Room 2", "Room 14", "Ask at the door")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One request as it was made up: what is asked, when it was asked, and the chance that says what became of it."""

    asked: Asked
    asked_at: datetime
    is_now: bool
    chance: random.Random


def draw_week(
    monday: date,
    *,
    until: date | None = None,
    organizations: Mapping[str, Organization],
    areas: list[Area],
) -> Iterator[Drawn]:
    """The requests of a week, in the order they are for. until: only days before this one."""
    chance = random.Random(f"{SEED} {monday}")
    count = chance.randint(*A_WEEK)
    for number in sorted(chance.choices(range(6), DAYS, k=count)):
        day = monday + timedelta(days=number)
        one = random.Random(chance.random())
        if until is None or day < until:
            yield _draw(one, day, organizations, areas)


def _draw(
    chance: random.Random, day: date, organizations: Mapping[str, Organization], areas: list[Area]
) -> Drawn:
    language, mode = _one_of(chance, LANGUAGES), _one_of(chance, MODES)
    is_now = mode == Mode.PHONE and chance.random() < NOW / 0.35
    start = _start(chance, day)
    length = chance.choice(LENGTHS[Mode(mode)])
    asked = Asked(
        organization=organizations[_one_of(chance, DEPARTMENTS)],
        language=language,
        dialect=_one_of(chance, DIALECTS.get(language, {"": 1})),
        mode=mode,
        preferred_at=start,
        length_minutes=length,
        area=chance.choice(areas) if mode == Mode.IN_PERSON else None,
        place=chance.choice(PLACES) if mode == Mode.IN_PERSON else "",
        topic=chance.choice(TOPICS),
        least_rank=0 if is_now else _one_of(chance, RANKS),
        priority=chance.choices(list(Priority), (70, 20, 10))[0],
        **_window(chance, start, length, is_now),
        **_gender(chance),
    )
    return Drawn(asked, _asked_at(chance, start, is_now), is_now, chance)


def _one_of(chance: random.Random, often: Mapping[Key, int]) -> Key:
    return chance.choices(list(often), list(often.values()))[0]


def _start(chance: random.Random, day: date) -> datetime:
    hour = chance.randint(17, 19) if chance.random() < EVENING else chance.randint(8, 16)
    return datetime.combine(day, time(hour, chance.choice((0, 0, 15, 30, 30, 45))), city_zone())


def _window(chance: random.Random, start: datetime, length: int, is_now: bool) -> dict[str, Any]:
    if is_now or chance.random() > FLEXIBLE:
        return {}
    either = timedelta(hours=chance.choice((1, 1, 2)))
    return {
        "earliest_at": start - either,
        "latest_at": start + timedelta(minutes=-(-length // 15) * 15) + either,
    }


def _gender(chance: random.Random) -> dict[str, Any]:
    if chance.random() > GENDER:
        return {}
    return {"gender": "female", "gender_is_needed": chance.random() < 0.3}


def _asked_at(chance: random.Random, start: datetime, is_now: bool) -> datetime:
    """Some days before, in office hours; a call at once begins a quarter of an hour later at most."""
    if is_now:
        return start - timedelta(minutes=chance.randint(1, 14))
    days = min(30, 1 + int(chance.expovariate(1 / 6)))
    asked = (start - timedelta(days=days)).replace(hour=chance.randint(8, 16))
    return asked.replace(minute=chance.randint(0, 59))
