"""From what a person writes to what she is looking for.

The question is compared with the taxonomy's words in every language: whole phrases first, then misspelt
words, then sentences that share telling words. No language is detected: the reader's own counts first,
then the one whose words the question uses most.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from xenia.ground.common.text import is_unspaced, units
from xenia.ground.reference.taxonomy import DATA, Taxonomy, load_taxonomy
from xenia.registers.directory.search.phrases import (
    PhraseBook,
    as_typed,
    filler_positions,
    fillers,
)
from xenia.registers.directory.search.senses import Kind, Sense

LONGEST_QUESTION: Final = 48
KIND_FACTOR: Final = {Kind.LABEL: 1.0, Kind.SYNONYM: 0.95, Kind.WORD: 0.85, Kind.GIST: 0.75}
# What one typing error, or a word cut short, takes from our certainty.
PER_EDIT: Final = 0.8
# A term this far below the best one is a coincidence of words, not another wish.
SHORTEST_GUESSED: Final = 5
MOST_READINGS: Final = 16
WEAKEST: Final = 0.3
MOST_TERMS: Final = 8
SHOWN: Final = 0.5
# How close a sentence of the taxonomy must be to the question, and what the same sentence would earn
# beside phrases found as they are (a telling word earns about 4): for a whole question, and for
# what is left of one that phrases explain for the most part.
WHOLE: Final = (0.35, 6.0)
REST: Final = (0.5, 4.0)


@dataclass(frozen=True, slots=True)
class Match:
    """One term the question is about. `weight` is 1 for the best one; `words` are what led to it."""

    code: str
    label: str
    weight: float
    words: str
    how: str  # "exact", "fuzzy" or "sentence"


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a question means.

    content: what to ask the index for, without filler words. matches: best first; a term stands for all under
    it. related: what the matches stand under, lower; it stands for their siblings too. leftover: content
    that no term explains. looked_for: labels in the reader's language, for "We looked for: …".
    """

    content: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    related: dict[str, float] = field(default_factory=dict)
    leftover: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the question that is a phrase of the taxonomy."""

    places: tuple[int, ...]
    key: str
    senses: tuple[Sense, ...]
    certainty: float
    mass: float


@cache
def phrase_book(taxonomy: Taxonomy | None = None) -> PhraseBook:
    """The phrases of the office's taxonomy, made ready once per process (about 0.3 s)."""
    return PhraseBook(taxonomy or load_taxonomy(DATA))


def expand(
    words: str,
    *,
    language: str,
    book: PhraseBook,
    is_known: Callable[[str], bool] | None = None,
) -> Expansion:
    """What a person may mean, in the order of likelihood.

    language: the reader's. is_known: whether the directory's own texts use a piece; such a piece is a name or
    an ordinary word and is never taken for a misspelt one.
    """
    pieces = units(words[:400])[:LONGEST_QUESTION]
    if not pieces:
        return Expansion()
    is_known = is_known or (lambda _piece: False)
    asked = dict.fromkeys((language, _most_used(pieces, language, book)))
    languages = tuple(dict.fromkeys((*asked, "en")))
    filler = filler_positions(pieces, asked)
    options = [
        ((piece, 1.0),) if at in filler else _options(piece, languages, book, is_known)
        for at, piece in enumerate(pieces)
    ]
    content = [at for at in range(len(pieces)) if at not in filler]
    spans = _chosen(
        [*_spans(options, range(len(pieces)), book), *_spans(options, content, book)],
        filler if content else set(),
    )
    scores, reasons = _scores(spans, languages, as_typed(words), is_known)
    covered = {at for span in spans for at in span.places}
    rest = [at for at in content if at not in covered]
    is_told = 2 * len(rest) <= len(content)
    open_pieces = _pieces_at([piece[-1] for piece in options], rest if is_told else content)
    close = book.sentences.closest(open_pieces, languages)
    _add_sentences(scores, reasons, close, " ".join(pieces), REST if is_told else WHOLE)
    matches = _ranked(scores, reasons, language, book.taxonomy)
    return Expansion(
        content=_asked(pieces, content or range(len(pieces))),
        matches=matches,
        related=_related(matches, book.taxonomy),
        leftover=_asked(pieces, [at for at in content if at not in covered]),
        looked_for=_looked_for(matches, book.taxonomy),
    )


