"""The day a rule begins and the day it ends both count; a day nobody has checked leads to a person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from xenia.ground.eligibility import Answers, NotForResults, Tier, Truth, screen
from xenia.ground.eligibility.tables import area_of, guideline_for, known_tables, limit
from xenia.ground.eligibility.tests.makers import (
    MONDAY,
    a_criterion,
    a_question,
    a_rule_set,
    screened,
)
from xenia.ground.eligibility.words import word

DAY = timedelta(days=1)
SEPTEMBER_30, OCTOBER_1 = date(2026, 9, 30), date(2026, 10, 1)


def a_change_in_october(**later: Any) -> list[dict[str, Any]]:
    """Until September hunger is asked; from October its contrary."""
    not_hungry = {"question": "hungry", "is": "no"}
    return [
        a_criterion(valid_to=SEPTEMBER_30),
        a_criterion(valid_from=OCTOBER_1, when=not_hungry, **later),
    ]


def test_the_law_of_the_day_counts() -> None:
    changing = a_rule_set(criteria=a_change_in_october())
    hungry = Answers({"hungry": "yes"})
    assert screen(changing, hungry, SEPTEMBER_30).tier is Tier.LIKELY
    assert screen(changing, hungry, OCTOBER_1).tier is Tier.UNLIKELY


def test_a_condition_that_has_not_begun_does_not_count_yet() -> None:
    coming = a_criterion("coming", valid_from=OCTOBER_1, when={"question": "hungry", "is": "no"})
    rule_set = a_rule_set(criteria=[a_criterion(), coming])
    assert screen(rule_set, Answers({"hungry": "yes"}), SEPTEMBER_30).tier is Tier.LIKELY
    assert screen(rule_set, Answers({"hungry": "yes"}), OCTOBER_1).tier is Tier.UNLIKELY


def test_a_condition_that_ended_without_a_next_one_leads_to_a_person() -> None:
    """A forgotten update must not make everybody eligible."""
    ended = a_criterion("ended", valid_to=SEPTEMBER_30)
    rule_set = a_rule_set(criteria=[a_criterion(), ended])
    finding = screen(rule_set, Answers({"hungry": "yes"}), OCTOBER_1)
    assert finding.tier is Tier.ASK
    assert finding.criteria[1].truth is Truth.UNKNOWN
    assert finding.criteria[1].reason == word("no_rule")
    assert finding.matters == ()


def test_a_question_of_a_condition_that_ended_no_longer_matters() -> None:
    ended = a_criterion("ended", valid_to=SEPTEMBER_30, when={"question": "tea", "is": "yes"})
    rule_set = a_rule_set(
        questions=[a_question(), a_question("tea")], criteria=[a_criterion(), ended]
    )
    assert screen(rule_set, Answers(), SEPTEMBER_30).matters == ("hungry", "tea")
    assert screen(rule_set, Answers(), OCTOBER_1).matters == ("hungry",)


def test_a_gap_between_two_laws_leads_to_a_person() -> None:
    late = a_criterion(valid_from=date(2026, 11, 1))
    rule_set = a_rule_set(criteria=[a_criterion(valid_to=SEPTEMBER_30), late])
    hungry = Answers({"hungry": "yes"})
    assert screen(rule_set, hungry, date(2026, 10, 31)).tier is Tier.ASK
    assert screen(rule_set, hungry, date(2026, 11, 1)).tier is Tier.LIKELY


def test_no_result_is_made_outside_the_days_or_from_a_proposal() -> None:
    rule_set = a_rule_set(valid_to=MONDAY)
    assert screen(rule_set, Answers(), MONDAY).tier is Tier.ASK
    for on in (MONDAY + DAY, date(2025, 12, 31)):
        with pytest.raises(NotForResults):
            screen(rule_set, Answers(), on)
    with pytest.raises(NotForResults):
        screen(replace(rule_set, proposed=True), Answers(), MONDAY)


@pytest.mark.parametrize(
    ("table", "on", "year"),
    [
        ("hhs", date(2021, 1, 12), None),
        ("hhs", date(2021, 1, 13), 2021),
        ("hhs", date(2024, 1, 10), 2023),
        ("hhs", date(2024, 1, 11), 2024),
        ("hhs", date(2026, 1, 12), 2025),
        ("hhs", date(2026, 1, 13), 2026),
        ("hhs", date(2027, 1, 10), 2026),
        ("hhs", date(2027, 1, 11), None),
        ("october", date(2026, 9, 30), 2025),
        ("october", date(2026, 10, 1), 2026),
        ("october", date(2027, 10, 1), None),
        ("july", date(2026, 6, 30), 2025),
        ("july", date(2026, 7, 1), 2026),
        ("july", date(2027, 7, 1), None),
    ],
)
def test_each_program_takes_the_guidelines_over_on_its_day(
    table: str, on: date, year: int | None
) -> None:
    found = guideline_for(table=table, place="US-MA", on=on)
    assert (found.year if found else None) == year


@pytest.mark.parametrize("table", sorted(known_tables()))
def test_between_the_first_and_the_last_day_no_day_is_without_a_guideline(table: str) -> None:
    days = [date(2022, 1, 1) + number * DAY for number in range(5 * 365)]
    assert all(guideline_for(table=table, place="US-MA", on=day) for day in days)


@pytest.mark.parametrize(
    ("place", "area"),
    [("US-MA-lindenport", "contiguous"), ("US-AK", "alaska"), ("US-HI-hilo", "hawaii"), ("US", "")],
)
def test_alaska_and_hawaii_have_tables_of_their_own(place: str, area: str) -> None:
    assert area_of(place) == area


def test_a_limit_is_reckoned_in_cents() -> None:
    """2026, eight people: 15960 + 7 x 5680 = 55720; 185 % = 103082 dollars."""
    found = limit(table="hhs", percent=185, household=8, place="US-MA", on=MONDAY)
    assert found == 10_308_200


def test_a_day_without_an_amount_leads_to_a_person_and_says_why() -> None:
    finding = screened("n-400-reduced-fee", date(2027, 1, 11), household=1, income=0)
    assert finding.tier is Tier.ASK
    assert finding.criteria[0].reason == word("no_table")
    assert finding.matters == ()
    asked = screened("n-400-reduced-fee", date(2027, 1, 11))
    assert asked.matters == ()
