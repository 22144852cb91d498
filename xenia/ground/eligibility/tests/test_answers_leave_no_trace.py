"""What somebody answers is read, used, and in no text, log, pickle or error."""

import json
import logging
import pickle
import traceback
from typing import Any

import pytest

from xenia.ground.eligibility import (
    DECLINED,
    ESTIMATORS,
    Answers,
    Estimate,
    RuleSet,
    StatusUnknown,
    Tier,
    all_rule_sets,
    estimate,
    next_question,
    questions_of,
    read_answers,
    screen,
)
from xenia.ground.eligibility.tests.makers import MONDAY, a_rule_set, screened, the

CANARY = "31415.92"
OURS = [one for one in all_rule_sets() if not one.proposed]


def test_answers_have_no_text_and_are_not_stored() -> None:
    read = read_answers(OURS, {"income": CANARY, "situation": "refugee", "age": "abc271828"})
    texts = [repr(read), str(read), repr(read.answers), f"{read.answers}", repr(read.errors)]
    for rule_set in OURS:
        finding = screen(rule_set, read.answers, MONDAY)
        texts += [repr(finding), str(finding), repr(finding.criteria), repr(rule_set)]
    for text in texts:
        assert "31415" not in text
        assert "3141592" not in text
        assert "refugee" not in text
        assert "271828" not in text
        assert "unlikely" not in text
    for store in (pickle.dumps, json.dumps):
        with pytest.raises(TypeError):
            store(read.answers)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read = read_answers(OURS, {"income": CANARY, "household": CANARY})
        for rule_set in OURS:
            screen(rule_set, read.answers, MONDAY)
    assert caplog.text == ""


def test_an_error_on_the_way_does_not_tell_the_answer() -> None:
    """An answer of the wrong kind is a mistake in our code; its report holds no answer."""
    with pytest.raises(TypeError) as raised:
        screened("english-class", age=CANARY)
    assert "31415" not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        ("lives_here", "yes", "yes"),
        ("age", "34", 34),
        ("age", " 34 ", 34),
        ("age", "٣٤", 34),
        ("household", "1", 1),
        ("income", "1500", 150_000),
        ("income", "$1,500", 150_000),
        ("income", "1 500", 150_000),
        ("income", "234,567.89", 23_456_789),
        ("income", "0", 0),
        ("situation", "other", "other"),
    ],
)
def test_what_is_typed_is_read(question: str, typed: str, value: Any) -> None:
    read = read_answers(OURS, {question: typed})
    assert not read.errors
    assert read.answers.of(question) == value


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        ("lives_here", "maybe", "Choose one"),
        ("lives_here", "true", "Choose one"),
        ("situation", "green card", "Choose one"),
        ("age", "thirty", "whole number"),
        ("age", "-3", "whole number"),
        ("age", "131", "from %(least)s to %(most)s"),
        ("household", "0", "from %(least)s to %(most)s"),
        ("household", "41", "from %(least)s to %(most)s"),
        ("income", "1.500", "dollars in digits"),
        ("income", "1,50", "dollars in digits"),
        ("income", "about 1500", "dollars in digits"),
        ("income", "99999999", "from %(least)s to %(most)s"),
    ],
)
def test_what_cannot_be_read_is_told_and_counts_as_not_answered(
    question: str, typed: str, says: str
) -> None:
    read = read_answers(OURS, {question: typed})
    wrong = read.errors[question]
    assert says in wrong.sentence
    assert wrong.sentence % wrong.holes
    assert not read.answers.has(question)


def test_blank_and_declined_are_no_answers_and_nothing_unasked_is_read() -> None:
    read = read_answers(OURS, {"age": " ", "situation": DECLINED, "name": "Amal"})
    assert len(read.answers) == 0
    assert not read.errors
    assert read.answers.declined("situation")
    assert not read.answers.declined("age")


def test_every_other_program_is_screened_for_whoever_declines_to_say_her_status() -> None:
    said = {"situation": DECLINED, "age": "34", "household": "2", "income": "1000"}
    read = read_answers(OURS, said | {"lives_here": "yes", "two_papers": "yes"})
    tiers = {one.id: screen(one, read.answers, MONDAY).tier for one in OURS}
    assert tiers["city-id"] is Tier.LIKELY
    assert tiers["legal-aid"] is Tier.LIKELY
    assert tiers["health-center"] is Tier.LIKELY
    assert tiers["snap"] is Tier.ASK
    assert next_question(the("snap"), read.answers, MONDAY) is None


def test_status_is_asked_once_last_and_with_a_reason() -> None:
    asked = questions_of(OURS)
    assert [one.id for one in asked if one.status] == ["situation"]
    assert asked[-1].id == "situation"
    assert "do not have to answer" in asked[-1].why
    assert len({one.id for one in asked}) == len(asked)


def test_a_kept_result_says_nothing_about_status() -> None:
    said: dict[str, Any] = {"age": 30, "household": 1, "income": 100_000, "pregnant": "no"}
    finding = screened("medicaid", situation="refugee", **said)
    assert finding.tells_status
    kept = finding.without_status()
    assert [one.criterion.id for one in kept.criteria] == ["adult", "income"]
    assert [one.id for one in kept.notes] == ["green_card_later"]
    assert kept.matters == ()
    assert not screened("medicaid", **said).tells_status


class Reckoner:
    """Says ten dollars for everybody."""

    def estimate(self, rule_set: RuleSet, answers: Answers, on: Any) -> Estimate:
        return Estimate(cents=1000, per="month", citation=rule_set.status.citation)


def test_no_amount_is_reckoned_before_status_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    snap, soup = the("snap"), a_rule_set()
    assert estimate(snap, Answers(), MONDAY) is None
    monkeypatch.setitem(ESTIMATORS, "snap", Reckoner())
    monkeypatch.setitem(ESTIMATORS, "soup", Reckoner())
    with pytest.raises(StatusUnknown):
        estimate(snap, Answers({"household": 3}), MONDAY)
    found = estimate(snap, Answers({"situation": "citizen"}), MONDAY)
    assert found is not None
    assert found.cents == 1000
    assert estimate(soup, Answers(), MONDAY) is not None
