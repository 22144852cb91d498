"""Whatever happens in whatever order: nobody leaves too early, and nobody whose time has come stays."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.people.models import Person, Visit
from xenia.ground.common.dates import local_day
from xenia.ground.keys.models import SubjectKey
from xenia.ground.ledger.models import Entry
from xenia.ground.vault import subjects
from xenia.ground.vault.merging import CannotMerge, merge_subjects
from xenia.ground.vault.models import Leaving, LegalHold, RetentionRule
from xenia.ground.vault.operations import leaving
from xenia.ground.vault.operations.hold import ask_to_lift, lift_hold, place_hold
from xenia.ground.vault.operations.leaving import note_activity
from xenia.ground.vault.operations.rounds import run_round
from xenia.ground.vault.operations.rule import approve_rule, propose_rule, withdraw_rule
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    LONG_AGO,
    NIGHT,
    SCHEDULE,
    a_visit,
    the_counsel,
    the_director,
)

FORTNIGHT = timedelta(days=14)
PERSON, VISIT = "people.person", "people.visit"
SINCE = {PERSON: "closed_on", VISIT: "on"}
classes = st.sampled_from(sorted(SINCE))
some_days = st.integers(0, 40)
anyone = st.integers(0, 999)


class PowerCut(SystemExit):
    """The machine stops in the middle."""


def cut_at(target: Any, name: str, *, after: bool = False) -> Callable[[], Any]:
    """The machine stops when a function is called, or when it has done its work."""
    real = getattr(target, name)

    def stop(*args: Any, **options: Any) -> None:
        if after:
            real(*args, **options)
        raise PowerCut

    return lambda: patch.object(target, name, stop)


def cut_while_noticing() -> Any:
    """The machine stops while staff are told."""

    def stop(*_args: Any) -> None:
        raise PowerCut

    return patch.dict(leaving.WHEN_NOTICED, {"tests": stop})


CUTS: dict[str, Callable[[], Any]] = {
    "notice": cut_while_noticing,
    "before the keys": cut_at(subjects, "destroy_subject_keys"),
    "after the keys": cut_at(subjects, "destroy_subject_keys", after=True),
    "clear": cut_at(subjects, "clear_shredded"),
}


@dataclass
class Known:
    """A person as the test knows her, under all her ids: her days, and when something of hers happened last."""

    ids: set[UUID]
    days: list[tuple[str, date | None]] = field(default_factory=list)
    last_act: date = LONG_AGO


class Office(RuleBasedStateMachine):
    """Days in an office: people come, are closed, come back; rules and holds come and go; rounds run or break off."""

    def __init__(self) -> None:
        super().__init__()
        self.atomics = [transaction.atomic(using=alias) for alias in ("default", "keys")]
        for atomic in self.atomics:
            # As Django's own tests do, so that our durable transactions begin inside.
            atomic._from_testcase = True  # type: ignore[attr-defined]
            atomic.__enter__()
        self.at: datetime = NIGHT
        self.known: list[Known] = []
        self.keep: dict[str, int] = {}
        self.holds: list[LegalHold] = []

    def teardown(self) -> None:
        """Every office begins empty."""
        for atomic in reversed(self.atomics):
            transaction.set_rollback(True, using=atomic.using)
            atomic.__exit__(None, None, None)

    @initialize()
    def opens(self) -> None:
        self.staff = [the_director(), the_counsel()]
        Entry.objects.create(kind="tests.visit", on=LONG_AGO, quantity=3)
        self.entries = list(Entry.objects.values())
        for record_class in SINCE:
            self.a_rule_is_proposed(record_class, 20, hands=2)

    @property
    def today(self) -> date:
        return local_day(self.at)

    def pick(self, number: int) -> Known:
        return self.known[number % len(self.known)]

    def is_somebody_here(self) -> bool:
        return bool(self.known)

    # People.

    @rule(closed=some_days)
    def somebody_comes(self, closed: int) -> None:
        day = self.today - timedelta(days=closed)
        subject = a_person(closed_on=day).subject_id
        self.known.append(Known({subject}, [(PERSON, day)], self.today))

    @precondition(is_somebody_here)
    @rule(
        who=anyone,
        what=st.sampled_from(["visit", "close", "reopen", "write", "call"]),
        ago=some_days,
    )
    def something_of_hers_happens(self, who: int, what: str, ago: int) -> None:
        one, day = self.pick(who), self.today - timedelta(days=ago)
        before = list(one.days)
        if what == "visit":
            a_visit(min(one.ids), day)
            one.days.append((VISIT, day))
        elif what in {"close", "reopen"}:
            closed = day if what == "close" else None
            Person.objects.filter(subject_id__in=one.ids).update(closed_on=closed)
            one.days = [(name, closed if name == PERSON else on) for name, on in one.days]
        elif what == "write":
            record = Person.objects.filter(subject_id__in=one.ids).earliest("pk")
            record.name = "Amina W."
            record.save()
        else:
            note_activity(max(one.ids), self.at)
        if what in {"write", "call"} or one.days != before:
            one.last_act = self.today

    @precondition(is_somebody_here)
    @rule(kept=anyone, absorbed=anyone)
    def two_are_one(self, kept: int, absorbed: int) -> None:
        one, other = self.pick(kept), self.pick(absorbed)
        if one is other:
            return
        try:
            merge_subjects(kept=min(one.ids), absorbed=min(other.ids), by=self.staff[0], at=self.at)
        except CannotMerge:
            return
        self.known.remove(other)
        one.ids |= other.ids
        one.days += other.days
        one.last_act = self.today

    # Rules and holds.

    @rule(
        record_class=classes,
        keep_days=st.integers(1, 30),
        hands=st.sampled_from([0, 1, 2, 2, 2, "withdrawn"]),
    )
    def a_rule_changes(self, record_class: str, keep_days: int, hands: int | str) -> None:
        if isinstance(hands, int):
            self.a_rule_is_proposed(record_class, keep_days, hands)
        else:
            self.a_rule_is_withdrawn(record_class)

    def a_rule_is_proposed(self, record_class: str, keep_days: int, hands: int) -> None:
        """Enter a rule, and have nobody, one or two approve it."""
        waiting = RetentionRule.objects.filter(
            record_class=record_class, status=RetentionRule.Status.PROPOSED
        ).first()
        if waiting:
            withdraw_rule(rule=waiting, by=self.staff[0], at=self.at)
        proposed = propose_rule(
            record_class=record_class,
            keep_days=keep_days,
            since=SINCE[record_class],
            source=SCHEDULE,
            in_effect_on=LONG_AGO,
            by=self.staff[0],
            at=self.at,
        )
        for by in self.staff[:hands]:
            approve_rule(rule=proposed, by=by, at=self.at)
        if hands == 2:
            self.keep[record_class] = keep_days

    def a_rule_is_withdrawn(self, record_class: str) -> None:
        """Take the approved rule back, where there is one."""
        approved = RetentionRule.objects.filter(
            record_class=record_class, status=RetentionRule.Status.APPROVED
        ).first()
        assert bool(approved) == (record_class in self.keep)
        if approved:
            withdraw_rule(rule=approved, by=self.staff[1], at=self.at)
            del self.keep[record_class]

    @precondition(is_somebody_here)
    @rule(scope=st.sampled_from(["", PERSON, VISIT, "her", "her"]), who=anyone)
    def a_hold_is_lifted_or_placed(self, scope: str, who: int) -> None:
        if self.holds:
            hold = self.holds.pop()
            ask_to_lift(hold=hold, by=self.staff[0], at=self.at)
            lift_hold(hold=hold, by=self.staff[1], at=self.at)
            return
        placed = place_hold(
            reference="26-cv-0007",
            by=self.staff[1],
            at=self.at,
            record_class="" if scope == "her" else scope,
            subject=max(self.pick(who).ids) if scope == "her" else None,
        )
        self.holds.append(placed)

    # Time.

    @rule(days=st.sampled_from([0, 1, 3, 13, 14, 14, 15, 40]))
    def days_pass_and_the_round_runs(self, days: int) -> None:
        self.at += timedelta(days=days)
        listed, ready = self.listed(), self.ready()
        done = run_round(at=self.at)
        assert not done.problems
        gone = self.who_went(listed)
        assert ready <= gone, "somebody whose day had come is still here"
        on_list = set(Leaving.objects.values_list("subject_id", flat=True))
        soon = {min(one.ids) for one in self.known if self.is_over(one, self.today + FORTNIGHT)}
        assert on_list == soon, "exactly those who leave within two weeks are on the list"
        dead = set(Person.objects.filter(name__isnull=False).values_list("subject_id", flat=True))
        assert dead <= {subject for one in self.known for subject in one.ids}
        visits = set(Visit.objects.values_list("subject_id", flat=True))
        assert visits <= {subject for one in self.known for subject in one.ids}

    @rule(step=st.sampled_from(sorted(CUTS)), days=st.sampled_from([0, 1, 14]))
    def days_pass_and_the_round_breaks_off(self, step: str, days: int) -> None:
        self.at += timedelta(days=days)
        listed = self.listed()
        with CUTS[step](), suppress(PowerCut):
            run_round(at=self.at)
        self.who_went(listed)

    def listed(self) -> dict[UUID, date]:
        """Who was on the list since when, before the round."""
        return dict(Leaving.objects.values_list("subject_id", "noticed_on"))

    def who_went(self, listed: dict[UUID, date]) -> set[UUID]:
        """Take out who is gone; each of them was allowed to go."""
        living = set(SubjectKey.objects.values_list("pk", flat=True))
        gone = [one for one in self.known if not one.ids & living]
        for one in gone:
            assert self.is_over(one, self.today), "before her term, without a rule, or under a hold"
            assert self.today - one.last_act >= FORTNIGHT, "too soon after something new of hers"
            assert self.today - listed[min(one.ids)] >= FORTNIGHT, "too soon after the notice"
        self.known = [one for one in self.known if one not in gone]
        assert all(one.ids <= living for one in self.known), "all her ids or none"
        return {min(one.ids) for one in gone}

    def ready(self) -> set[UUID]:
        """Who must go: over her term, noticed, nothing new since, and nothing on the list held her back."""
        rows = Leaving.objects.filter(leaves_on__lte=self.today)
        noticed = dict(rows.values_list("subject_id", "noticed_on"))
        return {
            min(one.ids)
            for one in self.known
            if min(one.ids) in noticed
            and one.last_act < noticed[min(one.ids)]
            and self.is_over(one, self.today)
        }

    def is_over(self, one: Known, on: date) -> bool:
        """Whether two people let her go, every term is over on a day, and no hold keeps her."""
        for hold in self.holds:
            names = {name for name, _day in one.days}
            everything = not hold.record_class and not hold.subject_id
            if everything or hold.subject_id in one.ids or hold.record_class in names:
                return False
        return all(
            day is not None and name in self.keep and day + timedelta(days=self.keep[name]) <= on
            for name, day in one.days
        )

    @invariant()
    def the_ledger_never_changes(self) -> None:
        if hasattr(self, "entries"):
            assert list(Entry.objects.values()) == self.entries


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.usefixtures("own_master_key")
def test_nobody_leaves_too_early_and_nobody_whose_time_has_come_stays() -> None:
    quick = settings()
    run_state_machine_as_test(
        Office, settings=settings(max_examples=quick.max_examples // 3, stateful_step_count=30)
    )
