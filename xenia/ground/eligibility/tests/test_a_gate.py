"""A gate comes first: until it is answered nothing else counts, and where it is not met nothing else is asked."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.eligibility import Answers, RuleSet, Tier, Truth, next_question, screen
from xenia.ground.eligibility.tests.makers import (
    MONDAY,
    a_criterion,
    a_fact,
    a_question,
    a_rule_set,
)
from xenia.ground.eligibility.tests.test_more_answers import (
    CAN_BE,
    CONDITIONS,
    PARTIAL,
    QUESTIONS,
    asked_all,
    extensions,
    found,
)

GATE = "door"
ASKED = {"question": GATE, "is": "yes"}


@st.composite
def gated(draw: st.DrawFn) -> RuleSet:
    """A rule set with a gate before random conditions and facts."""
    conditions = draw(st.lists(CONDITIONS, min_size=1, max_size=3))
    facts = draw(st.lists(CONDITIONS, max_size=2))
    everything = {"any": [{"question": "n", "at_least": 0}, *asked_all()]}
    return a_rule_set(
        questions=[*QUESTIONS, a_question(GATE)],
        criteria=[
            a_criterion("gate", when=ASKED, gate=True),
            *(a_criterion(f"c{i}", when=one) for i, one in enumerate(conditions)),
        ],
        always_ask=[a_fact(f"f{i}", when=one) for i, one in enumerate(facts)],
        notes=[{"id": "all", "when": everything, "text": "All.", "source": "law"}],
        examples=[],
    )


@given(gated(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_until_it_is_answered_nothing_else_matters(rules: RuleSet, said: dict[str, Any]) -> None:
    now = found(rules, said)
    assert now.tier is Tier.ASK
    assert now.matters == (GATE,)
    assert not now.shows_way
    asked = next_question(rules, Answers(said), MONDAY)
    assert asked is not None
    assert asked.id == rules.gate == GATE


@given(gated(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_whoever_declines_it_is_asked_nothing_and_sent_to_a_person(
    rules: RuleSet, said: dict[str, Any]
) -> None:
    answers = Answers(said, [GATE])
    finding = screen(rules, answers, MONDAY)
    assert finding.tier is Tier.ASK
    assert finding.matters == ()
    assert next_question(rules, answers, MONDAY) is None


@given(gated(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_not_met_it_alone_counts_whatever_else_is_said(
    rules: RuleSet, said: dict[str, Any]
) -> None:
    finding = found(rules, said | {GATE: "no"})
    assert finding.tier is Tier.UNLIKELY
    assert [one.criterion.id for one in finding.criteria] == ["gate"]
    assert (finding.matters, finding.referred, finding.open_facts) == ((), (), ())
    assert not finding.shows_way
    assert next_question(rules, Answers(said | {GATE: "no"}), MONDAY) is None


@given(gated(), PARTIAL)
@settings(max_examples=100, deadline=None)
def test_met_the_rest_is_asked_as_ever(rules: RuleSet, said: dict[str, Any]) -> None:
    now = found(rules, said | {GATE: "yes"})
    assert now.shows_way
    assert now.criteria[0].truth is Truth.YES
    for name in set(CAN_BE) - set(said) - set(now.matters):
        for others in extensions(said | {GATE: "yes"}, name):
            tiers = {found(rules, others | {name: value}).tier for value in CAN_BE[name]}
            assert tiers == {found(rules, others).tier}


def test_other_words_stand_for_the_no_where_something_is_true() -> None:
    tea = {"when": {"question": "tea", "is": "yes"}, "text": "Have tea."}
    rules = a_rule_set(
        questions=[a_question(), a_question("tea")],
        criteria=[a_criterion(no_where=[tea])],
    )
    assert found(rules, {"hungry": "no"}).criteria[0].reason == "You are not hungry."
    assert found(rules, {"hungry": "no", "tea": "yes"}).criteria[0].reason == "Have tea."
    assert found(rules, {"hungry": "yes", "tea": "yes"}).criteria[0].reason == "You are hungry."
    assert "Have tea." in {one.text for one in rules.sentences()}
