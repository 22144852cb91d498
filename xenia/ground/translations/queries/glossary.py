"""The glossary beside a text: which terms it has, and whether they were kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from xenia.ground.common.text import fold, units
from xenia.ground.translations.models import GlossaryTerm
from xenia.ground.translations.models.glossary import EVERY_LANGUAGE


@dataclass(frozen=True, slots=True)
class Met:
    """A term of the glossary that stands in a source, and whether its translation keeps to it."""

    term: GlossaryTerm
    is_kept: bool


def terms_for(language: str) -> QuerySet[GlossaryTerm]:
    """The terms of one language, with those that stay as they are in every language."""
    return GlossaryTerm.objects.filter(Q(language=language) | Q(language=EVERY_LANGUAGE))


def terms_met(source: str, text: str, terms: Iterable[GlossaryTerm]) -> list[Met]:
    """The terms a source has, in the glossary's order; the same word in another form counts.

    A term that stays must stand in the text letter by letter (capitals aside); an agreed translation may be inflected.
    """
    words = units(source)
    return [
        Met(term, _is_kept(term, text)) for term in terms if _has_words(words, units(term.term))
    ]


def forgotten(source: str, text: str, terms: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """The terms a translation did not keep to."""
    return [met.term for met in terms_met(source, text, terms) if not met.is_kept]


def _is_kept(term: GlossaryTerm, text: str) -> bool:
    if term.do_not_translate:
        return term.term.casefold() in text.casefold()
    return fold(term.translation) in fold(text) or _has_words(units(text), units(term.translation))


def _has_words(words: list[str], wanted: list[str]) -> bool:
    """Whether some words stand in a text, one after the other."""
    count = len(wanted)
    return bool(count) and any(
        words[start : start + count] == wanted for start in range(len(words) - count + 1)
    )
