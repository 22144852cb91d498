"""The office asks her and answers her, asks the department, and goes on with what it heard."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.work.ombudsman.messages import DEPARTMENT_ASKED, DEPARTMENT_REPLIED
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord, DepartmentWord
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations.clocks import (
    NoClock,
    drop_clock,
    pause_clocks,
    running_clock,
    start_clock,
    stop_clock,
)
from xenia.work.ombudsman.operations.her_words import NamesSomebody, refuse_what_is_hers
from xenia.work.ombudsman.operations.standing import back_to_work, meet_follow_up
from xenia.work.ombudsman.operations.telling import tell_department, tell_handler, tell_her
from xenia.work.ombudsman.operations.thread import (
    add_department_words,
    add_words,
    as_its_handler,
    change,
    hold,
    hold_as_seen,
    move,
    refuse_unless,
    say_to_her,
)
from xenia.work.ombudsman.operations.working.hearing import LET_IN
from xenia.work.ombudsman.queries.people import REPLY

Which = Clock.Which


class NotTheirDepartment(Exception):
    """It is about another department."""


@transaction.atomic
def ask_her(
    *, complaint: Complaint, words: str, version: int, by: User, at: datetime, english: str = ""
) -> Complaint:
    """We ask her something and cannot go on without her: what we owe her stands still once she can read it, until she writes.

    words: in her language; english: the same for us. Raises Crossed, WrongState, NotYours, NothingToSay.
    """
    move(complaint, to=Status.WAITS_FOR_HER, version=version, by=by, at=at)
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    if not word.waits:
        pause_clocks(complaint=complaint, at=at)
    audit.record(by, "ombudsman.asked_her", complaint, at=at)
    return complaint


@transaction.atomic
def answer_her(
    *, complaint: Complaint, words: str, version: int, by: User, at: datetime, english: str = ""
) -> Complaint:
    """Our words to her, whatever the complaint waits for; she is told once she can read them.

    Raises Crossed, WrongState, NotYours, NothingToSay.
    """
    refuse_unless(hold_as_seen(complaint, version), LET_IN)
    change(complaint, version=version, at=at, **as_its_handler(complaint, by))
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    audit.record(by, "ombudsman.answered", complaint, at=at)
    if not word.waits:
        tell_her(complaint, at)
    return complaint


@transaction.atomic
def note(*, complaint: Complaint, words: str, by: User, at: datetime) -> ComplaintWord:
    """A note among colleagues; she does not read it. Raises NothingToSay."""
    word = add_words(hold(complaint), kind=ComplaintWord.Kind.NOTE, english=words, by=by, at=at)
    audit.record(by, "ombudsman.noted", complaint, at=at)
    return word


@transaction.atomic
def ask_department(
    *,
    complaint: Complaint,
    words: str,
    names_nobody: bool,
    version: int,
    by: User,
    at: datetime,
) -> Complaint:
    """The office asks the department what happened, in words written afresh that name nobody and quote nothing of hers.

    Raises NamesSomebody, QuotesHer, NamesHer, Crossed, WrongState, NotYours, NothingToSay, NoDepartment, and Accused where she
    says that it punished her for complaining.
    """
    if not names_nobody:
        raise NamesSomebody(f"complaint {complaint.pk}: nobody said that the words name nobody")
    refuse_what_is_hers(complaint, words)
    move(complaint, to=Status.WITH_DEPARTMENT, version=version, by=by, at=at)
    department = complaint.department
    assert department  # the guard looked
    add_department_words(
        complaint,
        department=department,
        kind=DepartmentWord.Kind.REQUEST,
        text=words,
        by=by,
        at=at,
    )
    start_clock(complaint=complaint, which=Which.DEPARTMENT, at=at)
    audit.record(by, "ombudsman.department_asked", complaint, at=at)
    tell_department(DEPARTMENT_ASKED, department, department, at)
    return complaint


@transaction.atomic
def reply_for_department(
    *,
    complaint: Complaint,
    words: str,
    version: int,
    by: User,
    at: datetime,
    proposal: str = "",
) -> Complaint:
    """The department says what happened, and what it would do to make it good. Whoever asked is told.

    Raises NotTheirDepartment, Crossed, NothingToSay, and WrongState when it is not asked any more.
    """
    department = hold_as_seen(complaint, version).department
    if department is None or not by.may(REPLY, organization=department.pk):
        raise NotTheirDepartment(f"complaint {complaint.pk} is about another department")
    if running_clock(complaint, Which.DEPARTMENT) is None:
        raise WrongState(complaint, complaint.status, Status.INVESTIGATING)
    said = ((DepartmentWord.Kind.REPLY, words), (DepartmentWord.Kind.PROPOSAL, proposal))
    for kind, text in said:
        if text.strip() or kind == DepartmentWord.Kind.REPLY:
            add_department_words(
                complaint, department=department, kind=kind, text=text, by=by, at=at
            )
    stop_clock(complaint=complaint, which=Which.DEPARTMENT, at=at)
    if complaint.status == Status.WITH_DEPARTMENT:
        take_step(complaint, to=Status.INVESTIGATING, at=at, by=by.pk, moved_on=local_day(at))
    else:
        change(complaint, version=version, at=at)
    audit.record(by, "ombudsman.department_replied", complaint, at=at)
    tell_handler(DEPARTMENT_REPLIED, complaint, at)
    return complaint


@transaction.atomic
def go_on(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """We go on without what we waited for: her answer, or the department's. Raises Crossed, WrongState, NotYours."""
    as_its_handler(hold_as_seen(complaint, version), by)
    refuse_unless(complaint, (Status.WAITS_FOR_HER, Status.WITH_DEPARTMENT))
    if complaint.status == Status.WAITS_FOR_HER:
        back_to_work(complaint, at, by.pk)
    else:
        move(complaint, to=Status.INVESTIGATING, version=version, by=by, at=at)
        drop_clock(complaint=complaint, which=Which.DEPARTMENT, at=at)
    audit.record(by, "ombudsman.went_on", complaint, at=at)
    return complaint


@transaction.atomic
def follow_up(
    *,
    complaint: Complaint,
    words: str,
    again: bool,
    version: int,
    by: User,
    at: datetime,
    english: str = "",
) -> Complaint:
    """After a punishment for complaining we ask her how it is now, also after it was closed; its clock is met once she can read it.

    again: we ask once more, after the same time. Raises Crossed, NotYours, NothingToSay, and NoClock where nothing is due,
    or she is asked already.
    """
    change(
        complaint,
        version=version,
        at=at,
        **as_its_handler(hold_as_seen(complaint, version), by),
    )
    clock = running_clock(complaint, Which.FOLLOW_UP)
    if clock is None or clock.asks_again is not None:
        raise NoClock(f"complaint {complaint.pk}: nobody waits to be asked")
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    audit.record(by, "ombudsman.followed_up", complaint, at=at)
    if word.waits:
        clock.asks_again = again
        clock.save(update_fields=["asks_again"])
    else:
        meet_follow_up(complaint, at, again=again)
        tell_her(complaint, at)
    return complaint
