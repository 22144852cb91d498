"""The answer grows, is translated by a colleague, and goes out."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger import operations as ledger
from xenia.ground.notifications.operations import queue
from xenia.work.enquiries.ledger_kinds import ANSWERED
from xenia.work.enquiries.messages import ANSWER_READY
from xenia.work.enquiries.models import AnswerText, Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.models.word import OWN
from xenia.work.enquiries.operations.thread import (
    add_words,
    in_her_hand,
    locked,
    refuse_changed,
)
from xenia.work.enquiries.queries.answer_texts import wording

IN_TIME, LATE = "in_time", "late"
ENGLISH = "en"


class NothingToSay(ValueError):
    """An answer needs words in the language of who asked."""


@transaction.atomic
def save_draft(
    *, enquiry: Enquiry, english: str, words: str, by: User, at: datetime, seen: str | None = None
) -> Enquiry:
    """Keep what is written so far. seen: the mark of the draft she had before her. Raises WrongState, NotYours, DraftChanged."""
    current = in_her_hand(enquiry, by)
    refuse_changed(current, seen)
    _keep(current, english=english, words=words)
    audit.record(by, "enquiries.draft_saved", current, at=at)
    return current


def _keep(current: Enquiry, *, english: str, words: str) -> None:
    current.draft_english, current.draft_words = english.strip(), words.strip()
    current.save(update_fields=["draft_english", "draft_words"])


@transaction.atomic
def ask_for_translation(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """The English of the answer is ready; a colleague who writes the language puts it into it.

    Raises WrongState, NotYours, NothingToSay.
    """
    current = in_her_hand(enquiry, by)
    if not str(current.draft_english):
        raise NothingToSay("expected the answer in English, for a colleague to translate")
    current.wants_translation = True
    current.save(update_fields=["wants_translation"])
    audit.record(by, "enquiries.translation_wanted", current, at=at)
    return current


@transaction.atomic
def translate_draft(
    *, enquiry: Enquiry, words: str, by: User, at: datetime, seen: str | None = None
) -> Enquiry:
    """A colleague writes the answer in the language of who asked. Raises WrongState when nobody waits for it any more."""
    current = locked(enquiry)
    if current.status != Status.TAKEN or not current.wants_translation:
        raise WrongState(current, current.status, Status.TAKEN)
    if not words.strip():
        raise NothingToSay("expected the answer in the asker's language")
    refuse_changed(current, seen)
    current.draft_words, current.wants_translation = words.strip(), False
    current.save(update_fields=["draft_words", "wants_translation"])
    audit.record(by, "enquiries.draft_translated", current, at=at)
    return current


@transaction.atomic
def note_meaning(*, word: Word, english: str, by: User, at: datetime) -> Word:
    """A colleague writes in English what somebody said, for whoever answers. Only the asker's own words have this."""
    current = locked(word.enquiry)
    kept: Word = Word.objects.select_for_update().get(pk=word.pk)
    if kept.kind not in OWN:
        raise WrongState(current, kept.kind, Word.Kind.QUESTION)
    kept.english = english.strip()
    kept.save(update_fields=["english"])
    audit.record(by, "enquiries.meaning_noted", current, at=at)
    return kept


@transaction.atomic
def insert_answer_text(*, enquiry: Enquiry, answer: AnswerText, by: User, at: datetime) -> Enquiry:
    """An answer that was given before goes into the draft: in English, and in her language where two stand behind it.

    Raises WrongState, NotYours, and AnswerText.DoesNotExist when it is no longer used.
    """
    current = in_her_hand(enquiry, by)
    answer = AnswerText.objects.usable().get(pk=answer.pk)
    said = wording(answer, "text", str(current.language))
    words = str(current.draft_words)
    if said.language == str(current.language):
        words = _beneath(words, said.text)
    _keep(current, english=_beneath(str(current.draft_english), answer.text), words=words)
    audit.record(by, "enquiries.answer_inserted", current, at=at)
    return current


def _beneath(above: str, text: str) -> str:
    return f"{above}\n\n{text}" if above and text not in above else above or text


@transaction.atomic
def send_answer(
    *, enquiry: Enquiry, english: str, words: str, by: User, at: datetime, seen: str | None = None
) -> Enquiry:
    """The answer goes out: she reads it with her code, and is told neutrally where she left a contact.

    Raises WrongState when it was answered meanwhile, NotYours, NothingToSay, DraftChanged.
    """
    current = in_her_hand(enquiry, by)
    refuse_changed(current, seen)
    _say(current, Word.Kind.ANSWER, english=english, words=words, by=by, at=at)
    is_late = local_day(at) > current.due_on
    _hand_out(enquiry, to=Status.ANSWERED, at=at)
    audit.record(by, "enquiries.answered", enquiry, at=at)
    ledger.record(
        kind=ANSWERED,
        on=local_day(at),
        language=str(current.language),
        reason=current.asker,
        outcome=LATE if is_late else IN_TIME,
    )
    return enquiry


@transaction.atomic
def ask_back(
    *, enquiry: Enquiry, english: str, words: str, by: User, at: datetime, seen: str | None = None
) -> Enquiry:
    """We need to know more first. Raises what `send_answer` raises."""
    current = in_her_hand(enquiry, by)
    refuse_changed(current, seen)
    _say(current, Word.Kind.ASK_BACK, english=english, words=words, by=by, at=at)
    _hand_out(enquiry, to=Status.ASKED_BACK, at=at)
    audit.record(by, "enquiries.asked_back", enquiry, at=at)
    return enquiry


def _say(current: Enquiry, kind: str, *, english: str, words: str, by: User, at: datetime) -> None:
    """Who asked in English gets the English; everybody else their own language."""
    text = words.strip() or (english.strip() if str(current.language) == ENGLISH else "")
    if not text:
        raise NothingToSay("expected the answer in the asker's language")
    add_words(current, kind=kind, text=text, english=english.strip(), by=by, at=at)
    current.draft_english, current.draft_words, current.wants_translation = "", "", False
    current.save(update_fields=["draft_english", "draft_words", "wants_translation"])


def _hand_out(enquiry: Enquiry, *, to: str, at: datetime) -> None:
    transition(enquiry, to=to, at=at, moved_on=local_day(at))
    if enquiry.contact_id:
        queue(ANSWER_READY, enquiry, to=enquiry, on=local_day(at))