def _asked(pieces: Sequence[str], positions: Sequence[int]) -> tuple[str, ...]:
    """The pieces at some positions as the index holds them: neighbouring characters of Chinese as pairs."""
    asked: list[str] = []
    wanted = set(positions)
    for at in positions:
        if not is_unspaced(pieces[at]):
            asked.append(pieces[at])
        elif at + 1 in wanted and is_unspaced(pieces[at + 1]):
            asked.append(pieces[at] + pieces[at + 1])
        elif not (at - 1 in wanted and is_unspaced(pieces[at - 1])):
            asked.append(pieces[at])
    return tuple(dict.fromkeys(asked))


def _most_used(pieces: Sequence[str], reader: str, book: PhraseBook) -> str:
    """The language whose words the question uses most; the reader's own where others use no more."""
    votes: Counter[str] = Counter()
    for piece in pieces:
        votes.update(book.languages(piece))
        votes.update(code for code in book.taxonomy.languages if piece in fillers(code))
    return max(votes, key=lambda code: (votes[code], code == reader, code == "en"), default=reader)


def _options(
    piece: str, languages: tuple[str, ...], book: PhraseBook, is_known: Callable[[str], bool]
) -> tuple[tuple[str, float], ...]:
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
    return ((piece, 1.0), *ordered[-4:])


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


def _spans(
    options: Sequence[Sequence[tuple[str, float]]], places: Sequence[int], book: PhraseBook
) -> Iterator[_Span]:
    """Every phrase that stands at some places of the question, in every reading of its unknown words."""
    for start in range(len(places)):
        for reading in options[places[start]]:
            yield from _spans_from(places[start:], reading, options, book)
        if start + 1 < len(places):
            # "work shop" for "workshop".
            key = options[places[start]][0][0] + options[places[start + 1]][0][0]
            if len(key) >= 6 and key in book.senses:
                yield _span(places[start : start + 2], (key, 1.0), book)


def _spans_from(
    places: Sequence[int],
    first: tuple[str, float],
    options: Sequence[Sequence[tuple[str, float]]],
    book: PhraseBook,
) -> Iterator[_Span]:
    """The phrases that begin at the first place with one reading of the word there."""
    readings = [first]
    last = min(book.reach(first[0].partition(" ")[0]), len(places))
    for length in range(1, last + 1):
        known = [one for one in readings if one[0] in book.senses]
        yield from (_span(places[:length], one, book) for one in known)
        if length < last:
            both = product(readings, options[places[length]])
            readings = [
                (f"{key} {piece}", sure * certain) for (key, sure), (piece, certain) in both
            ]
            readings = readings[:MOST_READINGS]


def _span(places: Sequence[int], reading: tuple[str, float], book: PhraseBook) -> _Span:
    key, sure = reading
    if len(key) == 1 and is_unspaced(key):
        # One Chinese character is usually a part of some other word.
        sure *= 0.6
    mass = sum(map(book.weight, key.split()))
    return _Span(tuple(places), key, book.senses[key], sure, mass)


def _chosen(spans: Iterable[_Span], filler: set[int]) -> list[_Span]:
    """The heaviest spans that do not overlap and are more than filler words."""
    kept: list[_Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: (-one.mass * one.certainty, one.places)):
        if taken.isdisjoint(span.places) and not filler.issuperset(span.places):
            taken.update(range(span.places[0], span.places[-1] + 1))
            kept.append(span)
    return kept


