"""The office asks her and answers her, asks the department, and goes on with what it heard."""

import re
import unicodedata
from datetime import datetime
from typing import Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.ground.vault.operations.reading import known_to_rules
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
from xenia.work.ombudsman.operations.standing import back_to_work
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
# Fewer than that, two people often have in common.
IN_A_ROW: Final = 6


class NamesSomebody(ValueError):
    """What others read must name nobody: whoever writes it says so first."""


class QuotesHer(NamesSomebody):
    """These are her own words: a department recognises somebody by how she writes."""


class NotTheirDepartment(Exception):
    """It is about another department."""


@transaction.atomic
def ask_her(
    *, complaint: Complaint, words: str, version: int, by: User, at: datetime, english: str = ""
) -> Complaint:
    """We ask her something and cannot go on without her: what we owe her stands still until she writes.

    words: in her language; english: the same for us. Raises Crossed, WrongState, NotYours, NothingToSay.
    """
    move(complaint, to=Status.WAITS_FOR_HER, version=version, by=by, at=at)
    say_to_her(complaint, words=words, english=english, by=by, at=at)
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

    Raises NamesSomebody, QuotesHer, Crossed, WrongState, NotYours, NothingToSay, NoDepartment, and Accused where she
    says that it punished her for complaining.
    """
    if not names_nobody:
        raise NamesSomebody(f"complaint {complaint.pk}: nobody said that the words name nobody")
    _refuse_quoting(complaint, words)
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


def _refuse_quoting(complaint: Complaint, words: str) -> None:
    """Raises QuotesHer where some words in a row are hers, as she wrote them or as they were translated."""
    ours = _runs(words)
    for word in complaint.words.filter(kind=ComplaintWord.Kind.HERS):
        for name in ("text", "english"):
            if ours & _runs(str(known_to_rules(word, name))):
                raise QuotesHer(f"complaint {complaint.pk}: {IN_A_ROW} words in a row are hers")


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every few words that follow each other, however they are written."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return {tuple(words[start : start + IN_A_ROW]) for start in range(len(words) - IN_A_ROW + 1)}


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
    """After a punishment for complaining we ask her how it is now, also after it was closed.

    again: we ask once more, after the same time. Raises Crossed, NotYours, NothingToSay, and NoClock where nothing is due.
    """
    change(
        complaint,
        version=version,
        at=at,
        **as_its_handler(hold_as_seen(complaint, version), by),
    )
    if stop_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at) is None:
        raise NoClock(f"complaint {complaint.pk}: nobody waits to be asked")
    if again:
        start_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at)
    word = say_to_her(complaint, words=words, english=english, by=by, at=at)
    audit.record(by, "ombudsman.followed_up", complaint, at=at)
    if not word.waits:
        tell_her(complaint, at)
    return complaint
