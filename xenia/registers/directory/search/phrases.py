"""The words of the taxonomy in all languages, made ready to be found in what people write.

A phrase is kept as the comparable pieces of `text.units`, so accents, plurals and script variants do not matter.
All stands in flat arrays, made once by `phrases_made` and read from a file: see `kept_phrases`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.flat_file import Parts, as_parts
from xenia.registers.directory.search.phrases_made import group_of, phrases_made
from xenia.registers.directory.search.profiles import Profiles
from xenia.registers.directory.search.senses import Senses
from xenia.registers.directory.search.texts import Texts, places_of

GROUPS_REMEMBERED: Final = 128


class PhraseBook:
    """All phrases of a taxonomy, by their pieces joined with spaces.

    parts: what was kept of the same taxonomy; without them they are made here, which takes seconds.
    """

    def __init__(self, taxonomy: Taxonomy, parts: Parts | None = None) -> None:
        parts = parts or as_parts(phrases_made(taxonomy))
        self.taxonomy = taxonomy
        self.senses = Senses(taxonomy, parts)
        self.profiles = Profiles(taxonomy, parts)
        self._pieces = Texts(parts, "pieces")
        self._weights, self._reach = parts["piece weight"], parts["piece reach"]
        self._spoken, self._in_order = parts["piece languages"], parts["pieces in order"]
        self._joined, self._joined_key = parts["joined checksums"], parts["joined key"]
        self._groups, self._group_from = parts["groups"], parts["group from"]
        self._grouped = parts["grouped"]
        self._sets = lru_cache(maxsize=None)(self._languages_in)
        self.alike = lru_cache(maxsize=GROUPS_REMEMBERED)(self._alike)

    def __contains__(self, unit: object) -> bool:
        return isinstance(unit, str) and self._pieces.find(unit) is not None

    def weight(self, unit: str) -> float:
        """How much a piece tells: high when few terms use it, 0 when none does."""
        number = self._pieces.find(unit)
        return 0.0 if number is None else float(self._weights[number])

    def reach(self, unit: str) -> int:
        """The length of the longest phrase that begins with this piece."""
        number = self._pieces.find(unit)
        return 0 if number is None else int(self._reach[number])

    def joined(self, run: str) -> str | None:
        """The phrase somebody wrote as one word: "greencard" for "green card"."""
        for place in places_of(crc32(run.encode()), self._joined):
            key = self.senses.keys_kept[self._joined_key[place]]
            if key.replace(" ", "") == run:
                return key
        return None

    def languages(self, unit: str) -> frozenset[str]:
        """The languages whose phrases use a piece."""
        number = self._pieces.find(unit)
        return frozenset() if number is None else self._sets(self._spoken[number])

    def beginning_with(self, start: str, limit: int) -> list[str]:
        """Known pieces of four letters and more that begin so, shortest first: somebody stopped typing."""
        at = bisect_left(self._in_order, start, key=self._pieces.__getitem__)
        found = []
        while at < len(self._in_order) and self._pieces[self._in_order[at]].startswith(start):
            found.append(self._pieces[self._in_order[at]])
            at += 1
        return sorted(found, key=len)[:limit]

    def _alike(self, first: str, length: int) -> Sequence[str]:
        """Known pieces of four letters and more with this first letter and length."""
        group = group_of(first, length)
        place = bisect_left(self._groups, group)
        if place == len(self._groups) or self._groups[place] != group:
            return ()
        here = self._grouped[self._group_from[place] : self._group_from[place + 1]]
        return tuple(map(self._pieces.__getitem__, here))

    def _languages_in(self, bits: int) -> frozenset[str]:
        spoken = enumerate(self.taxonomy.languages)
        return frozenset(language for at, language in spoken if bits >> at & 1)
