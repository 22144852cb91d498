"""Intakes, matters and legal help of a year: the ledger alone says what a walk over every record of the sample city says.

Nothing here asks a query of the product for the other side: the records are read and added up in plain loops. What is made
by hand is worked out by hand as well, and stands beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

import pytest

from sample_city import history
from sample_city.build import build_city
from sample_city.cases import LOOKED_UP_ALONE
from sample_city.looked_up import draw_looked_up
from tests.house.report_by_records import Records, tally
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import day_span, local_day
from xenia.ground.eligibility import all_rule_sets
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.insight.reports.measures.matters import CAME, WENT, breaks_of_identity
from xenia.insight.reports.tests.reckoned import all_reckoned
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said
from xenia.registers.clients.tests.makers import a_client
from xenia.work.casework import operations
from xenia.work.casework.models import Activity, Intake, LaterDecision, Matter, Screening
from xenia.work.casework.models.intake import IntakeStep
from xenia.work.casework.models.matter import MatterStep
from xenia.work.casework.queries.legal_counts import (
    Outcomes,
    Received,
    Referred,
    Served,
    legal_matters_by_type,
    legal_people,
    legal_people_by_issue,
    legal_people_by_type,
    legal_referrals,
    matters_and_outcomes,
    received,
)
from xenia.work.casework.queries.measures import Flow
from xenia.work.casework.queries.screenings import Screened, need_of, screenings_of_a_year
from xenia.work.casework.tests.legal_makers import (
    COURT,
    Provider,
    a_credentialed,
    a_legal_referral,
    a_provider,
    now_as,
    ours,
    under_way,
)
from xenia.work.casework.tests.makers import a_matter, a_request, a_token, an_intake
from xenia.work.casework.tests.rules import CLASS, FUND, found, settle
from xenia.work.referrals import operations as referrals
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.referral import ReferralStep
from xenia.work.referrals.operations.outcome import give_up
from xenia.work.referrals.tests.makers import a_partner, a_referral

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NEXT = datetime(2027, 2, 1, 15, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 5, 15, 0, tzinfo=UTC)
FIRST_YEAR, YEARS = 2024, (2025, 2026, 2027)
GREEN = {"age": "40", "situation": "green_card_5"}


@dataclass(frozen=True)
class Year:
    """Everything a year says."""

    received: Received
    screened: list[Screened]
    outcomes: Outcomes
    people: Served
    by_issue: dict[str, Served]
    by_type: dict[str, Served]
    referred: Referred
    matters_by_type: dict[tuple[str, str], int]


def by_ledger(year: int) -> Year:
    """As the product says it."""
    return Year(
        received(year),
        screenings_of_a_year(year),
        matters_and_outcomes(year, first_year=FIRST_YEAR),
        legal_people(year),
        legal_people_by_issue(year),
        legal_people_by_type(year),
        legal_referrals(year),
        legal_matters_by_type(year),
    )


# --- by hand, over every record --------------------------------------------------------------------


@dataclass
class Walk:
    """Every record, one by one. alone: who looked something up by herself left no record, so it is told here."""

    alone: dict[int, Counter[str]] = field(default_factory=dict)

    def year(self, year: int) -> Year:
        people, by_issue, by_type = self.served(year)
        return Year(
            self.received(year),
            self.screened(year),
            self.outcomes(year),
            people,
            by_issue,
            by_type,
            self.referred(year),
            self.matters_by_type(year),
        )

    def received(self, year: int) -> Received:
        """In the order they were handed in; who said the same within thirty days has said it."""
        handed_in = IntakeStep.objects.filter(before="started", after="submitted")
        lately: dict[Any, list[tuple[date, set[str]]]] = defaultdict(list)
        intakes = screenings = 0
        for step in handed_in.select_related("record__client").order_by("at", "pk"):
            one, day = step.record, local_day(step.at)
            who = person(one.client) if one.client else one.pk
            needs = {need.need for need in one.needs.all()}
            said = [more for then, more in lately[who] if (day - then).days <= 30]
            if said and needs <= set().union(*said):
                continue
            lately[who].append((day, needs))
            intakes += day.year == year
            looked = [each.at for each in one.steps_taken.all() if each.after == "screened"]
            screenings += bool(looked) and local_day(min(looked)).year == year
        drafts = Intake.objects.filter(status="withdrawn", why="abandoned", closed_on__year=year)
        return Received(intakes, screenings, len(drafts))

    def screened(self, year: int) -> list[Screened]:
        """With a colleague: what is kept. By herself: what was told."""
        desk: Counter[str] = Counter()
        for one in Screening.objects.filter(on__year=year):
            desk[NEED_OF[one.rule_set]] += one.is_counted
        alone = self.alone.get(year, Counter())
        return [Screened(need, desk[need], alone[need]) for need in sorted(desk | alone)]

    def outcomes(self, year: int) -> Outcomes:
        """Every matter: in which years it was opened, and in which it was closed for good."""
        changes = [one for matter in every_matter() for one in changes_of(*matter)]
        count = Counter((what, when) for what, when, _how in changes)
        past = range(FIRST_YEAR, year)
        brought = sum(count["opened", one] - count["closed", one] for one in past)
        closed = Counter(how for what, when, how in changes if (what, when) == ("closed", year))
        later = Counter(
            one.outcome for one in LaterDecision.objects.all() if one.decided_on.year == year
        )
        flow = Flow(brought, count["opened", year], count["closed", year])
        return Outcomes(flow, dict(closed), dict(later))

    def matters_by_type(self, year: int) -> dict[tuple[str, str], int]:
        """Opened and closed legal matters."""
        found: Counter[tuple[str, str]] = Counter()
        for matter, steps in every_matter():
            if not matter.is_legal:
                continue
            for what, when, how in changes_of(matter, steps):
                if when == year:
                    found[case_type_of(matter), "open" if what == "opened" else how] += 1
        return dict(found)

    def served(self, year: int) -> tuple[Served, dict[str, Served], dict[str, Served]]:
        """People, direct and otherwise: altogether, by issue, by type of case. Direct beats referred in each."""
        direct: dict[tuple[str, str], set[Any]] = defaultdict(set)
        other: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for one in Activity.objects.select_related("matter__client"):
            if not one.matter.is_legal or one.on.year != year:
                continue
            cells = direct if one.holder == "office" else other
            for cell in (("", ""), ("issue", one.matter.issue), ("type", case_type_of(one.matter))):
                cells[cell].add(person(one.matter.client))
        for referral in legal_steps(year, after="sent"):
            for cell in (("", ""), ("issue", referral.need)):
                other[cell].add(person(referral.client))
        told = {
            cell: Served(len(direct[cell]), len(other[cell] - direct[cell]))
            for cell in [*direct, *other]
        }
        total = told.pop(("", ""), Served(0, 0))
        issues, types = (
            {name: n for (split, name), n in told.items() if split == which}
            for which in ("issue", "type")
        )
        return total, issues, types

    def referred(self, year: int) -> Referred:
        """Sent, taken on, and served, each on its own day."""
        sent, accepted, ended = (
            list(legal_steps(year, after=after)) for after in ("sent", "accepted", "completed")
        )
        served = [one for one in ended if one.outcome in ("served", "partly")]
        stages = (sent, accepted, served)
        return Referred(*(len({person(one.client) for one in stage}) for stage in stages))


NEED_OF = {one.id: need_of(one) for one in (*all_rule_sets(), CLASS, FUND)}


def person(client: Client) -> Any:
    """Two records of one person are one."""
    return client.merged_into_id or client.pk


def case_type_of(matter: Matter) -> str:
    return str(known_to_rules(matter.legal, "case_type"))


def every_matter() -> Iterator[tuple[Matter, list[MatterStep]]]:
    steps = MatterStep.objects.select_related("record").order_by("record", "at", "pk")
    for _pk, some in groupby(steps, key=lambda step: step.record_id):
        listed = list(some)
        yield listed[0].record, listed


def changes_of(_matter: Matter, steps: list[MatterStep]) -> list[tuple[str, int, str]]:
    """Opened and closed: what, the year, and the outcome. Closed and open again in one year, it never was closed."""
    found: list[tuple[str, int, str]] = []
    for step in steps:
        year = local_day(step.at).year
        if step.before == "":
            found.append(("opened", year, ""))
        if step.after == "closed":
            found.append(("closed", year, step.reason))
        elif step.before == "closed" and found[-1][1] == year:
            found.pop()
        elif step.before == "closed":
            found.append(("opened", year, ""))
    return found


def legal_steps(year: int, *, after: str) -> Iterator[Any]:
    """Referrals for legal help that came so far in a year."""
    legal = {one.code for one in vocabulary("needs") if one.category == "legal"}
    for step in ReferralStep.objects.filter(after=after).select_related("record__client"):
        is_once_more = after == "sent" and step.before != "draft"
        if step.record.need in legal and local_day(step.at).year == year and not is_once_more:
            yield step.record


# --- by hand, made -----------------------------------------------------------------------------------


def two_years(walk: Walk) -> None:
    """What a few people do in 2026 and 2027; the numbers stand in the first test."""
    ana, provider = a_credentialed("attorney", at=NOON), a_provider("Quayside Legal Aid", at=NOON)
    they_ask(ana)
    they_look_up(walk, ana)
    they_have_matters(ana)
    they_are_helped_here_and_sent(ana, provider)
    they_are_sent(provider)


def they_ask(ana: User) -> None:
    """2026: six intakes, two of them looked at, and a draft nobody finished. 2027: one, looked at."""
    linh = an_intake(called="Linh", needs=("food",), at=NOON)
    more = an_intake(client=linh.client, needs=("food", "work"), at=NOON + 2 * DAY)
    again = an_intake(client=linh.client, needs=("food",), at=NOON + 30 * DAY)
    later = an_intake(client=linh.client, needs=("food",), at=NEXT)
    for _one in range(2):
        an_intake(said=Said(), agrees=False, at=NOON)
        operations.ask_for_help(request=a_request(), token=a_token(), at=NOON)
    looked = ((linh, NOON), (more, NOON + 3 * DAY), (again, NOON + 31 * DAY), (later, NEXT))
    for one, at in looked:
        operations.screen(intake=one, by=ana, at=at)
    # Taken back and open again, it is looked at a second time: one screening.
    operations.withdraw(intake=later, why="her_wish", by=ana, at=NEXT)
    operations.reopen(intake=later, by=ana, at=NEXT + DAY)
    operations.screen(intake=later, by=ana, at=NEXT + 2 * DAY)
    nobody = operations.start_intake(channel="phone", draft={}, by=ana, at=NOON)
    operations.withdraw(intake=nobody, why="abandoned", by=None, at=NOON + 40 * DAY)


def they_look_up(walk: Walk, ana: User) -> None:
    """2026: an intake; a class once, though looked up twice, a fund once; both once alone. 2027: a class, and alone."""
    amina = an_intake(called="Amina", at=NOON)
    settle(amina, by=ana, at=NOON, findings=(found(at=NOON), found(GREEN, FUND, NOON)))
    settle(amina, by=ana, at=NOON + 9 * DAY)
    settle(amina, by=ana, at=NEXT)
    operations.note_screened_alone(rule_sets=[CLASS, FUND], at=NOON)
    operations.note_screened_alone(rule_sets=[CLASS], at=NEXT)
    walk.alone.setdefault(2026, Counter()).update(["adult-education", "citizenship"])
    walk.alone.setdefault(2027, Counter()).update(["adult-education"])


def they_have_matters(ana: User) -> None:
    """Berta's is closed, and open again in the next year; Chidi's is decided later; Hodan's was closed too soon."""
    berta = worked_on(ours(by=ana, called="Berta", at=NOON), ana)
    closed: dict[str, Any] = {"closing_code": "H", "by": ana}
    won: dict[str, Any] = {"outcome": "favorable", "benefits": ["citizenship"]}
    operations.close_legal(matter=berta, at=NOON + 14 * DAY, **won, **closed)
    operations.reopen_matter(matter=now_as(berta), by=ana, at=NEXT)
    served(berta, ana, NEXT)
    operations.close_legal(
        matter=now_as(berta), outcome="unfavorable", at=NEXT + 30 * DAY, **closed
    )
    chidi = worked_on(ours(by=ana, called="Chidi", case=COURT, at=NOON), ana)
    operations.close_legal(matter=chidi, outcome="unfavorable", at=NEXT, **closed)
    late: dict[str, Any] = {"decided_on": local_day(NEXT + 60 * DAY), "at": NEXT + 61 * DAY}
    operations.note_later_decision(matter=now_as(chidi), outcome="favorable", by=ana, **late)
    hodan = a_matter(by=ana, called="Hodan", at=NOON)
    operations.close_matter(matter=hodan, outcome="advice", by=ana, at=NOON + DAY)
    operations.reopen_matter(matter=now_as(hodan), by=ana, at=NOON + 9 * DAY)


