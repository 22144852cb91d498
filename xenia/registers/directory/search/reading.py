"""A question as it is read: its pieces, which of them carry the subject, and what unknown ones may mean."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from xenia.ground.common.text import is_unspaced, units
from xenia.registers.directory.search.filler import filler_positions, fillers
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.phrases_made import as_typed

LONGEST_QUESTION: Final = 48
LONGEST_TEXT: Final = 400
# What one typing error, or a word cut short, takes from our certainty.
PER_EDIT: Final = 0.8
# Shorter words are taken as they stand: too many others are one letter away.
SHORTEST_GUESSED: Final = 5
MOST_GUESSES: Final = 4

# A piece as it may have been meant, and how sure we are.
Reading = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person wrote, in comparable pieces.

    readings: for each piece what it may mean, as it stands first, the likeliest last. filler, content: the places
    of the pieces that say nothing, and of those that carry the subject. languages: in which to look for
    phrases, the reader's first. typed: as written, with accents.
    """

    pieces: tuple[str, ...]
    readings: tuple[tuple[Reading, ...], ...]
    filler: frozenset[int]
    languages: tuple[str, ...]
    typed: str

    @property
    def content(self) -> list[int]:
        """The places of the pieces that carry the subject."""
        return [at for at in range(len(self.pieces)) if at not in self.filler]

    def as_meant(self) -> tuple[list[str], set[int]]:
        """The pieces in their likeliest readings, and the places among them that say nothing."""
        meant: list[str] = []
        filler: set[int] = set()
        for at, readings in enumerate(self.readings):
            parts = readings[-1][0].split()
            if at in self.filler:
                filler.update(range(len(meant), len(meant) + len(parts)))
            meant += parts
        return meant, filler

    def asked_at(self, places: Sequence[int]) -> tuple[str, ...]:
        """The pieces at some places as the index holds them: neighbouring characters of Chinese as pairs."""
        asked: list[str] = []
        wanted = set(places)
        for at in places:
            if not is_unspaced(self.pieces[at]):
                asked.append(self.pieces[at])
            elif at + 1 in wanted and is_unspaced(self.pieces[at + 1]):
                asked.append(self.pieces[at] + self.pieces[at + 1])
            elif not (at - 1 in wanted and is_unspaced(self.pieces[at - 1])):
                asked.append(self.pieces[at])
        return tuple(dict.fromkeys(asked))


def read_question(
    words: str, reader: str, book: PhraseBook, is_known: Callable[[str], bool]
) -> Question:
    """Take a question apart. reader: her language. is_known: whether the directory's texts use a piece."""
    pieces = units(words[:LONGEST_TEXT])[:LONGEST_QUESTION]
    spoken = dict.fromkeys((reader, _most_used(pieces, reader, book)))
    languages = tuple(dict.fromkeys((*spoken, "en")))
    filler = filler_positions(pieces, spoken)
    return Question(
        pieces=tuple(pieces),
        readings=tuple(
            ((piece, 1.0),) if at in filler else _readings(piece, languages, book, is_known)
            for at, piece in enumerate(pieces)
        ),
        filler=frozenset(filler),
        languages=languages,
        typed=as_typed(words),
    )


def _most_used(pieces: Sequence[str], reader: str, book: PhraseBook) -> str:
    """The language whose words the question uses most; the reader's own where others use no more."""
    votes: Counter[str] = Counter()
    for piece in pieces:
        votes.update(book.languages(piece))
        votes.update(code for code in book.taxonomy.languages if piece in fillers(code))
    return max(votes, key=lambda code: (votes[code], code == reader, code == "en"), default=reader)


def _readings(
    piece: str, languages: tuple[str, ...], book: PhraseBook, is_known: Callable[[str], bool]
) -> tuple[Reading, ...]:
    """A piece as it stands and, when no term uses it, what it may have been meant to be, best last."""
    if piece in book or len(piece) < SHORTEST_GUESSED or not piece.isalpha() or is_unspaced(piece):
        return ((piece, 1.0),)
    if joined := book.joined(piece):
        return ((piece, 1.0), (joined, 1.0))
    likely = _kindred(piece, book)
    if not is_known(piece):
        likely |= _misspelt(piece, book)
    hers = {known: sure for known, sure in likely.items() if book.languages(known) & set(languages)}
    ordered = sorted((hers or likely).items(), key=lambda each: (each[1], each[0]))
    return ((piece, 1.0), *ordered[-MOST_GUESSES:])


def _misspelt(piece: str, book: PhraseBook) -> dict[str, float]:
    """Known pieces one typing error away, or two in a long word; the first letter is taken as right."""
    allowed = 1 if len(piece) < 7 else 2
    near: dict[str, float] = {}
    for length in range(len(piece) - allowed, len(piece) + allowed + 1):
        found = process.extract(
            piece,
            book.alike(piece[0], length),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=5,
        )
        near |= {known: PER_EDIT**edits for known, edits, _at in found}
    return near


def _kindred(piece: str, book: PhraseBook) -> dict[str, float]:
    """Known pieces with the same beginning: other endings ("electricity", "electric") and typing that stopped."""
    start = piece[: max(5, len(piece) - 4)]
    kin = {}
    for known in book.beginning_with(start, 40):
        same = _same_start(piece, known)
        strange = len(piece) - same + len(known) - same
        if strange <= 5 and same >= 2 * min(3, strange):
            kin[known] = PER_EDIT ** (1 + strange / 4)
    return kin


def _same_start(one: str, other: str) -> int:
    """How many letters two words share from the start."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
