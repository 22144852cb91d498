"""From what a person writes to what she is looking for.

The question is compared with the taxonomy's words in every language: whole phrases first, then misspelt
words; then the question as a whole is compared with the profile of each term. No language is detected: the reader's own counts first,
then the one whose words the question uses most.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from xenia.ground.common.text import is_unspaced
from xenia.ground.reference.taxonomy import DATA, Taxonomy, load_taxonomy
from xenia.registers.directory.search.near_terms import lead_of, near_terms
from xenia.registers.directory.search.phrases import PhraseBook
from xenia.registers.directory.search.reading import Question, read_question
from xenia.registers.directory.search.senses import Kind, Sense
from xenia.registers.directory.search.spans import Span, spans_in

# How a term comes in that is only near what is asked.
RELATED: Final = "related"
KIND_FACTOR: Final = {Kind.LABEL: 1.0, Kind.SYNONYM: 0.95, Kind.WORD: 0.85, Kind.GIST: 0.75}
# A term this far below the best one is a coincidence of words, not another wish.
WEAKEST: Final = 0.3
MOST_TERMS: Final = 8
SHOWN: Final = 0.5
# How like a term's profile a question must be, and how near to the likest; and what full likeness earns beside
# phrases found as they are (a telling word earns about 4).
LEAST_LIKE: Final = 0.05
BESIDE_LIKEST: Final = 0.6
LIKENESS: Final = 80.0
# Less like than this, and without a phrase: where services mention all that was typed, they are meant.
SURE: Final = 0.3
# What the very name of a whole tile earns when nothing else was typed.
NAMED: Final = 60.0
# What a whole tile gains beside one kind of help under some tile.
BROAD: Final = 0.6
# What the commonest kind of help under a tile gains when the whole tile is asked for.
LEAD: Final = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """One term the question is about. `weight` is 1 for the best one; `words` are what led to it."""

    code: str
    label: str
    weight: float
    words: str
    how: str  # "exact", "fuzzy", "sentence" or RELATED


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a question means.

    content: what to ask the index for, without filler words. matches: best first; a term stands for all under
    it. is_guess: nothing telling led to them. related: what is near the matches, lower; a tile among it stands for all under it. leftover: content
    that no term explains. looked_for: labels in the reader's language, for "We looked for: …".
    """

    content: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    is_guess: bool = False
    related: dict[str, float] = field(default_factory=dict)
    leftover: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()


class _Wishes:
    """What each term gains from a question, and what led to it."""

    def __init__(self) -> None:
        self.scores: dict[str, float] = {}
        self.reasons: dict[str, tuple[str, str]] = {}

    def add(self, code: str, gain: float, words: str, how: str) -> None:
        """Something speaks for a term; the last phrase that does is its reason."""
        self.scores[code] = self.scores.get(code, 0.0) + gain
        if how != "sentence" or code not in self.reasons:
            self.reasons[code] = (words, how)


@cache
def phrase_book(taxonomy: Taxonomy | None = None) -> PhraseBook:
    """The phrases of the taxonomy as it comes, made in this process (seconds): for tests and measurements."""
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
    is_known = is_known or (lambda _piece: False)
    question = read_question(words, language, book, is_known)
    spans = spans_in(question, book)
    covered = {at for span in spans for at in span.places}
    rest = [at for at in question.content if at not in covered]
    wishes = _Wishes()
    _add_phrases(wishes, spans, question, is_known)
    likest = _add_profiles(wishes, question, book)
    matches = _ranked(wishes, language, book.taxonomy)
    return Expansion(
        content=question.asked_at(question.content or range(len(question.pieces))),
        matches=matches,
        is_guess=not spans and likest < SURE,
        related=_related(matches, book.taxonomy),
        leftover=question.asked_at(rest),
        looked_for=_looked_for(matches, book.taxonomy),
    )


