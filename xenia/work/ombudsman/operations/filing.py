"""Somebody complains, writes more, and takes it back. She is nobody we know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import WrongState, begun, take_step
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way, reach
from xenia.ground.reference.models import Area
from xenia.ground.vault.subjects import new_subject, shred
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.ombudsman.codes import code_for, hash_of
from xenia.work.ombudsman.messages import REVIEW_WANTED, SHE_WROTE
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord
from xenia.work.ombudsman.models.complaint import (
    Channel,
    Closing,
    Kind,
    Level,
    Status,
    Wanted,
)
from xenia.work.ombudsman.operations.clocks import start_clock
from xenia.work.ombudsman.operations.counting import count_closed
from xenia.work.ombudsman.operations.releasing import end_releases
from xenia.work.ombudsman.operations.standing import back_to_work, end_clocks, heard
from xenia.work.ombudsman.operations.telling import tell_handler, tell_supervisors
from xenia.work.ombudsman.operations.thread import add_words, change, hold
from xenia.work.ombudsman.queries import hers


class AlreadyFiled(Exception):
    """This very form came in before: the complaint is there, under the same code."""


class NotReached(ValueError):
    """Nobody writes to somebody who wants to stay unknown."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What somebody told us. way: how we reach her, where she chose one; else she reads with her code.

    english: the same in English, where a colleague or an interpreter said it; then words may be empty.
    department: left out where the service says it. is_public: she agreed that Open311 lists it, without her words.
    """

    words: str
    language: str
    kind: str = Kind.OTHER
    level: str = Level.ANONYMOUS
    channel: str = Channel.PAGE
    wanted: str = ""
    department: Organization | None = None
    service: Service | None = None
    place: Location | None = None
    area: Area | None = None
    answer_by: str = AnswerBy.CODE
    way: Way | None = None
    is_public: bool = False
    english: str = ""


@transaction.atomic
def file_complaint(
    *, report: Report, token: str, at: datetime, held: bool = False, by: User | None = None
) -> Complaint:
    """A complaint comes in, sealed, under a key of its own. Nobody's name is needed; it is counted once it is let in.

    token: of the form it came with (`common.gate`); her code is made from it. held: the gate doubts that a person wrote it.
    by: the colleague who wrote it down for her.
    Raises AlreadyFiled, NotReached, NothingToSay, NotAnAddress, UnknownLanguage.
    """
    if report.level == Level.ANONYMOUS and (report.way or report.answer_by != AnswerBy.CODE):
        raise NotReached("expected no way to write to somebody who stays unknown")
    complaint = _complaint(report, token, at, held=held)
    _save_once(complaint)
    begun(complaint, at=at, by=by.pk if by else None)
    add_words(
        complaint,
        kind=ComplaintWord.Kind.HERS,
        text=report.words,
        english=report.english,
        by=by,
        at=at,
    )
    if report.way:
        _let_be_reached(complaint, report.way, report.language, by, at)
    audit.record(by, "ombudsman.filed", complaint, at=at)
    if not held:
        heard(complaint, at)
    return complaint


def _complaint(report: Report, token: str, at: datetime, *, held: bool) -> Complaint:
    today = local_day(at)
    service = report.service
    return Complaint(
        subject_id=new_subject(),
        status=Status.HELD if held else Status.RECEIVED,
        level=Level(report.level).value,
        channel=Channel(report.channel).value,
        kind=Kind(report.kind).value,
        wanted=Wanted(report.wanted).value if report.wanted else "",
        department=report.department or (service.organization if service else None),
        service=service,
        place=report.place,
        area=report.area,
        language=known_language(report.language).code,
        answer_by=AnswerBy(report.answer_by).value,
        code_hash=hash_of(code_for(token)),
        is_urgent=report.kind == Kind.RETALIATION,
        is_public=report.is_public,
        filed_on=today,
        moved_on=today,
    )


def _save_once(complaint: Complaint) -> None:
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError:
        if Complaint.objects.filter(code_hash=complaint.code_hash).exists():
            raise AlreadyFiled("this form was sent before") from None
        raise


def _let_be_reached(
    complaint: Complaint, way: Way, language: str, by: User | None, at: datetime
) -> None:
    complaint.contact = reach(
        subject=complaint.subject_id, way=way, spoken=language, written=language, by=by, at=at
    )
    complaint.save(update_fields=["contact"])


@transaction.atomic
def write_again(*, complaint: Complaint, words: str, at: datetime) -> Complaint:
    """She adds something; whoever works on it is told. Where we had asked her, we go on.

    Raises NothingToSay, and WrongState for what was a machine's.
    """
    _hers(complaint, words, at)
    if complaint.status == Status.WAITS_FOR_HER:
        back_to_work(complaint, at)
    audit.record(None, "ombudsman.written_again", complaint, at=at)
    tell_handler(SHE_WROTE, complaint, at)
    return complaint


@transaction.atomic
def ask_for_review(*, complaint: Complaint, words: str, at: datetime) -> Complaint:
    """She is not content with what was found: somebody else shall look again. We say that we have it within its clock.

    Raises NothingToSay, and WrongState before she can read what was said, while she waits for it, and after it.
    """
    if not hers.may_ask_for_review(hold(complaint)):
        raise WrongState(complaint, complaint.status, Status.REVIEW)
    _hers(complaint, words, at)
    start_clock(complaint=complaint, which=Clock.Which.ACKNOWLEDGE, at=at)
    audit.record(None, "ombudsman.review_wanted", complaint, at=at)
    tell_supervisors(REVIEW_WANTED, complaint, at)
    return complaint


def _hers(complaint: Complaint, words: str, at: datetime) -> None:
    """Her words; whoever looked before looks again before the next step."""
    if hold(complaint).status == Status.DISCARDED:
        raise WrongState(complaint, complaint.status, Status.RECEIVED)
    add_words(complaint, kind=ComplaintWord.Kind.HERS, text=words, by=None, at=at)
    change(complaint, version=complaint.state_version, at=at)


@transaction.atomic
def withdraw_own(*, complaint: Complaint, at: datetime) -> Complaint:
    """She takes it back; what was written stays until its term, unless she has it destroyed. Raises WrongState."""
    hold(complaint)
    if complaint.status == Status.HELD:
        end_releases(complaint, at)
        return take_step(complaint, to=Status.DISCARDED, at=at, moved_on=local_day(at))
    take_step(
        complaint,
        to=Status.CLOSED,
        at=at,
        reason=Closing.WITHDRAWN,
        closing=Closing.WITHDRAWN,
        closed_on=local_day(at),
        moved_on=local_day(at),
    )
    end_clocks(complaint, at)
    count_closed(complaint)
    audit.record(None, "ombudsman.withdrawn", complaint, at=at)
    tell_handler(SHE_WROTE, complaint, at)
    return complaint


def erase_own(*, complaint: Complaint, at: datetime) -> None:
    """Everything under her complaint's key is destroyed at once. Raises vault.subjects.UnderHold.

    The counts keep that somebody complained.
    """
    shred(complaint.subject_id, by=None, at=at, reason="asked")
