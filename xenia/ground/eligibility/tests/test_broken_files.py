"""A file of rules with a slip of the pen is refused, with its name and the key, and nothing of it is used."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xenia.ground.eligibility import BadRuleFile, read_rule_set
from xenia.ground.eligibility.tests.makers import (
    a_criterion,
    a_fact,
    a_question,
    a_rule_set,
    an_example,
)

HUNGRY = {"question": "hungry", "is": "yes"}
LAW = {"title": "The soup law", "url": "https://soup.example/", "read_on": date(2026, 11, 1)}
STATUS = {"question": "situation", "is": "citizen"}
MONEY = a_question("money", kind="money", per="month")
HOUSE = a_question("home", kind="household")
NEEDED = ("id", "version", "title", "summary", "region", "valid_from", "status", "leads_to")


def refused(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(BadRuleFile, match=re.escape(where)):
        a_rule_set(**changes)


def a_leaf(**leaf: Any) -> dict[str, Any]:
    """A file whose criterion asks hunger, and this besides."""
    return {
        "questions": [a_question(), MONEY, HOUSE],
        "criteria": [a_criterion(when={"all": [HUNGRY, leaf]})],
        "examples": [],
    }


def test_the_small_file_of_these_tests_is_in_order() -> None:
    assert a_rule_set().id == "soup"


@pytest.mark.parametrize("key", NEEDED)
def test_what_every_file_says_may_not_be_missing(key: str) -> None:
    wrong_kind: dict[str, Any] = {key: 3.5}
    refused(wrong_kind, f"soup.toml: {key}: expected")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"titel": "Soup"}, "soup.toml: the file: unknown keys ['titel']"),
        ({"title": ""}, "soup.toml: title"),
        ({"version": True}, "soup.toml: version"),
        ({"questions": [a_question(kind="maybe")]}, "questions[0].kind"),
        ({"questions": [a_question(wy="")]}, "questions[0]: unknown keys ['wy']"),
        ({"questions": [a_question(why="")]}, "questions[0].why"),
        ({"questions": [a_question(), a_question()]}, "questions: expected each id once"),
        ({"questions": [a_question(), a_question("idle")]}, "not ['idle']"),
        ({"questions": [a_question(status=True)]}, "no question about status"),
        ({"questions": [a_question(), a_question("age", kind="number")]}, "not ['age']"),
        ({"questions": [a_question(kind="choice")]}, "questions[0].choices"),
        ({"questions": [a_question(), a_question("tea", part_of="hungry")]}, "'tea' a number"),
        ({"asks": ["shoe_size"]}, "asks: expected shared questions"),
        ({"criteria": []}, "criteria: expected at least one"),
        ({"criteria": [a_criterion(source="rumour")]}, "criteria[0].source"),
        (
            {"notes": [{"id": "n", "tier": "surely", "text": "N.", "source": "law"}]},
            "notes[0].tier",
        ),
        ({"criteria": [a_criterion(no="")]}, "criteria[0].no"),
        ({"criteria": [a_criterion(), a_criterion()]}, "criteria[1]"),
        ({"criteria": [a_criterion(when={"question": "thirsty", "is": "yes"})]}, "when.question"),
        ({"criteria": [a_criterion(when={"question": "hungry", "is": "very"})]}, "when.is"),
        ({"criteria": [a_criterion(when={"question": "hungry", "in": []})]}, "when.in"),
        ({"criteria": [a_criterion(when={"question": "hungry"})]}, "when.is"),
        ({"criteria": [a_criterion(when={"all": []})]}, "when.all"),
        ({"criteria": [a_criterion(when={"all": [HUNGRY], "any": [HUNGRY]})]}, "['any']"),
        ({"criteria": [a_criterion(when={"not": HUNGRY, "is": "no"})]}, "['is']"),
        ({"criteria": [a_criterion(when="hungry")]}, "when: expected a table"),
        (
            {"criteria": [a_criterion(gate=True), a_criterion("b", gate=True)]},
            "criteria: expected at",
        ),
        ({"criteria": [a_criterion(gate=True, valid_from=date(2026, 1, 1))]}, "criteria[0].gate"),
        ({"criteria": [a_criterion(no_where=[{"when": HUNGRY}])]}, "no_where[0].text"),
        ({"always_ask": [a_fact(who="a friend")]}, "always_ask[0].who"),
        ({"always_ask": [a_fact(), a_fact()]}, "always_ask: expected each id once"),
        ({"valid_to": date(2025, 1, 1)}, "valid_to"),
        ({"leads_to": {"fee": "Free.", "forms": ["N-999"]}}, "leads_to.forms"),
        ({"review": {"reviewed_by": "A lawyer"}}, "review.reviewed_on"),
        ({"examples": [an_example(tier="surely")]}, "examples[0].tier"),
        ({"examples": [an_example(answers={"thirsty": "yes"})]}, "examples[0].answers.thirsty"),
        ({"examples": [an_example(answers={"hungry": 1})]}, "examples[0].answers.hungry"),
        ({"examples": [an_example(criteria={"thirst": "yes"})]}, "examples[0]"),
        ({"examples": [an_example(referred=["thirst"])]}, "examples[0]"),
    ],
)
def test_a_slip_is_told_with_its_place(changes: dict[str, Any], where: str) -> None:
    refused(changes, where)


@pytest.mark.parametrize(
    ("leaf", "where"),
    [
        ({"question": "money"}, "exactly one of"),
        ({"question": "money", "at_least": 1, "at_most": 2}, "exactly one of"),
        ({"question": "money", "at_least": "1"}, "at_least: expected a whole number"),
        ({"question": "money", "household": "home", "at_most_percent": 100, "of": "rent"}, ".of"),
        ({"question": "home", "household": "home", "at_most_percent": 100, "of": "hhs"}, "money"),
        ({"question": "money", "household": "hungry", "at_most_percent": 1, "of": "hhs"}, "money"),
        ({"question": "money", "household": "home", "at_most": 100, "of": "hhs"}, "exactly one of"),
    ],
)
def test_a_comparison_is_told_with_its_place(leaf: dict[str, Any], where: str) -> None:
    refused(a_leaf(**leaf), where)


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ({}, "sources.law.title"),
        ({**LAW, "url": ""}, "sources.law.url"),
        ({**LAW, "url": "soup.example"}, "begins with https"),
        ({"title": "The soup law", "url": "https://soup.example/"}, "sources.law.read_on"),
        ({**LAW, "read": date(2026, 1, 1)}, "unknown keys ['read']"),
    ],
)
def test_every_rule_says_where_it_stands(source: dict[str, Any], where: str) -> None:
    refused({"sources": {"law": source}}, where)


@pytest.mark.parametrize("part", ["criteria", "always_ask", "notes"])
def test_a_reason_that_rests_on_status_must_say_so(part: str) -> None:
    entry: dict[str, dict[str, Any]] = {
        "criteria": a_criterion("papers", when=STATUS),
        "always_ask": a_fact("papers", when=STATUS),
        "notes": {"id": "papers", "when": STATUS, "text": "Papers.", "source": "law"},
    }
    entries = [a_criterion(), entry[part]] if part == "criteria" else [entry[part]]
    refused({"asks": ["situation"], part: entries}, "status_derived: expected true")
    entry[part]["status_derived"] = True
    assert a_rule_set(asks=["situation"], **{part: entries}).asks_about_status()


def test_days_of_one_criterion_follow_one_another() -> None:
    before = a_criterion(valid_to=date(2026, 9, 30))
    after = a_criterion(valid_from=date(2026, 10, 1))
    assert len(a_rule_set(criteria=[before, after]).criteria) == 2
    refused({"criteria": [after, before]}, "criteria[1]")
    refused({"criteria": [before, a_criterion(valid_from=date(2026, 9, 30))]}, "criteria[1]")
    refused({"criteria": [before, a_criterion("other"), after]}, "criteria[2]")


def test_a_file_that_is_no_toml_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "torn.toml"
    path.write_text('id = "torn', encoding="utf-8")
    with pytest.raises(BadRuleFile, match=r"torn\.toml"):
        read_rule_set(path)
