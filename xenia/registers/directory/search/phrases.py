"""The words of the taxonomy in all languages, made ready to be found in what people write.

A phrase is kept as the comparable pieces of `text.units`, so accents, plurals and script variants do not matter.
"""

import csv
import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from xenia.ground.common.text import is_unspaced, units
from xenia.ground.reference.taxonomy import Taxonomy, Wording
from xenia.registers.directory.search.senses import Kind, Sense
from xenia.registers.directory.search.sentences import Sentences

FILLER: Final = Path(__file__).resolve().parent / "data" / "filler.csv"
# An everyday sentence of the taxonomy is rarely longer; a character of Chinese is one piece.
LONGEST_PHRASE: Final = 12
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
        self._weigh()
        self._reach = longest_by_first(self.senses)
        self._joined = {key.replace(" ", ""): key for key in self.senses if _is_joinable(key)}
        self._sorted = sorted(unit for unit in self._weights if len(unit) >= 4)
        self._alike = _alike(self._sorted)
        self.sentences = Sentences(self.senses, tuple(taxonomy.terms))

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
        for term in taxonomy:
            for language, wording in term.wordings.items():
                for kind, phrase in _phrases(wording):
                    accented = as_typed(phrase)
                    for key, as_kind in _keys(phrase, kind, language):
                        # The first mention is the strongest: labels come before synonyms, synonyms before words.
                        found.setdefault(key, {}).setdefault(
                            (term.code, language), Sense(term.code, as_kind, language, accented)
                        )
        self.senses = {key: _lean(senses.values()) for key, senses in found.items()}

    def _weigh(self) -> None:
        codes: dict[str, set[str]] = {}
        languages: dict[str, set[str]] = {}
        for key, senses in self.senses.items():
            for unit in set(key.split()):
                codes.setdefault(unit, set()).update(sense.code for sense in senses)
                languages.setdefault(unit, set()).update(sense.language for sense in senses)
        total = len(self.taxonomy.terms)
        self._weights = {unit: math.log(1 + total / len(of)) for unit, of in codes.items()}
        shared: dict[frozenset[str], frozenset[str]] = {}
        self._languages = {
            unit: shared.setdefault(frozenset(of), frozenset(of)) for unit, of in languages.items()
        }


@cache
def fillers(language: str) -> frozenset[str]:
    """A language's words that carry a question but not its subject: "I need", "mwen bezwen", "我想"."""
    return _all_fillers().get(language.partition("-")[0], frozenset())


@cache
def _all_fillers() -> dict[str, frozenset[str]]:
    with FILLER.open(encoding="utf-8", newline="") as file:
        return {
            row["language"].partition("-")[0]: frozenset(
                " ".join(units(phrase)) for phrase in row["words"].split("|")
            )
            for row in csv.DictReader(file)
        }


def filler_positions(pieces: Sequence[str], languages: Iterable[str]) -> set[int]:
    """Where a question's filler words stand; the longest filler wins."""
    known, reach = _fillers_together(tuple(languages))
    covered: set[int] = set()
    past = 0
    for at in [at for at, piece in enumerate(pieces) if piece in reach]:
        for end in range(at + reach[pieces[at]], max(at, past), -1):
            if " ".join(pieces[at:end]) in known:
                covered.update(range(at, min(end, len(pieces))))
                past = end
                break
    return covered


@cache
def _fillers_together(languages: tuple[str, ...]) -> tuple[frozenset[str], dict[str, int]]:
    known = frozenset[str]().union(*map(fillers, languages))
    return known, longest_by_first(known)


def without_filler(pieces: Sequence[str], languages: Iterable[str]) -> list[str]:
    """The pieces that carry the subject."""
    covered = filler_positions(pieces, languages)
    return [piece for at, piece in enumerate(pieces) if at not in covered]


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


def longest_by_first(keys: Iterable[str]) -> dict[str, int]:
    """For each piece that begins a phrase, the length of the longest such phrase."""
    longest: dict[str, int] = {}
    for key in keys:
        first, _space, rest = key.partition(" ")
        length = min(LONGEST_PHRASE, 1 + rest.count(" ") + bool(rest))
        longest[first] = max(longest.get(first, 0), length)
    return longest


def _is_joinable(key: str) -> bool:
    return 1 <= key.count(" ") <= 2 and len(key) >= 7 and not is_unspaced(key)


def _alike(words: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    grouped: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if not is_unspaced(word):
            grouped[word[0], len(word)].append(word)
    return dict(grouped)
