"""Whatever people do in an offering, in whatever order: it stands as a list on paper beside it says."""

from datetime import date, timedelta
from typing import Any

import pytest
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
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.tests.makers import a_client
from xenia.work.programs import operations
from xenia.work.programs.models import Capacity, Enrolment, Offering
from xenia.work.programs.models.enrolment import Ahead, Status, Why
from xenia.work.programs.operations import AlreadyIn, FewerThanTaken, HeldNoLonger
from xenia.work.programs.queries.shown import place_in_line
from xenia.work.programs.tests.makers import MONDAY, TUESDAY, an_offering, enrolled, full
from xenia.work.programs.tests.plain_line import Plain

REFUSED = (AlreadyIn, FewerThanTaken, HeldNoLonger, WrongState)
PEOPLE = 5
who = st.integers(0, PEOPLE - 1)
numbers = st.integers(0, 20)
is_somebody = precondition(lambda self: self.paper.people)


class Line(RuleBasedStateMachine):
    """Five people, one offering, and a list on paper."""

    @initialize(places=st.integers(1, 3), hold_days=st.sampled_from([0, 2]), hours=st.booleans())
    def begin(self, places: int, hold_days: int, hours: bool) -> None:
        self.at, self.by, self.hours = MONDAY, a_user(), hours
        kind = Capacity.HOURS if hours else Capacity.APPOINTMENTS
        self.offering = an_offering(
            places=places, hold_days=hold_days, capacity_type=kind, at=self.at
        )
        self.clients = [a_client(at=self.at) for _person in range(PEOPLE)]
        self.paper = Plain(places, hold_days)

    @property
    def today(self) -> date:
        return local_day(self.at)

    def current(self) -> Offering:
        found: Offering = Offering.objects.get(pk=self.offering.pk)
        return found

    def chosen(self, number: int) -> tuple[int, Enrolment]:
        """One of those on the list, as she stands now."""
        there = sorted(self.paper.people)
        which = there[number % len(there)]
        rows = Enrolment.objects.select_related("offering", "client")
        return which, rows.get(offering=self.offering, number=which)

    def attempt(self, may: bool, act: Any, **said: Any) -> None:
        """Done exactly where the paper says that it may be."""
        try:
            act(by=self.by, at=self.at, **said)
        except REFUSED:
            assert not may, (act, said)
        else:
            assert may, (act, said)

    @rule(who=who, takes=st.integers(1, 2), ahead=st.sampled_from(Ahead))
    def she_comes(self, who: int, takes: int, ahead: Ahead) -> None:
        takes = min(takes, self.paper.places) if self.hours else 1
        self.attempt(
            self.paper.come(who, takes, ahead, self.today),
            operations.enrol,
            offering=self.current(),
            client=self.clients[who],
            takes=takes,
            ahead=ahead,
        )

    @is_somebody
    @rule(number=numbers)
    def she_goes(self, number: int) -> None:
        which, hers = self.chosen(number)
        may = self.paper.go(which, self.today)
        self.attempt(may, operations.leave, enrolment=hers, why=Why.TIME)

    @is_somebody
    @rule(number=numbers)
    def she_says_yes(self, number: int) -> None:
        which, hers = self.chosen(number)
        may = self.paper.say_yes(which, self.today)
        self.attempt(may, operations.take_held_place, enrolment=hers)

    @is_somebody
    @rule(number=numbers, ahead=st.sampled_from(Ahead))
    def she_is_put_ahead(self, number: int, ahead: Ahead) -> None:
        which, hers = self.chosen(number)
        may = self.paper.put_ahead(which, ahead, self.today)
        said = {"enrolment": hers, "ahead": ahead, "version": hers.state_version}
        self.attempt(may, operations.put_ahead, **said)

    @rule(places=st.integers(1, 4))
    def there_are_more_places_or_fewer(self, places: int) -> None:
        current = self.current()
        said = operations.Changed(name=current.name, places=places, hold_days=current.hold_days)
        may = self.paper.change_places(places, self.today)
        version = current.state_version
        act = operations.change_offering
        self.attempt(may, act, offering=current, said=said, version=version)

    @rule(days=st.integers(1, 2))
    def nights_pass(self, days: int) -> None:
        self.at += timedelta(days=days)
        operations.keep_places(self.at)
        self.paper.night(self.today)

    @rule(who=who)
    def she_asks_to_be_forgotten(self, who: int) -> None:
        shred(self.clients[who].subject_id, by=None, at=self.at, reason="asked")
        self.paper.forget(who, self.today)
        self.clients[who] = a_client(at=self.at)

    @invariant()
    def everybody_stands_where_the_paper_says(self) -> None:
        if not hasattr(self, "paper"):
            return
        current = self.current()
        found = dict(current.enrolments.values_list("number", "status"))
        assert found == {one.number: one.status for one in self.paper.people.values()}
        line = list(current.enrolments.in_line().values_list("number", flat=True))
        assert line == [one.number for one in self.paper.line]
        assert current.left == self.paper.left >= 0

    @invariant()
    def the_ledger_says_what_the_paper_says(self) -> None:
        if not hasattr(self, "paper"):
            return
        counted = {
            "enrolled": self.counted(kind="programs.enrolled"),
            "waited": self.counted(kind="programs.waited", outcome="waiting"),
        }
        assert counted == {"enrolled": self.paper.enrolled, "waited": self.paper.waited}

    def counted(self, **said: str) -> int:
        rows = Entry.objects.filter(program=self.offering.program_id, **said)
        return sum(rows.values_list("quantity", flat=True))


@pytest.mark.django_db
def test_an_offering_stands_as_the_paper_beside_it_says() -> None:
    run_state_machine_as_test(Line, settings=settings(stateful_step_count=14, max_examples=20))


@pytest.mark.django_db
def test_who_waited_first_is_forgotten_and_who_needs_less_moves_up() -> None:
    offering = an_offering(capacity_type=Capacity.HOURS, places=3)
    enrolled(offering, takes=2)
    her = a_client()
    enrolled(offering, her, takes=2)
    second = enrolled(offering, takes=1)
    assert second.status == Status.WAITING
    shred(her.subject_id, by=None, at=TUESDAY, reason="asked")
    second.refresh_from_db()
    assert second.status == Status.ENROLLED


@pytest.mark.django_db
def test_who_left_and_who_waits_are_forgotten_and_nothing_moves() -> None:
    offering, her = an_offering(places=1), a_client()
    full(offering)
    enrolled(offering, her)
    shred(her.subject_id, by=None, at=TUESDAY, reason="asked")
    assert Offering.objects.get(pk=offering.pk).taken == 1


@pytest.mark.django_db
def test_who_moved_up_before_the_page_came_has_a_place() -> None:
    offering = an_offering(places=1)
    (first,) = full(offering)
    hers = enrolled(offering)
    assert place_in_line(hers) == 1
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=TUESDAY)
    # What the page holds is as it was a moment ago.
    assert hers.status == Status.WAITING
    assert place_in_line(hers) == 0
