"""An invented directory of any size, and what people ask of it. The same every time."""

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.request import SearchRequest

LANGUAGES = ("es", "ht", "vi", "zh-hans", "zh-hant", "pt-br", "ru", "ar", "fr", "so")
CENTRE = (42.32, -71.06)
STREETS = ("Harbor", "Mill", "Lindenwood", "Chestnut", "Orchard", "Quarry", "Lantern", "Ferry")
GROUPS = (
    "Alliance",
    "Center",
    "Coalition",
    "Council",
    "House",
    "Network",
    "Partnership",
    "Project",
)
FOLK = ("Lantern", "Bridge", "Harbor", "Open Door", "Riverside", "Unity", "Welcome", "Neighbor")
SENTENCES = (
    "We offer {label} for adults and families who live in the city, whatever their income.",
    "Staff speak several languages and an interpreter can be arranged by phone two days ahead.",
    "Bring a letter with your address; you do not need a social security number to take part.",
    "Walk in on weekdays between nine and noon, or call for an appointment in the evening.",
    "The program works with schools, clinics and libraries and refers people to {other}.",
    "Volunteers help fill out forms, explain notices and go with people to appointments.",
    "Places are limited; when the group is full we keep a waiting list and call you back.",
    "Parents may bring children: there is a play corner and a light meal for everyone.",
    "The office is near the bus and has a ramp, an elevator and accessible restrooms.",
    "Ask about {other} as well, many people need both and it can be done in one visit.",
)
SCHEDULES = [
    {"byday": days, "opens_at": f"{opens:02}:00", "closes_at": f"{closes:02}:30"}
    for days in ("MO,TU,WE,TH,FR", "MO,WE", "TU,TH", "SA", "SA,SU")
    for opens, closes in ((8, 16), (9, 17), (9, 12), (13, 18), (17, 20))
]


def invented(count: int, taxonomy: Taxonomy, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Listing documents of invented services, about 800 letters each; the same for the same seed."""
    chance = random.Random(seed)
    codes = [term.code for term in taxonomy if term.parent]
    for number in range(count):
        yield _service(number, chance, codes, taxonomy)


def _service(
    number: int, chance: random.Random, codes: list[str], taxonomy: Taxonomy
) -> dict[str, Any]:
    code, other = chance.choice(codes), chance.choice(codes)
    label = taxonomy.label(code, "en")
    folk = f"{chance.choice(FOLK)} {chance.choice(GROUPS)} {number % 1500}"
    text = " ".join(chance.choices(SENTENCES, k=8)).format(
        label=label.lower(), other=taxonomy.label(other, "en").lower()
    )
    names, texts = {"en": f"{label} at {folk}"}, {"en": text}
    for language in LANGUAGES if number % 20 == 0 else ():
        names[language] = taxonomy.label(code, language)
        texts[language] = (
            f"{taxonomy.label(code, language)}. {taxonomy.label(other, language)}. " * 6
        )
    return {
        "id": str(UUID(int=chance.getrandbits(128), version=4)),
        "status": "active",
        "name": names,
        "description": texts,
        "organization": {"name": {"en": folk}},
        "terms": [code] if chance.random() < 0.6 else [],
        "languages": [{"code": one} for one in chance.sample(LANGUAGES, chance.randrange(4))],
        "interpreter": chance.random() < 0.3,
        "cost": chance.choice(("free", "free", "low", "fee", "unknown")),
        "asks_status": chance.choice(("no", "unknown")),
        "needs_id": chance.choice(("no", "yes", "unknown")),
        "remote": chance.random() < 0.3,
        "accessible": chance.random() < 0.5,
        "evening": chance.random() < 0.25,
        "weekend": chance.random() < 0.2,
        "schedules": [chance.choice(SCHEDULES)],
        "places": [_place(chance)],
        "assured_on": date(2024, 1 + number % 12, 1).isoformat(),
    }


def _place(chance: random.Random) -> dict[str, Any]:
    area = chance.randrange(12)
    return {
        "address": [f"{chance.randrange(1, 900)} {chance.choice(STREETS)} Street"],
        "city": "Lindenport",
        "postal_code": f"099{area + 1:02}",
        "area": f"area-{area}",
        "latitude": CENTRE[0] + (chance.random() - 0.5) / 6,
        "longitude": CENTRE[1] + (chance.random() - 0.5) / 6,
    }


def questions(taxonomy: Taxonomy, seed: int = 11) -> dict[str, list[SearchRequest]]:
    """Questions by kind."""
    chance = random.Random(seed)
    words = [
        (word, language)
        for term in taxonomy
        for language, wording in term.wordings.items()
        for word in (wording.label, *wording.words)
        if word
    ]
    asked = [(row["query"], path.stem) for path in _evaluations() for row in _rows(path)]
    labels = [taxonomy.label(term.code, "en") for term in taxonomy]
    return {
        "taxonomy words": [_asked(chance, *chance.choice(words)) for _ in range(400)],
        "own words": [_asked(chance, *chance.choice(asked)) for _ in range(200)],
        "misspelt": [
            _asked(chance, _misspelt(chance.choice(labels), chance), "en") for _ in range(100)
        ],
        "names": [
            _asked(
                chance,
                f"{chance.choice(FOLK)} {chance.choice(GROUPS)} {chance.randrange(1500)}",
                "en",
            )
            for _ in range(100)
        ],
        "one common word": [
            _asked(chance, word, "en")
            for word in ("help", "family", "program", "call", "city", "adults")
        ],
        "browsing": [
            _asked(chance, "", "en", term=chance.choice(list(taxonomy.terms))) for _ in range(100)
        ],
    }


def _asked(chance: random.Random, words: str, language: str, **more: Any) -> SearchRequest:
    """A question, sometimes with filters, a place and an hour."""
    if chance.random() < 0.3:
        more["languages"] = frozenset(chance.sample(LANGUAGES, 1))
    if chance.random() < 0.2:
        more["cost_free"] = True
    if chance.random() < 0.2:
        more["open_at"] = datetime(2026, 3, 9, chance.randrange(8, 20), 30)  # noqa: DTZ001 - a local wall-clock time
    if chance.random() < 0.4:
        area = chance.randrange(12)
        more["point"] = (CENTRE[0] + area / 100, CENTRE[1] - area / 100)
        more["sort"] = chance.choice(("best", "nearest"))
    return SearchRequest(words=words, language=language, **more)


def _misspelt(words: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(words) - 1))
    return words[:at] + words[at + 1 :]


def _evaluations() -> list[Path]:
    return sorted((Path(__file__).parent / "search" / "questions").glob("*.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
