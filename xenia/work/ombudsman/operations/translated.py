"""What she wrote, and what we answer, is put into the other language by a translator who sees those words alone.

Every clock of the complaint runs on meanwhile. Both texts stay, each in its own field, under her key and the office's.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.language_access.message_rooms import MessageRoom, NotWanted, register_message_room
from xenia.work.language_access.models import MessageTranslation
from xenia.work.ombudsman.models import ComplaintWord
from xenia.work.ombudsman.models.complaint import ENDED, Status
from xenia.work.ombudsman.operations.standing import she_can_read
from xenia.work.ombudsman.operations.telling import tell_her
from xenia.work.ombudsman.operations.thread import NothingToSay, hold
from xenia.work.ombudsman.operations.translators import ANSWER, WORD, into_english


@transaction.atomic
def have_word_translated(*, word: ComplaintWord, by: User, at: datetime) -> MessageTranslation:
    """What she wrote goes to a translator, to be put into English.

    Raises WrongState where it has its English, is not hers, or the complaint is over; AskedAlready, OneLanguage, NothingWritten.
    """
    current = hold(word.complaint)
    if not _hers(word.pk):
        raise WrongState(current, current.status, Status.INVESTIGATING)
    audit.record(by, "ombudsman.translation_asked", current, at=at)
    return into_english(word, by=by, at=at)


@transaction.atomic
def send_waiting(*, word: ComplaintWord, words: str, by: User, at: datetime) -> ComplaintWord:
    """Our words are in her language now: she reads them, and is told; what we owed her with them is met. Who is first, wins.

    Raises WrongState when they wait no more, NothingToSay.
    """
    current = hold(word.complaint)
    kept: ComplaintWord = ComplaintWord.objects.select_for_update().get(pk=word.pk)
    if not kept.waits:
        raise WrongState(current, current.status, current.status)
    if not words.strip():
        raise NothingToSay(f"complaint {current.pk}: expected words")
    kept.text, kept.waits = words.strip(), False
    kept.save(update_fields=["text", "waits"])
    audit.record(by, "ombudsman.answer_translated", current, at=at)
    she_can_read(current, at)
    tell_her(current, at)
    return kept


@transaction.atomic
def note_english(*, word: ComplaintWord, english: str, by: User, at: datetime) -> ComplaintWord:
    """A colleague who reads her language writes beside her words what they say. Raises WrongState for words not hers."""
    current = hold(word.complaint)
    kept: ComplaintWord = ComplaintWord.objects.select_for_update().get(pk=word.pk)
    if kept.kind != ComplaintWord.Kind.HERS or current.status == Status.DISCARDED:
        raise WrongState(current, current.status, Status.INVESTIGATING)
    kept.english = english.strip()
    kept.save(update_fields=["english"])
    audit.record(by, "ombudsman.english_noted", current, at=at)
    return kept


def _hers(pk: UUID) -> str:
    """What she wrote, while nobody has its English and the complaint is not over; else ""."""
    found = ComplaintWord.objects.select_related("complaint").filter(pk=pk).first()
    if found is None or found.kind != ComplaintWord.Kind.HERS or found.complaint.status in ENDED:
        return ""
    english, text = known_to_rules(found, "english"), known_to_rules(found, "text")
    return "" if english or is_shredded(text) else str(text)


@transaction.atomic
def _take_english(pk: UUID, language: str, text: str, by: User, at: datetime) -> None:
    """The English stands beside her words."""
    found = ComplaintWord.objects.select_related("complaint").get(pk=pk)
    current = hold(found.complaint)
    if not _hers(pk):
        raise NotWanted(f"{pk} has its English, or nobody waits for it")
    kept: ComplaintWord = ComplaintWord.objects.select_for_update().get(pk=pk)
    kept.english = text
    kept.save(update_fields=["english"])
    audit.record(by, "ombudsman.word_translated", current, at=at, fields=[language])


def _ours(pk: UUID) -> str:
    """Our words in English, while they wait for their translation; else ""."""
    found: ComplaintWord | None = ComplaintWord.objects.filter(pk=pk).first()
    if found is None or not found.waits:
        return ""
    english = known_to_rules(found, "english")
    return "" if is_shredded(english) else str(english)


@transaction.atomic
def _take_answer(pk: UUID, language: str, text: str, by: User, at: datetime) -> None:
    """Our words are in her language: they go out."""
    found = ComplaintWord.objects.select_related("complaint").get(pk=pk)
    try:
        send_waiting(word=found, words=text, by=by, at=at)
    except (WrongState, NothingToSay):
        raise NotWanted(f"{pk} waits for no translation into {language}") from None


def register_message_texts() -> None:
    """Tell the room of language access which of our words can be translated."""
    register_message_room(WORD, MessageRoom(text_of=_hers, deliver=_take_english))
    register_message_room(ANSWER, MessageRoom(text_of=_ours, deliver=_take_answer))
