"""Golden cases of citizenship and its fee, worked by hand from the law each cites."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.eligibility import (
    Answers,
    Tier,
    fees,
    next_question,
    proposed_fees,
    read_answers,
    screen,
)
from xenia.ground.eligibility.tests.makers import MONDAY, screened, the, truths

# 34 years old, six years with a green card, four months away, nothing to worry about.
READY: dict[str, Any] = {
    "age": 34,
    "situation": "green_card_5",
    "months_away_5": 4,
    "same_state": "yes",
    "knows_english": "yes",
    "knows_civics": "yes",
    "long_trip": "no",
    "arrested": "no",
    "removal": "no",
    "voted_or_claimed": "no",
    "taxes_open": "no",
    "child_support": "no",
    "military": "no",
    "other_worry": "no",
}
# What always needs an attorney. Source: our notes on the USCIS Policy Manual, volume 12; 8 U.S.C. 1427, 1429, 1227.
FACTS = {
    "long_trip": "long_trip",
    "arrested": "arrest",
    "removal": "removal",
    "voted_or_claimed": "voted_or_claimed",
    "taxes_open": "taxes",
    "child_support": "child_support",
    "military": "military",
    "other_worry": "other_worry",
}


def test_five_years_with_a_green_card_and_nothing_to_worry_about_is_likely() -> None:
    finding = screened("n-400", **READY)
    assert finding.tier is Tier.LIKELY
    assert set(truths(finding).values()) == {"yes"}
    assert not finding.matters
    says = " ".join(one.text for one in finding.notes)
    assert "Let a lawyer or an accredited representative look before you send it." in says
    assert "Not asked here: everything that counts as good moral character" in says


@pytest.mark.parametrize(("question", "fact"), FACTS.items())
def test_a_fact_for_an_attorney_is_never_likely(question: str, fact: str) -> None:
    finding = screened("n-400", **READY | {question: "yes"})
    assert finding.tier is Tier.ASK
    assert [one.id for one in finding.referred] == [fact]
    assert finding.referred[0].who == "attorney"
    assert finding.notes == ()


@pytest.mark.parametrize("question", FACTS)
def test_a_fact_nobody_answered_is_never_likely_either(question: str) -> None:
    said = {key: value for key, value in READY.items() if key != question}
    finding = screened("n-400", **said)
    assert finding.tier is Tier.ASK
    assert finding.matters == (question,)


@pytest.mark.parametrize("question", FACTS)
def test_a_fact_for_an_attorney_comes_before_a_condition_that_is_not_met(question: str) -> None:
    finding = screened("n-400", **READY | {"age": 17, question: "yes"})
    assert finding.tier is Tier.ASK


@pytest.mark.parametrize(("five", "three", "fits"), [(2, 30, False), (2, 3, False), (3, 3, True)])
def test_more_months_away_in_three_years_than_in_five_are_not_believed(
    five: int, three: int, fits: bool
) -> None:
    typed = {key: str(value) for key, value in READY.items()}
    typed |= {"months_away_5": str(five), "months_away_3": str(three)}
    read = read_answers([the("n-400")], typed)
    assert set(read.errors) == (set() if fits else {"months_away_5", "months_away_3"})
    assert all("cannot both be right" in one.sentence for one in read.errors.values())
    tier = screen(the("n-400"), read.answers, MONDAY).tier
    assert tier is (Tier.LIKELY if fits else Tier.ASK)


@pytest.mark.parametrize(
    ("age", "met"),
    [(17, "no"), (18, "yes")],  # 8 U.S.C. 1445(b): eighteen years
)
def test_eighteen_years(age: int, met: str) -> None:
    assert truths(screened("n-400", **READY | {"age": age}))["adult"] == met


@pytest.mark.parametrize(
    ("situation", "spouse", "met"),
    [
        ("green_card_5", "no", "yes"),  # 8 U.S.C. 1427(a): five years
        ("green_card_20", "no", "yes"),
        ("green_card_3", "yes", "yes"),  # 8 U.S.C. 1430(a): three years with a citizen spouse
        ("green_card_3", "no", "no"),
        ("green_card_3", None, "unknown"),
        ("green_card_new", "yes", "no"),
        (None, "yes", "unknown"),
    ],
)
def test_five_years_or_three_with_a_citizen_spouse(
    situation: str | None, spouse: str | None, met: str
) -> None:
    said = {**READY, "situation": situation, "citizen_spouse": spouse}
    finding = screened("n-400", **{key: one for key, one in said.items() if one is not None})
    assert truths(finding)["green_card_years"] == met


@pytest.mark.parametrize(
    ("situation", "says"),
    [
        # 8 U.S.C. 1429: nobody is naturalized who was not lawfully admitted for permanent residence.
        ("other", "Do not send this form. Sending it can bring you into danger."),
        ("entrant", "Do not send this form. Sending it can bring you into danger."),
        ("refugee", "A green card comes first. Do not send this form yet. Ask a lawyer."),
        ("citizen", "You are a citizen already: you need no form."),
    ],
)
def test_without_a_green_card_nobody_is_led_to_the_form(situation: str, says: str) -> None:
    for said in ({}, READY, READY | {"arrested": "yes"}):
        finding = screened("n-400", **said | {"situation": situation})
        assert finding.tier is Tier.UNLIKELY
        (only,) = finding.criteria
        assert only.reason.startswith(says)
        assert not finding.shows_way
        assert (finding.matters, finding.referred, finding.open_facts) == ((), (), ())


def test_the_green_card_is_asked_before_anything_that_frightens() -> None:
    rules = the("n-400")
    assert rules.gate == "situation"
    asked = next_question(rules, Answers(), MONDAY)
    assert asked is not None
    assert asked.id == "situation"
    assert screened("n-400").matters == ("situation",)
    assert not screened("n-400").shows_way
    assert "removal" in screened("n-400", situation="green_card_5").matters
    declined = screen(rules, Answers({}, ["situation"]), MONDAY)
    assert declined.tier is Tier.ASK
    assert declined.matters == ()


def test_what_is_kept_names_the_same_conditions_with_and_without_a_green_card() -> None:
    kept = [
        {one.criterion.id: one.truth for one in screened("n-400", **said).without_status().criteria}
        for said in (READY, READY | {"situation": "other"}, READY | {"situation": "citizen"})
    ]
    assert kept[0] == kept[1] == kept[2]
    assert "green_card" not in kept[0]


@pytest.mark.parametrize(
    ("away_5", "away_3", "situation", "spouse", "met"),
    [
        (30, None, "green_card_5", "no", "yes"),  # 60 - 30 = 30 months here: half of five years
        (31, None, "green_card_5", "no", "no"),  # 29 months here
        (31, 18, "green_card_5", "yes", "yes"),  # 36 - 18 = 18 months here: half of three years
        (31, 19, "green_card_5", "yes", "no"),  # 17 months here
        (31, None, "green_card_5", None, "unknown"),
    ],
)
def test_here_for_half_of_the_time(
    away_5: int, away_3: int | None, situation: str, spouse: str | None, met: str
) -> None:
    said = READY | {"months_away_5": away_5, "situation": situation}
    said |= {"months_away_3": away_3} if away_3 is not None else {}
    said |= {"citizen_spouse": spouse} if spouse else {}
    assert truths(screened("n-400", **said))["presence"] == met


@pytest.mark.parametrize(
    ("age", "situation", "met"),
    [
        (50, "green_card_20", "yes"),  # 8 U.S.C. 1423(b)(2)(A): over 50, 20 years
        (49, "green_card_20", "no"),
        (50, "green_card_15", "no"),
        (55, "green_card_15", "yes"),  # 8 U.S.C. 1423(b)(2)(B): over 55, 15 years
        (54, "green_card_15", "no"),
        (55, "green_card_5", "no"),
        (65, "green_card_20", "yes"),
    ],
)
def test_older_people_with_many_years_need_no_english(age: int, situation: str, met: str) -> None:
    said = READY | {"knows_english": "no", "cannot_learn": "no", "age": age, "situation": situation}
    assert truths(screened("n-400", **said))["english"] == met


def test_at_65_with_20_years_the_list_of_questions_is_shorter() -> None:
    notes = {
        one.id
        for one in screened("n-400", **READY | {"age": 65, "situation": "green_card_20"}).notes
    }
    assert {"own_language", "short_test"} <= notes
    notes = {
        one.id
        for one in screened("n-400", **READY | {"age": 64, "situation": "green_card_20"}).notes
    }
    assert "short_test" not in notes


def test_an_illness_with_form_n_648_takes_both_tests_away() -> None:
    said = READY | {"knows_english": "no", "knows_civics": "no", "cannot_learn": "yes"}
    finding = screened("n-400", **said)
    assert finding.tier is Tier.LIKELY
    assert "n648" in {one.id for one in finding.notes}


def test_who_does_not_say_her_status_is_told_everything_else() -> None:
    said = {key: value for key, value in READY.items() if key != "situation"}
    finding = screened("n-400", **said)
    assert finding.tier is Tier.ASK
    assert finding.matters == ("situation",)
    assert truths(finding)["adult"] == "yes"
    assert truths(finding)["three_months_here"] == "yes"


@pytest.mark.parametrize(
    ("household", "cents", "tier"),
    [
        # 150 % of the guidelines of 2026: 15960 x 1.5 = 23940 a year, 1995 a month
        (1, 199_500, Tier.LIKELY),
        (1, 199_501, Tier.UNLIKELY),
        # 15960 + 5 x 5680 = 44360; x 1.5 = 66540 a year, 5545 a month
        (6, 554_500, Tier.LIKELY),
        (6, 554_501, Tier.UNLIKELY),
    ],
)
def test_the_fee_falls_away_at_150_percent(household: int, cents: int, tier: Tier) -> None:
    said: dict[str, Any] = {"gets_benefits": "no", "hardship": "no"}
    finding = screened("n-400-fee-waiver", household=household, income=cents, **said)
    assert finding.tier is tier


def test_a_benefit_or_hardship_alone_takes_the_fee_away() -> None:
    assert screened("n-400-fee-waiver", gets_benefits="yes").tier is Tier.LIKELY
    assert screened("n-400-fee-waiver", hardship="yes", income=900_000).tier is Tier.LIKELY


@pytest.mark.parametrize(
    ("place", "cents", "tier"),
    [
        # 400 % for three in 2026: (15960 + 2 x 5680) x 4 = 109280 a year, 9106.66 a month
        ("US-MA-lindenport", 910_666, Tier.LIKELY),
        ("US-MA-lindenport", 910_667, Tier.UNLIKELY),
        # Alaska: (19950 + 2 x 7100) x 4 = 136600 a year, 11383.33 a month
        ("US-AK", 1_138_333, Tier.LIKELY),
        ("US-AK", 1_138_334, Tier.UNLIKELY),
        # Hawaii: (18360 + 2 x 6530) x 4 = 125680 a year, 10473.33 a month
        ("US-HI", 1_047_333, Tier.LIKELY),
        ("US-HI", 1_047_334, Tier.UNLIKELY),
        # A place in no state has no table.
        ("US", 0, Tier.ASK),
    ],
)
def test_the_lower_fee_ends_at_400_percent(place: str, cents: int, tier: Tier) -> None:
    assert screened("n-400-reduced-fee", place=place, household=3, income=cents).tier is tier


def test_the_amounts_behind_a_result_come_with_their_source() -> None:
    (guideline,) = screened("n-400-reduced-fee", household=3, income=0).guidelines
    assert (guideline.year, guideline.dollars(3)) == (2026, 27320)  # 15960 + 2 x 5680
    assert guideline.citation.title.endswith("91 FR 1797")
    assert screened("n-400").guidelines == ()


def test_the_fees_of_a_day() -> None:
    """Source: USCIS Form G-1055, from 1 April 2024."""
    assert {one.way: one.dollars for one in fees("N-400", MONDAY)} == {
        "online": 710,
        "paper": 760,
        "reduced": 380,
        "waived": 0,
    }
    assert {one.way: one.dollars for one in fees("N-336", MONDAY)} == {"online": 780, "paper": 830}
    assert fees("N-400", date(2024, 3, 31)) == ()
    assert len(fees("N-400", date(2024, 4, 1))) == 4


def test_a_proposed_fee_is_never_in_force() -> None:
    assert {one.dollars for one in proposed_fees("N-400")} == {1280, 1330}
    for day in (date(2024, 4, 1), MONDAY, date(2040, 1, 1)):
        assert not {one.dollars for one in fees("N-400", day)} & {1280, 1330}
