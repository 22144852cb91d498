"""A source and its translation beside each other, paragraph by paragraph, with the glossary's terms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from xenia.ground.common.text import fold, units
from xenia.ground.translations.models import GlossaryTerm
from xenia.ground.translations.queries.glossary import terms_for, terms_met

ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the source and one of the translation. is_new: the source did not have it when this was written."""

    source: str
    text: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """An agreed word that stands in the text. said: what we say; "" where it stays as it is."""

    word: str
    said: str
    note: str
    source: str
    is_kept: bool


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines; where there are none, the lines."""
    text = text.replace("\r\n", "\n").strip()
    parts = re.split(r"\n\s*\n", text)
    return [one.strip() for one in (parts if len(parts) > 1 else text.split("\n")) if one.strip()]


def beside(source: str, text: str, *, before: str | None = None) -> list[Pair]:
    """Paragraphs side by side, in order. before: the older source the text was made from, to mark what is new."""
    known = None if before is None else set(paragraphs(before))
    both = zip_longest(paragraphs(source), paragraphs(text), fillvalue="")
    return [
        Pair(one, other, bool(known is not None and one and one not in known))
        for one, other in both
    ]


def is_uneven(source: str, text: str) -> bool:
    """Whether one has more paragraphs than the other, so that a part may be missing."""
    return len(paragraphs(source)) != len(paragraphs(text))


def terms_beside(source: str, text: str, *, from_language: str, into: str) -> list[Term]:
    """The glossary's terms that occur in a source, in either direction with English; none between two others."""
    if from_language == ENGLISH:
        met = terms_met(source, text, terms_for(into))
        return [_said(one.term, one.is_kept) for one in met]
    if into == ENGLISH:
        return [_turned(one, text) for one in _occurring(source, terms_for(from_language))]
    return []


def _said(term: GlossaryTerm, is_kept: bool) -> Term:
    return Term(term.term, term.translation, term.note, term.source, is_kept)


def _occurring(source: str, terms: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """Terms whose words in the other language stand in a source."""
    words = units(source)
    return [one for one in terms if _stands(words, units(one.translation or one.term))]


def _stands(words: list[str], wanted: list[str]) -> bool:
    count = len(wanted)
    starts = range(len(words) - count + 1)
    return bool(count) and any(words[at : at + count] == wanted for at in starts)


def _turned(term: GlossaryTerm, text: str) -> Term:
    """From the other language into English."""
    is_kept = fold(term.term) in fold(text) or _stands(units(text), units(term.term))
    said = term.term if term.translation else ""
    return Term(term.translation or term.term, said, term.note, term.source, is_kept)
