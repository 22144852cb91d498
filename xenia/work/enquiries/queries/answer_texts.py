"""Answers in the reader's language, and those that fit a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from xenia.ground.common.text import fold
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of
from xenia.work.enquiries.models import AnswerText

ENGLISH = "en"
FIELDS = ("title", "question", "text")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer as somebody reads it."""

    id: UUID
    title: Wording
    question: Wording
    text: Wording
    answer: AnswerText


Rows = dict[str, dict[str, TranslatedText]]


def wording(answer: AnswerText, field: str, reader: str) -> Wording:
    """A field in the reader's language where a second person stands behind it; else the English."""
    rows = texts_of(AnswerText, [answer.pk], [reader])[answer.pk]
    return _said(answer, field, reader, rows)


def in_language(answers: Sequence[AnswerText], reader: str) -> list[ShownAnswer]:
    """Answers as somebody reads them, with one query for all."""
    rows = texts_of(AnswerText, [one.pk for one in answers], [reader])
    return [_shown(one, reader, rows.get(one.pk, {})) for one in answers]


def _shown(answer: AnswerText, reader: str, rows: Rows) -> ShownAnswer:
    title, question, text = (_said(answer, field, reader, rows) for field in FIELDS)
    return ShownAnswer(answer.pk, title, question, text, answer)


def _said(answer: AnswerText, field: str, reader: str, rows: Rows) -> Wording:
    source = str(getattr(answer, field))
    row = rows.get(field, {}).get(reader)
    if reader != ENGLISH and row is not None and state_of(row, source) == "reviewed":
        return Wording(row.text, reader)
    return Wording(source, ENGLISH)


def matching(answers: Iterable[ShownAnswer], words: str) -> list[ShownAnswer]:
    """Those that have every word in title or question, in the reader's language or in English."""
    wanted = fold(words).split()
    return [one for one in answers if all(word in _found_by(one) for word in wanted)]


def _found_by(one: ShownAnswer) -> str:
    kept = one.answer
    said = (one.title.text, one.question.text, kept.title, kept.question)
    return fold(" ".join(said))
