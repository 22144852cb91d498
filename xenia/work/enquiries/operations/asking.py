"""Somebody asks the office, and reads what it answers. She is nobody we know."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import transition
from xenia.ground.ledger import operations as ledger
from xenia.ground.notifications.answer_by import KINDS, AnswerBy
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.notifications.operations.reach import Way, reach
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.subjects import new_subject, shred
from xenia.work.enquiries.codes import code_for, hash_of
from xenia.work.enquiries.deadlines import answer_by
from xenia.work.enquiries.ledger_kinds import RECEIVED
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import OWED, Asker, Status
from xenia.work.enquiries.operations.closing import OPEN_AGAIN, count_less
from xenia.work.enquiries.operations.thread import add_words, locked
from xenia.work.enquiries.queries.colleagues import colleague


class AlreadyAsked(Exception):
    """This very form came in before: the question is there, under the same code."""


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """What somebody typed. address: an e-mail or a phone number, where she chose one; safety: how it does her no harm."""

    words: str
    language: str
    asker: str = Asker.UNSAID
    who: str = ""
    answer_by: str = AnswerBy.CODE
    address: str = ""
    safety: Safety = field(default_factory=Safety)


@transaction.atomic
def ask_office(*, question: Question, token: str, at: datetime) -> Enquiry:
    """A question comes in, sealed, under a key of its own. Nobody's name is needed.

    token: of the form it came with (`common.gate`); her code is made from it.
    Raises AlreadyAsked, NotAnAddress, UnknownLanguage.
    """
    today, subject = local_day(at), new_subject()
    due = answer_by(question.asker, today)
    enquiry = Enquiry(
        subject_id=subject,
        asker=question.asker,
        answer_by=question.answer_by,
        language=known_language(question.language).code,
        who=question.who,
        code_hash=hash_of(code_for(token)),
        asked_on=today,
        due_on=due.due_on,
        calendar_version=due.calendar_version,
        moved_on=today,
    )
    _save_once(enquiry)
    add_words(enquiry, kind=Word.Kind.QUESTION, text=question.words, by=None, at=at)
    if question.answer_by != AnswerBy.CODE:
        enquiry.contact = _reach_her(subject, question, at)
        enquiry.save(update_fields=["contact"])
    audit.record(None, "enquiries.received", enquiry, at=at)
    ledger.record(
        kind=RECEIVED,
        on=today,
        language=enquiry.language,
        reason=enquiry.asker,
        mode=enquiry.answer_by,
    )
    return enquiry


def _save_once(enquiry: Enquiry) -> None:
    try:
        with transaction.atomic():
            enquiry.save(force_insert=True)
    except IntegrityError:
        if Enquiry.objects.filter(code_hash=enquiry.code_hash).exists():
            raise AlreadyAsked("this form was sent before") from None
        raise


def _reach_her(subject: UUID, question: Question, at: datetime) -> ContactPoint:
    """Her contact, for this answer alone, with the yes she gave by choosing it."""
    by = AnswerBy(question.answer_by)
    return reach(
        subject=subject,
        way=Way(KINDS[by], question.address, question.safety, (by.value,)),
        spoken=question.language,
        written=question.language,
        by=None,
        at=at,
    )


@transaction.atomic
def write_again(*, enquiry: Enquiry, words: str, at: datetime) -> Enquiry:
    """She adds something, or replies. Our answer is due anew where it was not due any more.

    It goes to the colleague who had it, if she still works here; else to whoever takes it.
    """
    current = locked(enquiry)
    add_words(current, kind=Word.Kind.REPLY, text=words, by=None, at=at)
    if current.status not in OWED:
        _bring_back(current, at)
    audit.record(None, "enquiries.written_again", current, at=at)
    return current


def _bring_back(current: Enquiry, at: datetime) -> None:
    count_less(current)
    today = local_day(at)
    due = answer_by(current.asker, today)
    is_here = colleague(current.taken_by_id) is not None
    transition(
        current,
        to=Status.TAKEN if is_here else Status.WAITING,
        at=at,
        taken_by_id=current.taken_by_id if is_here else None,
        due_on=due.due_on,
        calendar_version=due.calendar_version,
        moved_on=today,
        **OPEN_AGAIN,
    )


def erase_own(*, enquiry: Enquiry, at: datetime) -> None:
    """She takes her question back: everything under its key is destroyed at once. Raises vault.subjects.UnderHold."""
    shred(enquiry.subject_id, by=None, at=at, reason="asked")
