"""Every step somebody can take in an offering, in any order, by a machine that tries."""

from datetime import timedelta
from itertools import product

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

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, may_become
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.tests.makers import a_client
from xenia.work.programs import operations
from xenia.work.programs.models import Capacity, Enrolment, Offering
from xenia.work.programs.models.enrolment import HOLDING, Ahead, Enrolments, Status, Why
from xenia.work.programs.operations import AlreadyIn, FewerThanTaken, HeldNoLonger, OfferingClosed
from xenia.work.programs.tests.makers import MONDAY, an_offering, enrolled

pytestmark = pytest.mark.django_db
PEOPLE = 5
who = st.integers(0, 20)
LEFT_BY_HERSELF = (Why.TIME, Why.NOT_NEEDED, Why.MISTAKE)


def test_the_table_of_steps_names_every_state() -> None:
    for model, states in ((Enrolment, Status), (Offering, Offering.Status)):
        assert set(model.NEXT) == set(states)
        for state, to in product(states, states):
            assert may_become(model(status=state), to) == (to in model.NEXT[state])


class Places(RuleBasedStateMachine):
    """People come, leave, are put ahead, say yes, say nothing; places are added and taken away."""

    def __init__(self) -> None:
        super().__init__()
        # What one story writes is taken back at its end.
        self.story = transaction.atomic()
        self.story.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    @initialize(places=st.integers(1, 3), hold_days=st.sampled_from([0, 2]), hours=st.booleans())
    def begin(self, *, places: int, hold_days: int, hours: bool) -> None:
        self.at, self.by, self.hours = MONDAY, a_user(), hours
        kind = Capacity.HOURS if hours else Capacity.SEATS
        self.offering = an_offering(
            places=places, hold_days=hold_days, capacity_type=kind, at=self.at
        )
        self.clients = [a_client(at=self.at) for _person in range(PEOPLE)]

    def somebody(self, who: int) -> Enrolment:
        """One of those who ever came, as she stands now."""
        rows = list(self.rows().select_related("offering", "client").order_by("number"))
        return rows[who % len(rows)]

    def rows(self) -> "Enrolments":
        found: Enrolments = Enrolment.objects.filter(offering=self.offering)
        return found

    @rule(who=who, takes=st.integers(1, 2), ahead=st.sampled_from(Ahead))
    def come(self, who: int, takes: int, ahead: Ahead) -> None:
        current, her = Offering.objects.get(pk=self.offering.pk), self.clients[who % PEOPLE]
        said = {"takes": min(takes, current.places) if self.hours else 1, "ahead": ahead}
        stood = self.rows().standing().filter(client=her).exists()
        try:
            enrolled(current, her, at=self.at, by=self.by, **said)
            assert not stood
        except AlreadyIn:
            assert stood
        except OfferingClosed:
            assert not current.takes_people(local_day(self.at))

    @precondition(lambda self: self.rows().exists())
    @rule(who=who, why=st.sampled_from(LEFT_BY_HERSELF))
    def go(self, who: int, why: Why) -> None:
        current = self.somebody(who)
        stood = current.status in (*HOLDING, Status.WAITING)
        try:
            operations.leave(enrolment=current, why=why, by=self.by, at=self.at)
            assert stood
        except WrongState:
            assert not stood

    @precondition(lambda self: self.rows().exists())
    @rule(who=who)
    def say_yes(self, who: int) -> None:
        current = self.somebody(who)
        try:
            operations.take_held_place(enrolment=current, by=self.by, at=self.at)
            assert current.status == Status.ENROLLED
        except HeldNoLonger:
            assert current.answer_by is not None
            assert current.answer_by <= self.at
        except WrongState:
            assert current.status != Status.OFFERED

    @precondition(lambda self: self.rows().exists())
    @rule(who=who, ahead=st.sampled_from(Ahead))
    def put_ahead(self, who: int, ahead: Ahead) -> None:
        current = self.somebody(who)
        try:
            operations.put_ahead(
                enrolment=current,
                ahead=ahead,
                by=self.by,
                at=self.at,
                version=current.state_version,
            )
        except WrongState:
            assert current.status != Status.WAITING

    @rule(places=st.integers(1, 4))
    def change_places(self, places: int) -> None:
        current = Offering.objects.get(pk=self.offering.pk)
        try:
            operations.change_offering(
                offering=current,
                said=operations.Changed(
                    name=current.name, places=places, hold_days=current.hold_days
                ),
                version=current.state_version,
                by=self.by,
                at=self.at,
            )
        except FewerThanTaken:
            wants = [current.taken, *(one.takes for one in current.enrolments.in_line())]
            assert places < max(wants)
        except WrongState:
            assert current.status != Offering.Status.OPEN

    @rule(days=st.integers(1, 4))
    def a_night_passes(self, days: int) -> None:
        self.at += timedelta(days=days)
        operations.keep_places(self.at)

    @invariant()
    def no_place_is_given_twice(self) -> None:
        current = Offering.objects.get(pk=self.offering.pk)
        held = sum(current.enrolments.holding().values_list("takes", flat=True))
        assert current.taken == held <= current.places

    @invariant()
    def nobody_waits_in_front_of_a_free_place(self) -> None:
        current = Offering.objects.get(pk=self.offering.pk)
        head = current.enrolments.in_line().first()
        if head is not None and current.status == Offering.Status.OPEN:
            assert head.takes > current.left

    @invariant()
    def each_count_is_what_the_rows_say(self) -> None:
        were_in = self.rows().exclude(enrolled_on=None).exclude(why=Why.MISTAKE).count()
        assert self.counted(kind="programs.enrolled") == were_in
        begun = self.counted(kind="programs.waited", outcome="waiting")
        ended = self.counted(kind="programs.waited") - begun
        still = self.rows().filter(status__in=(Status.WAITING, Status.OFFERED)).count()
        assert begun - ended == still

    def counted(self, **said: str) -> int:
        rows = Entry.objects.filter(program=self.offering.program_id, **said)
        return sum(rows.values_list("quantity", flat=True))


def test_whatever_people_do_no_place_is_given_twice_and_the_counts_fit() -> None:
    run_state_machine_as_test(Places, settings=settings(stateful_step_count=12, max_examples=20))
