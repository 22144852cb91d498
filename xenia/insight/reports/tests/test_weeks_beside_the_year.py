"""Weeks that were shared, quarters that were handed in and the yearly report: whoever subtracts finds nobody."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import highspy
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from xenia.ground.ledger.operations import record
from xenia.insight.reports.figures import TOTAL, Measured, Place
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.operations.weeks import keep_sums
from xenia.insight.reports.queries.weeks import weeks_until
from xenia.insight.reports.release import (
    Refused,
    protect,
    publish,
    published,
    that_may_go_out,
)
from xenia.insight.reports.release.quarter_days import quarters_of
from xenia.insight.reports.release.quarters import Asked, protect_quarter
from xenia.insight.reports.release.weekly import weekly
from xenia.insight.reports.weeks import DAY, KINDS, WEEK, spans_between

pytestmark = pytest.mark.django_db
AT = datetime(2027, 2, 1, 12, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
# From the Monday before the year, which is a Thursday, to the week that ends in the next.
MONDAYS = [date(2025, 12, 29) + WEEK * number for number in range(53)]
QUARTERS = quarters_of(2026)
HARBOR, MILL = UUID(int=1), UUID(int=2)
# Each plays up to six releases.
MANY = (settings.default or settings()).max_examples // 6
# What was counted in each week, and of how many on days of 2026: all of it but in the first and the last week.
Weeks = Mapping[date, tuple[int, int]]


def weeks_of(numbers: Sequence[int], first: int = 0, last: int = 0) -> Weeks:
    """first, last: how many of the first and the last week were on days of the year."""
    weeks = {monday: (number, number) for monday, number in zip(MONDAYS, numbers, strict=True)}
    return weeks | {MONDAYS[0]: (numbers[0], first), MONDAYS[-1]: (numbers[-1], last)}


def year_of(weeks: Weeks) -> int:
    return sum(inside for _, inside in weeks.values())


def counted(weeks: Weeks, kind: str) -> None:
    sums = {}
    for monday, (number, inside) in weeks.items():
        spans = list(spans_between(monday, monday + WEEK - DAY))
        for span in spans:
            is_inside = FIRST <= span.first <= LAST
            its = (inside if is_inside else number - inside) if len(spans) > 1 else number
            # Of a week in two months of the year all lies in the first.
            if len(spans) > 1 and spans[0].first.year == spans[1].first.year:
                its = number if span is spans[0] else 0
            sums[span.monday, span.month, kind] = its
    keep_sums(sums, through=date(2027, 1, 31))


def share(quarter: tuple[date, date], kind: str) -> dict[date, int | None]:
    """What is shared of the weeks that end in a quarter; nothing where the kind is left out."""
    weeks = weeks_until(date(2027, 1, 31), how_many=60)
    shown = {one.measure.code: one for one in weekly(weeks, quarter)}
    out = that_may_go_out({}, {f"weeks.{kind}": shown[f"weeks.{kind}"]})
    publish(out, title="Weeks", year=2026, by=None, at=AT)
    return {
        date.fromisoformat(monday): number
        for one in out.values()
        for (monday,), number in one.numbers.items()
    }


def report(code: str, numbers: Mapping[str, int]) -> int | None:
    """The whole of a yearly measure, as the report shows it."""
    cells: dict[Place, int] = {(value,): number for value, number in numbers.items()}
    year = Measured(MEASURES[code], 2026, {**cells, (TOTAL,): sum(numbers.values())})
    made = protect([year], seconds=2.0)
    publish(made.shown, title="Report", year=2026, by=None, at=AT)
    return made.shown[code].numbers[TOTAL,]


@pytest.mark.parametrize("is_tied", [True, False])
def test_the_year_tells_nothing_of_a_quarter_with_one_small_week(
    *, is_tied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 in each week to September, and then 3 in one of October: a gate that knows no ties lets the year tell the 3."""
    if not is_tied:
        for module in ("ledger", "other_releases"):
            monkeypatch.setattr(f"xenia.insight.reports.release.{module}.spans_of", _untied)
    weeks = weeks_of([0, *[20] * 38, 0, 3, *[0] * 12])
    counted(weeks, "questions")
    told = {monday: n for quarter in QUARTERS for monday, n in share(quarter, "questions").items()}
    assert [monday for monday, number in told.items() if number is None] == [MONDAYS[40]]
    assert year_of(weeks) - sum(number for number in told.values() if number) == 3
    year = report("enquiries.received", {"resident": 700, "press": 63})
    assert year == (None if is_tied else 763)


def _untied(*_everything: object) -> list[object]:
    return []


@pytest.mark.both_databases
def test_the_days_that_lie_in_no_week_of_the_year_alone_are_not_left_over() -> None:
    """Every whole week is shown; 3 came on the first days of January, and nobody in the last of December."""
    weeks = weeks_of([15, *[20] * 51, 15], first=3, last=0)
    counted(weeks, "questions")
    for quarter in QUARTERS:
        assert None not in share(quarter, "questions").values()
    assert year_of(weeks) - 20 * 51 == 3
    assert report("enquiries.received", {"resident": 1000, "press": 23}) is None


def test_many_on_those_days_do_no_harm() -> None:
    weeks = weeks_of([40, *[20] * 51, 40], first=20, last=20)
    counted(weeks, "questions")
    for quarter in QUARTERS:
        share(quarter, "questions")
    assert report("enquiries.received", {"resident": 1000, "press": 60}) == 1060
    (rest,) = published().rests
    assert rest[0] == "questions by week, 2026"


