"""Who came to the office of Lindenport in three years, and what became of it: drawn from a seed, and all of it invented."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from xenia.ground.common.dates import city_zone
from xenia.registers.clients.operations import Said
from xenia.work.casework.models.intake import Channel

Key = TypeVar("Key")
SEED: Final = "Lindenport, three years"
# People who come for the first time in a month: at the beginning, and what every month adds.
AT_FIRST, MORE_EACH_MONTH = 63.0, 1.5
# How busy the months are, January to December.
SEASONS: Final = (1.15, 1.0, 1.05, 1.0, 0.95, 0.9, 0.8, 1.0, 1.25, 1.15, 1.0, 0.75)
# What is spoken at the desk, of a hundred. Our own table: no real city's.
LANGUAGES: Final[Mapping[str, int]] = {
    "es": 29, "ht": 13, "kea": 11, "pt-br": 10, "vi": 9, "zh-hans": 8, "ar": 7, "so": 5, "ru": 3, "fr": 3, "en": 2,
}  # fmt: skip
AREAS: Final[Mapping[str, int]] = {
    "harborside": 16, "saltmarsh": 13, "eastgate": 12, "millbrook": 11, "canal-district": 9, "south-landing": 9,
    "ropewalk": 8, "linden-hill": 7, "old-quay": 5, "coopers-field": 4, "lantern-point": 3, "ashgrove": 3,
}  # fmt: skip
CHANNELS: Final[Mapping[str, int]] = {Channel.WALK_IN: 56, Channel.PHONE: 31, Channel.CORNER: 13}
NEEDS: Final[Mapping[str, int]] = {
    "adult-education": 15, "immigration-legal": 14, "housing": 12, "work": 10, "public-benefits": 9, "health": 9,
    "food": 8, "school": 5, "utilities": 4, "citizenship": 4, "documents": 3, "shelter": 6, "children": 2, "money": 6,
}  # fmt: skip
# Months in which a need is said more often, and how much more.
MORE_IN: Final[Mapping[str, tuple[frozenset[int], float]]] = {
    "adult-education": (frozenset({1, 8, 9}), 1.8), "school": (frozenset({7, 8, 9}), 3.0),
    "utilities": (frozenset({11, 12, 1, 2}), 3.0), "housing": (frozenset({12, 1, 2}), 1.4),
    "work": (frozenset({3, 4, 5}), 1.4),
}  # fmt: skip
LEGAL_TOO: Final[Mapping[str, int]] = {"immigration-legal": 66, "citizenship": 34}
HAS_A_LEGAL_QUESTION: Final = 0.52
BARRIERS: Final[Mapping[str, int]] = {
    "language": 26, "cost": 18, "hours": 14, "childcare": 12, "transport": 10, "fear": 10, "did-not-know": 10,
}  # fmt: skip
DECISIONS: Final[Mapping[str, int]] = {
    "accepted": 80,
    "declined": 8,
    "withdrawn": 8,
    "waitlisted": 4,
}
WITHOUT_US: Final[Mapping[str, int]] = {"declined": 55, "withdrawn": 45}
WHY: Final[Mapping[str, Mapping[str, int]]] = {
    "declined": {"not_ours": 40, "no_capacity": 25, "out_of_area": 20, "not_eligible": 15},
    "withdrawn": {"not_reached": 55, "her_wish": 45},
}
# Why her need stays unmet when the office could not help, or she went away.
UNMET_AFTER: Final[Mapping[str, str]] = {
    "not_ours": "no_service", "no_capacity": "no_capacity", "out_of_area": "not_eligible", "not_eligible": "not_eligible",
    "not_reached": "not_reached", "her_wish": "her_wish",
}  # fmt: skip
BECAME: Final[Mapping[str, int]] = {"met": 68, "unmet": 26, "open": 6}
UNMET: Final[Mapping[str, int]] = {
    "no_capacity": 30, "language": 16, "hours": 14, "cost": 12, "not_eligible": 10, "no_service": 10, "too_far": 8,
}  # fmt: skip
# How an organization answers, and what comes of a yes.
ANSWERS: Final[Mapping[str, int]] = {"accepted": 80, "declined": 11, "silent": 9}
DECLINES: Final[Mapping[str, int]] = {
    "capacity": 48, "language": 14, "not_eligible": 14, "not_reached": 12, "out_of_area": 12,
}  # fmt: skip
OUTCOMES: Final[Mapping[str, int]] = {"served": 68, "partly": 10, "not_served": 8, "unknown": 14}
WHY_NOT: Final[Mapping[str, int]] = {
    "not_wanted": 30,
    "way": 30,
    "documents": 20,
    "not_reached": 20,
}
TELLERS: Final[Mapping[str, int]] = {"partner": 70, "person": 30}
ENDINGS: Final[Mapping[str, int]] = {
    "favorable": 46, "advice": 22, "partly": 12, "unfavorable": 8, "elsewhere": 7, "not_reached": 5,
}  # fmt: skip
# Invented: what some of them want to be called.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "es": ("Yesenia", "Rigoberto", "Maribel", "Wilmer", "Dayana", "Elmer"), "ht": ("Rosemène", "Jude", "Islande", "Fritznel"),
    "kea": ("Nhelinha", "Djedje", "Bia", "Tói"), "pt-br": ("Jussara", "Cleiton", "Rosângela", "Wesley"),
    "vi": ("Hạnh", "Quốc", "Diễm", "Phúc"), "zh-hans": ("美玲", "建国", "晓燕", "志强"), "ar": ("نور", "خالد", "هدى", "سمير"),
    "so": ("Hibo", "Warsame", "Ifrah", "Guled"), "ru": ("Алла", "Тимур"), "fr": ("Aminata", "Kossi"), "en": ("Pat", "Lee"),
}  # fmt: skip
NAMED, NOBODY_KNOWS, AGREES, BORN_SAID, COMES_AGAIN = 0.56, 0.06, 0.95, 0.3, 0.17
SENT_ON, OPENS_A_MATTER, HAS_BARRIERS = 0.62, 0.22, 0.45
DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Episode:
    """One time somebody asks for help: what she says, what is decided, and the chance that says what comes of it."""

    at: datetime
    chance: random.Random
    channel: str
    needs: tuple[str, ...]
    barriers: tuple[str, ...]
    decision: str
    why: str = ""


@dataclass(slots=True)
class Life:
    """Somebody, and each time she asks. said: None for a voice nobody asked for anything but her need."""

    said: Said
    is_known: bool
    agrees: bool
    episodes: list[Episode] = field(default_factory=list)
    returns: list[datetime] = field(default_factory=list)


def one_of(chance: random.Random, often: Mapping[Key, int]) -> Key:
    """One of them, as often as the table says."""
    return chance.choices(list(often), list(often.values()))[0]


def later(chance: random.Random, moment: datetime, days: int) -> datetime:
    """About so many days after, in office hours of a weekday."""
    day = moment.date() + max(1, round(days * chance.uniform(0.5, 1.5))) * DAY
    return in_office(chance, day)


def in_office(chance: random.Random, day: date) -> datetime:
    """Some time in office hours, on the day or the Monday after."""
    day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)  # Friday
    opened = time(chance.randint(9, 16), chance.choice((0, 10, 25, 40, 55)))
    return datetime.combine(day, opened, city_zone())


def draw_month(month: date, number: int, *, share: float = 1.0) -> Iterator[Life]:
    """Everybody who comes for the first time in a month, the number-th of the history."""
    chance = random.Random(f"{SEED} {month}")
    usual = (AT_FIRST + MORE_EACH_MONTH * number) * SEASONS[month.month - 1]
    for _person in range(round(usual * chance.uniform(0.95, 1.05) * share)):
        yield _life(random.Random(chance.random()), month)


def _life(chance: random.Random, month: date) -> Life:
    language = one_of(chance, LANGUAGES)
    is_known = chance.random() > NOBODY_KNOWS
    is_named = is_known and chance.random() < NAMED
    born = f"{chance.randint(1948, 2006)}" if is_named and chance.random() < BORN_SAID else ""
    said = Said(
        called=chance.choice(NAMES[language]) if is_named else "",
        spoken_language=language,
        written_language=language if is_known else "",
        birth_year=born,
        area=one_of(chance, AREAS) if chance.random() < 0.9 else "",  # most say it
    )
    life = Life(said, is_known, is_known and chance.random() < AGREES)
    life.episodes.append(_episode(chance, in_office(chance, _day_of(chance, month)), life))
    if is_known:
        _comes_again(chance, life)
    return life


def _day_of(chance: random.Random, month: date) -> date:
    return month + chance.randint(0, 27) * DAY


def _comes_again(chance: random.Random, life: Life) -> None:
    first = life.episodes[0].at
    if chance.random() < COMES_AGAIN:
        life.episodes.append(_episode(chance, later(chance, first, 240), life))
    for _visit in range(chance.choices(range(5), (34, 30, 20, 11, 5))[0]):
        life.returns.append(later(chance, first, chance.choice((10, 20, 45, 90, 180))))


def _episode(chance: random.Random, at: datetime, life: Life) -> Episode:
    needs = _needs(chance, at.month)
    barriers = tuple(chance.sample(list(BARRIERS), chance.randint(1, 2)))
    # Who gave a name and does not want to be written down gets advice at the desk, and no file.
    is_ours = life.is_known and (life.agrees or not life.said.called)
    decision = one_of(chance, DECISIONS if is_ours else WITHOUT_US)
    return Episode(
        at=at,
        chance=chance,
        channel=one_of(chance, CHANNELS),
        needs=needs,
        barriers=barriers if chance.random() < HAS_BARRIERS else (),
        decision=decision,
        why=one_of(chance, WHY[decision]) if decision in WHY else "",
    )


def _needs(chance: random.Random, month: int) -> tuple[str, ...]:
    often = {
        code: round(weight * 10 * (MORE_IN[code][1] if month in _busy(code) else 1))
        for code, weight in NEEDS.items()
    }
    count = chance.choices((1, 2, 3), (56, 33, 11))[0]
    said = tuple(dict.fromkeys(one_of(chance, often) for _need in range(count)))
    return said if LEGAL_TOO.keys() & set(said) else (*said, *_legal_too(chance))


def _legal_too(chance: random.Random) -> tuple[str, ...]:
    """Beside what brings her, many have a question about the law."""
    return (one_of(chance, LEGAL_TOO),) if chance.random() < HAS_A_LEGAL_QUESTION else ()


def _busy(code: str) -> frozenset[int]:
    return MORE_IN[code][0] if code in MORE_IN else frozenset()
