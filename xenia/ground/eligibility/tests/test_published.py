"""A rule set is used only when its days, its review, its place and its own examples allow it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xenia.ground.eligibility import (
    RuleSet,
    StatusMatters,
    all_rule_sets,
    failing_examples,
    proposed,
    published,
    publishing,
    unpublished,
)
from xenia.ground.eligibility.tests.makers import (
    LINDENPORT,
    MONDAY,
    a_criterion,
    a_question,
    a_rule_set,
    an_example,
)

OURS = all_rule_sets()
SAMPLE = {"reviewed_by": "A lawyer", "reviewed_on": date(2026, 11, 1), "sample_review": True}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let these be the only rule sets there are."""

    def put(*rule_sets: RuleSet) -> None:
        forget()
        monkeypatch.setattr(publishing, "all_rule_sets", lambda: rule_sets)

    yield put
    forget()


def forget() -> None:
    publishing._published.cache_clear()
    publishing._examples_hold.cache_clear()


def used(
    on: date = MONDAY, sample_city: bool = False, region: str = "US-MA-springvale"
) -> list[str]:
    return [one.id for one in published(on, sample_city, region)]


def test_a_reviewed_rule_set_whose_examples_hold_is_used(only: Any) -> None:
    only(a_rule_set())
    assert used() == ["soup"]
    assert published(MONDAY, False, "US-MA-springvale")[0].place == "US-MA-springvale"
    assert unpublished(MONDAY, False, "US-MA-springvale") == {}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"proposed": True}, "proposed"),
        ({"valid_from": date(2026, 11, 24)}, "not in force on this day"),
        ({"valid_to": date(2026, 11, 22)}, "not in force on this day"),
        (
            {"review": {**SAMPLE, "sample_review": False, "reviewed_on": date(2026, 11, 24)}},
            "not reviewed",
        ),
        ({"review": SAMPLE}, "reviewed for the sample city alone"),
        ({"examples": []}, "examples fail"),
        ({"examples": [an_example(tier="unlikely")]}, "examples fail"),
        ({"examples": [an_example(), an_example(criteria={"hunger": "no"})]}, "examples fail"),
        ({"examples": [an_example(on=date(2020, 1, 1))]}, "examples fail"),
    ],
)
def test_anything_else_is_not_used_and_its_keepers_learn_why(
    only: Any, changes: dict[str, Any], why: str
) -> None:
    only(a_rule_set(**changes))
    assert used() == []
    assert unpublished(MONDAY, False, "US-MA-springvale") == {"soup": why}


def test_without_a_review_nothing_is_used(only: Any) -> None:
    only(replace(a_rule_set(), review=None))
    assert used() == []


def test_a_review_for_the_sample_city_counts_there_alone(only: Any) -> None:
    only(a_rule_set(review=SAMPLE))
    assert used(sample_city=True) == ["soup"]
    assert used(sample_city=False) == []


@pytest.mark.parametrize(
    ("place", "is_about"),
    [
        ("US-MA", True),
        ("US-MA-springvale", True),
        ("US", False),
        ("US-ME", False),
        ("US-MAX", False),
    ],
)
def test_a_rule_set_holds_in_its_region_and_inside_it(
    only: Any, place: str, is_about: bool
) -> None:
    only(a_rule_set())
    assert bool(used(region=place)) == is_about


def test_a_proposed_rule_set_is_shown_apart(only: Any) -> None:
    only(a_rule_set(proposed=True))
    assert [one.id for one in proposed("US-MA-springvale")] == ["soup"]
    assert proposed("US-ME") == ()


def test_a_failing_example_says_what_came_out() -> None:
    rule_set = a_rule_set(examples=[an_example(tier="unlikely")])
    (failure,) = failing_examples(rule_set)
    assert failure.example == "Hungry"
    assert failure.expected.startswith("unlikely")
    assert failure.found.startswith("likely")


@pytest.mark.parametrize("rule_set", OURS, ids=lambda one: one.id)
def test_our_own_rule_sets_are_true_to_their_examples(rule_set: RuleSet) -> None:
    assert failing_examples(rule_set) == ()
    assert rule_set.examples or rule_set.proposed


@pytest.mark.parametrize(
    "rule_set", [one for one in OURS if not one.proposed], ids=lambda one: one.id
)
def test_our_own_examples_show_a_yes_and_something_else(rule_set: RuleSet) -> None:
    """Where nothing is asked, all can get it: there is nothing else to show."""
    tiers = {example.tier for example in rule_set.examples}
    assert "likely" in tiers
    assert len(tiers) > 1 or not rule_set.questions


def test_all_of_ours_but_the_proposal_are_used_in_the_sample_city_and_none_in_a_real_one() -> None:
    there = {one.id for one in published(MONDAY, True, LINDENPORT)}
    assert there == {one.id for one in OURS if not one.proposed}
    assert len(there) >= 15
    assert published(MONDAY, False, LINDENPORT) == ()
    assert {one.id for one in published(MONDAY, True, "US-ME")} < there


def test_what_names_the_city_holds_in_the_city_alone() -> None:
    for rule_set in OURS:
        names_it = any("Lindenport" in one.text for one in rule_set.sentences())
        assert not names_it or rule_set.region == LINDENPORT, rule_set


def test_whoever_asks_about_status_says_why_it_matters() -> None:
    for rule_set in OURS:
        assert rule_set.status.citation.url
        if rule_set.asks_about_status():
            assert rule_set.status.matters is not StatusMatters.NO, rule_set
    assert {one.status.matters for one in OURS} == set(StatusMatters)


def test_a_shared_word_is_asked_the_same_everywhere() -> None:
    asked: dict[str, str] = {}
    for rule_set in OURS:
        for question in rule_set.questions:
            assert asked.setdefault(question.id, question.text) == question.text


def test_where_it_leads_are_terms_of_the_directory() -> None:
    taxonomy = Path(__file__).resolve().parents[2] / "reference" / "data" / "taxonomy.csv"
    known = {line.split(",")[0] for line in taxonomy.read_text(encoding="utf-8").splitlines()}
    for rule_set in OURS:
        assert set(rule_set.leads.terms) <= known, rule_set


def test_a_sentence_is_given_to_translators_once_it_can_be_read() -> None:
    rule_set = a_rule_set(
        questions=[a_question(), a_question("tea", text="Do you like tea?")],
        criteria=[a_criterion(), a_criterion("t", when={"question": "tea", "is": "yes"})],
    )
    texts = {one.text for one in rule_set.sentences()}
    assert {"Soup", "Free.", "Are you hungry?", "For soup.", "Do you like tea?"} <= texts
    assert {"You are hungry.", "We do not know whether you are hungry."} <= texts
    assert {"Soup asks for no papers.", "Soup for whoever is hungry."} <= texts
    assert all(one.is_vital and "soup" in one.note for one in rule_set.sentences())
