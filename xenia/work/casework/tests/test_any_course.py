"""Whatever a colleague and a person do, in any order: only steps of the plan are taken, and the ledger agrees.

What stands in the records is what the ledger says: how many are in each state now, which needs are met, how many matters
are open. Nothing is left of a step that was refused.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, IntakeStep, Matter, Need
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.intake import ENDED, Declined, Status, Withdrawn
from xenia.work.casework.models.matter import Outcome
from xenia.work.casework.models.need import Unmet
from xenia.work.casework.operations import AlreadyOpen, NotHelped, NotYours, TakenAlready, Told
from xenia.work.casework.tests.makers import MONDAY, a_caseworker, a_request, a_token

pytestmark = pytest.mark.django_db
TOLD = (WrongState, NotReady, TakenAlready, NotYours, AlreadyOpen, NotHelped)
numbers = st.integers(0, 5)
ISSUES = ("housing", "food")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.booleans(), st.booleans()),
        st.tuples(st.just("ask")),
        st.tuples(st.just("begin")),
        *(
            st.tuples(st.just(act), numbers)
            for act in (
                "finish",
                "take",
                "release",
                "screen",
                "screen",
                "accept",
                "accept",
                "waitlist",
                "reopen",
                "name",
                "met",
                "open_need",
                "work",
                "reopen_matter",
            )
        ),
        st.tuples(st.just("decline"), numbers, st.sampled_from(Declined.values)),
        st.tuples(st.just("withdraw"), numbers, st.sampled_from(Withdrawn.values)),
        st.tuples(st.just("unmet"), numbers, st.sampled_from(Unmet.values)),
        st.tuples(st.just("matter"), numbers, st.sampled_from(ISSUES)),
        st.tuples(st.just("close"), numbers, st.sampled_from(Outcome.values)),
        st.tuples(st.just("wait"), st.integers(1, 60)),
    ),
    min_size=5,
    max_size=16,
)


class Office:
    """Two colleagues, and whoever comes."""

    def __init__(self) -> None:
        self.people = [a_caseworker(), a_caseworker("Sam Ode")]
        self.at = MONDAY
        self.turn = 0

    def do(self, act: str, *said: Any) -> None:
        """One act; what may not be is refused and changes nothing."""
        self.turn += 1
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                getattr(self, act)(*said)
        except TOLD:
            assert Entry.objects.count() == before

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.people[self.turn % 2], "at": self.at}

    def one(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        if not rows:
            raise NotReady("nobody")
        return rows[number % len(rows)]

    def come(self, is_named: bool, agrees: bool) -> None:
        called = f"Person {self.turn}" if is_named else ""
        told = Told(
            needs=("food",),
            said=Said(called=called, spoken_language="vi"),
            agrees=agrees,
            barriers=("hours",),
        )
        operations.submit_intake(told=told, **self.who)

    def ask(self) -> None:
        operations.ask_for_help(request=a_request(), token=a_token(), at=self.at)

    def begin(self) -> None:
        operations.start_intake(channel="phone", draft={"note": "x"}, **self.who)

    def finish(self, number: int) -> None:
        draft = self.one(Intake, number)
        told = Told(needs=("housing",), said=Said(spoken_language="so"))
        operations.submit_intake(told=told, intake=draft, **self.who)

    def take(self, number: int) -> None:
        operations.take(intake=self.one(Intake, number), **self.who)

    def release(self, number: int) -> None:
        operations.release(intake=self.one(Intake, number), **self.who)

    def screen(self, number: int) -> None:
        operations.screen(intake=self.one(Intake, number), **self.who)

    def accept(self, number: int) -> None:
        operations.accept(intake=self.one(Intake, number), **self.who)

    def waitlist(self, number: int) -> None:
        operations.waitlist(intake=self.one(Intake, number), **self.who)

    def reopen(self, number: int) -> None:
        operations.reopen(intake=self.one(Intake, number), **self.who)

    def name(self, number: int) -> None:
        intake = self.one(Intake, number)
        told = Told(said=Said(called=f"Named {self.turn}", spoken_language="vi"), agrees=True)
        version = intake.state_version
        operations.name_person(intake=intake, told=told, version=version, **self.who)

    def decline(self, number: int, why: str) -> None:
        operations.decline(intake=self.one(Intake, number), why=why, **self.who)

    def withdraw(self, number: int, why: str) -> None:
        operations.withdraw(intake=self.one(Intake, number), why=why, **self.who)

    def met(self, number: int) -> None:
        operations.meet_need(need=self.one(Need, number), **self.who)

    def unmet(self, number: int, why: str) -> None:
        operations.leave_unmet(need=self.one(Need, number), why=why, **self.who)

    def open_need(self, number: int) -> None:
        operations.reopen_need(need=self.one(Need, number), **self.who)

    def matter(self, number: int, issue: str) -> None:
        intake = self.one(Intake, number)
        if intake.client is None:
            raise NotHelped("nobody")
        operations.open_matter(client=intake.client, intake=intake, issue=issue, **self.who)

    def work(self, number: int) -> None:
        operations.work_on(matter=self.one(Matter, number), **self.who)

    def close(self, number: int, outcome: str) -> None:
        operations.close_matter(matter=self.one(Matter, number), outcome=outcome, **self.who)

    def reopen_matter(self, number: int) -> None:
        operations.reopen_matter(matter=self.one(Matter, number), **self.who)

    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)


def sums(kind: str, by: str = "outcome") -> Counter[str]:
    """The ledger, with what was taken back; a sum below nothing would be a mistake."""
    found: Counter[str] = Counter()
    for name, quantity in Entry.objects.filter(kind=kind).values_list(by, "quantity"):
        found[name] += quantity
    assert all(count >= 0 for count in found.values()), found
    return +found


def check(office: Office) -> None:
    """Records, steps and ledger say the same."""
    intakes = list(Intake.objects.all())
    standing = Counter(one.status for one in intakes)
    counted = sums("casework.intake")
    for state in ENDED:
        assert counted[state] == standing[state], state
    assert counted[Status.STARTED] == len(intakes)
    known = sum(1 for one in intakes if one.status not in (Status.STARTED,))
    never = Intake.objects.filter(status=Status.WITHDRAWN).exclude(steps_taken__after="submitted")
    assert counted[Status.SUBMITTED] == known - never.count()
    for step in IntakeStep.objects.all():
        assert not step.before or step.after in Intake.NEXT[step.before]
    for one in intakes:
        assert (one.closed_on is not None) == (one.status in ENDED)
        assert one.status != Status.ACCEPTED or one.client is not None
    needs = sums("casework.need")
    standing = Counter(Need.objects.values_list("status", flat=True))
    assert needs["open"] == Need.objects.count()
    assert (needs["met"], needs["unmet"]) == (standing["met"], standing["unmet"])
    matters = sums("casework.matter")
    assert matters["open"] == Matter.objects.count()
    closed = Counter(Matter.objects.filter(status="closed").values_list("outcome", flat=True))
    assert Counter({name: matters[name] for name in Outcome.values if matters[name]}) == closed


@settings(max_examples=max(15, settings().max_examples // 3))
@given(STEPS)
def test_records_and_ledger_agree_whatever_is_done(steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        office = Office()
        for act, *said in steps:
            office.do(act, *said)
            check(office)
        connection.set_rollback(True)
