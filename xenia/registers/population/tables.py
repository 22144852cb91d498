"""Estimates in a spreadsheet of anybody's making: one row for each area, language and measure."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading import Book, Cell, Line, open_book
from xenia.ground.imports.reading.table import (
    as_text,
    headings_of,
    likely_table,
    rows_below,
)
from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.census import NOT_A_NUMBER
from xenia.registers.population.groups import folded, keys_by_word
from xenia.registers.population.reading import MOST, UNKNOWN_LANGUAGE, ReadEstimate, Reading

# What headings call the columns in practice. A heading that is nearly one of these is one too.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": (
        "area", "neighborhood", "neighbourhood", "district", "ward", "place", "geography", "name", "geographic area name",
        "barrio", "zona", "bairro", "quartier", "katye", "town", "location",
    ),
    "language": (
        "language", "languages", "language spoken", "language spoken at home", "language group", "lang", "idioma",
        "lengua", "lingua", "langue", "lang yo pale",
    ),
    "measure": ("measure", "subject", "what", "universe", "variable", "indicator", "type", "group"),
    "estimate": (
        "estimate", "est", "value", "count", "number", "people", "population", "lep", "lep population", "total",
        "estimacion", "estimativa", "estimation", "number of people", "lep estimate",
    ),
    "margin": (
        "moe", "margin", "margin of error", "margin of error 90", "moe 90", "90 moe", "90 margin of error", "error", "margen de error",
        "marge d erreur", "margem de erro", "plus minus", "lep moe",
    ),
}  # fmt: skip
MEASURES: Final[Mapping[str, str]] = {
    "": "limited_english",
    **dict.fromkeys(
        (
            "limited english", "limited english proficient", "limited english proficiency", "lep", "lep speakers", "lep population",
            "speaks english less than very well", "speak english less than very well", "less than very well",
        ),
        "limited_english",
    ),
    **dict.fromkeys(
        ("speakers", "speak", "speaks", "speak at home", "speak the language at home", "all speakers", "total speakers"),
        "speakers",
    ),
    **dict.fromkeys(
        (
            "people", "population", "total population", "population 5", "population aged 5", "population 5 years and over",
            "total", "all people", "all people aged 5 or more", "people aged 5 or more", "population aged 5 or more",
        ),
        "people",
    ),
}  # fmt: skip
NEARLY: Final = 84
_CONTROLLED: Final = frozenset({"*****", "controlled"})
_NO_HEADINGS: Final = gettext_noop(
    "We found no columns for language and estimate. Name them so in the first row: area, language, measure, estimate, margin of error."
)
_UNKNOWN_MEASURE: Final = gettext_noop(
    "We do not know this measure. Write limited English, speakers or people."
)
_NOT_A_MARGIN: Final = gettext_noop(
    "This is no margin of error. Write a number such as 120, or leave it empty."
)


class _NotANumber(ValueError):
    """A cell that should hold a number of people."""


def read_table(data: bytes) -> Reading:
    """Read a CSV or .xlsx with any headings. Raises NotReadable."""
    book = open_book(data)
    tab, heading_row = likely_table(book, _known().keys())
    columns = _columns(book, tab, heading_row)
    if not {"language", "estimate"} <= columns.keys():
        raise NotReadable(_NO_HEADINGS)
    reading = Reading()
    for line in rows_below(book, tab, heading_row):
        _read_line(reading, line, columns)
    return reading


@cache
def _known() -> dict[str, str]:
    return {word: column for column, words in WORDS.items() for word in words}


def _columns(book: Book, tab: int, heading_row: int) -> dict[str, int]:
    """The place of each column of ours in the file: the nearest heading wins, none is used twice."""
    from rapidfuzz import fuzz

    headings = headings_of(book, tab, heading_row)
    scored = sorted(
        (
            (fuzz.token_sort_ratio(word, folded(heading)), -place, column)
            for place, heading in headings.items()
            for word, column in _known().items()
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for score, place, column in scored:
        if score >= NEARLY and column not in found and -place not in found.values():
            found[column] = -place
    return found


def _read_line(reading: Reading, line: Line, columns: Mapping[str, int]) -> None:
    said = {name: as_text(_cell(line, place)) for name, place in columns.items()}
    where = f"row {line.number}"
    measure = MEASURES.get(folded(said.get("measure", "")))
    language = keys_by_word().get(folded(said["language"])) if measure != "people" else ""
    if measure is None:
        reading.refuse(where, _UNKNOWN_MEASURE)
    elif language is None:
        reading.refuse(where, UNKNOWN_LANGUAGE)
    else:
        _add(reading, where, said, measure, language)


def _cell(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


def _add(
    reading: Reading, where: str, said: Mapping[str, str], measure: str, language: str
) -> None:
    try:
        value = _people(said["estimate"])
    except _NotANumber:
        reading.refuse(where, NOT_A_NUMBER)
        return
    margin = said.get("margin", "").lstrip("±").removeprefix("+/-").strip()
    try:
        known_margin = _people(margin) if margin and margin.lower() not in _CONTROLLED else None
    except _NotANumber:
        reading.refuse(where, _NOT_A_MARGIN)
        return
    reading.estimates.append(
        ReadEstimate(
            where=where,
            place=said.get("area", ""),
            measure=measure,
            language=language,
            value=value,
            margin=known_margin,
            is_controlled=margin.lower() in _CONTROLLED,
        )
    )


def _people(text: str) -> int:
    """A whole number, also as 1,200 or 1 200. Raises _NotANumber."""
    plain = "".join(text.split()).replace(",", "").replace("\u202f", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 10) or int(plain) > MOST:
        raise _NotANumber(f"{len(text)} characters")
    return int(plain)
