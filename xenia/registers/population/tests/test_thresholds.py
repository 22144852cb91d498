"""Which languages a law asks for, against numbers worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.reference.models import LegalBasis
from xenia.registers.population.margins import Figure
from xenia.registers.population.thresholds import (
    Duty,
    NoLine,
    Owed,
    Rule,
    Speakers,
    Threshold,
    Verdict,
    languages_owed,
)

SAFE_HARBOR = Threshold(Rule.LESSER, share=0.05, count=1000, notice_below=50)


def of(threshold: Threshold, value: float, margin: float | None, people: Figure | None) -> Owed:
    """The verdict about one language."""
    speakers = [Speakers("ht", Figure(value, margin))]
    return languages_owed(threshold=threshold, speakers=speakers, people=people)[0]


BIG_CITY = Figure(100_000, 0)  # 5 % is 5,000: the number, 1,000, is less


@pytest.mark.parametrize(
    ("value", "margin", "verdict", "chance"),
    [
        # 329 / 1.645 = 200. (2,300 − 1,000) / 200 = 6.5 errors above.
        (2300, 329, Verdict.YES, 1.0),
        # 1.645 errors above: 0.95002, just sure. One person fewer: 1.64 errors, 0.9495.
        (1329, 329, Verdict.YES, 0.9500),
        (1328, 329, Verdict.CLOSE, 0.9495),
        # Half an error above and below.
        (1100, 329, Verdict.CLOSE, 0.6915),
        (900, 329, Verdict.CLOSE, 0.3085),
        # 1.645 errors below: 0.04998, just sure.
        (671, 329, Verdict.NO, 0.0500),
        (672, 329, Verdict.CLOSE, 0.0505),
        # Counted, not estimated.
        (1000, 0, Verdict.YES, 1.0),
        (999, 0, Verdict.NO, 0.0),
    ],
)
def test_a_number_of_people(value: float, margin: float, verdict: Verdict, chance: float) -> None:
    owed = of(SAFE_HARBOR, value, margin, BIG_CITY)
    assert (owed.verdict, owed.by, owed.line) == (verdict, Rule.COUNT, 1000)
    assert owed.chance == pytest.approx(chance, abs=1e-4)


def test_a_share_with_a_margin_of_its_own() -> None:
    # 5 % of 8,000 is 400, less than 1,000. The share is 0.0625 ± 0.020401, its error 0.012402:
    # (0.0625 − 0.05) / 0.012402 = 1.00791 errors above: 0.8433.
    owed = of(SAFE_HARBOR, 500, 164.5, Figure(8_000, 329))
    assert (owed.verdict, owed.by, owed.line) == (Verdict.CLOSE, Rule.SHARE, 400)
    assert owed.chance == pytest.approx(0.8433, abs=1e-4)
    assert owed.leans_to_yes


def test_whichever_is_more_needs_both() -> None:
    # 3,000 ± 329: sure of the number, 1,000; 10 errors below 5 % of 100,000.
    owed = of(Threshold(Rule.GREATER, share=0.05, count=1000), 3000, 329, BIG_CITY)
    assert (owed.verdict, owed.by, owed.line) == (Verdict.NO, Rule.SHARE, 5000)


def test_whichever_is_less_needs_one() -> None:
    owed = of(Threshold(Rule.LESSER, share=0.05, count=1000), 3000, 329, BIG_CITY)
    assert (owed.verdict, owed.by) == (Verdict.YES, Rule.COUNT)


def test_below_fifty_people_a_notice_is_enough() -> None:
    # 5 % of 400 is 20. 45 counted people reach it, and are fewer than 50.
    owed = of(SAFE_HARBOR, 45, 0, Figure(400, 0))
    assert (owed.verdict, owed.duty, owed.is_duty_sure) == (Verdict.YES, Duty.NOTICE, True)


def test_fifty_people_get_translations() -> None:
    owed = of(SAFE_HARBOR, 50, 0, Figure(400, 0))
    assert (owed.duty, owed.is_duty_sure) == (Duty.WRITTEN, True)


def test_near_fifty_people_it_is_said_that_the_kind_of_duty_is_not_sure() -> None:
    # 47 ± 10: its error is 6.08; 50 lies half an error above, so fewer than 50 is no more than likely.
    owed = of(SAFE_HARBOR, 47, 10, Figure(400, 0))
    assert (owed.verdict, owed.duty, owed.is_duty_sure) == (Verdict.YES, Duty.NOTICE, False)


def test_without_a_margin_every_language_is_too_close_to_call() -> None:
    owed = of(SAFE_HARBOR, 90_000, None, BIG_CITY)
    assert (owed.verdict, owed.chance) == (Verdict.CLOSE, None)


def test_languages_counted_as_one_are_not_owed_by_their_sum() -> None:
    both = Speakers("french-haitian-cajun", Figure(9_000, 300), ("fr", "ht"), is_together=True)
    owed = languages_owed(threshold=SAFE_HARBOR, speakers=[both], people=BIG_CITY)[0]
    assert (owed.verdict, owed.members) == (Verdict.TOGETHER, ("fr", "ht"))


def test_languages_counted_as_one_that_are_few_together_are_few_each() -> None:
    both = Speakers("french-haitian-cajun", Figure(90, 30), ("fr", "ht"), is_together=True)
    owed = languages_owed(threshold=SAFE_HARBOR, speakers=[both], people=BIG_CITY)[0]
    assert owed.verdict == Verdict.NO


def test_a_law_that_names_languages_asks_for_them_however_many_people() -> None:
    threshold = Threshold(Rule.NAMED, named=frozenset({"ht", "kea", "cmn"}))
    speakers = [
        Speakers("ht", Figure(10, 20)),
        Speakers("es", Figure(90_000, 20)),
        Speakers("chinese", Figure(800, 90), ("cmn", "yue")),
    ]
    owed = languages_owed(threshold=threshold, speakers=speakers, people=None)
    verdicts = {one.language: one.verdict for one in owed}
    assert verdicts == {
        "ht": Verdict.YES,
        "kea": Verdict.YES,
        "cmn": Verdict.YES,
        "es": Verdict.NO,
    }
    found = {one.language: one.figure for one in owed}
    assert (found["kea"], found["cmn"]) == (None, Figure(800, 90))


def test_owed_languages_come_first_then_the_doubtful_then_by_people() -> None:
    speakers = [
        Speakers("km", Figure(10, 5)),
        Speakers("ht", Figure(1_050, 329)),
        Speakers("es", Figure(4_000, 329)),
        Speakers("vi", Figure(6_000, 329)),
    ]
    owed = languages_owed(threshold=SAFE_HARBOR, speakers=speakers, people=BIG_CITY)
    assert [one.language for one in owed] == ["vi", "es", "ht", "km"]


def test_a_share_of_nobody_is_asked_back() -> None:
    with pytest.raises(ValueError, match="all people of the area"):
        of(SAFE_HARBOR, 100, 10, None)


def test_a_law_without_a_number_has_no_answer() -> None:
    with pytest.raises(NoLine):
        of(Threshold(Rule.NONE), 100, 10, BIG_CITY)


def test_the_reckoning_knows_the_same_rules_as_the_records_of_laws() -> None:
    assert {str(rule) for rule in Rule} == set(LegalBasis.Rule.values)


RANK = {Verdict.NO: 0, Verdict.CLOSE: 1, Verdict.YES: 2}
COUNTED = st.integers(0, 20_000).map(float)
MARGINS = st.integers(0, 3_000).map(float)
CITIES = st.builds(Figure, st.integers(20_000, 10**6).map(float), MARGINS)


@given(COUNTED, st.integers(1, 20_000), MARGINS)
def test_more_people_are_never_owed_less(few: float, more: int, margin: float) -> None:
    threshold = Threshold(Rule.COUNT, count=1000)
    first, second = of(threshold, few, margin, None), of(threshold, few + more, margin, None)
    assert RANK[first.verdict] <= RANK[second.verdict]


@given(COUNTED, MARGINS, CITIES)
def test_whichever_is_less_owes_what_either_part_owes_and_whichever_is_more_what_both_owe(
    value: float, margin: float, people: Figure
) -> None:
    share = of(Threshold(Rule.SHARE, share=0.05), value, margin, people)
    count = of(Threshold(Rule.COUNT, count=1000), value, margin, people)
    less = of(Threshold(Rule.LESSER, share=0.05, count=1000), value, margin, people)
    more = of(Threshold(Rule.GREATER, share=0.05, count=1000), value, margin, people)
    ranks = sorted((RANK[share.verdict], RANK[count.verdict]))
    assert [RANK[more.verdict], RANK[less.verdict]] == ranks


@given(COUNTED, MARGINS, MARGINS, CITIES)
def test_a_wider_margin_never_makes_us_surer(
    value: float, margin: float, wider: float, people: Figure
) -> None:
    threshold = Threshold(Rule.COUNT, count=1000)
    narrow = of(threshold, value, margin, people)
    wide = of(threshold, value, margin + wider, people)
    assert wide.verdict in (narrow.verdict, Verdict.CLOSE)
