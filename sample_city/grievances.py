"""What people of Lindenport complain about, month by month: drawn from a seed, the same every time, and invented."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from xenia.work.ombudsman.models.complaint import Channel, Kind, Level, Status, Wanted

SEED: Final = "Lindenport, complaints"
# How many in a month, one month after the other; some more of one kind about one department in the last four.
USUAL: Final = (6, 7, 8, 6, 7, 8, 7)
RISING: Final = (11, 15, 14, 12)
RISE_ABOUT, RISE_KIND = "low-fare-card", Kind.LANGUAGE
# How often each, of a hundred.
LANGUAGES: Final[Mapping[str, int]] = {
    "es": 28, "ht": 15, "pt-br": 12, "en": 10, "zh-hans": 9, "vi": 8, "ar": 7, "so": 6, "ru": 3, "fr": 2,
}  # fmt: skip
KINDS: Final[Mapping[str, int]] = {
    Kind.ACCESS: 20, Kind.LANGUAGE: 18, Kind.TREATMENT: 15, Kind.DELAY: 18, Kind.MISTAKE: 11,
    Kind.PRIVACY: 5, Kind.SCAM: 5, Kind.RETALIATION: 3, Kind.OTHER: 5,
}  # fmt: skip
LEVELS: Final[Mapping[str, int]] = {Level.ANONYMOUS: 42, Level.CONFIDENTIAL: 40, Level.OPEN: 18}
CHANNELS: Final[Mapping[str, int]] = {
    Channel.PAGE: 54, Channel.PHONE: 13, Channel.VISIT: 15, Channel.CORNER: 8, Channel.PAPER: 6, Channel.OPEN311: 4,
}  # fmt: skip
SERVICES: Final[Mapping[str, int]] = {
    "city-id-card": 16, "rent-help-fund": 13, "school-registration": 13, "no-heat-bad-apartment": 9,
    "police-report-without-fear": 8, "vaccines-for-school-and-work": 8, "birth-marriage-papers": 7,
    "library-card": 5, "school-bus-problems": 5, "low-fare-card": 4, "house-tax-relief": 4, "meals-at-home": 4,
    "voter-registration": 2, "smoke-alarm-visit": 1, "community-garden": 1,
}  # fmt: skip
# One more stands in each of these states, that a colleague may see what it looks like: filed so many days ago.
STANDING: Final[Mapping[str, int]] = {
    Status.RECEIVED: 1, Status.ACKNOWLEDGED: 9, Status.INVESTIGATING: 11, Status.WAITS_FOR_HER: 20,
    Status.WITH_DEPARTMENT: 42, Status.FOUND: 60, Status.REMEDY_AGREED: 80, Status.REMEDY_VERIFIED: 110, Status.REVIEW: 80,
}  # fmt: skip
WANTED: Final = (Wanted.SERVICE, Wanted.EXPLANATION, Wanted.APOLOGY, Wanted.CHANGE, "")
SAYS_WHERE, LETS_US_WRITE, HAS_ENGLISH = 0.6, 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Grievance:
    """One complaint as it was made up; chance says what becomes of it. service: a key of the sample, "" for none."""

    number: int
    on: date
    kind: str
    language: str
    service: str
    level: str
    channel: str
    wanted: str
    says_where: bool
    lets_us_write: bool
    has_english: bool
    chance: random.Random


def draw_month(month: date, back: int, *, until: date) -> Iterator[Grievance]:
    """The complaints of a month in the order of their days. back: how many months before the last; until: days before it."""
    chance = random.Random(f"{SEED} {month}")
    usual = USUAL[back % len(USUAL)]
    more = RISING[back] if back < len(RISING) else 0
    days = sorted((chance.randrange(28), number) for number in range(usual + more))
    for number, (day, drawn) in enumerate(days):
        one = random.Random(chance.random())
        made = _draw(one, number, month + timedelta(days=day), rises=drawn >= usual)
        if made.on < until:
            yield made


def draw_standing(founded: date) -> Iterator[tuple[Grievance, str]]:
    """One complaint for each state in which something is still to come, and that state."""
    for number, (status, days) in enumerate(STANDING.items(), start=500):
        chance = random.Random(f"{SEED} {status}")
        one = _draw(chance, number, founded - timedelta(days=days), rises=False)
        yield replace(one, kind=Kind.ACCESS, service="city-id-card"), status


def _draw(chance: random.Random, number: int, on: date, *, rises: bool) -> Grievance:
    kind = RISE_KIND if rises else _one_of(chance, KINDS)
    channel = _one_of(chance, CHANNELS)
    level = Level.OPEN if channel == Channel.OPEN311 else _one_of(chance, LEVELS)
    return Grievance(
        number=number,
        on=on,
        kind=kind,
        language=_one_of(chance, LANGUAGES),
        service="" if kind == Kind.SCAM else RISE_ABOUT if rises else _one_of(chance, SERVICES),
        level=level,
        channel=channel,
        wanted=chance.choice(WANTED),
        says_where=chance.random() < SAYS_WHERE,
        lets_us_write=level != Level.ANONYMOUS and chance.random() < LETS_US_WRITE,
        has_english=chance.random() < HAS_ENGLISH,
        chance=chance,
    )


def _one_of(chance: random.Random, often: Mapping[str, int]) -> str:
    return chance.choices(list(often), list(often.values()))[0]
