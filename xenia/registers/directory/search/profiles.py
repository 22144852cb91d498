"""What a question sounds like, as a whole: "my landlord wants to throw me out".

All phrases of a term in one language make its profile: which words, pairs of neighbouring words and stretches of
four letters are used of it more than of other terms. A question is nearest to the term whose profile points
the same way. Stretches of letters make other endings and spellings count too, which matters in Somali, Russian
and Arabic. Profiles stand in flat arrays, about half a megabyte a language, made when a language is first asked.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final
from zlib import crc32

from xenia.ground.common.text import is_unspaced, units
from xenia.ground.reference.taxonomy import Taxonomy, Wording
from xenia.registers.directory.search.filler import filler_positions

STRETCH: Final = 4
# What a feature weighs beside a word: a stretch of letters, a pair of words, a lone Chinese character.
STRETCH_SHARE: Final = 0.25
PAIR_SHARE: Final = 0.7
CHARACTER_SHARE: Final = 0.6
PHRASE_SHARE: Final = 2.0
# What no profile knows still belongs to the question, and weighs like something fairly rare.
UNKNOWN_WEIGHT: Final = 3.0
# What likeness in a language the reader did not choose counts.
OTHER_LANGUAGE: Final = 0.9

# What a text is made of, by checksum, with how much each counts.
Features = defaultdict[int, float]


class Profiles:
    """The profiles of a taxonomy's terms, by language."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._codes = tuple(taxonomy.terms)
        self._by_language: dict[str, _Profile] = {}

    def nearest(
        self, pieces: Sequence[str], filler: Collection[int], languages: Sequence[str]
    ) -> dict[str, float]:
        """How like a question each term is: 0 to 1, and above about 0.3 nearly always rightly so.

        pieces: the question's. filler: the places that carry no subject. languages: the reader's first.
        """
        features = _features(pieces, filler)
        near: dict[str, float] = {}
        for place, language in enumerate(languages):
            share = OTHER_LANGUAGE if place else 1.0
            for at, likeness in self._of(language).likeness(features).items():
                code = self._codes[at]
                near[code] = max(near.get(code, 0.0), share * likeness)
        return near

    def _of(self, language: str) -> "_Profile":
        if language not in self._by_language:
            self._by_language[language] = _Profile(self._taxonomy, language)
        return self._by_language[language]


class _Profile:
    """All terms' profiles in one language: for each feature, by its checksum, the terms it speaks for."""

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        used: defaultdict[int, dict[int, float]] = defaultdict(dict)
        terms = [_used(term.wordings.get(language), language) for term in taxonomy]
        for at, counts in enumerate(terms):
            for feature, count in counts.items():
                used[feature][at] = count
        spoken = sum(map(bool, terms)) or 1
        self._features = array("I", sorted(used))
        self._rarity = array("f", (math.log(1 + spoken / len(used[one])) for one in self._features))
        self._from = array("I", [0])
        self._terms = array("H")
        self._weights = array("f")
        lengths = [0.0] * len(terms)
        for feature, rarity in zip(self._features, self._rarity, strict=True):
            for at, count in used[feature].items():
                weight = math.log1p(count) * rarity
                lengths[at] += weight * weight
                self._terms.append(at)
                self._weights.append(weight)
            self._from.append(len(self._terms))
        self._lengths = [math.sqrt(square) or 1.0 for square in lengths]

    def likeness(self, features: Features) -> dict[int, float]:
        """The cosine between a question and each term it shares something with, by the term's place."""
        shared: defaultdict[int, float] = defaultdict(float)
        length = 0.0
        for feature, count in features.items():
            place = bisect_left(self._features, feature)
            is_known = place < len(self._features) and self._features[place] == feature
            weight = count * (self._rarity[place] if is_known else UNKNOWN_WEIGHT)
            length += weight * weight
            if is_known:
                for posting in range(self._from[place], self._from[place + 1]):
                    shared[self._terms[posting]] += weight * self._weights[posting]
        length = math.sqrt(length) or 1.0
        return {at: dot / (length * self._lengths[at]) for at, dot in shared.items()}


def _used(wording: Wording | None, language: str) -> Features:
    """How often a term's phrases in a language use each feature."""
    used: Features = defaultdict(float)
    if wording:
        for phrase in (wording.label, *wording.synonyms, *wording.words):
            pieces = units(phrase)
            features = _features(pieces, filler_positions(pieces, (language,)))
            # A long sentence says each of its words less strongly than a short phrase does.
            length = math.sqrt(math.hypot(*features.values())) or 1.0
            for feature, count in features.items():
                used[feature] += PHRASE_SHARE * count / length
    return used


def _features(pieces: Sequence[str], filler: Collection[int]) -> Features:
    """What a text is made of; filler stands only in pairs."""
    found: Features = defaultdict(float)
    content = [piece for at, piece in enumerate(pieces) if at not in filler] or pieces
    for piece in content:
        for feature, share in _parts(piece):
            found[crc32(feature.encode())] += share
    for one, other in pairwise(pieces):
        share = 1.0 if is_unspaced(one) else PAIR_SHARE
        found[crc32(f"{one} {other}".encode())] += share
    return found


def _parts(piece: str) -> Iterator[tuple[str, float]]:
    if is_unspaced(piece):
        yield piece, CHARACTER_SHARE
        return
    yield piece, 1.0
    marked = f"^{piece}$"
    if len(marked) > STRETCH:
        for at in range(len(marked) - STRETCH + 1):
            yield f"~{marked[at : at + STRETCH]}", STRETCH_SHARE
