"""Whatever two providers, the office and she do, in any order: no step without what it needs, and the ledger agrees.

What the year's questions answer from the ledger is worked out anew from the records alone, one by one.
"""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, give_consent, withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.casework import operations
from xenia.work.casework.models import Activity, Intake, LaterDecision, Matter, MatterStep
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.legal_guards import consent_stands, why_not_there
from xenia.work.casework.models.matter import OFFICE, Outcome, Status
from xenia.work.casework.operations import (
    AlreadyOpen,
    Case,
    NotHeldHere,
    NotHelped,
    NotSoFar,
    NotThatDay,
    SameHolder,
)
from xenia.work.casework.queries import legal_counts
from xenia.work.casework.queries.legal_counts import Outcomes, Referred, Served
from xenia.work.casework.queries.measures import Flow
from xenia.work.casework.tests.legal_makers import a_credentialed, a_provider
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations import AlreadySent, NoMoreInSight
from xenia.work.referrals.tests.makers import MONDAY, a_consent

pytestmark = pytest.mark.django_db
TOLD = (
    WrongState, NotReady, AlreadyOpen, NotHeldHere, NotHelped, NotSoFar, NotThatDay, SameHolder,
    AlreadySent, NoMoreInSight,
)  # fmt: skip
CASES = (
    Case("naturalization", "uscis"),
    Case("removal", "immigration-court"),
    Case("not-immigration", "other-court"),
)
WORKED = (Status.IN_PROGRESS, Status.PENDING, Status.DECIDED)
numbers, cases = st.integers(0, 5), st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), numbers, st.booleans()),
        st.tuples(st.just("take_on"), numbers, cases),
        st.tuples(st.just("take_on"), numbers, cases),
        st.tuples(st.just("ours"), numbers, cases),
        *(
            st.tuples(st.just(act), numbers)
            for act in ("work", "clear", "hour", "hour", "pending", "reopen", "reopen", "reopen")
        ),
        st.tuples(st.just("conflict"), numbers),
        st.tuples(st.just("assign"), numbers, numbers),
        st.tuples(st.just("decide"), numbers, st.sampled_from(("favorable", "unfavorable"))),
        st.tuples(st.just("close"), numbers, st.sampled_from(Outcome.values)),
        st.tuples(st.just("close"), numbers, st.sampled_from(Outcome.values)),
        st.tuples(st.just("later"), numbers, st.sampled_from(("favorable", "partly"))),
        st.tuples(st.just("give"), numbers, numbers),
        st.tuples(st.just("take_back"), numbers),
        st.tuples(st.just("done"), numbers),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    min_size=10,
    max_size=30,
)


