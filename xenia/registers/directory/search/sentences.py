"""Whole sentences compared with the taxonomy's sentences: "my landlord wants to throw me out".

What two sentences share counts by how few terms use it. Syllables of Vietnamese and characters of Chinese say little
alone, so there two neighbours count as one piece.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from xenia.ground.common.text import is_unspaced
from xenia.registers.directory.search.senses import Sense

SYLLABIC: Final = frozenset({"vi", "zh-hans", "zh-hant", "zh", "yue", "ja", "th", "km", "lo", "my"})
# A piece that no phrase uses still belongs to the question: it weighs like a fairly common one.
UNKNOWN_WEIGHT: Final = 2.5
# One shared piece is enough when the reader's languages use it for so few tiles: "groceries".
RARE: Final = 1
# How much more the question's length counts than the sentence's: what is asked should be explained.
QUESTION_SHARE: Final = 0.6

# Pieces of a question in order, with how sure we are of each.
Pieces = Sequence[tuple[str, float]]


class Sentences:
    """The phrases of all terms by their pieces: some 100 bytes a phrase."""

    def __init__(self, senses: Mapping[str, Sequence[Sense]], codes: Sequence[str]) -> None:
        self._codes = tuple(codes)
        self._languages: dict[str, int] = {}
        self._syllables: set[str] = set()
        self._code_of = array("H")
        self._spoken_in = array("Q")
        self._mass = array("f")
        self._postings: dict[str, array[int]] = {}
        numbers = {code: number for number, code in enumerate(self._codes)}
        pieces_of: list[frozenset[str]] = []
        for key, meant in senses.items():
            for code, languages, pieces in self._sentences(key, meant):
                for piece in pieces:
                    self._postings.setdefault(piece, array("L")).append(len(pieces_of))
                pieces_of.append(pieces)
                self._code_of.append(numbers[code])
                self._spoken_in.append(languages)
        self._weights = {piece: self._rarity(at) for piece, at in self._postings.items()}
        self._mass.extend(sum(map(self._weights.__getitem__, pieces)) for pieces in pieces_of)

    def closest(self, pieces: Pieces, languages: Sequence[str]) -> dict[str, float]:
        """Terms whose sentences in some languages are near the question, with how near: 1 for the same one.

        languages: the reader's first. Her syllables are no words of another language.
        """
        reader = languages[0]
        spoken = 0
        for language in languages:
            spoken |= self._languages.get(language, 0)
        words = [
            each for each in pieces if reader not in SYLLABIC or each[0] not in self._syllables
        ]
        near = self._near(words, spoken)
        neighbours = [
            (f"{one} {other}", sure * certain) for (one, sure), (other, certain) in pairwise(pieces)
        ]
        for code, score in self._near(neighbours, spoken).items():
            near[code] = max(near.get(code, 0.0), score)
        return near

    def _near(self, pieces: Pieces, spoken: int) -> dict[str, float]:
        shared: defaultdict[int, float] = defaultdict(float)
        count: Counter[int] = Counter()
        for piece, certainty in pieces:
            found = [at for at in self._postings.get(piece, ()) if self._spoken_in[at] & spoken]
            is_word = len(piece) > 3 or not piece.isascii()
            is_rare = is_word and len({self._tile(at) for at in found}) <= RARE
            for at in found:
                shared[at] += self._weights[piece] * certainty
                count[at] += 1 + is_rare
        mass = sum(self._weights.get(piece, UNKNOWN_WEIGHT) for piece, _sure in pieces)
        best: dict[str, float] = {}
        for at, weight in shared.items():
            if count[at] >= 2:
                code = self._codes[self._code_of[at]]
                whole = mass**QUESTION_SHARE * self._mass[at] ** (1 - QUESTION_SHARE)
                best[code] = max(best.get(code, 0.0), weight / whole)
        return best

    def _sentences(
        self, key: str, meant: Iterable[Sense]
    ) -> Iterator[tuple[str, int, frozenset[str]]]:
        """A phrase as a sentence of each of its terms: once for languages with words, once for syllables."""
        pieces = key.split()
        spoken: defaultdict[tuple[str, bool], int] = defaultdict(int)
        for sense in meant:
            syllables = sense.language in SYLLABIC or is_unspaced(key)
            spoken[sense.code, syllables] |= self._bit(sense.language)
        for (code, syllables), languages in spoken.items():
            if not syllables:
                yield code, languages, frozenset(pieces)
                continue
            self._syllables.update(pieces)
            if len(pieces) > 1:
                yield code, languages, frozenset(map(" ".join, pairwise(pieces)))

    def _bit(self, language: str) -> int:
        return self._languages.setdefault(language, 1 << min(63, len(self._languages)))

    def _rarity(self, sentences: Iterable[int]) -> float:
        used = len({self._code_of[at] for at in sentences})
        return math.log(1 + len(self._codes) / used)

    def _tile(self, sentence: int) -> str:
        return self._codes[self._code_of[sentence]].partition(".")[0]
