"""Whatever happens to a referral in whatever order: it stands, is seen and is counted as paper beside it says."""

from collections import Counter
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
from xenia.registers.clients.operations import withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Decline, Ending, Outcome, Status, Why
from xenia.work.referrals.operations import NOT_YET, MayNotBeSent, NoMoreInSight, SayWhy
from xenia.work.referrals.tests.makers import MONDAY, a_consent, a_partner, a_referral, fresh
from xenia.work.referrals.tests.plain_referral import Plain

pytestmark = pytest.mark.django_db
CONSENT_DAYS = 60
REFUSED = (WrongState, MayNotBeSent, NoMoreInSight, SayWhy)
OUTCOMES = st.sampled_from(Outcome.values)
REASONS = st.sampled_from(["", *Why.values])
is_here = precondition(lambda self: not self.is_forgotten)


class Life(RuleBasedStateMachine):
    """One person, two organizations, everything anybody may do, and a sheet of paper for each referral."""

    @initialize()
    def send(self) -> None:
        self.at = MONDAY
        self.first, self.second = a_partner("First"), a_partner("Second")
        self.client, self.colleague = a_client(), a_user()
        self.referral = a_referral(self.first, client=self.client, by=self.colleague)
        self.paper = Plain(self.consent_ends())
        self.elsewhere: tuple[Referral, Plain] | None = None
        self.is_forgotten = False

    @property
    def today(self) -> date:
        return local_day(self.at)

    def consent_ends(self) -> date:
        return self.today + timedelta(days=CONSENT_DAYS)

    def attempt(self, may: bool, act: Any, **said: Any) -> None:
        """Done exactly where the paper says that it may be; a refusal changes nothing."""
        before = fresh(self.referral)
        try:
            act(referral=before, at=self.at, **said)
        except REFUSED:
            assert not may, (act, said, before.status)
            after = fresh(self.referral)
            assert (after.status, after.state_version) == (before.status, before.state_version)
        else:
            assert may, (act, said, before.status)

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)
        operations.tend_referrals(self.at)
        if self.is_forgotten:
            return
        for referral, paper in self.sheets():
            found = fresh(referral)
            assert paper.time_passed(found.status, found.outcome, self.today), found.status

    def sheets(self) -> list[tuple[Referral, Plain]]:
        mine = [(self.referral, self.paper)]
        return mine if self.elsewhere is None else [*mine, self.elsewhere]

    @is_here
    @rule(why=st.sampled_from(Decline.values), is_yes=st.booleans())
    def they_answer(self, why: str, is_yes: bool) -> None:
        may = self.paper.answer("accepted" if is_yes else "declined", self.today)
        if is_yes:
            self.attempt(may, operations.accept, by=self.first.member)
        else:
            self.attempt(may, operations.decline, by=self.first.member, reason=why)

    @is_here
    @rule()
    def they_hold(self) -> None:
        may = self.paper.answer("on_hold", self.today)
        self.attempt(may, operations.hold, by=self.first.member, until=None)

    @is_here
    @rule()
    def they_begin(self) -> None:
        may = self.paper.answer("started", self.today)
        self.attempt(may, operations.start, by=self.first.member)

    @is_here
    @rule(how=OUTCOMES, why=REASONS)
    def they_finish(self, how: str, why: str) -> None:
        may = self.paper.answer("completed", self.today, outcome=how, why=why)
        self.attempt(may, operations.complete, by=self.first.member, outcome=how, reason=why)

    @is_here
    @rule()
    def a_stranger_tries(self) -> None:
        self.attempt(False, operations.accept, by=self.second.member)

    @is_here
    @rule(said=st.sampled_from(["served", "partly", "not_served"]))
    def she_says_how_it_went(self, said: str) -> None:
        may = self.paper.know(said, why="unsaid")
        self.attempt(may, operations.confirm_by_person, said=said)

    @is_here
    @rule()
    def she_says_not_yet(self) -> None:
        self.attempt(self.paper.may_be_not_yet(), operations.confirm_by_person, said=NOT_YET)

    @is_here
    @rule(how=OUTCOMES, why=REASONS)
    def a_colleague_notes(self, how: str, why: str) -> None:
        may = self.paper.know(how, why)
        self.attempt(may, operations.note_outcome, by=self.colleague, outcome=how, reason=why)

    @is_here
    @rule(why=st.sampled_from([Ending.NOT_WANTED, Ending.MISTAKE]))
    def the_office_ends_it(self, why: str) -> None:
        self.attempt(self.paper.cancel(), operations.cancel, by=self.colleague, why=why)

    @is_here
    @rule()
    def the_office_opens_it_again(self) -> None:
        may = self.paper.reopen(self.today)
        self.attempt(may, operations.reopen, by=self.colleague)

    @is_here
    @precondition(lambda self: self.paper.agreed_until is not None)
    @rule()
    def she_takes_her_consent_back(self) -> None:
        consent = fresh(self.referral).consent
        assert consent is not None
        withdraw_consent(consent=consent, by=None, at=self.at)
        self.paper.take_back()

    @is_here
    @precondition(lambda self: self.elsewhere is None)
    @rule()
    def she_is_sent_elsewhere(self) -> None:
        consent = a_consent(self.client, self.second.organization, at=self.at)
        said = {"service": self.second.service, "need": "food", "consent": consent}
        self.attempt(True, operations.reroute, by=self.colleague, client=self.client, **said)
        self.paper.cancel()
        other = Referral.objects.get(rerouted_from=self.referral)
        self.elsewhere = other, Plain(self.consent_ends())

    @is_here
    @rule()
    def she_asks_to_be_forgotten(self) -> None:
        shred(self.client.subject_id, by=None, at=self.at, reason="asked")
        self.is_forgotten = True
        assert not Referral.objects.filter(pk__in=[one.pk for one, _paper in self.sheets()])

    @invariant()
    def what_is_counted_is_what_the_paper_says(self) -> None:
        """Also when she is forgotten."""
        if not hasattr(self, "paper"):
            return
        papers = [paper for _referral, paper in self.sheets()]
        ended = sum((paper.ended for paper in papers), Counter[str]())
        answers = sum((paper.answers for paper in papers), Counter[str]())
        assert self.counted("referrals.closed") == +ended
        assert self.counted("referrals.answered") == +answers
        assert self.counted("referrals.sent").total() == len(papers)

    def counted(self, kind: str) -> Counter[str]:
        """Of these two organizations alone: others have stories of their own."""
        found: Counter[str] = Counter()
        ours = (self.first.organization.pk, self.second.organization.pk)
        for one in Entry.objects.filter(kind=kind, provider__in=ours):
            found[one.outcome] += one.quantity
        assert min(found.values(), default=0) >= 0, found
        return +found

    @invariant()
    def it_stands_and_is_seen_as_the_paper_says(self) -> None:
        if not hasattr(self, "paper") or self.is_forgotten:
            return
        seen = Referral.objects.in_sight(self.today)
        for referral, paper in self.sheets():
            found = fresh(referral)
            assert (found.status, found.outcome) == (paper.status, paper.outcome)
            assert seen.filter(pk=referral.pk).exists() == paper.is_seen(self.today)

    @invariant()
    def each_step_follows_the_one_before(self) -> None:
        if not hasattr(self, "paper") or self.is_forgotten:
            return
        for one in self.referral.steps_taken.exclude(before=""):
            assert one.after in Referral.NEXT[Status(one.before)]


def test_a_referral_through_its_life(db: None) -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=25))