@pytest.mark.both_databases
def test_weeks_that_would_give_a_few_away_beside_the_year_are_not_shared() -> None:
    weeks = weeks_of([0, *[20] * 38, 0, 3, *[0] * 12])
    counted(weeks, "questions")
    assert report("enquiries.received", {"resident": 700, "press": 63}) == 763
    told = [share(quarter, "questions") for quarter in QUARTERS]
    # With summer out, what is left would be the 3 of October; without it, October says nothing.
    assert [len(its) for its in told] == [13, 13, 0, 13]
    assert told[3][MONDAYS[40]] is None


def test_two_measures_together_are_the_contacts_of_a_week() -> None:
    weeks = weeks_of([0, *[20] * 38, 0, 3, *[0] * 12])
    counted(weeks, "contacts")
    for quarter in QUARTERS:
        share(quarter, "contacts")
    assert report("contacts.visits", {"walk_in": 500}) == 500
    assert report("contacts.unnamed", {"walk_in": 263}) is None


def test_weeks_that_count_more_than_the_year_tell_less() -> None:
    """Who asks again stands in a week: 763 in weeks may be 760 in the year."""
    weeks = weeks_of([0, *[20] * 38, 0, 3, *[0] * 12])
    counted(weeks, "intakes")
    for quarter in QUARTERS:
        share(quarter, "intakes")
    assert report("intakes.received", {"walk_in": 750}) == 750


@pytest.mark.parametrize(("is_shared", "handed_in"), [(False, 237), (True, None)])
def test_weeks_tell_the_whole_of_a_quarter_and_so_what_others_did(
    *, is_shared: bool, handed_in: int | None
) -> None:
    """240 were sent in spring, 237 of them to one organization: beside the weeks, that would tell of the other's 3."""
    counted(
        {monday: (20, 20) if 14 <= at < 26 else (0, 0) for at, monday in enumerate(MONDAYS)},
        "referrals",
    )
    spring = date(2026, 4, 1)
    for provider, number in ((HARBOR, 237), (MILL, 3)):
        about: dict[str, Any] = {"provider": provider, "need": "shelter", "mode": "online"}
        record(
            kind="referrals.sent", on=date(2026, 5, 4), subject=provider, quantity=number, **about
        )
    if is_shared:
        for quarter in QUARTERS:
            share(quarter, "referrals")
    asked = [Asked("sent", "referrals.sent")]
    _, numbers = protect_quarter(asked, provider=HARBOR, first=spring, places={}, at=AT)
    assert numbers == {"sent": handed_in}


def test_each_kind_that_the_year_counts_names_its_measures() -> None:
    for code, kind in KINDS.items():
        assert all(one in MEASURES for one in kind.year), code
        assert {name for one in kind.year for name in MEASURES[one].kinds} <= set(kind.kinds)
    assert [code for code, kind in KINDS.items() if not kind.year] == ["needs_met"]


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
def test_whoever_has_all_weeks_and_the_year_recovers_nothing(data: st.DataObject) -> None:
    """Four shares and the report in any order."""
    try:
        with transaction.atomic():
            _all_go_out(data)
            raise _Over
    except _Over:
        pass


def _all_go_out(data: st.DataObject) -> None:
    WeekFigure.objects.all().delete()
    few = data.draw(st.sampled_from([[0, 0, 0, 3], [0, 2, 12, 30], [11, 15, 20], [0, 0, 5, 14]]))
    numbers = data.draw(st.lists(st.sampled_from(few), min_size=53, max_size=53))
    edges = [data.draw(st.integers(0, numbers[at])) for at in (0, -1)]
    weeks = weeks_of(numbers, *edges)
    counted(weeks, "questions")
    whole = year_of(weeks)
    press = data.draw(st.integers(0, whole))
    told: dict[date, int | None] = {}
    year: int | None = None
    for turn in data.draw(st.permutations([0, 1, 2, 3, None])):
        try:
            if turn is None:
                year = report("enquiries.received", {"resident": whole - press, "press": press})
            else:
                told |= share(QUARTERS[turn], "questions")
        except Refused:
            continue
        _attack(weeks, told, year)


def _attack(weeks: Weeks, told: Mapping[date, int | None], year: int | None) -> None:
    """A solver of its own: what was in each week, and in the two that lie in two years, on days of this one."""
    model = highspy.Highs()
    model.silent()
    counts = {monday: model.addIntegral(lb=0, ub=10_000) for monday in weeks}
    inside = {monday: model.addIntegral(lb=0, ub=10_000) for monday in weeks}
    for monday, (number, _) in weeks.items():
        if told.get(monday) is not None:
            assert told[monday] == number
            model.addConstr(1.0 * counts[monday] == number)
        if monday in (MONDAYS[0], MONDAYS[-1]):
            model.addConstr(1.0 * counts[monday] >= inside[monday])
        else:
            model.addConstr(1.0 * counts[monday] - inside[monday] == 0)
    if year is not None:
        assert year == year_of(weeks)
        model.addConstr(sum(1.0 * one for one in inside.values()) == year)
    for monday, (number, _) in weeks.items():
        if 0 < number < 11 and monday in told:
            assert not _is_proven_small(model, 1.0 * counts[monday]), monday
    rest = [monday for monday in weeks if monday not in told or monday in (MONDAYS[0], MONDAYS[-1])]
    if told and year is not None:
        left = sum(1.0 * inside[monday] for monday in rest)
        assert not _is_proven_small(model, left), [weeks[monday] for monday in rest]


def _is_proven_small(model: Any, what: Any) -> bool:
    ends: list[float] = []
    for ask in (model.minimize, model.maximize):
        ask(what)
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        ends.append(model.getObjectiveValue())
    return ends[0] > 0.5 and ends[1] < 10.5
