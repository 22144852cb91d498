"""Golden cases of food, health and school under federal law, worked by hand."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.eligibility import Tier
from xenia.ground.eligibility.tests.makers import screened, truths


@pytest.mark.parametrize(
    ("on", "household", "cents", "tier"),
    [
        # Guidelines of 2026 from October 2026, four people: 15960 + 3 x 5680 = 33000; 130 % = 42900 a year, 3575 a month
        (date(2026, 10, 1), 4, 357_500, Tier.LIKELY),
        (date(2026, 10, 1), 4, 357_501, Tier.ASK),
        # The day before those of 2025: 15650 + 3 x 5500 = 32150; 130 % = 41795 a year, 3482.91 a month
        (date(2026, 9, 30), 4, 348_291, Tier.LIKELY),
        (date(2026, 9, 30), 4, 348_292, Tier.ASK),
        # 200 % of 33000 = 66000 a year, 5500 a month: above it no state goes
        (date(2026, 10, 1), 4, 550_000, Tier.ASK),
        (date(2026, 10, 1), 4, 550_001, Tier.UNLIKELY),
    ],
)
def test_food_benefits_by_income(on: date, household: int, cents: int, tier: Tier) -> None:
    said: dict[str, Any] = {"older_or_disabled": "no", "situation": "citizen"}
    assert screened("snap", on, household=household, income=cents, **said).tier is tier


def test_an_older_person_above_the_income_limit_is_sent_to_a_person() -> None:
    said: dict[str, Any] = {"older_or_disabled": "yes", "situation": "citizen"}
    assert screened("snap", household=4, income=600_000, **said).tier is Tier.ASK


@pytest.mark.parametrize(
    ("situation", "tier"),
    [
        # Public Law 119-21, section 10108: citizens, green cards after five years, entrants and COFA citizens.
        ("citizen", Tier.LIKELY),
        ("green_card_5", Tier.LIKELY),
        ("entrant", Tier.LIKELY),
        # Children with a green card do not wait; children who are citizens always may: a person looks.
        ("green_card_3", Tier.ASK),
        ("green_card_new", Tier.ASK),
        ("refugee", Tier.ASK),
        ("other", Tier.ASK),
    ],
)
def test_food_benefits_never_say_no_for_status_alone(situation: str, tier: Tier) -> None:
    assert screened("snap", household=4, income=100_000, situation=situation).tier is tier


@pytest.mark.parametrize(
    ("on", "cents", "tier"),
    [
        # 185 % for three: 2026 (15960 + 2 x 5680) x 1.85 = 50542 a year, 4211.83 a month, from July 2026
        (date(2026, 7, 1), 421_183, Tier.LIKELY),
        (date(2026, 7, 1), 421_184, Tier.UNLIKELY),
        # 2025: (15650 + 2 x 5500) x 1.85 = 49302.50 a year, 4108.54 a month, until June 2026
        (date(2026, 6, 30), 410_854, Tier.LIKELY),
        (date(2026, 6, 30), 410_855, Tier.UNLIKELY),
    ],
)
def test_wic_by_income(on: date, cents: int, tier: Tier) -> None:
    said: dict[str, Any] = {"child_under_5": "yes", "gets_benefits": "no"}
    assert screened("wic", on, household=3, income=cents, **said).tier is tier


def test_wic_is_for_pregnancy_and_small_children_and_a_benefit_proves_income() -> None:
    assert screened("wic", pregnant="yes", gets_benefits="yes").tier is Tier.LIKELY
    assert screened("wic", pregnant="no", child_under_5="no").tier is Tier.UNLIKELY
    assert screened("wic", pregnant="no", gets_benefits="yes").tier is Tier.ASK


@pytest.mark.parametrize(
    ("on", "situation", "met"),
    [
        # 8 U.S.C. 1612(b), 1613 until the end of September 2026; then Public Law 119-21, section 71109.
        (date(2026, 9, 30), "refugee", "yes"),
        (date(2026, 10, 1), "refugee", "no"),
        (date(2026, 9, 30), "entrant", "yes"),
        (date(2026, 10, 1), "entrant", "yes"),
        (date(2026, 9, 30), "green_card_3", "no"),
        (date(2026, 10, 1), "green_card_5", "yes"),
        (date(2026, 10, 1), "other", "no"),
    ],
)
def test_full_medicaid_changes_on_the_first_of_october(on: date, situation: str, met: str) -> None:
    said: dict[str, Any] = {"age": 40, "household": 1, "income": 100_000, "pregnant": "no"}
    assert truths(screened("medicaid", on, situation=situation, **said))["own_status"] == met


@pytest.mark.parametrize(
    ("household", "cents", "met"),
    [
        # 138 % of 2026 for two: 21640 x 1.38 = 29863.20 a year, 2488.60 a month
        (2, 248_860, "yes"),
        (2, 248_861, "no"),
    ],
)
def test_full_medicaid_by_income(household: int, cents: int, met: str) -> None:
    finding = screened("medicaid", age=40, household=household, income=cents)
    assert truths(finding)["income"] == met


@pytest.mark.parametrize(
    ("age", "pregnant", "tier"),
    [
        (19, "no", Tier.ASK),
        (21, "no", Tier.LIKELY),
        (64, "no", Tier.LIKELY),
        (65, "no", Tier.ASK),
        (30, "yes", Tier.ASK),
    ],
)
def test_wider_rules_for_the_young_the_old_and_pregnancy_need_a_person(
    age: int, pregnant: str, tier: Tier
) -> None:
    said: dict[str, Any] = {"household": 1, "income": 100_000, "situation": "citizen"}
    assert screened("medicaid", age=age, pregnant=pregnant, **said).tier is tier


def test_whoever_cannot_have_full_medicaid_hears_of_emergency_care() -> None:
    finding = screened("medicaid", situation="other")
    assert [one.id for one in finding.notes] == ["green_card_later", "emergency"]


@pytest.mark.parametrize("name", ["medicaid", "snap", "heating", "wic"])
def test_whether_asking_can_count_against_a_green_card_is_said_to_everybody_alike(
    name: str,
) -> None:
    """Source: 8 U.S.C. 1182(a)(4). Said whatever she answers, so that it shows nothing of her."""
    answers: tuple[dict[str, Any], ...] = ({}, {"household": 1, "income": 0})
    for said in answers:
        note = next(one for one in screened(name, **said).notes if one.id == "green_card_later")
        assert "Ask a lawyer or us before you decide." in note.text
        assert "Nobody on this page reports anything." in note.text
        assert note.citation.title.startswith("8 U.S.C. 1182(a)(4)")
        assert not note.status_derived


def test_emergency_care_is_there_for_whoever_says_nothing_and_help_comes_before_the_bill() -> None:
    """Source: 42 U.S.C. 1395dd; 42 CFR 440.255."""
    finding = screened("emergency-care")
    assert finding.tier is Tier.LIKELY
    assert finding.rule_set.questions == ()
    assert finding.criteria[0].reason.startswith("In an emergency the hospital must look after you")
    assert finding.rule_set.leads.fee.startswith("You are looked after first.")


def test_vaccines_for_children_without_insurance_or_with_medicaid() -> None:
    """Source: 42 U.S.C. 1396s(b)(2)."""
    for insurance, tier in (
        ("none", Tier.LIKELY),
        ("medicaid", Tier.LIKELY),
        ("other", Tier.UNLIKELY),
    ):
        assert screened("child-vaccines", child_to_18="yes", child_insured=insurance).tier is tier
    assert screened("child-vaccines", child_to_18="no").tier is Tier.UNLIKELY


def test_school_is_for_every_child_who_lives_or_stays_here() -> None:
    """Source: Plyler v. Doe, 457 U.S. 202 (1982); 42 U.S.C. 11432(g)(3)."""
    assert screened("school-enrollment", child_5_to_21="yes", lives_here="yes").tier is Tier.LIKELY
    finding = screened("school-enrollment", child_5_to_21="yes", no_fixed_home="yes")
    assert finding.tier is Tier.LIKELY
    assert [one.id for one in finding.notes] == ["at_once"]
    assert not finding.rule_set.asks_about_status()
    assert screened("school-enrollment", child_5_to_21="no").tier is Tier.UNLIKELY
