"""Organizations hand in their quarters: nobody is worked out from them, the yearly report and whatever else is out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from uuid import UUID

import highspy
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.operations import record
from xenia.insight.reports.figures import TOTAL, Measured
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.release import Refused, protect, publish
from xenia.insight.reports.release.quarter_days import quarter_of
from xenia.insight.reports.release.quarters import Asked, protect_quarter

pytestmark = pytest.mark.django_db
AT = datetime(2027, 2, 1, 12, tzinfo=UTC)
HARBOR, MILL = (UUID(int=number) for number in (1, 2))
QUARTERS = [date(2026, month, 1) for month in (1, 4, 7, 10)]
SENT = Asked("sent", "referrals.sent")
ENDED = [Asked(code, "referrals.closed", code) for code in ("served", "partly", "not_served")]
# Each plays up to nine releases.
MANY = (settings.default or settings()).max_examples // 6
# How many were sent to each organization in each quarter.
Sent = Mapping[tuple[UUID, date], int]


def counted(sent: Sent) -> None:
    for (provider, first), number in sent.items():
        if number:
            about: dict[str, Any] = {"provider": provider, "need": "shelter", "mode": "online"}
            record(kind=SENT.kind, on=first, subject=provider, quantity=number, **about)


def hand_in(provider: UUID, first: date, *asked: Asked) -> dict[str, int | None]:
    shown, numbers = protect_quarter(
        asked or [SENT], provider=provider, first=first, places={}, at=AT
    )
    publish(shown, title="Quarter", year=2026, period=quarter_of(first), by=None, at=AT)
    return numbers


def report(sent: Sent) -> int | None:
    """The yearly number of referrals as the report of 2026 shows it."""
    whole = sum(sent.values())
    year = Measured(MEASURES["referrals.sent"], 2026, {("shelter",): whole, (TOTAL,): whole})
    made = protect([year], seconds=2.0)
    publish(made.shown, title="Report 2026", year=2026, by=None, at=AT)
    return made.shown["referrals.sent"].numbers[TOTAL,]


def of_harbor(*numbers: int) -> Sent:
    return {(HARBOR, first): number for first, number in zip(QUARTERS, numbers, strict=True)}


@pytest.mark.both_databases
def test_a_small_number_is_not_handed_in_and_the_others_are() -> None:
    for outcome, number in (("served", 40), ("partly", 3), ("declined", 12)):
        about: dict[str, Any] = {"provider": HARBOR, "outcome": outcome}
        record(kind="referrals.closed", on=QUARTERS[1], subject=HARBOR, quantity=number, **about)
    assert hand_in(HARBOR, QUARTERS[1], *ENDED) == {"served": 40, "partly": None, "not_served": 0}
    row = Publication.objects.get()
    assert row.population == "referrals.closed by quarter, 2026"
    assert [one["name"] for one in row.dimensions] == ["outcome", "provider", "quarter"]
    assert row.certificate["breaches"] == 0
    # Nothing of others, and no sum, is written down.
    assert len(row.cells) == 3


def test_what_organizations_counted_is_a_part_of_the_yearly_measure_of_that_name() -> None:
    for kind in (SENT.kind, "referrals.answered", "referrals.closed"):
        assert MEASURES[kind].population == kind
        assert MEASURES[kind].kinds == (kind,)


def test_the_year_does_not_give_away_the_quarter_that_was_not_shown() -> None:
    """40, 35 and 25 are out. 103 in all would tell of the last 3; the report shows no total."""
    sent = of_harbor(40, 35, 25, 3)
    counted(sent)
    numbers = [hand_in(HARBOR, first)["sent"] for first in QUARTERS]
    assert numbers == [40, 35, 25, None]
    # Who takes the numbers for themselves subtracts.
    assert sum(sent.values()) - sum(number for number in numbers if number) == 3
    assert report(sent) is None


@pytest.mark.both_databases
def test_a_quarter_beside_the_year_hides_another_with_it() -> None:
    sent = of_harbor(40, 35, 25, 3)
    counted(sent)
    assert report(sent) == 103
    numbers = [hand_in(HARBOR, first)["sent"] for first in QUARTERS]
    assert numbers[3] is None
    assert numbers.count(None) > 1


def test_a_quarter_that_changed_by_few_says_no_number_when_it_is_handed_in_again() -> None:
    counted(of_harbor(40, 35, 25, 30))
    assert hand_in(HARBOR, QUARTERS[1]) == {"sent": 35}
    counted(of_harbor(0, 3, 0, 0))
    assert hand_in(HARBOR, QUARTERS[1]) == {"sent": None}
    assert hand_in(HARBOR, QUARTERS[0]) == {"sent": 40}


def test_places_given_to_few_are_not_handed_in() -> None:
    given = {"delivered_seats": 5, "delivered_hours": 80}
    shown, numbers = protect_quarter(
        [SENT], provider=HARBOR, first=QUARTERS[0], places=given, at=AT
    )
    assert numbers == {"sent": 0, "delivered_seats": None, "delivered_hours": 80}
    publish(shown, title="Quarter", year=2026, by=None, at=AT)


class _Over(Exception):
    """What an example published is taken back."""


@settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
@given(st.data())
def test_whoever_reads_all_quarters_and_the_year_recovers_nothing(data: st.DataObject) -> None:
    """Two organizations and the report go out in any order: each small number stays a guess."""
    try:
        with transaction.atomic():
            _all_go_out(data)
            raise _Over
    except _Over:
        pass


def _all_go_out(data: st.DataObject) -> None:
    places = list(product((HARBOR, MILL), QUARTERS))
    sent = {place: data.draw(st.sampled_from([0, 3, 9, 12, 30, 60])) for place in places}
    counted(sent)
    out: dict[tuple[UUID, date], int | None] = {}
    year: int | None = None
    for place in data.draw(st.permutations([*places, None])):
        try:
            if place is None:
                year = report(sent)
            else:
                out[place] = hand_in(*place)["sent"]
        except Refused:
            continue
        _attack(sent, out, year)


def _attack(sent: Sent, out: Mapping[tuple[UUID, date], int | None], year: int | None) -> None:
    """A solver of its own: any numbers of two organizations, and of others nobody named, that make the year."""
    model = highspy.Highs()
    model.silent()
    counts = {place: model.addIntegral(lb=0, ub=10_000) for place in sent}
    others = model.addIntegral(lb=0, ub=10_000)
    for place, number in out.items():
        if number is not None:
            model.addConstr(1.0 * counts[place] == number)
    if year is not None:
        model.addConstr(sum((1.0 * one for one in counts.values()), 1.0 * others) == year)
    for place, number in out.items():
        assert number in (None, sent[place])
        if 0 < sent[place] < 11:
            assert number is None
            assert _is_a_guess(model, counts[place]), (place, sent[place])


def _is_a_guess(model: Any, count: Any) -> bool:
    """There may be one at most, and eleven."""
    ends: list[float] = []
    for ask in (model.minimize, model.maximize):
        ask(1.0 * count)
        ends.append(model.getObjectiveValue())
    return ends[0] < 1.5 and ends[1] > 10.5
