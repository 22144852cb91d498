"""The office asks her and answers her, asks the department, and goes on with what it heard."""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.messages import DEPARTMENT_ASKED, DEPARTMENT_REPLIED
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintWord, DepartmentWord, Release
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
# A number this long is hers alone; a shorter one is a counter, a year or a day.
LONG_NUMBER: Final = 5
NO_SURNAMES: Final = frozenset({*calendar.day_name, *calendar.month_name, "I"})


class NamesSomebody(ValueError):
    """What others read must name nobody: whoever writes it says so first."""


class QuotesHer(NamesSomebody):
    """These are her own words: a department recognises somebody by how she writes."""


class NamesHer(NamesSomebody):
    """A number or a name stands in the words that she wrote, or lets the department know."""


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
    _refuse_what_is_hers(complaint, words)
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


def _refuse_what_is_hers(complaint: Complaint, words: str) -> None:
    """Raises QuotesHer where some words in a row are hers, and NamesHer where a number or a name is."""
    ours = _folded(words)
    numbers, names = _numbers(words), _names(words) - _city_names(complaint)
    for hers in _hers(complaint):
        theirs = _folded(hers)
        if _runs(ours) & _runs(theirs):
            raise QuotesHer(f"complaint {complaint.pk}: {IN_A_ROW} words in a row are hers")
        if numbers & _numbers(hers) or names & _names(hers):
            raise NamesHer(f"complaint {complaint.pk}: a number or a name is hers")
    for given in complaint.releases.all():
        value = str(known_to_rules(given, "value"))
        named = given.field == Release.Field.NAME and _stands_in(_folded(value), ours)
        if named or numbers & _numbers(value):
            raise NamesHer(f"complaint {complaint.pk}: a number or a name was released")


def _hers(complaint: Complaint) -> Iterator[str]:
    """Her words, as she wrote them and as they were translated."""
    for word in complaint.words.filter(kind=ComplaintWord.Kind.HERS):
        for name in ("text", "english"):
            yield str(known_to_rules(word, name))


def _folded(text: str) -> list[str]:
    """The words of a text, however they are written."""
    return _words(text.casefold())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def _runs(words: list[str], length: int = IN_A_ROW) -> set[tuple[str, ...]]:
    """Every few words that follow each other."""
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _stands_in(name: list[str], words: list[str]) -> bool:
    """Whether the whole name stands in the words; nothing stands nowhere."""
    return bool(name) and tuple(name) in _runs(words, len(name))


def _numbers(text: str) -> set[str]:
    """Its long numbers, also those written in groups such as 778-812, in digits of any script."""
    found = re.findall(r"\d(?:[ .\-/]?\d)+", unicodedata.normalize("NFKC", text))
    digits = ("".join(str(int(one)) for one in number if one.isdigit()) for number in found)
    return {one for one in digits if len(one) >= LONG_NUMBER}


def _names(text: str) -> set[tuple[str, ...]]:
    """Two words in a row with a capital each, such as somebody's name; "On Friday" and "When I" are none."""
    return {
        (first.casefold(), last.casefold())
        for first, last in pairwise(_words(text))
        if first[0].isupper() and last[0].isupper() and last not in NO_SURNAMES
    }


def _city_names(complaint: Complaint) -> set[tuple[str, ...]]:
    """What it is about is called so by everybody."""
    about = (complaint.department, complaint.service, complaint.place)
    return {pair for one in about if one for pair in _names(one.name or "")}


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