class City:
    """The office with an attorney, two providers, four people."""

    def __init__(self) -> None:
        self.at = MONDAY
        self.one, self.two = a_provider(), a_provider("Quayside Legal Aid")
        self.ana = a_credentialed("attorney")
        self.people = [a_client() for _one in range(4)]
        for person in self.people[:3]:
            give_consent(client=person, agreed=Agreed(Purpose.RECORD), by=None, at=self.at)
        # Two matters that begin as most do, so that any course soon has something to go on with.
        for act, *said in (("send", 0, True), ("take_on", 0, 0), ("ours", 1, 2)):
            getattr(self, act)(*said)
        for number in range(2):
            self.clear(number)
            self.at += timedelta(minutes=1)
            self.work(number)

    @property
    def workers(self) -> list[User]:
        one, two = self.one, self.two
        return [self.ana, one.attorney, one.full, one.partial, one.clerk, two.attorney, two.partial]

    def do(self, act: str, *said: Any) -> None:
        """One act; what may not be is refused and changes nothing."""
        self.at += timedelta(minutes=1)
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                getattr(self, act)(*said)
        except TOLD:
            assert Entry.objects.count() == before

    def matter(self, number: int) -> Matter:
        rows = list(Matter.objects.order_by("opened_on", "pk"))
        if not rows:
            raise NotReady("nobody")
        found: Matter = rows[number % len(rows)]
        return found

    def of_its_house(self, matter: Matter, number: int = 0) -> dict[str, Any]:
        by = {self.one.holder: self.one.attorney, self.two.holder: self.two.attorney}
        return {"matter": matter, "by": by.get(matter.holder, self.ana), "at": self.at}

    def send(self, number: int, is_first: bool) -> None:
        partner = (self.one if is_first else self.two).partner
        client = self.people[number % 4]
        client.refresh_from_db()
        referral = referrals.send_referral(
            client=client,
            service=partner.service,
            consent=a_consent(client, partner.organization, at=self.at),
            need="citizenship",
            note="",
            by=self.ana,
            at=self.at,
        )
        referrals.accept(referral=referral, by=partner.member, at=self.at)

    def take_on(self, number: int, case: int) -> None:
        rows = list(Referral.objects.order_by("sent_at", "pk"))
        if not rows:
            raise NotReady("nobody")
        referral = rows[number % len(rows)]
        is_first = referral.organization_id == self.one.organization.pk
        by = (self.one if is_first else self.two).attorney
        until = local_day(self.at) + timedelta(days=60)
        said: dict[str, Any] = {"until": until, "by": by, "at": self.at}
        operations.open_from_referral(referral=referral, case=CASES[case], **said)

    def done(self, number: int) -> None:
        rows = list(Referral.objects.filter(status="accepted").order_by("sent_at", "pk"))
        if not rows:
            raise NotReady("nobody")
        said: dict[str, Any] = {"outcome": "served", "reason": "", "at": self.at}
        referral = rows[number % len(rows)]
        is_first = referral.organization_id == self.one.organization.pk
        by = (self.one if is_first else self.two).attorney
        referrals.complete(referral=referral, by=by, **said)

    def ours(self, number: int, case: int) -> None:
        client = self.people[number % 4]
        client.refresh_from_db()
        matter = operations.open_matter(client=client, issue="citizenship", by=self.ana, at=self.at)
        operations.add_legal_side(matter=matter, case=CASES[case], by=self.ana, at=self.at)

    def work(self, number: int) -> None:
        operations.work_on(**self.of_its_house(self.matter(number)))

    def pending(self, number: int) -> None:
        operations.wait_for_decision(**self.of_its_house(self.matter(number)))

    def decide(self, number: int, outcome: str) -> None:
        operations.decide(outcome=outcome, **self.of_its_house(self.matter(number)))

    def clear(self, number: int) -> None:
        operations.check_conflicts(is_clear=True, **self.of_its_house(self.matter(number)))

    def conflict(self, number: int) -> None:
        operations.check_conflicts(is_clear=False, **self.of_its_house(self.matter(number)))

    def hour(self, number: int) -> None:
        said = self.of_its_house(self.matter(number))
        operations.note_activity(kind="meeting", minutes=60, **said)

    def assign(self, number: int, whom: int) -> None:
        to = self.workers[whom % len(self.workers)]
        operations.assign(to=to, **self.of_its_house(self.matter(number)))

    def close(self, number: int, outcome: str) -> None:
        brought = ["citizenship"] if outcome == Outcome.FAVORABLE else []
        said: dict[str, Any] = {"closing_code": "H", "benefits": brought}
        said |= self.of_its_house(self.matter(number))
        operations.close_legal(outcome=outcome, **said)

    def reopen(self, number: int) -> None:
        operations.reopen_matter(**self.of_its_house(self.matter(number)))

    def later(self, number: int, outcome: str) -> None:
        said: dict[str, Any] = {"outcome": outcome, "decided_on": local_day(self.at)}
        operations.note_later_decision(**said, **self.of_its_house(self.matter(number)))

    def give(self, number: int, where: int) -> None:
        to = [None, self.one.organization, self.two.organization][where % 3]
        until = local_day(self.at) + timedelta(days=60)
        said: dict[str, Any] = {"to": to, "notes": [], "fields": ["called"], "until": until}
        operations.hand_over_matter(**said, **self.of_its_house(self.matter(number)))

    def take_back(self, number: int) -> None:
        side = self.matter(number).legal
        if side.consent is not None:
            withdraw_consent(consent=side.consent, by=None, at=self.at)

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)


def check_steps(before: int, at: date) -> None:
    """Whatever was just done: a matter that came to be worked on had all it needs."""
    steps = list(MatterStep.objects.order_by("at", "pk"))
    for step in steps[before:]:
        if step.after not in WORKED:
            continue
        matter = Matter.objects.get(pk=step.record_id)
        check = matter.conflict_checks.filter(holder=matter.holder).first()
        assert check, "nobody looked for conflicts"
        assert check.is_clear
        assert consent_stands(matter, matter.legal, at)
        venue = str(known_to_rules(matter.legal, "venue"))
        assert why_not_there(matter.taken_by_id, matter.holder, venue, at) == ""


