"""A small taxonomy and small directories to search in."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from xenia.ground.reference.taxonomy import Taxonomy, Term, Wording
from xenia.registers.directory.search.index import OpenIndex, open_index, rebuild
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import SearchRequest, SearchResult

TODAY = date(2026, 11, 16)
CITY_HALL = (42.36, -71.06)

# code, parent, need, then per language: label, synonyms, everyday words.
_TERMS: tuple[tuple[str, str, str, dict[str, tuple[str, str, str]]], ...] = (
    (
        "learn",
        "",
        "education",
        {
            "en": ("Learn English", "English instruction", "english|speak english"),
            "ht": ("Aprann angle", "", "angle|pale angle"),
            "zh-hans": ("学英语", "英文学习", "英语"),
        },
    ),
    (
        "learn.class",
        "learn",
        "education",
        {
            "en": ("English class", "ESOL|English as a second language", "english lessons"),
            "es": ("Clase de inglés", "", "aprender inglés"),
            "ht": ("Klas anglè", "", "kou angle|lekòl angle"),
            "zh-hans": ("英语班", "", "英语课"),
            "ar": ("درس اللغة الإنجليزية", "", "تعلم الانجليزية"),
            "ru": ("Курсы английского", "", "kursy angliyskogo"),
        },
    ),
    ("learn.tutor", "learn", "education", {"en": ("English tutor", "", "conversation partner")}),
    (
        "law",
        "",
        "legal",
        {
            "en": ("Legal help", "legal aid", "lawyer|papers"),
            "es": ("Ayuda legal", "", "abogado|papeles"),
        },
    ),
    (
        "law.tax",
        "law",
        "legal",
        {"en": ("Tax help", "", ""), "vi": ("Khai thuế", "", "thuế")},
    ),
    (
        "home.rent",
        "",
        "housing",
        {"en": ("Rent", "rental assistance", "pay the rent"), "vi": ("Thuê nhà", "", "thuê")},
    ),
    (
        "safe",
        "",
        "safety",
        {
            "en": (
                "Someone hurts me",
                "domestic violence",
                "my husband hits me|i am afraid at home",
            ),
            "ht": ("Yon moun fè m mal", "", "mari mwen bat mwen"),
        },
    ),
    (
        "food",
        "",
        "food",
        {"en": ("Food", "food pantry", "hungry|groceries"), "fr": ("Manger", "", "pain")},
    ),
)


@cache
def a_book() -> PhraseBook:
    """The phrases of eight terms in eight languages."""
    terms = {}
    for position, (code, parent, need, languages) in enumerate(_TERMS):
        wordings = {
            language: Wording(
                label,
                "",
                tuple(filter(None, synonyms.split("|"))),
                tuple(filter(None, words.split("|"))),
            )
            for language, (label, synonyms, words) in languages.items()
        }
        terms[code] = Term(code, parent, need, "", position, wordings)
    return PhraseBook(Taxonomy(terms))


def service_id(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(NAMESPACE_URL, name)


def a_listing(called: str = "English for adults", **fields: Any) -> dict[str, Any]:
    """A public Listing, open to all, with nothing else said."""
    return {
        "id": str(service_id(called)),
        "status": "active",
        "name": {"en": called},
        "description": {"en": ""},
        "organization": {"name": {"en": "Saltmarsh Community House"}},
        "terms": [],
        "languages": [],
        "cost": "unknown",
        "places": [],
        "schedules": [],
        **fields,
    }


def a_place(miles_north: float = 0.0, **fields: Any) -> dict[str, Any]:
    """A place so far north of city hall; a degree of latitude is 69.1 miles."""
    return {"latitude": CITY_HALL[0] + miles_north / 69.1, "longitude": CITY_HALL[1], **fields}


def a_directory(folder: Path, *listings: Mapping[str, Any]) -> OpenIndex:
    """An index of these listings, open."""
    rebuild(listings, folder, book=a_book())
    return open_index(folder, book=a_book())


def ask(index: OpenIndex, words: str = "", language: str = "en", **more: Any) -> SearchResult:
    """The answer to a question, on a Monday in November."""
    return search(SearchRequest(words=words, language=language, **more), index, today=TODAY)


def names(result: SearchResult, *listings: Mapping[str, Any]) -> list[str]:
    """The English names of what was found, in order."""
    known = {listing["id"]: listing["name"]["en"] for listing in listings}
    return [known[str(hit.id)] for hit in result.hits]
