"""A complaint is let in, somebody has it, she hears that we have it, and it is said what it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.ombudsman.messages import YOURS_NOW
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.models.guards import FoundBefore
from xenia.work.ombudsman.operations.clocks import start_clock, stop_clock
from xenia.work.ombudsman.operations.counting import Counted, count_anew
from xenia.work.ombudsman.operations.releasing import end_releases
from xenia.work.ombudsman.operations.standing import end_request, heard, protect
from xenia.work.ombudsman.operations.thread import (
    NotYours,
    add_words,
    as_its_handler,
    change,
    hold_as_seen,
    move,
    refuse_unless,
    say_to_her,
)
from xenia.work.ombudsman.queries.people import ASSIGN, HANDLE

# Until something was said of what was found.
BEFORE_FOUND: Final = (
    Status.RECEIVED,
    Status.ACKNOWLEDGED,
    Status.INVESTIGATING,
    Status.WITH_DEPARTMENT,
    Status.WAITS_FOR_HER,
    Status.REVIEW,
)
LET_IN: Final = frozenset(Status) - {Status.HELD, Status.DISCARDED}


class MayNotHandle(Exception):
    """This colleague does not work on complaints."""


class Protected(Exception):
    """She says that she was punished: only whoever says who has a complaint takes that back, and says why."""


@dataclass(frozen=True, slots=True)
class About:
    """What a complaint is about, as far as we know now."""

    kind: str
    department: Organization | None = None
    service: Service | None = None
    place: Location | None = None


@transaction.atomic
def let_in(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """A person wrote it: it is heard, and counts from the day she filed it. Raises Crossed, WrongState."""
    today = local_day(at)
    take_step(
        complaint, to=Status.RECEIVED, at=at, version=version, by=by.pk, moved_on=today
    ).refresh_from_db()
    audit.record(by, "ombudsman.let_in", complaint, at=at)
    heard(complaint, at)
    return complaint


@transaction.atomic
def discard(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """A machine wrote it: nobody works on it, and it was never counted. Raises Crossed, WrongState."""
    today = local_day(at)
    take_step(complaint, to=Status.DISCARDED, at=at, version=version, by=by.pk, moved_on=today)
    end_releases(complaint, at)
    audit.record(by, "ombudsman.discarded", complaint, at=at)
    return complaint


@transaction.atomic
def assign(*, complaint: Complaint, to: User, version: int, by: User, at: datetime) -> Complaint:
    """One colleague has it from now on: she takes what nobody has, is handed it, or is given it. She is told.

    Raises Crossed, WrongState, NotYours, MayNotHandle, FoundBefore.
    """
    refuse_unless(hold_as_seen(complaint, version), LET_IN)
    if not (to.is_active and to.may(HANDLE)):
        raise MayNotHandle(f"{to.pk} does not work on complaints")
    is_free_or_hers = complaint.handler_id in (None, by.pk)
    if not (is_free_or_hers or by.may(ASSIGN)):
        raise NotYours(f"complaint {complaint.pk} is another colleague's")
    name = "reviewer_id" if complaint.stage > 1 else "officer_id"
    if complaint.stage > 1:
        _refuse_who_found(complaint, to)
    change(complaint, version=version, at=at, **{name: to.pk})
    audit.record(by, "ombudsman.assigned", complaint, at=at, fields=[name])
    if to.pk != by.pk:
        queue(YOURS_NOW, complaint, to=to, on=local_day(at))
    return complaint


def _refuse_who_found(complaint: Complaint, to: User) -> None:
    found = complaint.findings.filter(stage__lt=complaint.stage).values_list("by_id", flat=True)
    if to.pk in {complaint.officer_id, *found}:
        raise FoundBefore(f"{to.pk} found what complaint {complaint.pk} asks to look at again")


@transaction.atomic
def acknowledge(
    *,
    complaint: Complaint,
    version: int,
    by: User,
    at: datetime,
    words: str = "",
    english: str = "",
) -> Complaint:
    """She hears that we have it, and from now on it is counted when she hears what we found.

    words: in her language; english: the same for us. Raises Crossed, WrongState, NotYours.
    """
    move(complaint, to=Status.ACKNOWLEDGED, version=version, by=by, at=at)
    is_said = not words.strip() and not english.strip()
    if not is_said:
        is_said = not say_to_her(complaint, words=words, english=english, by=by, at=at).waits
    if is_said:
        stop_clock(complaint=complaint, which=Clock.Which.ACKNOWLEDGE, at=at)
    start_clock(complaint=complaint, which=Clock.Which.ANSWER, at=at)
    audit.record(by, "ombudsman.acknowledged", complaint, at=at)
    return complaint


@transaction.atomic
def assess(
    *, complaint: Complaint, about: About, version: int, by: User, at: datetime, why: str = ""
) -> Complaint:
    """It is said what it is about; once we said that we have it, we look into it from now on.

    A department that was asked and is not meant, or is said to have punished her, reads nothing of it any more.
    why: it is no punishment after all, in a note among us; we ask her how it is all the same.
    Raises Crossed, WrongState, NotYours, Protected.
    """
    refuse_unless(hold_as_seen(complaint, version), BEFORE_FOUND)
    before, was_retaliation = Counted.of(complaint), complaint.kind == Kind.RETALIATION
    if was_retaliation and about.kind != Kind.RETALIATION:
        _lift_protection(complaint, why, by, at)
    fields = _fields(complaint, about)
    if complaint.status == Status.ACKNOWLEDGED:
        move(complaint, to=Status.INVESTIGATING, version=version, by=by, at=at, **fields)
    else:
        change(complaint, version=version, at=at, **as_its_handler(complaint, by), **fields)
    audit.record(by, "ombudsman.assessed", complaint, at=at, fields=list(fields))
    if complaint.department_id != before.department:
        end_request(complaint, at)
    if complaint.kind == Kind.RETALIATION and not was_retaliation:
        protect(complaint, at)
    count_anew(complaint, before)
    return complaint


def _lift_protection(complaint: Complaint, why: str, by: User, at: datetime) -> None:
    if not (by.may(ASSIGN) and why.strip()):
        raise Protected(f"complaint {complaint.pk}: expected a supervisor, and why")
    add_words(complaint, kind=ComplaintWord.Kind.NOTE, english=why, by=by, at=at)
    audit.record(by, "ombudsman.protection_lifted", complaint, at=at)


def _fields(complaint: Complaint, about: About) -> dict[str, Any]:
    said = {name: getattr(about, name) for name in About.__slots__}
    if about.department is None and about.service is not None:
        said["department"] = about.service.organization
    urgent = complaint.is_urgent or about.kind == Kind.RETALIATION
    return said | {"kind": Kind(about.kind).value, "is_urgent": urgent}