def they_are_helped_here_and_sent(ana: User, provider: Provider) -> None:
    """We help Dalia to become a citizen, and she was sent for that too; for her work permit she was sent alone."""
    dalia = worked_on(ours(by=ana, called="Dalia", at=NOON), ana)
    a_legal_referral(provider, client=now_as(dalia).client, at=NOON + DAY)
    other = a_provider("Ferry Street Law", at=NOON)
    permit = a_legal_referral(
        other, client=now_as(dalia).client, need="immigration-legal", at=NOON + DAY
    )
    ended(permit, other, JANUARY, "served")


def they_are_sent(provider: Provider) -> None:
    """Emma has a matter there; of Fanta nobody heard; Gulnara is sent twice, in two years."""
    emma = under_way(provider, client=a_client(at=NOON), at=NOON)
    served(emma, provider.attorney, NOON + DAY)
    served(emma, provider.attorney, NEXT)
    ended(Referral.objects.get(client=emma.client), provider, NOON + 5 * DAY, "served")
    silent = a_partner("Silent Law", at=NOON)
    fanta = a_referral(silent, need="immigration-legal", client=a_client(at=NOON), at=NOON)
    give_up(fanta, by=None, at=NOON + 40 * DAY)
    gulnara = a_client(at=NOON)
    first = a_legal_referral(provider, client=gulnara, at=NOON)
    ended(first, provider, NOON + 9 * DAY, "not_served", reason="language")
    gulnara.refresh_from_db()
    second = a_legal_referral(provider, client=gulnara, at=NEXT)
    ended(second, provider, NEXT + 9 * DAY, "served")


