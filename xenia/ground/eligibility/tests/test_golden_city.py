"""Golden cases of the sample city's own services, worked by hand from its directory and the limits it took over."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.eligibility import Tier
from xenia.ground.eligibility.tests.makers import screened, truths

LIKELY, UNLIKELY, ASK = Tier.LIKELY, Tier.UNLIKELY, Tier.ASK
Said = dict[str, Any]
HERE: Said = {"lives_here": "yes"}


@pytest.mark.parametrize(
    ("name", "said", "tier"),
    [
        ("school-meals", {"child_in_city_school": "yes"}, LIKELY),  # every child eats free
        ("school-meals", {"child_in_city_school": "no"}, UNLIKELY),
        ("library-card", {}, LIKELY),  # everybody
        ("english-class", {"age": 18}, LIKELY),  # adults of 18
        ("english-class", {"age": 17}, UNLIKELY),
        ("city-id", HERE | {"age": 14, "two_papers": "yes"}, LIKELY),  # residents of 14
        ("city-id", HERE | {"age": 13, "two_papers": "yes"}, UNLIKELY),
        ("city-id", {"lives_here": "no", "age": 30, "two_papers": "yes"}, UNLIKELY),
        ("city-id", HERE | {"age": 30, "two_papers": "no"}, ASK),
        ("city-id", HERE | {"age": 30}, ASK),
        # Half price from 12 years; two people: 21640 x 2 = 43280 a year, 3606.66 a month
        ("low-fare-card", HERE | {"age": 12, "household": 2, "income": 360_666}, LIKELY),
        (
            "low-fare-card",
            HERE | {"age": 12, "household": 2, "income": 360_667, "gets_benefits": "no"},
            UNLIKELY,
        ),
        ("low-fare-card", HERE | {"age": 12, "household": 2, "income": 360_667}, ASK),
        ("low-fare-card", HERE | {"age": 11, "gets_benefits": "yes"}, UNLIKELY),
    ],
)
def test_services_of_the_city(name: str, said: Said, tier: Tier) -> None:
    assert screened(name, **said).tier is tier


@pytest.mark.parametrize(
    ("household", "cents", "tier"),
    [
        # 45 CFR 1611.3(c): 125 % of 2026 for one: 19950 a year, 1662.50 a month
        (1, 166_250, LIKELY),
        (1, 166_251, ASK),
        # 45 CFR 1611.5: exceptions up to 200 %: 31920 a year, 2660 a month
        (1, 266_000, ASK),
        (1, 266_001, UNLIKELY),
    ],
)
def test_legal_aid_by_income(household: int, cents: int, tier: Tier) -> None:
    assert screened("legal-aid", household=household, income=cents, **HERE).tier is tier


@pytest.mark.parametrize(
    ("household", "cents", "tier", "notes"),
    [
        # 42 CFR 51c.303(f): nothing or little up to 100 %: 27320 for three, 2276.66 a month; less up to 200 %
        (3, 227_666, LIKELY, ["least"]),
        (3, 227_667, LIKELY, []),
        (3, 455_333, LIKELY, []),
        (3, 455_334, UNLIKELY, []),
    ],
)
def test_the_health_center_takes_less_from_who_has_less(
    household: int, cents: int, tier: Tier, notes: list[str]
) -> None:
    finding = screened("health-center", household=household, income=cents)
    assert finding.tier is tier
    assert [one.id for one in finding.notes] == notes


def test_tax_help_is_for_who_worked_and_earns_less_than_66000() -> None:
    """66000 / 12 = 5500 a month."""
    assert screened("tax-help", worked="yes", income=549_999).tier is LIKELY
    assert screened("tax-help", worked="yes", income=550_000).tier is UNLIKELY
    assert screened("tax-help", worked="no", income=0).tier is UNLIKELY


@pytest.mark.parametrize(
    ("on", "cents", "met"),
    [
        # 42 U.S.C. 8624(b)(2)(B): 150 % for two. 2026 from October: 21640 x 1.5 = 32460, 2705 a month
        (date(2026, 10, 1), 270_500, "yes"),
        (date(2026, 10, 1), 270_501, "no"),
        # Before: 21150 x 1.5 = 31725 a year, 2643.75 a month
        (date(2026, 9, 30), 264_375, "yes"),
        (date(2026, 9, 30), 264_376, "no"),
    ],
)
def test_heating_help_goes_on_to_a_person_where_the_states_limit_may_be_higher(
    on: date, cents: int, met: str
) -> None:
    finding = screened("heating", on, pays_heat="yes", household=2, income=cents)
    assert truths(finding)["income"] == met
    assert finding.tier is (LIKELY if met == "yes" else ASK)
