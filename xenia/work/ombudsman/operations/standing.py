"""What follows when a complaint is heard, protected, or over: its clocks, its counts, and who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.ledger_kinds import DAYS
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import REVIEWED, Closing, Kind, Status
from xenia.work.ombudsman.operations.clocks import (
    drop_clock,
    go_on_clocks,
    pause_clocks,
    running_clock,
    start_clock,
    stop_clock,
)
from xenia.work.ombudsman.operations.counting import Counted, count_filed, count_less
from xenia.work.ombudsman.operations.releasing import end_releases
from xenia.work.ombudsman.operations.telling import tell_of_urgent

Which = Clock.Which
# Ends that are no answer of ours: what we owed her is owed no more. What was late by then counts as late, the rest not at all.
NO_ANSWER: Final = (Closing.DUPLICATE, Closing.WITHDRAWN, Closing.DISCONTINUED)
OPEN_AGAIN: Final[Mapping[str, Any]] = {"closing": "", "closed_on": None, "destination": ""}


def heard(complaint: Complaint, at: datetime) -> None:
    """It is among those the office answers for: counted, and its first clock runs, both from the day of filing."""
    try:
        count_filed(Counted.of(complaint), on=complaint.filed_on)
    except YearIsClosed:
        count_filed(Counted.of(complaint), on=local_day(at))
    start_clock(complaint=complaint, which=Which.ACKNOWLEDGE, at=at, since=complaint.filed_on)
    if complaint.kind == Kind.RETALIATION:
        protect(complaint, at)


def protect(complaint: Complaint, at: datetime) -> None:
    """She says she was punished for complaining: the department hears no more of it, and we ask her how it is."""
    end_request(complaint, at)
    if running_clock(complaint, Which.FOLLOW_UP) is None:
        start_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at)
    tell_of_urgent(complaint, at)


def end_request(complaint: Complaint, at: datetime) -> None:
    """The department is not asked any more, and reads nothing of it from now on, nor of her."""
    end_releases(complaint, at)
    drop_clock(complaint=complaint, which=Which.DEPARTMENT, at=at)
    if complaint.status == Status.WITH_DEPARTMENT:
        take_step(complaint, to=Status.INVESTIGATING, at=at, moved_on=local_day(at))


def back_to_work(complaint: Complaint, at: datetime, by: Any = None) -> None:
    """Nobody waits for her any more: what stood still goes on, and a department that was asked is asked still."""
    day = local_day(at)
    take_step(complaint, to=Status.INVESTIGATING, at=at, by=by, moved_on=day)
    go_on_clocks(complaint=complaint, at=at)
    if running_clock(complaint, Which.DEPARTMENT):
        take_step(complaint, to=Status.WITH_DEPARTMENT, at=at, by=by, moved_on=day)


def answer_clock(complaint: Complaint) -> str:
    """Which clock says when she hears what we found."""
    return Which.REVIEW if complaint.stage > 1 else Which.ANSWER


def she_can_read(complaint: Complaint, at: datetime) -> None:
    """All our words are in her language: what we owed her with them is met today, and she is waited for from today."""
    if complaint.words.filter(waits=True).exists():
        return
    if complaint.status == Status.WAITS_FOR_HER:
        pause_clocks(complaint=complaint, at=at)
    first = running_clock(complaint, Which.ACKNOWLEDGE)
    if first and not first.is_wish and complaint.status not in (Status.HELD, Status.RECEIVED):
        stop_clock(complaint=complaint, which=Which.ACKNOWLEDGE, at=at)
    is_found = complaint.status in REVIEWED
    if is_found or complaint.stage > 1:
        meet_answer(complaint, Which.ANSWER, at)
    if is_found:
        meet_answer(complaint, Which.REVIEW, at)
    asked = running_clock(complaint, Which.FOLLOW_UP)
    if asked and asked.asks_again is not None:
        meet_follow_up(complaint, at, again=asked.asks_again)


def meet_follow_up(complaint: Complaint, at: datetime, *, again: bool) -> None:
    """She reads that we ask how it is now. again: we ask once more, after the same time."""
    stop_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at)
    if again:
        start_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at)


def meet_answer(complaint: Complaint, which: str, at: datetime) -> None:
    """She reads what we found: its clock is met, and how long she waited for it is counted."""
    clock = stop_clock(complaint=complaint, which=which, at=at)
    if clock and complaint.findings.filter(found_on__gte=clock.started_on).exists():
        _count_days(complaint, clock, at)


def _count_days(complaint: Complaint, clock: Clock, at: datetime) -> None:
    """How long she waited for this finding: from filing at the first stage, else from when its clock began.

    A day begun is a day: on the very day counts as one.
    """
    is_first = clock.round == 1 and clock.which == Which.ANSWER
    began = complaint.filed_on if is_first else clock.started_on
    waited = calendar_in_force().between(began, local_day(at)) - clock.paused_for
    ledger.record(
        kind=DAYS,
        on=local_day(at),
        quantity=max(waited, 1),
        department=complaint.department_id,
        reason=complaint.kind,
    )


def end_clocks(complaint: Complaint, at: datetime) -> None:
    """It is closed: what we owed her is met once she can read why, or owed no more. How she is, is asked all the same.

    What she let the department know ends with it.
    """
    end_releases(complaint, at)
    drop_clock(complaint=complaint, which=Which.DEPARTMENT, at=at)
    if complaint.closing in NO_ANSWER:
        for which in (Which.ACKNOWLEDGE, Which.ANSWER, Which.REVIEW):
            drop_clock(complaint=complaint, which=which, at=at)
    elif not complaint.words.filter(waits=True).exists():
        for which in (Which.ACKNOWLEDGE, Which.ANSWER, Which.REVIEW):
            stop_clock(complaint=complaint, which=which, at=at)
    if complaint.closing == Closing.WITHDRAWN:
        drop_clock(complaint=complaint, which=Which.FOLLOW_UP, at=at)


def taken_up_again(complaint: Complaint) -> dict[str, Any]:
    """Why it was closed counts no more; what a step writes that opens it again."""
    count_less(complaint)
    return dict(OPEN_AGAIN)
