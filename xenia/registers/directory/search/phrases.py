"""The words of the taxonomy in all languages, made ready to be found in what people write.

A phrase is kept as the comparable pieces of `text.units`, so accents, plurals and script variants do not matter.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xenia.ground.common.text import is_unspaced, units
from xenia.ground.reference.taxonomy import Taxonomy, Wording
from xenia.registers.directory.search.filler import longest_by_first, without_filler
from xenia.registers.directory.search.profiles import Profiles
from xenia.registers.directory.search.senses import Kind, Sense

# Longer ones are told by their profile: hardly anybody writes one word for word.
LONGEST_SPAN: Final = 7
INNER_APOSTROPHE: Final = re.compile(r"(?<=\w)['’ʼ‘](?=\w)")


class PhraseBook:
    """All phrases of a taxonomy, by their pieces joined with spaces.

    About 200 bytes a phrase: some 8 MB for 200 terms in twelve languages.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.senses: dict[str, tuple[Sense, ...]] = {}
        self._languages: dict[str, frozenset[str]] = {}
        self._collect(taxonomy)
        self._reach = longest_by_first(self.senses)
        self._joined = {key.replace(" ", ""): key for key in self.senses if _is_joinable(key)}
        self._sorted = sorted(unit for unit in self._weights if len(unit) >= 4)
        self._alike = _alike(self._sorted)
        self.profiles = Profiles(taxonomy)

    def __contains__(self, unit: object) -> bool:
        return unit in self._weights

    def weight(self, unit: str) -> float:
        """How much a piece tells: high when few terms use it, 0 when none does."""
        return self._weights.get(unit, 0.0)

    def reach(self, unit: str) -> int:
        """The length of the longest phrase that begins with this piece."""
        return self._reach.get(unit, 0)

    def joined(self, run: str) -> str | None:
        """The phrase somebody wrote as one word: "greencard" for "green card"."""
        return self._joined.get(run)

    def languages(self, unit: str) -> frozenset[str]:
        """The languages whose phrases use a piece."""
        return self._languages.get(unit, frozenset())

    def beginning_with(self, start: str, limit: int) -> list[str]:
        """Known pieces that begin so, shortest first: somebody stopped typing."""
        at = bisect_left(self._sorted, start)
        found = []
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            found.append(self._sorted[at])
            at += 1
        return sorted(found, key=len)[:limit]

    def alike(self, first: str, length: int) -> Sequence[str]:
        """Known pieces of four letters and more with this first letter and length."""
        return self._alike.get((first, length), ())

    def _collect(self, taxonomy: Taxonomy) -> None:
        found: dict[str, dict[tuple[str, str], Sense]] = {}
        use = _Use(taxonomy)
        for term in taxonomy:
            for language, wording in term.wordings.items():
                for kind, phrase in _phrases(wording):
                    accented = as_typed(phrase)
                    for key, as_kind in _keys(phrase, kind, language):
                        pieces = key.split()
                        use.note(pieces, term.code, language)
                        if len(pieces) <= LONGEST_SPAN:
                            # The first mention is the strongest: labels come before synonyms, synonyms before words.
                            found.setdefault(key, {}).setdefault(
                                (term.code, language), Sense(term.code, as_kind, language, accented)
                            )
        self.senses = {key: _lean(senses.values()) for key, senses in found.items()}
        self._weights = use.weights()
        self._languages = use.languages()


class _Use:
    """Which terms and which languages use a piece: a bit for each."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._term_bits = {code: 1 << at for at, code in enumerate(taxonomy.terms)}
        self._language_bits: dict[str, int] = {}
        self._terms: defaultdict[str, int] = defaultdict(int)
        self._spoken: defaultdict[str, int] = defaultdict(int)

    def note(self, pieces: Iterable[str], code: str, language: str) -> None:
        """A term has a phrase in a language."""
        term = self._term_bits[code]
        spoken = self._language_bits.setdefault(language, 1 << len(self._language_bits))
        for piece in pieces:
            self._terms[piece] |= term
            self._spoken[piece] |= spoken

    def weights(self) -> dict[str, float]:
        """How much each piece tells."""
        total = len(self._term_bits)
        return {
            piece: math.log(1 + total / bits.bit_count()) for piece, bits in self._terms.items()
        }

    def languages(self) -> dict[str, frozenset[str]]:
        """The languages that use each piece; few different sets, each kept once."""
        sets: dict[int, frozenset[str]] = {}
        for bits in self._spoken.values():
            if bits not in sets:
                sets[bits] = frozenset(
                    one for one, bit in self._language_bits.items() if bits & bit
                )
        return {piece: sets[bits] for piece, bits in self._spoken.items()}


def as_typed(phrase: str) -> str:
    """A phrase with its accents, to tell apart what folding makes alike."""
    return unicodedata.normalize("NFC", phrase).lower()


def _phrases(wording: Wording) -> Iterator[tuple[Kind, str]]:
    if wording.label:
        yield Kind.LABEL, wording.label
    for synonym in wording.synonyms:
        yield Kind.SYNONYM, synonym
    for word in wording.words:
        yield Kind.WORD, word


def _keys(phrase: str, kind: Kind, language: str) -> Iterator[tuple[str, Kind]]:
    """The ways a phrase may be met: as written, without apostrophes ("cant pay rent"), without filler words."""
    pieces = units(phrase)
    if not pieces:
        return
    yield " ".join(pieces), kind
    if (joined := INNER_APOSTROPHE.sub("", phrase)) != phrase:
        yield " ".join(units(joined)), kind
    gist = without_filler(pieces, (language,))
    if 2 <= len(gist) < len(pieces):
        yield " ".join(gist), Kind.GIST if kind is Kind.WORD else kind


def _lean(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """Keep the accented form only where folding made different things alike: Vietnamese "thuế" and "thuê"."""
    kept = tuple(senses)
    if len({sense.code for sense in kept}) == 1:
        return tuple(sense._replace(accented="") for sense in kept)
    return kept


def _is_joinable(key: str) -> bool:
    return 1 <= key.count(" ") <= 2 and len(key) >= 7 and not is_unspaced(key)


def _alike(words: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    grouped: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if not is_unspaced(word):
            grouped[word[0], len(word)].append(word)
    return dict(grouped)
