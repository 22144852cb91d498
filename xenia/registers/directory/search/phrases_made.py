"""The flat arrays of a phrase book, made from a taxonomy: seconds of work, done once and kept."""

import math
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, Final
from zlib import crc32

from xenia.ground.common.text import is_unspaced
from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.filler import longest_by_first
from xenia.registers.directory.search.profiles import profiles_made
from xenia.registers.directory.search.senses import Kind
from xenia.registers.directory.search.texts import numbered, texts_kept
from xenia.registers.directory.search.wordings import Phrase, phrases_of

# Longer ones are told by their profile: hardly anybody writes one word for word.
LONGEST_SPAN: Final = 7
# Shorter pieces are too like each other to guess among.
SHORTEST_GUESSED_AT: Final = 4
Made = dict[str, "array[Any]"]
# For each key, by term and language: how it stands there, and as it is typed with accents.
Meanings = dict[str, dict[tuple[str, str], tuple[Kind, str]]]


def phrases_made(taxonomy: Taxonomy) -> Made:
    """All parts of a phrase book."""
    phrases = phrases_of(taxonomy)
    meanings, uses = _collected(phrases)
    keys = numbered(meanings)
    return {
        **_senses_made(meanings, keys, taxonomy),
        **_joined_made(meanings, keys),
        **_pieces_made(uses, longest_by_first(meanings), taxonomy),
        **profiles_made(phrases, taxonomy),
    }


def as_typed(phrase: str) -> str:
    """A phrase with its accents, to tell apart what folding makes alike."""
    return unicodedata.normalize("NFC", phrase).lower()


def group_of(first: str, length: int) -> int:
    """The number of the group of pieces with a first letter and a length."""
    return ord(first) << 8 | min(length, 255)


def _collected(phrases: Iterable[Phrase]) -> tuple[Meanings, dict[tuple[str, str], set[str]]]:
    """What each key means, and the pieces that each term uses in each language."""
    meanings: Meanings = {}
    uses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for phrase in phrases:
        said_by = (phrase.code, phrase.language)
        accented = as_typed(phrase.text)
        for pieces, kind in phrase.ways():
            uses[said_by].update(pieces)
            if len(pieces) <= LONGEST_SPAN:
                # The first mention is the strongest: labels come before synonyms, synonyms before words.
                meanings.setdefault(" ".join(pieces), {}).setdefault(said_by, (kind, accented))
    return meanings, uses


def _senses_made(meanings: Meanings, keys: Mapping[str, int], taxonomy: Taxonomy) -> Made:
    terms = {code: at for at, code in enumerate(taxonomy.terms)}
    languages = {language: at for at, language in enumerate(taxonomy.languages)}
    rows = [
        (number, terms[code], kind, languages[language], accented)
        for key, number in keys.items()
        for code, language, kind, accented in _lean(meanings[key])
    ]
    accents = numbered(row[4] for row in rows)
    return {
        **texts_kept("keys", keys),
        **texts_kept("accents", accents),
        "senses from": array("I", accumulate((len(meanings[key]) for key in keys), initial=0)),
        "sense key": array("I", (row[0] for row in rows)),
        "sense term": array("H", (row[1] for row in rows)),
        "sense kind": array("B", (row[2] for row in rows)),
        "sense language": array("B", (row[3] for row in rows)),
        "sense accented": array("I", (accents[row[4]] for row in rows)),
    }


def _lean(
    meanings: Mapping[tuple[str, str], tuple[Kind, str]],
) -> list[tuple[str, str, Kind, str]]:
    """Keep the accented form only where folding made different things alike: Vietnamese "thuế" and "thuê"."""
    is_one_thing = len({code for code, _language in meanings}) == 1
    return [
        (code, language, kind, "" if is_one_thing else accented)
        for (code, language), (kind, accented) in meanings.items()
    ]


def _joined_made(meanings: Meanings, keys: Mapping[str, int]) -> Made:
    joined = {key.replace(" ", ""): keys[key] for key in meanings if _is_joinable(key)}
    rows = sorted((crc32(run.encode()), number) for run, number in joined.items())
    return {
        "joined checksums": array("I", (checksum for checksum, _number in rows)),
        "joined key": array("I", (number for _checksum, number in rows)),
    }


def _pieces_made(
    uses: Mapping[tuple[str, str], set[str]], reach: Mapping[str, int], taxonomy: Taxonomy
) -> Made:
    terms: defaultdict[str, set[str]] = defaultdict(set)
    spoken: defaultdict[str, int] = defaultdict(int)
    languages = {language: 1 << at for at, language in enumerate(taxonomy.languages)}
    for (code, language), used in uses.items():
        for piece in used:
            terms[piece].add(code)
            spoken[piece] |= languages[language]
    pieces = numbered(terms)
    total = len(taxonomy.terms)
    return {
        **texts_kept("pieces", pieces),
        "piece weight": array("d", (math.log(1 + total / len(terms[one])) for one in pieces)),
        "piece reach": array("B", (reach.get(one, 0) for one in pieces)),
        "piece languages": array("Q", (spoken[one] for one in pieces)),
        **_orders_made(pieces),
    }


def _orders_made(pieces: Mapping[str, int]) -> Made:
    """Longer pieces by the alphabet, and by first letter and length."""
    in_order = sorted(piece for piece in pieces if len(piece) >= SHORTEST_GUESSED_AT)
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    for piece in in_order:
        if not is_unspaced(piece):
            grouped[group_of(piece[0], len(piece))].append(pieces[piece])
    groups = sorted(grouped)
    sizes = (len(grouped[group]) for group in groups)
    return {
        "pieces in order": array("I", map(pieces.__getitem__, in_order)),
        "groups": array("I", groups),
        "group from": array("I", accumulate(sizes, initial=0)),
        "grouped": array("I", (number for group in groups for number in grouped[group])),
    }


def _is_joinable(key: str) -> bool:
    return 1 <= key.count(" ") <= 2 and len(key) >= 7 and not is_unspaced(key)