def worked_on(matter: Matter, by: User) -> Matter:
    """Nobody stands on the other side, and she was served."""
    operations.check_conflicts(matter=matter, is_clear=True, by=by, at=NOON)
    operations.work_on(matter=now_as(matter), by=by, at=NOON)
    served(matter, by, NOON)
    return now_as(matter)


def served(matter: Matter, by: User, at: datetime) -> None:
    operations.note_activity(matter=now_as(matter), kind="meeting", minutes=60, by=by, at=at)


def ended(referral: Any, provider: Provider, at: datetime, how: str, reason: str = "") -> None:
    said: dict[str, Any] = {"outcome": how, "reason": reason}
    referrals.complete(referral=referral, by=provider.attorney, at=at, **said)


BY_HAND = {
    2025: Year(
        Received(0, 0, 0),
        [],
        Outcomes(Flow(0, 0, 0), {}, {}),
        Served(0, 0),
        {},
        {},
        Referred(0, 0, 0),
        {},
    ),
    2026: Year(
        # Linh 2, without a name 2, online 2, Amina, Berta, Chidi, Dalia, Hodan. Looked at: Linh 2, and the last four.
        Received(intakes=11, screenings=6, abandoned=1),
        [Screened("adult-education", 1, 1), Screened("citizenship", 1, 1)],
        # Berta, Chidi, Dalia, Emma, Hodan; Berta's ended.
        Outcomes(Flow(brought_forward=0, opened=5, closed=1), {"favorable": 1}, {}),
        # Berta, Chidi, Dalia; Emma, Fanta, Gulnara.
        Served(direct=3, referred=3),
        # Citizenship: of Dalia direct beats referred. A work permit: Dalia, Fanta.
        {"citizenship": Served(3, 2), "immigration-legal": Served(0, 2)},
        {"naturalization": Served(2, 1), "removal": Served(1, 0)},
        # Dalia, Emma, Fanta, Gulnara; all but Fanta; Emma.
        Referred(sent=4, accepted=3, served=1),
        {("naturalization", "open"): 3, ("removal", "open"): 1, ("naturalization", "favorable"): 1},
    ),
    2027: Year(
        Received(intakes=1, screenings=1, abandoned=0),
        [Screened("adult-education", 1, 1)],
        # Chidi, Dalia, Emma, Hodan come from before; Berta comes again; Berta's and Chidi's end.
        Outcomes(Flow(4, opened=1, closed=2), {"unfavorable": 2}, {"favorable": 1}),
        # Berta; Emma, Gulnara.
        Served(1, 2),
        {"citizenship": Served(1, 2)},
        {"naturalization": Served(1, 1)},
        # Gulnara; Gulnara; Gulnara, and Dalia, who was sent the year before.
        Referred(sent=1, accepted=1, served=2),
        {
            ("naturalization", "open"): 1,
            ("naturalization", "unfavorable"): 1,
            ("removal", "unfavorable"): 1,
        },
    ),
}


