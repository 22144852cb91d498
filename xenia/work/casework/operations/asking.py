"""Somebody asks for help online, reads what became of it, and takes it back. She is nobody we know yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.one_go import in_one_go
from xenia.ground.common.transitions import WrongState, begun, take_step
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way, reach
from xenia.ground.vault.subjects import new_subject, shred
from xenia.work.casework.codes import code_for, hash_of
from xenia.work.casework.deadlines import URGENT_NEEDS, look_by
from xenia.work.casework.models import Intake, Note
from xenia.work.casework.models.intake import Channel, Status, Withdrawn
from xenia.work.casework.operations.thread import add_needs, add_note, locked
from xenia.work.casework.operations.visits import note_visit
from xenia.work.casework.operations.working import tell_her


class AlreadySent(Exception):
    """This very form came in before: the request is there, under the same code."""


class KnownByNow(Exception):
    """She is a person the office knows by now: whoever holds a code does not erase her whole record."""


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """What somebody typed. way: how we reach her, where she chose one; else she reads with her code."""

    language: str
    words: str = ""
    needs: tuple[str, ...] = ()
    called: str = ""
    area: str = ""
    answer_by: str = AnswerBy.CODE
    way: Way | None = None


@keys_at_hand()
@in_one_go()
def ask_for_help(*, request: Request, token: str, at: datetime) -> Intake:
    """A request for help comes in, sealed, under a key of its own. Nobody's name is needed.

    token: of the form it came with (`common.gate`); her code is made from it.
    Raises AlreadySent, NotReady when it asks for nothing, NotAChoice, NotAnAddress, UnknownLanguage.
    """
    today, is_urgent = local_day(at), bool(URGENT_NEEDS & set(request.needs))
    intake = Intake(
        subject_id=new_subject(),
        channel=Channel.ONLINE,
        called=request.called,
        language=known_language(request.language).code,
        area=request.area,
        answer_by=AnswerBy(request.answer_by),
        is_urgent=is_urgent,
        code_hash=hash_of(code_for(token)),
        begun_on=today,
        moved_on=today,
    )
    _save_once(intake)
    begun(intake, at=at)
    add_needs(intake, request.needs, by=None, at=at)
    if request.words.strip():
        add_note(intake, kind=Note.Kind.HERS, text=request.words.strip(), by=None, at=at)
    if request.way:
        _let_be_reached(intake, request, at)
    due_on = look_by(today, is_urgent=is_urgent)
    take_step(intake, to=Status.SUBMITTED, at=at, due_on=due_on, moved_on=today)
    need = request.needs[0] if len(request.needs) == 1 else ""
    note_visit(intake=intake, channel=Channel.ONLINE, need=need, by=None, at=at)
    audit.record(None, "casework.help_asked", intake, at=at)
    return intake


def _save_once(intake: Intake) -> None:
    try:
        with transaction.atomic():
            intake.save(force_insert=True)
    except IntegrityError:
        if Intake.objects.filter(code_hash=intake.code_hash).exists():
            raise AlreadySent("this form was sent before") from None
        raise


def _let_be_reached(intake: Intake, request: Request, at: datetime) -> None:
    assert request.way
    intake.contact = reach(
        subject=intake.subject_id,
        way=request.way,
        spoken=request.language,
        written=request.language,
        by=None,
        at=at,
    )
    intake.save(update_fields=["contact"])


@transaction.atomic
def write_again(*, intake: Intake, words: str, at: datetime) -> Intake:
    """She adds something. The colleague who has it sees it on her day."""
    current = locked(intake)
    add_note(current, kind=Note.Kind.HERS, text=words, by=None, at=at)
    current.moved_on = local_day(at)
    if current.is_owed:
        current.due_on = look_by(local_day(at), is_urgent=current.is_urgent)
    current.save(update_fields=["moved_on", "due_on"])
    audit.record(None, "casework.written_again", current, at=at)
    return current


@transaction.atomic
def answer_her(*, intake: Intake, words: str, by: User, at: datetime) -> Intake:
    """Our words to who asked online; she is told, the way she chose, that there is something to read.

    Raises WrongState for an intake nobody reads with a code.
    """
    current = locked(intake)
    if not current.code_hash:
        raise WrongState(current, current.status, current.status)
    add_note(current, kind=Note.Kind.ANSWER, text=words, by=by, at=at)
    current.moved_on = local_day(at)
    current.save(update_fields=["moved_on"])
    audit.record(by, "casework.answered", current, at=at)
    tell_her(current, at)
    return current


def erase_own(*, intake: Intake, at: datetime) -> None:
    """She takes her request back. What nobody else was told is destroyed at once. Raises vault.subjects.UnderHold, KnownByNow.

    The counts keep that somebody asked, and that she took it back.
    """
    with transaction.atomic():
        current = locked(intake)
        if current.client_id:
            raise KnownByNow(f"intake {current.pk} is of a person we know")
        if current.status in (Status.SUBMITTED, Status.SCREENED, Status.WAITLISTED):
            _take_back(current, at)
    shred(intake.subject_id, by=None, at=at, reason="asked")


def _take_back(current: Intake, at: datetime) -> None:
    today = local_day(at)
    take_step(
        current,
        to=Status.WITHDRAWN,
        at=at,
        reason=Withdrawn.HER_WISH,
        why=Withdrawn.HER_WISH,
        closed_on=today,
        moved_on=today,
    )
    audit.record(None, "casework.intake_withdrawn", current, at=at)
