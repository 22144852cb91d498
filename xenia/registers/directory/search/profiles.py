"""What a question sounds like, as a whole: "my landlord wants to throw me out".

All phrases of a term in one language make its profile: which words, pairs of neighbouring words and stretches of
four letters are used of it more than of other terms. A question is nearest to the term whose profile points
the same way. Stretches of letters make other endings and spellings count too, which matters in Somali, Russian
and Arabic. Profiles stand in flat arrays, about half a megabyte a language.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

from xenia.ground.common.text import is_unspaced
from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.flat_file import Parts
from xenia.registers.directory.search.wordings import Phrase

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

    def __init__(self, taxonomy: Taxonomy, parts: Parts) -> None:
        self._codes = tuple(taxonomy.terms)
        self._by_language = {one: _Profile(parts, one) for one in taxonomy.languages}

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
            profile = self._by_language.get(language)
            for at, likeness in profile.likeness(features).items() if profile else ():
                code = self._codes[at]
                near[code] = max(near.get(code, 0.0), share * likeness)
        return near


class _Profile:
    """All terms' profiles in one language: for each feature, by its checksum, the terms it speaks for."""

    def __init__(self, parts: Parts, language: str) -> None:
        self._features = parts[f"{language} features"]
        self._rarity = parts[f"{language} rarity"]
        self._from = parts[f"{language} from"]
        self._terms = parts[f"{language} terms"]
        self._weights = parts[f"{language} weights"]
        self._lengths = parts[f"{language} lengths"]

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
                here = slice(self._from[place], self._from[place + 1])
                for at, told in zip(self._terms[here], self._weights[here], strict=True):
                    shared[at] += weight * told
        length = math.sqrt(length) or 1.0
        return {at: dot / (length * self._lengths[at]) for at, dot in shared.items()}


def profiles_made(phrases: Iterable[Phrase], taxonomy: Taxonomy) -> "dict[str, array[Any]]":
    """The parts of all profiles."""
    by_language: dict[str, list[Phrase]] = {language: [] for language in taxonomy.languages}
    for phrase in phrases:
        by_language[phrase.language].append(phrase)
    terms = {code: at for at, code in enumerate(taxonomy.terms)}
    made: dict[str, array[Any]] = {}
    for language, own in by_language.items():
        parts = _profile_made(_used(own, terms), len(terms))
        made |= {f"{language} {name}": values for name, values in parts.items()}
    return made


def _profile_made(used: Mapping[int, Mapping[int, float]], terms: int) -> "dict[str, array[Any]]":
    """One language's profile. used: for each feature, how often each term uses it."""
    spoken = len({at for counts in used.values() for at in counts}) or 1
    features = array("I", sorted(used))
    rarity = array("f", (math.log(1 + spoken / len(used[one])) for one in features))
    starts, places, weights = array("I", [0]), array("H"), array("f")
    squares = [0.0] * terms
    for feature, rare in zip(features, rarity, strict=True):
        for at, count in used[feature].items():
            weight = math.log1p(count) * rare
            squares[at] += weight * weight
            places.append(at)
            weights.append(weight)
        starts.append(len(places))
    lengths = array("d", (math.sqrt(square) or 1.0 for square in squares))
    return {
        "features": features,
        "rarity": rarity,
        "from": starts,
        "terms": places,
        "weights": weights,
        "lengths": lengths,
    }


def _used(phrases: Iterable[Phrase], terms: Mapping[str, int]) -> dict[int, dict[int, float]]:
    """For each feature, how often the phrases of each term use it."""
    used: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for phrase in phrases:
        at = terms[phrase.code]
        features = _features(phrase.pieces, phrase.filler)
        # A long sentence says each of its words less strongly than a short phrase does.
        length = math.sqrt(math.hypot(*features.values())) or 1.0
        for feature, count in features.items():
            counts = used[feature]
            counts[at] = counts.get(at, 0.0) + PHRASE_SHARE * count / length
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
