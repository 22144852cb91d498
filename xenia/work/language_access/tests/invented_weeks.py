"""Invented weeks in the form of an instances file: seeded, of any size, with no real person in them."""

import random
from typing import Any

from xenia.work.language_access.matching import Week
from xenia.work.language_access.matching.files import read_instance

SLOTS_PER_DAY = 52
# How often each language is asked for, and how often an interpreter has it.
TONGUES: dict[str, tuple[float, float]] = {
    "es": (36, 33),
    "ht": (12, 14),
    "kea": (9, 11),
    "zh-cmn": (8, 9),
    "pt-br": (8, 12),
    "zh-yue": (7, 7),
    "vi": (7, 11),
    "ar": (4, 5),
    "so": (3, 4),
    "ru": (2, 3),
    "fr": (2, 5),
    "ti": (1.5, 3),
    "ne": (1, 2.5),
    "mh": (0.5, 1),
}
Tongues = dict[str, tuple[float, float]]
SHIFTS = ((0, 20, 36), (20, 38, 31), (4, 36, 20), (36, 52, 13))  # from, to, how often
MODES = {"in_person": (46, 80), "opi": (35, 88), "vri": (19, 71)}  # how often asked for, offered
LENGTHS = {
    "in_person": (2, 4, 4, 4, 6, 6, 8, 12, 12),
    "opi": (1, 2, 2, 2, 3, 4),
    "vri": (1, 2, 3, 4),
}


def invented_week(
    seed: int,
    *,
    requests: int = 200,
    interpreters: int = 60,
    days: int = 5,
    flexible: float = 0.45,
    on_roster: float = 0.62,
    zones: int = 8,
    languages: int = len(TONGUES),
) -> dict[str, Any]:
    """One week. flexible: the share of requests that may move; on_roster: the share of days an interpreter works."""
    chance = random.Random(seed)
    tongues = dict(list(TONGUES.items())[:languages])
    return {
        "seed": seed,
        "slot_minutes": 15,
        "slots_per_day": SLOTS_PER_DAY,
        "day_start": "08:00",
        "days": days,
        "zone_travel_slots": _ways(chance, zones),
        "interpreters": [
            _interpreter(chance, tongues, number, days, on_roster, zones)
            for number in range(interpreters)
        ],
        "requests": sorted(
            (
                _request(chance, tongues, number, days, flexible, zones, interpreters)
                for number in range(requests)
            ),
            key=lambda one: (one["made"], one["id"]),
        ),
    }


def a_week_of(seed: int, **told: Any) -> Week:
    """The same, read."""
    return read_instance(f"week {seed}", seed, invented_week(seed, **told)).week


def _ways(chance: random.Random, zones: int) -> list[list[int]]:
    way = [[0] * zones for _ in range(zones)]
    for here in range(zones):
        for there in range(here):
            way[here][there] = way[there][here] = chance.choice((1, 2, 2, 2))
    return way


def _interpreter(
    chance: random.Random, tongues: Tongues, number: int, days: int, on_roster: float, zones: int
) -> dict[str, Any]:
    spoken = _drawn(
        chance,
        {tongue: often for tongue, (_, often) in tongues.items()},
        1 + (chance.random() < 0.24),
    )
    modes = [mode for mode, (_, often) in MODES.items() if chance.random() * 100 < often] or ["opi"]
    windows = []
    for day in range(days):
        if chance.random() < on_roster:
            begins, ends, _ = chance.choices(SHIFTS, [often for _, _, often in SHIFTS])[0]
            windows.append([day * SLOTS_PER_DAY + begins, day * SLOTS_PER_DAY + ends])
    return {
        "id": number,
        "langs": spoken,
        "cert": chance.choices((0, 1, 2, 3), (18, 38, 28, 16))[0],
        "gender": chance.choice("FM"),
        "zone": chance.randrange(zones),
        "modes": sorted(modes),
        "av": windows,
        "maxslots": chance.choice((32, 48, 64, 80)),
    }


def _request(
    chance: random.Random,
    tongues: Tongues,
    number: int,
    days: int,
    flexible: float,
    zones: int,
    interpreters: int,
) -> dict[str, Any]:
    mode = chance.choices(list(MODES), [often for often, _ in MODES.values()])[0]
    length = chance.choice(LENGTHS[mode])
    evening = chance.random() < 0.1
    hour = chance.randrange(36, 49) if evening else chance.randrange(37)
    latest = SLOTS_PER_DAY - length
    begins = min(hour, latest)
    day = chance.randrange(days) * SLOTS_PER_DAY
    give = chance.choice((2, 2, 4, 4, 8)) if chance.random() < flexible else 0
    return {
        "id": number,
        "lang": _drawn(chance, {tongue: often for tongue, (often, _) in tongues.items()}, 1)[0],
        "mode": mode,
        "dur": length,
        "pref": day + begins,
        "starts": [
            day + slot for slot in range(max(0, begins - give), min(latest, begins + give) + 1)
        ],
        "cert": chance.choices((0, 1, 2, 3), (34, 38, 20, 8))[0],
        "zone": chance.randrange(zones),
        "gender": chance.choices((None, "F", "M"), (90, 6, 4))[0],
        "softg": chance.choices((None, "F", "M"), (68, 16, 16))[0],
        "coi": sorted(
            chance.sample(range(interpreters), min(interpreters, chance.choice((0, 0, 0, 0, 1, 2))))
        ),
        "prio": chance.choices((1, 3), (80, 20))[0],
        "made": day + begins - chance.randrange(2, 260),
    }


def _drawn(chance: random.Random, often: dict[str, float], count: int) -> list[str]:
    """Different ones, drawn as often as they are met."""
    found: list[str] = []
    while len(found) < min(count, len(often)):
        one = chance.choices(list(often), list(often.values()))[0]
        if one not in found:
            found.append(one)
    return sorted(found)
