"""An interpreter is asked for from the page of an intake, and the page hears what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import Organization
from xenia.work.casework.counting import about
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import ENDED, Status
from xenia.work.casework.operations.thread import locked
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.operations import Asked, AtOnce, ask_at_once, request_interpreter
from xenia.work.language_access.operations.at_once import as_it_went

ORIGIN = "casework"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Meeting:
    """When, how long, which way: whose meeting it is does not leave this room."""

    organization: Organization
    language: str
    begins_at: datetime
    minutes: int
    mode: str


@transaction.atomic
def ask_interpreter(
    *, intake: Intake, meeting: Meeting, by: User, at: datetime
) -> InterpreterRequest:
    """Somebody interprets when she comes. Raises NotATime, UnknownLanguage, ValueError, WrongState when it has ended."""
    current = locked(intake)
    if current.status in ENDED and current.status != Status.ACCEPTED:
        raise WrongState(current, current.status, current.status)
    request = request_interpreter(
        asked=Asked(
            meeting.organization,
            meeting.language,
            meeting.begins_at,
            meeting.minutes,
            mode=meeting.mode,
            origin=ORIGIN,
            origin_id=current.pk,
        ),
        by=by,
        at=at,
    )
    _remember(current, request, by, at)
    return request


def ask_interpreter_now(
    current: Intake, *, organization: Organization, by: User, at: datetime
) -> AtOnce | None:
    """She stands here and cannot be understood. None where English does. The intake's row must be locked, or new."""
    language = about(current)["language"]
    if language in ("", ENGLISH):
        return None
    found = ask_at_once(
        organization=organization,
        language=language,
        origin=ORIGIN,
        origin_id=current.pk,
        by=by,
        at=at,
    )
    _remember(current, found.request, by, at)
    return found


def asked_before(intake: Intake) -> AtOnce | None:
    """What became of the interpreter an intake asked for."""
    if intake.interpreter_id is None:
        return None
    request = InterpreterRequest.objects.filter(pk=intake.interpreter_id).first()
    return as_it_went(request) if request else None


def _remember(current: Intake, request: InterpreterRequest, by: User, at: datetime) -> None:
    current.interpreter_id, current.interpreter_status = request.pk, request.status
    current.save(update_fields=["interpreter_id", "interpreter_status"])
    audit.record(by, "casework.interpreter_asked", current, at=at)


def hear_of_interpreter(request: InterpreterRequest, at: datetime) -> None:
    """Somebody comes, nobody was found, or it is over: the intake says so."""
    Intake.objects.filter(interpreter_id=request.pk).update(interpreter_status=request.status)
