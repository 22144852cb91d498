"""Which vital documents exist in which languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xenia.ground.common.languages import is_known, language
from xenia.registers.population.groups import GROUPS
from xenia.work.language_access.models import DocumentLanguage, VitalDocument
from xenia.work.language_access.models.vital_document import TranslationState

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Cell:
    """A document in one written language. row: None where it is missing."""

    document: VitalDocument
    language: str
    state: TranslationState
    row: DocumentLanguage | None = None


def written_languages(promised: Iterable[str]) -> list[str]:
    """The written languages that promised ones need: a Cantonese speaker reads traditional Chinese.

    A sign language asks for no paper of its own, nor does a group of different languages.
    """
    found: dict[str, None] = {}
    for tag in promised:
        group = GROUPS.get(tag)
        spoken: Sequence[str] = group.members if group and group.is_one_written else (tag,)
        for one in spoken:
            if is_known(one):
                found.setdefault(language(one).written_as)
    found.pop(ENGLISH, None)
    return list(found)


def grid(documents: Iterable[VitalDocument], languages: Sequence[str]) -> list[list[Cell]]:
    """One row for each document, one cell for each language, in the same order."""
    return [_row(one, languages) for one in documents]


def _row(document: VitalDocument, languages: Sequence[str]) -> list[Cell]:
    rows: dict[str, Any] = {one.language: one for one in document.languages.all()}
    return [_cell(document, tag, rows.get(tag)) for tag in languages]


def _cell(document: VitalDocument, tag: str, row: DocumentLanguage | None) -> Cell:
    return Cell(document, tag, row.state if row else TranslationState.MISSING, row)
