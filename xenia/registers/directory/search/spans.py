"""Stretches of a question that are phrases of the taxonomy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from xenia.ground.common.text import is_unspaced
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.reading import Question, Reading
from xenia.registers.directory.search.senses import Sense

MOST_READINGS: Final = 16
# One Chinese character is usually a part of some other word.
LONE_CHARACTER: Final = 0.6
SHORTEST_JOINED: Final = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase in a question. places: where its pieces stand. mass: how much they tell."""

    places: tuple[int, ...]
    key: str
    senses: tuple[Sense, ...]
    certainty: float
    mass: float


def spans_in(question: Question, book: PhraseBook) -> list[Span]:
    """The phrases of a question, the most telling first; none shares a piece with another.

    Phrases are looked for in the whole question and in what is left of it without filler words.
    """
    content = question.content
    everywhere = range(len(question.pieces))
    found = [*_spans(question, everywhere, book), *_spans(question, content, book)]
    return _apart(found, question.filler if content else frozenset())


def _spans(question: Question, places: Sequence[int], book: PhraseBook) -> Iterator[Span]:
    """Every phrase that stands at some places, in every reading of unknown words."""
    readings = question.readings
    for start in range(len(places)):
        for first in readings[places[start]]:
            yield from _spans_from(places[start:], first, readings, book)
        if start + 1 < len(places):
            # "work shop" for "workshop".
            key = readings[places[start]][0][0] + readings[places[start + 1]][0][0]
            if len(key) >= SHORTEST_JOINED and key in book.senses:
                yield _span(places[start : start + 2], (key, 1.0), book)


def _spans_from(
    places: Sequence[int],
    first: Reading,
    readings: Sequence[Sequence[Reading]],
    book: PhraseBook,
) -> Iterator[Span]:
    """The phrases that begin at the first place with one reading of the word there."""
    so_far = [first]
    last = min(book.reach(first[0].partition(" ")[0]), len(places))
    for length in range(1, last + 1):
        known = [one for one in so_far if one[0] in book.senses]
        yield from (_span(places[:length], one, book) for one in known)
        if length < last:
            both = product(so_far, readings[places[length]])
            longer = [(f"{key} {piece}", sure * certain) for (key, sure), (piece, certain) in both]
            so_far = longer[:MOST_READINGS]


def _span(places: Sequence[int], reading: Reading, book: PhraseBook) -> Span:
    key, sure = reading
    if len(key) == 1 and is_unspaced(key):
        sure *= LONE_CHARACTER
    mass = sum(map(book.weight, key.split()))
    return Span(tuple(places), key, book.senses[key], sure, mass)


def _apart(spans: Iterable[Span], filler: frozenset[int]) -> list[Span]:
    """The heaviest spans that do not overlap and are more than filler words."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: (-one.mass * one.certainty, one.places)):
        if taken.isdisjoint(span.places) and not filler.issuperset(span.places):
            taken.update(range(span.places[0], span.places[-1] + 1))
            kept.append(span)
    return kept
