"""Somebody who was refused tells us, reads what became of it, and takes it back. She is nobody we know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import begun, take_step
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.barriers import BARRIER
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way, reach
from xenia.ground.reference.calendar import add_business_days
from xenia.ground.vault.subjects import new_subject, shred
from xenia.registers.directory.models import Service
from xenia.work.departments.codes import code_for, hash_of
from xenia.work.departments.ledger_kinds import REFUSED
from xenia.work.departments.models import Refusal, RefusalWord
from xenia.work.departments.models.refusal import BARRIER_OF, Status, Told
from xenia.work.departments.operations.statements import NotACityService
from xenia.work.departments.operations.thread import OPEN_AGAIN, add_words, count_less, locked
from xenia.work.departments.queries.statements import is_city_service

# Business days within which somebody looks at a report, the office's own habit.
LOOKED_AT_WITHIN = 3


class AlreadyReported(Exception):
    """This very form came in before: the report is there, under the same code."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What somebody typed. way: how we reach her, where she chose one; else she reads with her code."""

    words: str
    language: str
    told: str = Told.OTHER
    answer_by: str = AnswerBy.CODE
    way: Way | None = None


@transaction.atomic
def report_refusal(*, service: Service, report: Report, token: str, at: datetime) -> Refusal:
    """A report comes in, sealed, under a key of its own. Nobody's name is needed; a barrier is counted.

    token: of the form it came with (`common.gate`); her code is made from it.
    Raises AlreadyReported, NotACityService, NotAnAddress, UnknownLanguage.
    """
    if not is_city_service(service):
        raise NotACityService(f"service {service.pk} is not of a city department")
    today = local_day(at)
    refusal = Refusal(
        subject_id=new_subject(),
        service=service,
        language=known_language(report.language).code,
        told=Told(report.told).value,
        answer_by=AnswerBy(report.answer_by),
        code_hash=hash_of(code_for(token)),
        reported_on=today,
        due_on=add_business_days(today, LOOKED_AT_WITHIN).due_on,
        moved_on=today,
    )
    _save_once(refusal)
    begun(refusal, at=at)
    add_words(refusal, kind=RefusalWord.Kind.HERS, text=report.words, by=None, at=at)
    if report.way:
        _let_be_reached(refusal, report.way, report.language, at)
    audit.record(None, "departments.refusal_reported", refusal, at=at)
    _count(refusal, report)
    return refusal


def _save_once(refusal: Refusal) -> None:
    try:
        with transaction.atomic():
            refusal.save(force_insert=True)
    except IntegrityError:
        if Refusal.objects.filter(code_hash=refusal.code_hash).exists():
            raise AlreadyReported("this form was sent before") from None
        raise


def _let_be_reached(refusal: Refusal, way: Way, language: str, at: datetime) -> None:
    refusal.contact = reach(
        subject=refusal.subject_id, way=way, spoken=language, written=language, by=None, at=at
    )
    refusal.save(update_fields=["contact"])


def _count(refusal: Refusal, report: Report) -> None:
    """What she was told beside the service; the barrier beside her language. Never all three in one entry."""
    ledger.record(
        kind=REFUSED,
        on=refusal.reported_on,
        department=refusal.service.organization_id,
        service=refusal.service_id,
        reason=report.told,
    )
    ledger.record(
        kind=BARRIER,
        on=refusal.reported_on,
        reason=BARRIER_OF[report.told],
        language=known_language(report.language).code,
    )


@transaction.atomic
def write_again(*, refusal: Refusal, words: str, at: datetime) -> Refusal:
    """She adds something. Where we had answered or closed it, our next step is due anew."""
    current = locked(refusal)
    add_words(current, kind=RefusalWord.Kind.HERS, text=words, by=None, at=at)
    if not current.is_owed:
        count_less(current)
        due_on = add_business_days(local_day(at), LOOKED_AT_WITHIN).due_on
        again = {"moved_on": local_day(at), "due_on": due_on, **OPEN_AGAIN}
        take_step(current, to=Status.WAITING, at=at, **again)
    audit.record(None, "departments.refusal_written_again", current, at=at)
    return current


def erase_own(*, refusal: Refusal, at: datetime) -> None:
    """She takes her report back: everything under its key is destroyed at once. Raises vault.subjects.UnderHold.

    The counts keep that somebody was refused.
    """
    shred(refusal.subject_id, by=None, at=at, reason="asked")
