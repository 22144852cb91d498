"""It is said what was found, a remedy is agreed, and somebody looks that it is there, or it falls away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.models import Complaint, Finding, Remedy
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations.counting import Counted, count_found, count_found_otherwise
from xenia.work.ombudsman.operations.standing import answer_clock, meet_answer
from xenia.work.ombudsman.operations.telling import tell_her
from xenia.work.ombudsman.operations.thread import (
    as_its_handler,
    change,
    hold_as_seen,
    move,
    refuse_unless,
    say_to_her,
)
from xenia.work.ombudsman.queries.remedies import fallen


class RemedySeen(Exception):
    """Somebody looked before, and it was there."""


class NotItsDay(Exception):
    """Its day is to come, and nobody said that it is there already."""


class NoNewDay(ValueError):
    """A day to come is missing."""


@dataclass(frozen=True, slots=True, repr=False)
class Agreed:
    """What the department does to make it good, and until when. text: in English, for us."""

    kind: str
    text: str
    due_on: date


@transaction.atomic
def find(
    *,
    complaint: Complaint,
    outcome: str,
    words: str,
    version: int,
    by: User,
    at: datetime,
    english: str = "",
) -> Complaint:
    """What we found, in words she reads: its clock is met once she can. At the second stage by somebody else than at the first.

    Raises Crossed, WrongState, NotYours, NothingToSay, FoundBefore.
    """
    earlier = complaint.findings.last()
    move(complaint, to=Status.FOUND, version=version, by=by, at=at, reason=outcome)
    if earlier:
        count_found_otherwise(complaint, earlier)
    finding = Finding.objects.create(
        complaint=complaint,
        number=earlier.number + 1 if earlier else 1,
        stage=complaint.stage,
        outcome=Finding.Outcome(outcome).value,
        found_on=local_day(at),
        by_id=by.pk,
    )
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    if not word.waits:
        meet_answer(complaint, answer_clock(complaint), at)
    count_found(Counted.of(complaint), finding)
    audit.record(by, "ombudsman.found", complaint, at=at)
    return complaint


@transaction.atomic
def agree_remedy(
    *,
    complaint: Complaint,
    agreed: Agreed,
    words: str,
    version: int,
    by: User,
    at: datetime,
) -> Remedy:
    """The department does something to make it good. Several may be agreed, one after another.

    words: the same in her language; where there are none, the English waits to be translated.
    Raises Crossed, WrongState, NotYours, NothingToSay.
    """
    if hold_as_seen(complaint, version).status == Status.REMEDY_AGREED:
        change(complaint, version=version, at=at, **as_its_handler(complaint, by))
        tell_her(complaint, at)
    else:
        move(complaint, to=Status.REMEDY_AGREED, version=version, by=by, at=at)
    remedy: Remedy = Remedy.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        kind=Remedy.Kind(agreed.kind).value,
        text=agreed.text.strip(),
        agreed_on=local_day(at),
        due_on=agreed.due_on,
    )
    say_to_her(complaint, words=words, english=agreed.text, by=by, at=at)
    audit.record(by, "ombudsman.remedy_agreed", complaint, at=at)
    return remedy


@transaction.atomic
def verify_remedy(
    *, remedy: Remedy, version: int, by: User, at: datetime, already: bool = False
) -> Complaint:
    """Somebody looked: what was agreed is there. With the last of them the complaint moves on.

    version: of the complaint. already: it is there before its day.
    Raises Crossed, WrongState, NotYours, RemedySeen, NotItsDay.
    """
    complaint: Complaint = remedy.complaint
    seen = _unseen(remedy, version)
    if local_day(at) < seen.due_on and not already:
        raise NotItsDay(f"remedy {remedy.pk} is due on {seen.due_on}")
    remedy.verified_on, remedy.verified_by_id = local_day(at), by.pk
    remedy.save(update_fields=["verified_on", "verified_by_id"])
    if complaint.remedies.filter(verified_on=None).exists():
        change(complaint, version=version, at=at, **as_its_handler(complaint, by))
        tell_her(complaint, at)
    else:
        move(complaint, to=Status.REMEDY_VERIFIED, version=version, by=by, at=at)
    audit.record(by, "ombudsman.remedy_verified", complaint, at=at)
    return complaint


@transaction.atomic
def remedy_missing(
    *,
    remedy: Remedy,
    due_on: date,
    words: str,
    version: int,
    by: User,
    at: datetime,
    english: str = "",
) -> Complaint:
    """Somebody looked: it is not there. It has another day, and she reads why.

    version: of the complaint. Raises Crossed, WrongState, NotYours, NothingToSay, RemedySeen, NoNewDay.
    """
    complaint: Complaint = remedy.complaint
    _unseen(remedy, version)
    if due_on <= local_day(at):
        raise NoNewDay(f"remedy {remedy.pk}: expected a day to come, got {due_on}")
    change(complaint, version=version, at=at, **as_its_handler(complaint, by))
    remedy.due_on = due_on
    remedy.save(update_fields=["due_on"])
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    audit.record(by, "ombudsman.remedy_missing", complaint, at=at, fields=["due_on"])
    if not word.waits:
        tell_her(complaint, at)
    return complaint


@transaction.atomic
def drop_remedy(
    *,
    remedy: Remedy,
    words: str,
    version: int,
    by: User,
    at: datetime,
    english: str = "",
) -> Complaint:
    """It was found otherwise since it was agreed: nobody waits for it any more, and she reads why.

    version: of the complaint. With the last one that nobody saw the complaint moves on, where another is there.
    Raises Crossed, WrongState, NotYours, NothingToSay, RemedySeen.
    """
    complaint: Complaint = remedy.complaint
    _unseen(remedy, version, among=(Status.FOUND, Status.REMEDY_AGREED))
    if not fallen(complaint).filter(pk=remedy.pk).exists():
        raise WrongState(complaint, complaint.status, complaint.status)
    remedy.delete()
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    is_left = complaint.remedies.filter(verified_on=None).exists()
    if complaint.status == Status.FOUND or is_left:
        change(complaint, version=version, at=at, **as_its_handler(complaint, by))
        if not word.waits:
            tell_her(complaint, at)
    else:
        move(complaint, to=Status.REMEDY_VERIFIED, version=version, by=by, at=at)
    audit.record(by, "ombudsman.remedy_dropped", complaint, at=at)
    return complaint


@transaction.atomic
def remedy_given_up(
    *, remedy: Remedy, words: str, version: int, by: User, at: datetime, english: str = ""
) -> Complaint:
    """It will not come, and she reads why. Where nothing else is waited for, what we found stands open again.

    What was agreed stays in the thread alone. version: of the complaint.
    Raises Crossed, WrongState, NotYours, NothingToSay, RemedySeen.
    """
    complaint: Complaint = remedy.complaint
    _unseen(remedy, version).delete()
    if complaint.remedies.filter(verified_on=None).exists():
        change(complaint, version=version, at=at, **as_its_handler(complaint, by))
        tell_her(complaint, at)
    else:
        move(complaint, to=Status.FOUND, version=version, by=by, at=at, reason="remedy_given_up")
    say_to_her(complaint, words=words, english=english, by=by, at=at)
    audit.record(by, "ombudsman.remedy_given_up", complaint, at=at)
    return complaint


def _unseen(
    remedy: Remedy, version: int, *, among: Collection[str] = (Status.REMEDY_AGREED,)
) -> Remedy:
    """The remedy as it is now, while somebody must look. Raises Crossed, WrongState, RemedySeen."""
    refuse_unless(hold_as_seen(remedy.complaint, version), among)
    seen: Remedy = Remedy.objects.select_for_update().get(pk=remedy.pk)
    if seen.verified_on:
        raise RemedySeen(f"remedy {remedy.pk} was seen on {seen.verified_on}")
    return seen
