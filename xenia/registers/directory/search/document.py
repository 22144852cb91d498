"""One public Listing as the index keeps it: comparable words, filters, places and hours.

Nothing confidential stands in a Listing; a place marked confidential gives the index neither address nor point.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from xenia.ground.common.text import fold, index_tokens
from xenia.registers.directory.search.hours import is_every_week, weekly_quarters
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.suggest import pieces_once, term_facets

# Unknown days are 0; day 1 is 2 January 2000.
FIRST_DAY: Final = date(2000, 1, 1)
TEXTS: Final = (
    *("description", "eligibility_description", "application_process", "fees_description"),
    *("bring", "keywords"),
)
# Texts shorter than this come back in many services: names of organisations, streets, cities.
SHORT: Final = 80
SAYS_NO: Final = {"asks_status": "no_status", "needs_id": "no_id"}
FLAGS: Final = ("remote", "accessible", "evening", "weekend", "interpreter", "accepts_referrals")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of one service.

    name, organization, body: comparable pieces joined by spaces, all languages together. facets: what can be filtered
    and counted, such as `lang:ht`. week: quarters of the week it is open. dated: its other schedules.
    assured: days since FIRST_DAY. title: what it is sorted by among equals.
    """

    id: UUID
    name: str
    organization: str
    body: str
    facets: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    week: int
    dated: tuple[dict[str, Any], ...]
    assured: int
    title: str


def entry_of(listing: Mapping[str, Any], book: PhraseBook) -> Entry:
    """What the index keeps of a Listing document. Raises KeyError for a document without `id`."""
    places = [place for place in _dicts(listing.get("places")) if not place.get("confidential")]
    schedules = [*_dicts(listing.get("schedules"))]
    for place in places:
        schedules += _dicts(place.get("schedules"))
    name = _joined([*_texts(listing.get("name")), *_texts(listing.get("alternate_name"))])
    organization = _joined(_texts(_dict(listing.get("organization")).get("name")))
    rest = _joined(text for field in TEXTS for text in _texts(listing.get(field)))
    return Entry(
        id=UUID(str(listing["id"])),
        name=name,
        organization=organization,
        body=" ".join((name, organization, rest, _joined(_place_texts(places)))),
        facets=tuple(dict.fromkeys(_facets(listing, places, book))),
        points=tuple(_points(places)),
        week=weekly_quarters(schedules),
        dated=tuple(dict(one) for one in schedules if not is_every_week(one)),
        assured=_day_number(listing.get("confirmed_on") or listing.get("assured_on")),
        title=fold(_shown_name(listing)),
    )


def _facets(
    listing: Mapping[str, Any], places: Sequence[Mapping[str, Any]], book: PhraseBook
) -> Iterator[str]:
    yield f"status:{listing.get('status') or 'active'}"
    yield f"cost:{listing.get('cost') or 'unknown'}"
    codes = (language.get("code") for language in _dicts(listing.get("languages")))
    yield from (f"lang:{str(code).lower()}" for code in codes if code)
    yield from (flag for flag in FLAGS if listing.get(flag))
    yield from (facet for field, facet in SAYS_NO.items() if listing.get(field) == "no")
    yield from (f"area:{place['area']}" for place in places if place.get("area"))
    yield from (f"serves:{code}" for code in listing.get("serves") or ())
    yield from term_facets(listing, book)


def _texts(value: object) -> list[str]:
    """All languages' texts of a field; a plain text is one."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Mapping):
        return []
    return [text for text in value.values() if isinstance(text, str)]


def _place_texts(places: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for place in places:
        for field in ("name", "city", "postal_code"):
            yield from _texts(place.get(field))
        yield from place.get("address") or ()


def _points(places: Iterable[Mapping[str, Any]]) -> Iterator[tuple[float, float]]:
    for place in places:
        try:
            latitude, longitude = float(place["latitude"]), float(place["longitude"])
        except (KeyError, TypeError, ValueError):
            continue
        if -90 <= latitude <= 90 and -180 <= longitude <= 180:
            yield latitude, longitude


def _shown_name(listing: Mapping[str, Any]) -> str:
    names = listing.get("name")
    english = _dict(names).get("en")
    return english if isinstance(english, str) else next(iter(_texts(names)), "")


def _day_number(text: Any) -> int:
    try:
        return max(0, min(65535, (date.fromisoformat(str(text)[:10]) - FIRST_DAY).days))
    except ValueError:
        return 0


def _joined(texts: Iterable[str]) -> str:
    return " ".join([_tokens(text) if len(text) < SHORT else _all_tokens(text) for text in texts])


def _all_tokens(text: str) -> str:
    # In plain letters the index holds the same pieces that the terms are looked for in.
    return " ".join(pieces_once(text) if text.isascii() else index_tokens(text))


_tokens = lru_cache(maxsize=4096)(_all_tokens)


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value or () if isinstance(one, Mapping)]
