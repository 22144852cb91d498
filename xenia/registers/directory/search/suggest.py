"""What a service's own words suggest it is about, where nobody has given it terms.

An imported directory has names and descriptions, rarely our terms. The taxonomy's phrases, and the phrases with
which American services describe themselves (`data/evidence.csv`), are looked for in them. What is found
ranks below a term that a person gave.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from xenia.ground.common.text import units
from xenia.registers.directory.search.filler import without_filler
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.senses import Kind, Sense

EVIDENCE: Final = Path(__file__).resolve().parent / "data" / "evidence.csv"
# Phrases that look like evidence and are none: "pet food", "child support".
NO_TERM: Final = "-"
# What a description is about stands at its beginning; later it mentions this and that.
LEAD_PIECES: Final = 40
MOST_PIECES: Final = 32


# What a phrase in a name, a term of another taxonomy, the beginning of a text or its rest adds to what a service is
# about, and each further phrase of the same term.
IN_NAME: Final = 3.0
IN_SUBJECTS: Final = 2.0
IN_LEAD: Final = 1.5
IN_TEXT: Final = 0.7
AGAIN: Final = 0.5
MOST_COUNTED: Final = 5
LEAST: Final = 1.5
NEARLY: Final = 0.6


class Mention(NamedTuple):
    """How a text speaks of a term: the place of the first phrase, and how many different ones there are."""

    first: int
    phrases: int


class Meant(NamedTuple):
    """A phrase that tells of terms; of none, when it only looks like evidence."""

    phrase: str
    codes: frozenset[str]


class Names(dict[str, "Names"]):
    """Phrases that tell of terms when they stand in a service's text, piece by piece.

    meant: what the pieces up to here tell, if they are a whole phrase.
    """

    meant: Meant | None = None

    @classmethod
    def of(cls, phrases: Mapping[str, frozenset[str]]) -> "Names":
        """The phrases, their pieces joined by spaces, with their terms."""
        root: Names = cls()
        for phrase, codes in phrases.items():
            node = root
            for piece in phrase.split():
                node = node.setdefault(piece, cls())
            node.meant = Meant(phrase, codes)
        return root


@lru_cache(maxsize=32)
def pieces_once(text: str) -> tuple[str, ...]:
    """The pieces of a text: taken apart once for what it is about and for its words in the index."""
    return tuple(units(text))


def term_facets(listing: Mapping[str, Any], book: PhraseBook) -> Iterator[str]:
    """The facets `term:` (given by a person) and `name:`, `main:`, `lead:`, `text:` (suggested).

    Each with all it stands under. A service that somebody gave a kind of help is taken at its word; one that has
    tiles only, or none, is read.
    """
    given = [code for code in listing.get("terms") or () if code in book.taxonomy]
    yield from _with_lineage("term", given, book)
    names = _suggesting(listing.get("name"), book)
    named = _mentions(names, book, everyday=False)
    yield from _with_lineage("name", named, book)
    if any("." in code for code in given):
        return
    described = _mentions(_suggesting(listing.get("description"), book), book, everyday=False)
    subjects = _of_subjects(listing, book)
    in_lead = set(_mentions(names, book, everyday=True)) | subjects
    in_lead |= {code for code, one in described.items() if one.first < LEAD_PIECES}
    yield from _with_lineage("main", _main(named, subjects, described), book)
    yield from _with_lineage("lead", in_lead, book)
    yield from _with_lineage("text", described, book)


def _main(
    named: Mapping[str, Mention], subjects: Iterable[str], described: Mapping[str, Mention]
) -> Iterator[str]:
    """What a service is about for the most part: the terms for which its words speak nearly as much as for any."""
    weights: defaultdict[str, float] = defaultdict(float)
    for code in named:
        weights[code] += IN_NAME
    for code in subjects:
        weights[code] += IN_SUBJECTS
    for code, one in described.items():
        weights[code] += IN_LEAD if one.first < LEAD_PIECES else IN_TEXT
        weights[code] += AGAIN * (min(one.phrases, MOST_COUNTED) - 1)
    most = max(weights.values(), default=0.0)
    return (code for code, weight in weights.items() if weight >= max(LEAST, NEARLY * most))


def _of_subjects(listing: Mapping[str, Any], book: PhraseBook) -> set[str]:
    """What the terms of other taxonomies suggest, each by its own name."""
    subjects = (_suggesting(subject, book) for subject in listing.get("subjects") or ())
    return {code for each in subjects for code in _mentions(each, book, everyday=False)}


def suggested(pieces: Sequence[str], names: Names) -> dict[str, Mention]:
    """Terms whose phrases stand in a text.

    The longest phrase counts, and a piece is part of one phrase only.
    """
    found: dict[str, tuple[int, set[str]]] = {}
    past, length = 0, len(pieces)
    for at in [at for at, piece in enumerate(pieces) if piece in names]:
        if at < past:
            continue
        node: Names | None = names[pieces[at]]
        end, meant = at, None
        while node is not None:
            end += 1
            if node.meant is not None:
                meant, past = node.meant, end
            node = node.get(pieces[end]) if end < length else None
        for code in meant.codes if meant else ():
            found.setdefault(code, (at, set()))[1].add(meant.phrase if meant else "")
    return {code: Mention(first, len(phrases)) for code, (first, phrases) in found.items()}


@cache
def telling_names(book: PhraseBook, language: str, everyday: bool) -> Names:
    """The phrases of a language that tell of terms in a text.

    everyday: also single everyday words; in a long text "bed" or "work" may mean anything.
    """
    codes = {
        key: frozenset(sense.code for sense in meant)
        for key, meant in book.senses.of_language(language).items()
        if everyday or any(_is_telling(sense, key) for sense in meant)
    }
    if language == "en":
        for key, of_key in _evidence(book).items():
            codes[key] = of_key if NO_TERM in of_key else codes.get(key, frozenset()) | of_key
    return Names.of({key: of - {NO_TERM} for key, of in codes.items()})


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
    for key, senses in book.senses.of_language("en").items():
        yield key, frozenset(one.code for one in senses if one.kind < Kind.WORD)


def _is_telling(sense: Sense, key: str) -> bool:
    if sense.kind < Kind.WORD:
        return " " in key or "." in sense.code
    return len(without_filler(key.split(), (sense.language,))) >= 2


def _mentions(
    texts: Mapping[str, Sequence[str]], book: PhraseBook, *, everyday: bool
) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    for language, pieces in texts.items():
        for code, one in suggested(pieces, telling_names(book, language, everyday)).items():
            other = found.get(code, one)
            found[code] = Mention(min(one.first, other.first), max(one.phrases, other.phrases))
    return found


def _suggesting(texts: object, book: PhraseBook) -> dict[str, Sequence[str]]:
    """The pieces of the English text; where there is none, of every text."""
    if isinstance(texts, str):
        return {"en": pieces_once(texts)}
    if not isinstance(texts, Mapping):
        return {}
    spoken = {"en": texts["en"]} if texts.get("en") else texts
    return {
        language: pieces_once(text)
        for language, text in spoken.items()
        if isinstance(text, str) and language in book.taxonomy.languages
    }


def _with_lineage(kind: str, codes: Iterable[str], book: PhraseBook) -> Iterator[str]:
    lines = {above for code in codes for above in _lineage(code, book)}
    return (f"{kind}:{code}" for code in lines)


@cache
def _lineage(code: str, book: PhraseBook) -> tuple[str, ...]:
    return book.taxonomy.lineage(code)
