"""A translator is asked to put one piece of a thread into the other language. She sees those words alone."""

import contextlib
from datetime import date, datetime
from typing import Final

from xenia.ground.accounts.models import User
from xenia.work.language_access.models import MessageTranslation
from xenia.work.language_access.operations import (
    AskedAlready,
    OneLanguage,
    request_message_translation,
)
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord

WORD: Final = "ombudsman.word"
ANSWER: Final = "ombudsman.answer"
ENGLISH: Final = "en"


def into_english(word: ComplaintWord, *, by: User, at: datetime) -> MessageTranslation:
    """Her words go to a translator, in the caller's transaction. Raises AskedAlready, OneLanguage, NothingWritten."""
    return _asked(WORD, word, str(word.complaint.language), ENGLISH, by, at)


def into_her_language(word: ComplaintWord, *, by: User, at: datetime) -> None:
    """Our words in English go to a translator, in the caller's transaction; she reads them once they are back."""
    with contextlib.suppress(AskedAlready, OneLanguage):
        _asked(ANSWER, word, ENGLISH, str(word.complaint.language), by, at)


def _asked(
    kind: str, word: ComplaintWord, language: str, into: str, by: User, at: datetime
) -> MessageTranslation:
    return request_message_translation(
        kind=kind,
        about=word.pk,
        subject=word.subject_id,
        from_language=language,
        into=into,
        wanted_on=_limit(word.complaint),
        by=by,
        at=at,
    )


def _limit(complaint: Complaint) -> date | None:
    """The day of the clock that runs out first."""
    running = Clock.objects.filter(
        complaint=complaint, met_on=None, dropped_on=None, paused_on=None
    )
    found: date | None = running.order_by("due_on").values_list("due_on", flat=True).first()
    return found
