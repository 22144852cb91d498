"""What somebody wrote, and what we answer, is put into the other language by a translator who sees those words alone.

The clock of the question runs on meanwhile. Both texts stay, each in its own field, under the same person's key.
"""

import contextlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger import operations as ledger
from xenia.ground.vault.fields import is_shredded
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.models.word import OWN
from xenia.work.enquiries.operations.answering import ENGLISH, NothingToSay, ask_for_translation
from xenia.work.enquiries.operations.thread import in_her_hand, locked
from xenia.work.language_access.message_rooms import MessageRoom, NotWanted, register_message_room
from xenia.work.language_access.models import MessageTranslation, SetPhrase
from xenia.work.language_access.operations import (
    AskedAlready,
    OneLanguage,
    request_message_translation,
)
from xenia.work.language_access.operations.set_phrases import with_day
from xenia.work.language_access.queries.set_phrases import PhraseIn, phrases_in
from xenia.work.language_access.text_kinds import PHRASE

WORD, ANSWER = "enquiries.word", "enquiries.answer"


class NoSuchPhrase(LookupError):
    """This phrase does not exist any more."""


@transaction.atomic
def have_word_translated(*, word: Word, by: User, at: datetime) -> MessageTranslation:
    """What the asker wrote goes to a translator, to be put into English.

    Raises WrongState where it has its English, is not hers, or the question is closed; AskedAlready, OneLanguage.
    """
    current = locked(word.enquiry)
    kept = Word.objects.get(pk=word.pk)
    if kept.kind not in OWN or str(kept.english) or current.status == Status.CLOSED:
        raise WrongState(current, current.status, Status.TAKEN)
    return request_message_translation(
        kind=WORD,
        about=kept.pk,
        subject=current.subject_id,
        from_language=str(current.language),
        into=ENGLISH,
        wanted_on=_limit(current),
        by=by,
        at=at,
    )


@transaction.atomic
def have_answer_translated(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """The English of the answer is ready: a translator is asked, and colleagues see that it waits. Who is first, wins.

    Raises WrongState, NotYours, NothingToSay.
    """
    current = ask_for_translation(enquiry=enquiry, by=by, at=at)
    with contextlib.suppress(AskedAlready, OneLanguage):
        request_message_translation(
            kind=ANSWER,
            about=current.pk,
            subject=current.subject_id,
            from_language=ENGLISH,
            into=str(current.language),
            wanted_on=_limit(current),
            by=by,
            at=at,
        )
    return current


def _limit(current: Enquiry) -> date | None:
    """The day our answer is due."""
    return current.due_on if current.is_owed else None


@transaction.atomic
def insert_phrase(
    *, enquiry: Enquiry, phrase: SetPhrase, day: date | None, by: User, at: datetime
) -> Enquiry:
    """A set phrase goes into the draft, in English and in her language; no translator is needed.

    Raises WrongState, NotYours, NoSuchPhrase, DayIsMissing, and NothingToSay where it does not exist in her language.
    """
    current = in_her_hand(enquiry, by)
    tongue = str(current.language)
    found = _phrase_in(phrase, tongue)
    current.draft_english = _beneath(current.draft_english, with_day(phrase.text, day, ENGLISH))
    if tongue != ENGLISH:
        current.draft_words = _beneath(current.draft_words, with_day(found.text, day, tongue))
    current.save(update_fields=["draft_english", "draft_words"])
    audit.record(by, "enquiries.phrase_inserted", current, at=at)
    ledger.record(kind=PHRASE, on=local_day(at), language=tongue)
    return current


def _phrase_in(phrase: SetPhrase, tongue: str) -> PhraseIn:
    for one in phrases_in(tongue):
        if one.phrase.pk == phrase.pk:
            if not one.text:
                raise NothingToSay(f"phrase {phrase.code} does not exist in {tongue}")
            return one
    raise NoSuchPhrase(f"phrase {phrase.pk} is gone")


def _beneath(above: str | None, text: str) -> str:
    before = str(above or "")
    return f"{before}\n\n{text}" if before else text


def _words_of(word: UUID) -> str:
    """What she wrote, while nobody has its English and the question is not closed."""
    found = Word.objects.select_related("enquiry").filter(pk=word).first()
    if found is None or is_shredded(found.text) or str(found.english):
        return ""
    return "" if found.enquiry.status == Status.CLOSED else str(found.text)


@transaction.atomic
def _take_english(word: UUID, language: str, text: str, by: User, at: datetime) -> None:
    """The English stands beside her words."""
    found = Word.objects.select_related("enquiry").get(pk=word)
    current = locked(found.enquiry)
    kept: Word = Word.objects.select_for_update().get(pk=word)
    if str(kept.english) or current.status == Status.CLOSED:
        raise NotWanted(f"{word} has its English")
    kept.english = text
    kept.save(update_fields=["english"])
    audit.record(by, "enquiries.word_translated", current, at=at, fields=[language])


def _draft_of(enquiry: UUID) -> str:
    """Our answer in English, while somebody waits for its translation."""
    found: Enquiry | None = Enquiry.objects.filter(pk=enquiry).first()
    if found is None or is_shredded(found.draft_english):
        return ""
    waits = found.status == Status.TAKEN and found.wants_translation
    return str(found.draft_english) if waits else ""


@transaction.atomic
def _take_answer(enquiry: UUID, language: str, text: str, by: User, at: datetime) -> None:
    """The answer in her language stands beside the English; the colleague who answers sends it."""
    current: Enquiry = Enquiry.objects.select_for_update().get(pk=enquiry)
    if current.status != Status.TAKEN or not current.wants_translation:
        raise NotWanted(f"{enquiry} waits for no translation")
    current.draft_words, current.wants_translation = text, False
    current.save(update_fields=["draft_words", "wants_translation"])
    audit.record(by, "enquiries.draft_translated", current, at=at, fields=[language])


def register_message_texts() -> None:
    """Tell the room of language access which of our words can be translated."""
    register_message_room(WORD, MessageRoom(text_of=_words_of, deliver=_take_english))
    register_message_room(ANSWER, MessageRoom(text_of=_draft_of, deliver=_take_answer))
