"""Whatever she, colleagues, the department and the calendar do, in any order: what must hold, holds after every step."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.work.ombudsman.models import Clock, Complaint, ComplaintStep, DepartmentWord
from xenia.work.ombudsman.models import guards as held_back
from xenia.work.ombudsman.models.complaint import Closing, Kind, Status
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.clocks import CannotExtend, NoPauseHere
from xenia.work.ombudsman.operations.thread import NotYours
from xenia.work.ombudsman.operations.working import About, Agreed
from xenia.work.ombudsman.queries.asked import shown_to
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    a_complaint,
    a_department,
    a_supervisor,
    an_officer,
)

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {"words": "Erayo."}
REFUSED = (
    WrongState,
    NotYours,
    CannotExtend,
    NoPauseHere,
    held_back.Accused,
    held_back.FoundBefore,
    held_back.NoDestination,
    held_back.NothingFound,
    held_back.RemedyMissing,
    held_back.RepeatsNothing,
    working.LookedAtTwice,
    working.NotTheirDepartment,
    working.Protected,
    working.RemedySeen,
)
COLLEAGUES = ("first", "other", "above")
ACTS = [
    "let_in",
    "discard",
    "acknowledge",
    "assess",
    "punished",
    "same",
    "apart",
    "elsewhere",
    "ask_her",
    "ask_department",
    "reply",
    "go_on",
    "find",
    "agree",
    "verify",
    "drop",
    "give_up",
    "finish",
    "refer",
    "repeat",
    "reopen",
    "review",
    "assign",
    "extend",
    "follow_up",
    "write_again",
    "ask_again",
    "take_back",
    "wait",
]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(COLLEAGUES), st.booleans()),
    min_size=6,
    max_size=24,
)


class Office:
    """One complaint, an earlier one, two departments, three colleagues, and the calendar."""

    def __init__(self, *, held: bool) -> None:
        (self.department, self.head), (self.another, _other) = a_department(), a_department("B")
        self.people = {
            "first": an_officer("First"),
            "other": an_officer("Other"),
            "above": a_supervisor(),
        }
        self.at: datetime = MONDAY
        self.earlier = a_complaint(department=self.department)
        self.complaint = a_complaint(department=self.department, held=held)
        self.by: User = self.people["first"]
        self.is_fresh = True

    def do(self, act: str, who: str, is_fresh: bool) -> None:
        """An act, which may be refused; then nothing is changed."""
        self.complaint = Complaint.objects.get(pk=self.complaint.pk)
        self.by, self.is_fresh = self.people[who], is_fresh
        before = self.complaint.state_version
        try:
            with transaction.atomic():
                step: Callable[[], object] = getattr(self, act)
                step()
        except REFUSED:
            after = Complaint.objects.get(pk=self.complaint.pk)
            assert after.state_version == before

    def said(self, **more: Any) -> dict[str, Any]:
        """What every act says; sometimes she looked before somebody else did something."""
        version = self.complaint.state_version - (not self.is_fresh)
        about = {"complaint": self.complaint, "version": version, "by": self.by, "at": self.at}
        return about | more

    def wait(self) -> None:
        self.at += timedelta(days=3)

    def let_in(self) -> None:
        working.let_in(**self.said())

    def discard(self) -> None:
        working.discard(**self.said())

    def acknowledge(self) -> None:
        working.acknowledge(**self.said())

    def assess(self) -> None:
        working.assess(about=About("delay", self.department), **self.said())

    def punished(self) -> None:
        working.link(to=self.earlier, why="retaliation", **self.said())

    def same(self) -> None:
        working.link(to=self.earlier, why="duplicate", **self.said())

    def apart(self) -> None:
        working.unlink(**self.said())

    def elsewhere(self) -> None:
        working.assess(about=About("delay", self.another), **self.said())

    def ask_her(self) -> None:
        working.ask_her(**WORDS, **self.said())

    def ask_department(self) -> None:
        working.ask_department(names_nobody=True, **WORDS, **self.said())

    def reply(self) -> None:
        working.reply_for_department(**WORDS, **self.said(by=self.head))

    def go_on(self) -> None:
        working.go_on(**self.said())

    def find(self) -> None:
        working.find(outcome="upheld" if self.by.pk.int % 2 else "partly", **WORDS, **self.said())

    def agree(self) -> None:
        agreed = Agreed("service", "The card.", local_day(self.at) + timedelta(days=9))
        working.agree_remedy(agreed=agreed, **WORDS, **self.said())

    def verify(self) -> None:
        if remedy := self.complaint.remedies.filter(verified_on=None).first():
            said = self.said()
            working.verify_remedy(
                remedy=remedy, already=True, version=said["version"], by=self.by, at=self.at
            )

    def drop(self) -> None:
        if remedy := self.complaint.remedies.first():
            said = self.said()
            working.drop_remedy(
                remedy=remedy, version=said["version"], by=self.by, at=self.at, **WORDS
            )

    def give_up(self) -> None:
        if remedy := self.complaint.remedies.filter(verified_on=None).first():
            said = self.said()
            working.remedy_given_up(
                remedy=remedy, version=said["version"], by=self.by, at=self.at, **WORDS
            )

    def finish(self) -> None:
        working.close(closing="finished", **WORDS, **self.said())

    def refer(self) -> None:
        there = "Hay'ad" if self.by != self.people["above"] else ""
        working.close(closing="referred", destination=there, **WORDS, **self.said())

    def repeat(self) -> None:
        working.close(closing="duplicate", **WORDS, **self.said())

    def reopen(self) -> None:
        working.reopen(**self.said())

    def review(self) -> None:
        working.begin_review(reviewer=self.by, **self.said(by=self.people["above"]))

    def assign(self) -> None:
        working.assign(to=self.by, **self.said(by=self.people["above"]))

    def extend(self) -> None:
        working.extend(days=3, why="papers", **self.said())

    def follow_up(self) -> None:
        working.follow_up(again=False, **WORDS, **self.said())

    def write_again(self) -> None:
        filing.write_again(complaint=self.complaint, at=self.at, **WORDS)

    def ask_again(self) -> None:
        filing.ask_for_review(complaint=self.complaint, at=self.at, **WORDS)

    def take_back(self) -> None:
        filing.withdraw_own(complaint=self.complaint, at=self.at)


@settings(max_examples=60, deadline=None)
@given(st.booleans(), STEPS)
def test_what_must_hold_holds_whatever_happens(held: bool, steps: Any) -> None:
    with transaction.atomic():
        office = Office(held=held)
        for step in steps:
            was_told = DepartmentWord.objects.count()
            office.do(*step)
            look(office, was_told)
        transaction.set_rollback(True)


def look(office: Office, was_told: int) -> None:
    """The records, the clocks, the steps and the counts say the same."""
    now: Complaint = Complaint.objects.get(pk=office.complaint.pk)
    look_at_people(now)
    look_at_clocks(office, now)
    look_at_counts(now)
    assert now.filed_on == local_day(MONDAY)
    last = ComplaintStep.objects.filter(record=now).values_list("after", flat=True)
    assert now.status in last
    if now.kind == Kind.RETALIATION:
        assert now.is_urgent
        assert DepartmentWord.objects.count() == was_told
        assert not shown_to([office.department.pk, office.another.pk]).exists()
    if now.closing in (Closing.REFERRED, Closing.NO_JURISDICTION):
        assert str(now.destination)


def look_at_people(now: Complaint) -> None:
    """One owner, and whoever found first does not look again."""
    assert (now.reviewer_id is not None) == (now.stage == 2)
    first = set(now.findings.filter(stage=1).values_list("by_id", flat=True))
    second = set(now.findings.filter(stage=2).values_list("by_id", flat=True))
    assert not first & second
    assert now.reviewer_id not in first
    if now.status == Status.REMEDY_AGREED:
        assert now.remedies.filter(verified_on=None).exists()
    if now.status == Status.FOUND:
        assert now.findings.filter(stage=now.stage).exists()


def look_at_clocks(office: Office, now: Complaint) -> None:
    """Each waits for something that is still to come, and stands still only while we wait for her."""
    run = {
        one.which: one for one in Clock.objects.filter(complaint=now, met_on=None, dropped_on=None)
    }
    assert ("acknowledge" in run) or now.status != Status.RECEIVED
    working_on_it = (Status.INVESTIGATING, Status.WITH_DEPARTMENT, Status.WAITS_FOR_HER)
    if now.status in (*working_on_it, Status.ACKNOWLEDGED, Status.REVIEW):
        assert ("review" if now.stage == 2 else "answer") in run
    if now.status == Status.WITH_DEPARTMENT:
        assert "department" in run
    if now.status not in (Status.WITH_DEPARTMENT, Status.WAITS_FOR_HER):
        assert "department" not in run
    for one in run.values():
        assert one.paused_on is None or now.status == Status.WAITS_FOR_HER
    if now.status in (Status.HELD, Status.DISCARDED):
        assert not run


def look_at_counts(now: Complaint) -> None:
    """What the ledger holds, what was taken back aside, is what stands in the records."""
    entries = Entry.objects.filter(kind__startswith="ombudsman.")
    total: dict[tuple[str, str, str], int] = {}
    for one in entries:
        key = (one.kind, one.outcome, str(one.department))
        total[key] = total.get(key, 0) + one.quantity
    standing = {key: count for key, count in total.items() if count}

    def of(kind: str) -> dict[tuple[str, str], int]:
        return {key[1:]: count for key, count in standing.items() if key[0] == f"ombudsman.{kind}"}

    is_in = now.status not in (Status.HELD, Status.DISCARDED)
    assert sum(of("filed").values()) == 1 + is_in
    last = now.findings.last()
    assert of("found") == ({(last.outcome, str(now.department_id)): 1} if last else {})
    closed = {(now.closing, str(now.department_id)): 1} if now.status == Status.CLOSED else {}
    assert of("closed") == closed