def _add_phrases(
    wishes: _Wishes, spans: Sequence[Span], question: Question, is_known: Callable[[str], bool]
) -> None:
    """What the phrases of the question speak for, the most telling last."""
    for span in reversed(spans):
        meant = _meant(span, question)
        is_all = set(question.content) <= set(span.places)
        doubt = _doubt(span, meant, question.languages, is_known)
        share = span.mass * span.certainty * doubt / math.sqrt(len({one.code for one in meant}))
        gained: dict[str, float] = {}
        for sense in meant:
            gain = share * KIND_FACTOR[sense.kind] * _breadth(sense)
            if is_all and sense.kind <= Kind.SYNONYM and "." not in sense.code:
                gain = max(gain, NAMED * span.certainty * KIND_FACTOR[sense.kind])
            gained[sense.code] = max(gained.get(sense.code, 0.0), gain)
        for code, gain in gained.items():
            wishes.add(code, gain, span.key, "exact" if span.certainty == 1.0 else "fuzzy")


def _add_profiles(wishes: _Wishes, question: Question, book: PhraseBook) -> float:
    """What the whole question sounds like. Gives how like it is to the likest term."""
    like = book.profiles.nearest(*question.as_meant(), question.languages)
    likest = max(like.values(), default=0.0)
    least = max(LEAST_LIKE, BESIDE_LIKEST * likest)
    for code, likeness in like.items():
        if likeness >= least:
            gain = likeness * LIKENESS * (1.0 if "." in code else BROAD)
            wishes.add(code, gain, " ".join(question.pieces), "sentence")
    return likest


def _breadth(sense: Sense) -> float:
    """Everyday words for a whole tile ("kids", "I am afraid") say less than those for one kind of help."""
    is_broad = "." not in sense.code and sense.kind >= Kind.WORD
    return BROAD if is_broad else 1.0


def _meant(span: Span, question: Question) -> tuple[Sense, ...]:
    """The senses a reader means: the same accents if she typed them, then her languages' before others'."""
    senses = span.senses
    if not question.typed.isascii():
        typed = [one for one in senses if one.accented and one.accented in question.typed]
        senses = tuple(typed) or senses
    for language in question.languages:
        if own := tuple(sense for sense in senses if sense.language == language):
            return own
    return senses


def _doubt(
    span: Span,
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


def _ranked(wishes: _Wishes, language: str, taxonomy: Taxonomy) -> tuple[Match, ...]:
    _lead(wishes, taxonomy)
    best = max(wishes.scores.values(), default=0.0)
    ranked = sorted(wishes.scores.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        Match(code, taxonomy.label(code, language), round(score / best, 3), *wishes.reasons[code])
        for code, score in ranked[:MOST_TERMS]
        if score >= WEAKEST * best
    )


def _lead(wishes: _Wishes, taxonomy: Taxonomy) -> None:
    """Who asks for a whole tile sees first what most people mean by it."""
    asked = max(wishes.scores, key=lambda code: (wishes.scores[code], code), default="")
    lead = lead_of(asked)
    if lead and lead in taxonomy:
        wishes.scores.setdefault(lead, 0.0)
        wishes.scores[lead] = max(wishes.scores[lead], LEAD * wishes.scores[asked])
        wishes.reasons.setdefault(lead, wishes.reasons[asked])


def _related(matches: Sequence[Match], taxonomy: Taxonomy) -> dict[str, float]:
    """What stands near the matches: what to show when a term itself has little or nothing."""
    related: dict[str, float] = {}
    matched = {match.code for match in matches}
    for match in matches:
        for near, weight in near_terms(match.code, taxonomy).items():
            if near not in matched:
                related[near] = max(related.get(near, 0.0), round(match.weight * weight, 3))
    return related


def _looked_for(matches: Sequence[Match], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Names of the likeliest terms; a part of a named whole is not named again."""
    likely = [match for match in matches if match.weight >= SHOWN]
    codes = {match.code for match in likely}
    whole = [match for match in likely if codes.isdisjoint(taxonomy.lineage(match.code)[1:])]
    return tuple(dict.fromkeys(match.label for match in whole))[:4]
