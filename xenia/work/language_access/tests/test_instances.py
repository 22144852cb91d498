"""Five weeks whose optimum is proven, one of ours, and weeks nobody has seen."""

from pathlib import Path

import pytest

from tests.shared import shared_folder
from xenia.work.language_access.matching import match
from xenia.work.language_access.matching.files import Instance, read_instances
from xenia.work.language_access.tests.checking import broken_rules
from xenia.work.language_access.tests.exact import most_worth
from xenia.work.language_access.tests.invented_weeks import a_week_of

# Twelve requests, five interpreters, two days; invented. The maxima are found by trying everything, in the test.
OURS = Path(__file__).parent / "data" / "small.json"
FILLED, WEIGHT = 0.98, 0.97  # of the proven maxima, in one plan


def check(instance: Instance) -> None:
    plan = match(instance.week)
    assert broken_rules(instance.week, plan) == []
    assert instance.max_filled
    assert instance.max_weight
    assert plan.filled >= FILLED * instance.max_filled
    assert plan.weight >= WEIGHT * instance.max_weight


@pytest.mark.parametrize("number", range(5))
def test_a_plan_comes_close_to_the_proven_optimum(number: int) -> None:
    instances = read_instances(shared_folder("interpreter-matching") / "instances.json")
    check(instances[number])


def test_our_own_small_week_too() -> None:
    (instance,) = read_instances(OURS)
    week = instance.week
    assert instance.max_filled == most_worth(week, {need.id: 1 for need in week.needs})
    assert instance.max_weight == most_worth(week, {need.id: need.weight for need in week.needs})
    check(instance)


def test_a_thousand_requests_for_two_hundred_interpreters_keep_the_rules() -> None:
    week = a_week_of(100, requests=1_000, interpreters=200)
    plan = match(week)
    assert broken_rules(week, plan) == []
    assert plan.filled >= 830  # of about 860 that anybody could ever do


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_hard_week_keeps_the_rules(seed: int) -> None:
    """Six requests for every hour there is."""
    week = a_week_of(seed, requests=300, interpreters=20, languages=4, flexible=0.9)
    assert broken_rules(week, match(week)) == []
