"""The phrases of a taxonomy, each read once: taken apart, and its filler words noted."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from xenia.ground.common.text import units
from xenia.ground.reference.taxonomy import Taxonomy, Wording
from xenia.registers.directory.search.filler import filler_positions
from xenia.registers.directory.search.senses import Kind

INNER_APOSTROPHE: Final = re.compile(r"(?<=\w)['’ʼ‘](?=\w)")


class Phrase(NamedTuple):
    """One phrase of a term in a language. filler: the places of the pieces that say nothing."""

    code: str
    language: str
    kind: Kind
    text: str
    pieces: list[str]
    filler: set[int]

    def ways(self) -> Iterator[tuple[list[str], Kind]]:
        """The ways it may be met: as written, without apostrophes ("cant pay rent"), without filler words."""
        yield self.pieces, self.kind
        if (joined := INNER_APOSTROPHE.sub("", self.text)) != self.text:
            yield units(joined), self.kind
        gist = [piece for at, piece in enumerate(self.pieces) if at not in self.filler]
        if 2 <= len(gist) < len(self.pieces):
            yield gist, Kind.GIST if self.kind is Kind.WORD else self.kind


def phrases_of(taxonomy: Taxonomy) -> list[Phrase]:
    """All phrases that have a piece, in the order of the terms; a term's strongest first in each language."""
    found = []
    for term in taxonomy:
        for language, wording in term.wordings.items():
            for kind, text in _texts(wording):
                if pieces := units(text):
                    filler = filler_positions(pieces, (language,))
                    found.append(Phrase(term.code, language, kind, text, pieces, filler))
    return found


def _texts(wording: Wording) -> Iterator[tuple[Kind, str]]:
    if wording.label:
        yield Kind.LABEL, wording.label
    for synonym in wording.synonyms:
        yield Kind.SYNONYM, synonym
    for word in wording.words:
        yield Kind.WORD, word