def _scores(
    spans: Sequence[_Span],
    languages: tuple[str, ...],
    typed: str,
    is_known: Callable[[str], bool],
) -> tuple[dict[str, float], dict[str, tuple[str, str]]]:
    """What each term gains from the spans that name it, and what led to it."""
    scores: dict[str, float] = {}
    reasons: dict[str, tuple[str, str]] = {}
    for span in sorted(spans, key=lambda one: one.mass):
        meant = _meant(span, languages, typed)
        doubt = _doubt(span, meant, languages, is_known)
        share = span.mass * span.certainty * doubt / math.sqrt(len({one.code for one in meant}))
        gained: dict[str, float] = {}
        for sense in meant:
            gain = share * KIND_FACTOR[sense.kind] * _breadth(sense, span)
            gained[sense.code] = max(gained.get(sense.code, 0.0), gain)
        for code, gain in gained.items():
            scores[code] = scores.get(code, 0.0) + gain
            reasons[code] = (span.key, "exact" if span.certainty == 1.0 else "fuzzy")
    return scores, reasons


def _breadth(sense: Sense, span: _Span) -> float:
    """One everyday word for a whole tile ("kids", "money") says less than a word for one kind of help."""
    is_broad = "." not in sense.code and sense.kind >= Kind.WORD and " " not in span.key
    return 0.6 if is_broad else 1.0


def _meant(span: _Span, languages: tuple[str, ...], typed: str) -> tuple[Sense, ...]:
    """The senses a reader means: the same accents if she typed them, then her languages' before others'."""
    senses = span.senses
    if not typed.isascii():
        senses = tuple(one for one in senses if one.accented and one.accented in typed) or senses
    for language in languages:
        if own := tuple(sense for sense in senses if sense.language == language):
            return own
    return senses


def _doubt(
    span: _Span,
    meant: Sequence[Sense],
    languages: tuple[str, ...],
    is_known: Callable[[str], bool],
) -> float:
    """How far a single word of a language the reader did not choose may be chance: French "pain", English "pain"."""
    if " " in span.key or is_unspaced(span.key):
        return 1.0
    if meant[0].language in (languages[0], "en"):
        return 1.0
    return 0.5 if len(span.key) < 4 or is_known(span.key) else 0.9


def _pieces_at(
    pieces: Sequence[tuple[str, float]], places: Sequence[int]
) -> list[tuple[str, float]]:
    return [(part, pieces[at][1]) for at in places for part in pieces[at][0].split()]


def _add_sentences(
    scores: dict[str, float],
    reasons: dict[str, tuple[str, str]],
    close: Mapping[str, float],
    words: str,
    terms: tuple[float, float],
) -> None:
    """Terms whose sentences are close to the question, or to what of it is not explained yet."""
    least, gain = terms
    best = max(close.values(), default=0.0)
    for code, closeness in close.items():
        if closeness >= max(least, 0.8 * best):
            scores[code] = scores.get(code, 0.0) + closeness * gain
            reasons.setdefault(code, (words, "sentence"))


def _ranked(
    scores: dict[str, float],
    reasons: dict[str, tuple[str, str]],
    language: str,
    taxonomy: Taxonomy,
) -> tuple[Match, ...]:
    best = max(scores.values(), default=0.0)
    ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        Match(code, taxonomy.label(code, language), round(score / best, 3), *reasons[code])
        for code, score in ranked[:MOST_TERMS]
        if score >= WEAKEST * best
    )


def _related(matches: Sequence[Match], taxonomy: Taxonomy) -> dict[str, float]:
    """Parents stand for themselves and for the siblings: what to show when a term itself has nothing."""
    related: dict[str, float] = {}
    matched = {match.code for match in matches}
    for match in matches:
        for above in taxonomy.lineage(match.code)[1:]:
            if above not in matched:
                related[above] = max(related.get(above, 0.0), match.weight / 2)
    return related


def _looked_for(matches: Sequence[Match], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Names of the likeliest terms; a part of a named whole is not named again."""
    likely = [match for match in matches if match.weight >= SHOWN]
    codes = {match.code for match in likely}
    whole = [match for match in likely if codes.isdisjoint(taxonomy.lineage(match.code)[1:])]
    return tuple(dict.fromkeys(match.label for match in whole))[:4]
