"""What is counted about translations in writing. Nobody is counted, and no text is kept.

language: the language besides English. mode: `document`, or `message`. department: the organization that asked; none for
a message. outcome: whether it came by the day it was wanted.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.operations import record
from xenia.work.language_access.models import DocumentTranslation, MessageTranslation
from xenia.work.language_access.text_counts import Length

ASKED = "language_access.text_asked"
DELIVERED = "language_access.text_delivered"
WORDS = "language_access.text_words"
CHARACTERS = "language_access.text_characters"
PUBLISHED = "language_access.text_published"
PHRASE = "language_access.phrase_used"
ABOUT: Final = ("language", "department", "mode")
DOCUMENT, MESSAGE = "document", "message"
IN_TIME, LATE = "in_time", "late"
ENGLISH: Final = "en"

register(
    ASKED,
    "Somebody asked to have a text put into one language; a new version of its source counts again.",
    dimensions=ABOUT,
)
register(
    DELIVERED,
    "A translated text was delivered: a message by its translator; a document when its second reader approved it.",
    dimensions=(*ABOUT, "outcome"),
)
register(
    WORDS,
    "Words of the source of a delivered text: what stands between two spaces and has a letter or a digit. "
    "Scripts written without spaces are not in it; their characters are counted apart and never added.",
    dimensions=ABOUT,
)
register(
    CHARACTERS,
    "Characters of the source of a delivered text in scripts written without spaces, such as Chinese; "
    "signs above and below others are left out. Never added to words.",
    dimensions=ABOUT,
)
register(PUBLISHED, "An approved translation of a document was published.", dimensions=ABOUT)
register(
    PHRASE, "A set phrase was put into an answer, without a translator.", dimensions=("language",)
)


def about_document(work: DocumentTranslation) -> dict[str, Any]:
    """The dimensions of a document in one language."""
    request = work.request
    return _about(request.from_language, work.language, DOCUMENT, request.organization_id)


def about_message(work: MessageTranslation) -> dict[str, Any]:
    """The dimensions of a message."""
    return _about(work.from_language, work.language, MESSAGE, None)


def _about(source: str, target: str, mode: str, department: UUID | None) -> dict[str, Any]:
    language = source if target == ENGLISH else target
    found: dict[str, Any] = {"language": language, "mode": mode}
    return found | ({"department": department} if department else {})


def count_delivered(about: Mapping[str, Any], length: Length, *, wanted_on: date, on: date) -> None:
    """A text is there, with how long its source was, each number under its own kind."""
    outcome = LATE if on > wanted_on else IN_TIME
    record(kind=DELIVERED, on=on, outcome=outcome, **about)
    for kind, number in ((WORDS, length.words), (CHARACTERS, length.characters)):
        if number:
            record(kind=kind, on=on, quantity=number, **about)