def by_records(year: int, walk: Walk) -> dict[str, dict[tuple[str, ...], int]]:
    """The measures of the yearly report, by every record."""
    changes = [
        (matter, *change)
        for matter, steps in every_matter()
        for change in changes_of(matter, steps)
    ]
    screened = Counter(
        {
            place: count
            for one in walk.screened(year)
            for place, count in (
                ((one.need, "desk"), one.at_the_desk),
                ((one.need, "alone"), one.alone),
            )
        }
    )
    found = Records(year, changes).all()
    return found | {"screenings.eligibility": tally(screened.elements())}


def assert_the_report_says_what_records_say(walk: Walk) -> None:
    """Every measure that is found again in records; a Received has no channels, so its totals are compared."""
    for year in YEARS:
        report = all_reckoned(year)
        for code, numbers in by_records(year, walk).items():
            assert report[code].numbers == numbers, (year, code)
        said = Received(
            *(report[f"intakes.{one}"].total for one in ("received", "screened", "abandoned"))
        )
        assert said == walk.received(year)
        assert breaks_of_identity(report[CAME].numbers, report[WENT].numbers) == []


def test_two_years_by_hand() -> None:
    two_years(walk := Walk())
    for year in YEARS:
        assert by_ledger(year) == BY_HAND[year]
        assert walk.year(year) == BY_HAND[year]
    assert_the_report_says_what_records_say(walk)
    assert BY_HAND[2026].outcomes.flow.carried_forward == 4
    assert BY_HAND[2027].outcomes.flow.carried_forward == 3
    assert (BY_HAND[2027].outcomes.favorable, BY_HAND[2027].outcomes.adjudicated) == (1, 3)


