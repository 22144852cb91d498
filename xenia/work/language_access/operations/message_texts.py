"""A message of any room is translated: asked for with one call, seen by one translator, handed back to its room."""

import contextlib
import hashlib
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.operations import queue
from xenia.ground.reference.calendar import add_business_days
from xenia.ground.vault.fields import is_shredded
from xenia.work.language_access.message_rooms import ROOMS, NotWanted, words_now
from xenia.work.language_access.models import MessageTranslation
from xenia.work.language_access.models.message_text import BETWEEN
from xenia.work.language_access.models.text_work import UNDER_WAY, TextStatus
from xenia.work.language_access.operations.text_work import (
    NothingWritten,
    TextChanged,
    ask_the_best,
    cancel_work,
    hers,
)
from xenia.work.language_access.text_counts import Length, days_for, length_of
from xenia.work.language_access.text_kinds import ASKED, about_message, count_delivered
from xenia.work.language_access.text_messages import TEXT_HERE


class AskedAlready(Exception):
    """This message is being translated."""


class OneLanguage(ValueError):
    """A message is not translated into the language it is in."""


@transaction.atomic
def request_message_translation(
    *,
    kind: str,
    about: UUID,
    subject: UUID,
    from_language: str,
    into: str,
    wanted_on: date | None = None,
    by: User,
    at: datetime,
) -> MessageTranslation:
    """A colleague asks to have a message translated; the first fitting translator is asked at once.

    kind, about: the room's name for it (`message_rooms`), and the message. subject: whose it is; the translation is
    sealed under that key. wanted_on: the day the room's own clock runs out; without one, or where that is later, the
    usual time for a text of this length. Nothing of the room is changed, and no clock of its stands still.
    Raises AskedAlready, OneLanguage, NothingWritten, UnknownLanguage.
    """
    tongues = [known_language(one).written_as for one in (from_language, into)]
    if tongues[0] == tongues[1]:
        raise OneLanguage(f"from and into are {tongues[0]}: expected two languages")
    text = words_now(kind, about)
    if not text:
        raise NothingWritten(f"{kind} {about} has no words")
    length = length_of(text)
    work = MessageTranslation(
        subject_id=subject,
        kind=kind,
        about_id=about,
        tongues=BETWEEN.join(tongues),
        words=length.words,
        characters=length.characters,
        wanted_on=_wanted_on(wanted_on, length, local_day(at)),
        asked_by_id=by.pk,
        asked_on=local_day(at),
        changed_at=at,
    )
    _save_once(work)
    audit.record(by, "language_access.message_text_asked", work, at=at)
    count(kind=ASKED, on=local_day(at), **about_message(work))
    ask_the_best(work, by=by, at=at)
    return work


def _wanted_on(limit: date | None, length: Length, today: date) -> date:
    usual = add_business_days(today, days_for(length, is_read_twice=False)).due_on
    return max(today, min(limit or usual, usual))


def _save_once(work: MessageTranslation) -> None:
    try:
        with transaction.atomic():
            work.save(force_insert=True)
    except IntegrityError:
        raise AskedAlready(f"{work.kind} {work.about_id} is being translated") from None


def message_mark(work: MessageTranslation, words: str) -> str:
    """What a page carries to notice that the message, or the translation, changed since it was opened."""
    said = f"{words}\x1f{work.translated}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def save_message_text(
    *, work: MessageTranslation, text: str, mark: str, by: User, at: datetime
) -> MessageTranslation:
    """She keeps what she wrote so far, sealed. Raises NotHers, WrongState, TextChanged, NotWanted."""
    current, _words = _in_her_hands(work, mark, by)
    current.translated, current.changed_at = text.strip(), at
    current.save(update_fields=["translated", "changed_at"])
    return current


@transaction.atomic
def deliver_message_text(
    *, work: MessageTranslation, text: str, mark: str, by: User, at: datetime
) -> MessageTranslation:
    """The translation goes to its room, beside the original; the colleague who asked is told.

    Raises NothingWritten, NotHers, WrongState, TextChanged, and NotWanted when nobody waits for it any more.
    """
    current, words = _in_her_hands(work, mark, by)
    if not text.strip():
        raise NothingWritten("expected the translation")
    ROOMS[current.kind].deliver(current.about_id, current.language, text.strip(), by, at)
    current.translated = text.strip()
    current.save(update_fields=["translated"])
    transition(current, to=TextStatus.DELIVERED, at=at)
    audit.record(by, "language_access.text_delivered", current, at=at)
    count_delivered(
        about_message(current), length_of(words), wanted_on=current.wanted_on, on=local_day(at)
    )
    _tell_who_asked(current, at)
    return current


def _in_her_hands(work: MessageTranslation, mark: str, by: User) -> tuple[MessageTranslation, str]:
    current: MessageTranslation = hers(work, by)
    if current.status != TextStatus.TAKEN:
        raise WrongState(current, current.status, TextStatus.DELIVERED)
    words = words_now(current.kind, current.about_id)
    if not words or is_shredded(current.tongues):
        raise NotWanted(f"nobody waits for {current.pk}")
    if mark != message_mark(current, words):
        raise TextChanged(f"{current.pk} changed meanwhile")
    return current, words


def _tell_who_asked(work: MessageTranslation, at: datetime) -> None:
    person = User.objects.filter(pk__in=[work.asked_by_id], is_active=True).first()
    if person:
        queue(TEXT_HERE, work, to=person, on=local_day(at))


def withdraw_message_translation(
    *, kind: str, about: Collection[UUID], by: User | None, at: datetime
) -> int:
    """The room does not need these translations any more; who has one is told. How many stood open."""
    rows = MessageTranslation.objects.filter(
        kind=kind, about_id__in=list(about), status__in=UNDER_WAY
    )
    return sum(_withdraw(work, by, at) for work in rows)


@transaction.atomic
def _withdraw(work: MessageTranslation, by: User | None, at: datetime) -> bool:
    """False when it was delivered at this very moment."""
    with contextlib.suppress(WrongState), transaction.atomic():
        cancel_work(work, by=by, at=at)
        return True
    return False


def drop_unwanted(at: datetime) -> int:
    """Take back what no room waits for any more: the message is gone, was answered, or came another way. How many."""
    rows = MessageTranslation.objects.filter(status__in=UNDER_WAY)
    stale = [one for one in rows if not words_now(one.kind, one.about_id)]
    return sum(_withdraw(work, None, at) for work in stale)