def case_type_of(matter: Matter) -> str:
    return str(known_to_rules(matter.legal, "case_type"))


def served_in(year: int, by_type: bool) -> dict[str, tuple[set[Any], set[Any]]]:
    """{type of case, or "": (who was helped directly, who was helped by a provider)}, from the records."""
    found: dict[str, tuple[set[Any], set[Any]]] = {}
    for one in Activity.objects.filter(on__year=year).select_related("matter__client"):
        key = case_type_of(one.matter) if by_type else ""
        direct, by_partner = found.setdefault(key, (set(), set()))
        (direct if one.holder == OFFICE else by_partner).add(one.matter.client_id)
    return found


def counted_by_hand(year: int) -> tuple[Any, ...]:
    """Everything the year's questions answer, from the records alone."""
    by_type = {
        key: Served(len(direct), len(other - direct))
        for key, (direct, other) in served_in(year, by_type=True).items()
    }
    direct, other = served_in(year, by_type=False).get("", (set(), set()))
    sent = set(Referral.objects.filter(sent_at__year=year).values_list("client_id", flat=True))
    stages = [
        Referral.objects.filter(steps_taken__after=stage, steps_taken__at__year=year)
        for stage in ("accepted", "completed")
    ]
    followed = [len(set(rows.values_list("client_id", flat=True))) for rows in stages]
    everybody = other | sent
    return (
        Served(len(direct), len(everybody - direct)),
        by_type,
        Referred(len(sent), *followed),
    )


def outcomes_by_hand(year: int, first: int) -> Outcomes:
    """How matters came and went, by walking the steps of each."""
    flows: dict[int, Counter[str]] = {one: Counter() for one in range(first, year + 3)}
    closed: Counter[str] = Counter()
    for matter in Matter.objects.all():
        for change, when, outcome in _changes(list(matter.steps_taken.order_by("at", "pk"))):
            flows[when][change] += 1
            if change == "closed" and when == year:
                closed[outcome] += 1
    brought = sum(one["opened"] - one["closed"] for when, one in flows.items() if when < year)
    later = LaterDecision.objects.filter(decided_on__year=year)
    return Outcomes(
        Flow(brought, flows[year]["opened"], flows[year]["closed"]),
        dict(closed),
        dict(Counter(later.values_list("outcome", flat=True))),
    )


def _changes(steps: list[Any]) -> list[tuple[str, int, str]]:
    """Opened and closed, with the year and the outcome; closed and opened again within a year, it never was closed."""
    found: list[tuple[str, int, str]] = []
    for step in steps:
        year = local_day(step.at).year
        if step.before == "":
            found.append(("opened", year, ""))
        elif step.after == Status.CLOSED:
            found.append(("closed", year, step.reason))
        elif step.before == Status.CLOSED:
            if found[-1][1] == year:
                found.pop()
            else:
                found.append(("opened", year, ""))
    return found


@settings(deadline=None, max_examples=20)
@given(STEPS)
def test_no_step_without_what_it_needs_and_the_ledger_agrees(steps: list[Any]) -> None:
    with transaction.atomic():
        city = City()
        for act, *said in steps:
            before = MatterStep.objects.count()
            city.do(act, *said)
            check_steps(before, local_day(city.at))
        agree(city)
        transaction.set_rollback(True)
    assert connection.vendor


def agree(city: City) -> None:
    """The ledger and the records say the same of every year."""
    for year in range(MONDAY.year, city.at.year + 1):
        people, by_type, sent = counted_by_hand(year)
        assert legal_counts.legal_people(year) == people
        assert legal_counts.legal_people_by_type(year) == by_type
        assert legal_counts.legal_referrals(year) == sent
        outcomes = legal_counts.matters_and_outcomes(year, first_year=MONDAY.year)
        assert outcomes == outcomes_by_hand(year, MONDAY.year)
        opened = legal_counts.legal_matters_by_type(year)
        total = sum(n for (_type, what), n in opened.items() if what == Status.OPEN)
        assert total == outcomes.flow.opened
        assert sum(opened.values()) - total == outcomes.flow.closed
    minutes = sum(Activity.objects.values_list("minutes", flat=True))
    years = range(MONDAY.year, city.at.year + 1)
    assert minutes == sum(sum(legal_counts.minutes_of_matters(one).values()) for one in years)
    assert not Intake.objects.exists()