def test_in_the_sample_city_the_ledger_says_what_every_record_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "MONTHS", 6)
    monkeypatch.setattr(history, "SHARE", 0.15)
    build_city(at=NOON)
    assert len(list(history.write_history(at=NOON))) == 6
    walk = Walk()
    for year, need in looked_up_alone():
        walk.alone.setdefault(year, Counter())[need] += 1
    before = by_ledger(2026)
    two_years(walk)
    for year in YEARS:
        assert by_ledger(year) == walk.year(year)
    assert_the_report_says_what_records_say(walk)
    this_year, made = by_ledger(2026), BY_HAND[2026]
    assert this_year.received.intakes - before.received.intakes == made.received.intakes
    assert this_year.people.direct - before.people.direct == made.people.direct
    assert this_year.referred.sent - before.referred.sent == made.referred.sent
    assert before.received.intakes > 50
    assert before.outcomes.flow.closed > 5
    assert before.referred.sent > 5
    assert sum(one.alone for one in before.screened) > 15
    assert before.outcomes.closed_by_outcome


def looked_up_alone() -> Iterator[tuple[int, str]]:
    """The year and the need of each result the city opened by itself."""
    for days_ago, codes in LOOKED_UP_ALONE:
        for need in {NEED_OF[code] for code in codes}:
            yield local_day(NOON - days_ago * DAY).year, need
    for number, month in enumerate(reversed(history.all_months(NOON.date()))):
        drawn = draw_looked_up(month, number, until=day_span(NOON.date())[0], share=history.SHARE)
        for at, rule_set in drawn:
            yield local_day(at).year, NEED_OF[rule_set.id]
