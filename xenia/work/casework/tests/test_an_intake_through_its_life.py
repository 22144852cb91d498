"""Whatever happens to intakes in whatever order: records and ledger say what a folder of paper beside them says."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
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

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Need
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import NotYours, TakenAlready, Told
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_request,
    a_token,
    an_intake,
    screened,
)
from xenia.work.casework.tests.plain_intakes import Folder, Plain

REFUSED = (WrongState, NotReady, NotYours, TakenAlready)
COLLEAGUES = 2
numbers, colleagues = st.integers(0, 20), st.integers(0, COLLEAGUES - 1)
is_somebody = precondition(lambda self: self.folder.sheets)
KINDS = ("casework.intake", "casework.screened", "casework.need")


def counted() -> Counter[tuple[str, str]]:
    """What the ledger says."""
    rows = Entry.objects.filter(kind__in=KINDS).values_list("kind", "outcome")
    return Counter({(kind, how): n for kind, how, n in rows.annotate(n=Sum("quantity"))})


class Desk(RuleBasedStateMachine):
    """Two colleagues, whoever comes, and a folder of paper beside the records."""

    @initialize()
    def open(self) -> None:
        self.people = [a_caseworker(f"Colleague {number}") for number in range(COLLEAGUES)]
        self.at, self.folder = MONDAY, Folder()
        self.intakes: list[Intake] = []
        self.before = counted()

    def lay_down(self, intake: Intake, sheet: Plain) -> None:
        self.folder.lay_down(len(self.intakes), sheet)
        self.intakes.append(intake)

    def chosen(self, number: int) -> tuple[int, Intake]:
        """One of those who are still there, as she stands now."""
        there = sorted(self.folder.sheets)
        which = there[number % len(there)]
        return which, Intake.objects.get(pk=self.intakes[which].pk)

    def attempt(self, may: bool, act: Any, **said: Any) -> None:
        """Done exactly where the paper says that it may be; a refusal changes nothing."""
        before = Entry.objects.count()
        try:
            act(at=self.at, **said)
        except REFUSED:
            assert not may, (act, said)
            assert Entry.objects.count() == before
        else:
            assert may, (act, said)

    @rule(who=colleagues, is_named=st.booleans(), agrees=st.booleans())
    def she_comes(self, who: int, is_named: bool, agrees: bool) -> None:
        said = Said(called="Linh" if is_named else "", spoken_language="vi")
        told = Told(needs=("food",), said=said, agrees=agrees)
        made = operations.submit_intake(told=told, by=self.people[who], at=self.at).intake
        self.lay_down(
            made, Plain("submitted", is_known=is_named, may_be_kept=agrees or not is_named)
        )

    @rule()
    def she_asks_online(self) -> None:
        made = operations.ask_for_help(request=a_request(), token=a_token(), at=self.at)
        self.lay_down(made, Plain("submitted"))

    @rule(who=colleagues)
    def a_draft_is_begun(self, who: int) -> None:
        by = self.people[who]
        made = operations.start_intake(channel="phone", draft={"note": "x"}, by=by, at=self.at)
        self.lay_down(made, Plain("started", holder=who))

    @is_somebody
    @rule(number=numbers, who=colleagues)
    def a_draft_is_finished(self, number: int, who: int) -> None:
        which, intake = self.chosen(number)
        told = Told(needs=("housing",), said=Said(spoken_language="so"))
        self.attempt(
            self.folder.finish(which),
            operations.submit_intake,
            told=told,
            intake=intake,
            by=self.people[who],
        )

    @is_somebody
    @rule(number=numbers, who=colleagues)
    def one_takes_it(self, number: int, who: int) -> None:
        which, intake = self.chosen(number)
        may = self.folder.take(which, who)
        self.attempt(may, operations.take, intake=intake, by=self.people[who])

    @is_somebody
    @rule(number=numbers, who=colleagues)
    def one_lays_it_back(self, number: int, who: int) -> None:
        which, intake = self.chosen(number)
        may = self.folder.release(which, who)
        self.attempt(may, operations.release, intake=intake, by=self.people[who])

    @is_somebody
    @rule(number=numbers, who=colleagues, act=st.sampled_from(["screen", "waitlist", "reopen"]))
    def it_moves(self, number: int, who: int, act: str) -> None:
        which, intake = self.chosen(number)
        may = self.folder.step(act, which, who)
        self.attempt(may, getattr(operations, act), intake=intake, by=self.people[who])

    @is_somebody
    @rule(number=numbers, who=colleagues, act=st.sampled_from(["accept", "decline", "withdraw"]))
    def it_ends(self, number: int, who: int, act: str) -> None:
        which, intake = self.chosen(number)
        why = {"decline": {"why": "no_capacity"}, "withdraw": {"why": "her_wish"}}.get(act, {})
        may = self.folder.step(act, which, who)
        self.attempt(may, getattr(operations, act), intake=intake, by=self.people[who], **why)

    @is_somebody
    @rule(number=numbers, who=colleagues)
    def she_says_who_she_is(self, number: int, who: int) -> None:
        which, intake = self.chosen(number)
        told = Told(said=Said(called="Named", spoken_language="vi"), agrees=True)
        self.attempt(
            self.folder.name(which),
            operations.name_person,
            intake=intake,
            told=told,
            version=intake.state_version,
            by=self.people[who],
        )

    @is_somebody
    @rule(number=numbers, who=colleagues, act=st.sampled_from(["meet", "leave", "open"]))
    def a_need_moves(self, number: int, who: int, act: str) -> None:
        which, intake = self.chosen(number)
        needs = list(Need.objects.filter(intake=intake).order_by("pk"))
        if not needs:
            return
        operation: Any = {
            "meet": operations.meet_need,
            "leave": operations.leave_unmet,
            "open": operations.reopen_need,
        }[act]
        why = {"why": "no_capacity"} if act == "leave" else {}
        may = self.folder.step_of_need(act, which, 0)
        self.attempt(may, operation, need=needs[0], by=self.people[who], **why)

    @is_somebody
    @rule(number=numbers)
    def she_asks_to_be_forgotten(self, number: int) -> None:
        which, intake = self.chosen(number)
        shred(intake.subject_id, by=None, at=self.at, reason="asked")
        self.folder.forget(which)
        assert not Intake.objects.filter(pk=intake.pk).exists()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @invariant()
    def the_records_say_what_the_paper_says(self) -> None:
        if not hasattr(self, "folder"):
            return
        ids = [one.pk for one in self.people]
        for which, sheet in self.folder.sheets.items():
            found = Intake.objects.get(pk=self.intakes[which].pk)
            holder = None if sheet.holder is None else ids[sheet.holder]
            assert (found.status, found.taken_by_id) == (sheet.status, holder)
            assert (found.client_id is not None) == sheet.is_known
            stands = found.needs.order_by("pk").values_list("status", flat=True)
            assert list(stands) == sheet.needs

    @invariant()
    def the_ledger_says_what_the_paper_says(self) -> None:
        if not hasattr(self, "folder"):
            return
        now = counted()
        now.subtract(self.before)
        assert {key: n for key, n in now.items() if n} == {
            key: n for key, n in self.folder.counted.items() if n
        }


@pytest.mark.django_db
def test_an_intake_through_its_life() -> None:
    run_state_machine_as_test(Desk, settings=settings(max_examples=12, stateful_step_count=25))


@pytest.mark.django_db
def test_what_has_ended_is_not_looked_at_anew_and_what_runs_is_not_opened_again() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    operations.decline(intake=intake, why="no_capacity", by=rosa, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.screen(intake=intake, by=rosa, at=TUESDAY)
    draft = operations.start_intake(channel="phone", draft={"note": "x"}, by=rosa, at=MONDAY)
    operations.say_more(intake=draft, needs=("food",), by=rosa, at=MONDAY)
    for running in (draft, an_intake(by=rosa)):
        with pytest.raises(WrongState):
            operations.reopen(intake=running, by=rosa, at=TUESDAY)
