"""What a service's own words suggest it is about, where nobody has given it terms.

An imported directory has names and descriptions, rarely our terms. The taxonomy's phrases, and the phrases with
which American services describe themselves (`data/evidence.csv`), are looked for in them. What is found
ranks below a term that a person gave.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from xenia.ground.common.text import units
from xenia.registers.directory.search.phrases import (
    PhraseBook,
    longest_by_first,
    without_filler,
)
from xenia.registers.directory.search.senses import Kind, Sense

EVIDENCE: Final = Path(__file__).resolve().parent / "data" / "evidence.csv"
# Phrases that look like evidence and are none: "pet food", "child support".
NO_TERM: Final = "-"
# What a description is about stands at its beginning; later it mentions this and that.
LEAD_PIECES: Final = 40
MOST_PIECES: Final = 32


class Names(NamedTuple):
    """Phrases that tell of terms when they stand in a service's text, and the longest by first piece."""

    codes: Mapping[str, frozenset[str]]
    reach: Mapping[str, int]


def term_facets(listing: Mapping[str, Any], book: PhraseBook) -> Iterator[str]:
    """The facets `term:` (given by a person) and `name:`, `lead:`, `text:` (suggested), each with all it stands under."""
    given = [code for code in listing.get("terms") or () if code in book.taxonomy]
    yield from _with_lineage("term", given, book)
    names = _suggesting(listing.get("name"), book)
    yield from _with_lineage("name", _places(names, book, everyday=False), book)
    if given:
        return
    texts = _suggesting(listing.get("description"), book)
    places = _places(texts, book, everyday=False)
    in_lead = set(_places(names, book, everyday=True))
    in_lead |= {code for code, place in places.items() if place < LEAD_PIECES}
    yield from _with_lineage("lead", in_lead, book)
    yield from _with_lineage("text", places, book)


def suggested(pieces: Sequence[str], names: Names) -> dict[str, int]:
    """Terms whose phrases stand in a text, with the place of the first.

    The longest phrase counts, and a piece is part of one phrase only.
    """
    found: dict[str, int] = {}
    past = 0
    for at in [at for at, piece in enumerate(pieces) if piece in names.reach]:
        if at < past:
            continue
        for end in range(at + names.reach[pieces[at]], at, -1):
            codes = names.codes.get(" ".join(pieces[at:end]))
            if codes is not None:
                found = dict.fromkeys(codes, at) | found
                past = end
                break
    return found


@cache
def telling_names(book: PhraseBook, language: str, everyday: bool) -> Names:
    """The phrases of a language that tell of terms in a text.

    everyday: also single everyday words; in a long text "bed" or "work" may mean anything.
    """
    codes = {
        key: frozenset(sense.code for sense in meant)
        for key, senses in book.senses.items()
        if (meant := [one for one in senses if one.language == language])
        and (everyday or any(_is_telling(sense, key) for sense in meant))
    }
    if language == "en":
        for key, of_key in _evidence(book).items():
            codes[key] = of_key if NO_TERM in of_key else codes.get(key, frozenset()) | of_key
    return Names({key: of - {NO_TERM} for key, of in codes.items()}, longest_by_first(codes))


@cache
def _evidence(book: PhraseBook) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with EVIDENCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] == NO_TERM or row["code"] in book.taxonomy:
                for phrase in row["phrases"].split("|"):
                    found.setdefault(" ".join(units(phrase)), set()).add(row["code"])
    return {key: frozenset(codes) for key, codes in found.items()}


def pieces_of(code: str, book: PhraseBook) -> tuple[tuple[str, float], ...]:
    """Pieces of the phrases with which services say that they do this.

    With each its share, 0 to 1: much for a piece that hardly any other tile uses.
    """
    return _pieces_by_code(book).get(code, ())


@cache
def _pieces_by_code(book: PhraseBook) -> dict[str, tuple[tuple[str, float], ...]]:
    codes_of: defaultdict[str, set[str]] = defaultdict(set)
    for key, codes in (*_formal(book), *_evidence(book).items()):
        for piece in without_filler(key.split(), ("en",)):
            codes_of[piece] |= codes - {NO_TERM}
    shares: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for piece, users in codes_of.items():
        tiles = {code.partition(".")[0] for code in users}
        for code in users:
            shares[code].append((piece, round(1 / max(1, len(tiles)) ** 0.5, 2)))
    return {
        code: tuple(sorted(pieces, key=lambda each: (-each[1], each[0]))[:MOST_PIECES])
        for code, pieces in shares.items()
    }


def _formal(book: PhraseBook) -> Iterator[tuple[str, frozenset[str]]]:
    """The labels and synonyms in English."""
    for key, senses in book.senses.items():
        codes = [one.code for one in senses if one.language == "en" and one.kind < Kind.WORD]
        yield key, frozenset(codes)


def _is_telling(sense: Sense, key: str) -> bool:
    if sense.kind < Kind.WORD:
        return " " in key or "." in sense.code
    return len(without_filler(key.split(), (sense.language,))) >= 2


def _places(
    texts: Mapping[str, Sequence[str]], book: PhraseBook, *, everyday: bool
) -> dict[str, int]:
    found: dict[str, int] = {}
    for language, pieces in texts.items():
        for code, place in suggested(pieces, telling_names(book, language, everyday)).items():
            found[code] = min(place, found.get(code, place))
    return found


def _suggesting(texts: object, book: PhraseBook) -> dict[str, list[str]]:
    """The pieces of the English text; where there is none, of every text."""
    if isinstance(texts, str):
        return {"en": units(texts)}
    if not isinstance(texts, Mapping):
        return {}
    spoken = {"en": texts["en"]} if texts.get("en") else texts
    return {
        language: units(text)
        for language, text in spoken.items()
        if isinstance(text, str) and language in book.taxonomy.languages
    }


def _with_lineage(kind: str, codes: Iterable[str], book: PhraseBook) -> Iterator[str]:
    lines = {above for code in codes for above in book.taxonomy.lineage(code)}
    return (f"{kind}:{code}" for code in lines)
