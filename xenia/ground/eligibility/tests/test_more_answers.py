"""What more answers can and cannot do, tried on random small rule sets against brute force, and on our own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.eligibility import (
    Answers,
    Finding,
    Kind,
    Question,
    RuleSet,
    Tier,
    Truth,
    all_rule_sets,
    next_question,
    screen,
)
from xenia.ground.eligibility.tests.makers import (
    LINDENPORT,
    MONDAY,
    a_criterion,
    a_fact,
    a_question,
    a_rule_set,
)

# Four questions, and what can be answered to each.
CAN_BE: dict[str, tuple[Any, ...]] = {
    "a": ("yes", "no"),
    "b": ("yes", "no"),
    "c": ("yes", "no"),
    "n": (0, 1, 2),
}
QUESTIONS = [
    *(a_question(name) for name in "abc"),
    a_question("n", kind="number"),
]
Condition = dict[str, Any]

LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(
        lambda name, said: {"question": name, "is": said},
        st.sampled_from("abc"),
        st.sampled_from(("yes", "no")),
    ),
    st.builds(
        lambda how, number: {"question": "n", how: number},
        st.sampled_from(("at_least", "at_most", "more_than", "less_than")),
        st.integers(0, 2),
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
PARTIAL = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in CAN_BE.items()}
)


@st.composite
def small_rule_sets(draw: st.DrawFn) -> RuleSet:
    conditions = draw(st.lists(CONDITIONS, min_size=1, max_size=3))
    facts = draw(st.lists(CONDITIONS, max_size=2))
    every_question = {"any": [{"question": "n", "at_least": 0}, *asked_all()]}
    return a_rule_set(
        questions=QUESTIONS,
        criteria=[a_criterion(f"c{i}", when=one) for i, one in enumerate(conditions)],
        always_ask=[a_fact(f"f{i}", when=one) for i, one in enumerate(facts)],
        notes=[{"id": "all", "when": every_question, "text": "All.", "source": "law"}],
        examples=[],
    )


def asked_all() -> list[Condition]:
    """A note that asks everything, so that no question is idle."""
    return [{"question": name, "is": "yes"} for name in "abc"]


def completions(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way to answer all that was not answered."""
    names = [name for name in CAN_BE if name not in said]
    for values in product(*(CAN_BE[name] for name in names)):
        yield said | dict(zip(names, values, strict=True))


def extensions(said: dict[str, Any], without: str) -> Iterator[dict[str, Any]]:
    """Every way to answer some of what was not answered, a question left aside."""
    names = [name for name in CAN_BE if name not in said and name != without]
    for values in product(*((None, *CAN_BE[name]) for name in names)):
        added = {
            name: value for name, value in zip(names, values, strict=True) if value is not None
        }
        yield said | added


def found(rule_set: RuleSet, said: dict[str, Any]) -> Finding:
    return screen(rule_set, Answers(said), MONDAY)


@given(small_rule_sets(), PARTIAL)
@settings(max_examples=150, deadline=None)
def test_a_question_that_is_not_listed_cannot_change_the_result(
    rule_set: RuleSet, said: dict[str, Any]
) -> None:
    matters = found(rule_set, said).matters
    assert not set(matters) & set(said)
    for name in set(CAN_BE) - set(said) - set(matters):
        for others in extensions(said, name):
            tiers = {found(rule_set, others | {name: value}).tier for value in CAN_BE[name]}
            assert tiers == {found(rule_set, others).tier}


@given(small_rule_sets(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_what_is_settled_is_true_however_the_rest_is_answered(
    rule_set: RuleSet, said: dict[str, Any]
) -> None:
    """A missing answer means neither yes nor no: what is settled without it would come out so in every case."""
    now = found(rule_set, said)
    for whole in completions(said):
        then = found(rule_set, whole)
        for before, after in zip(now.criteria, then.criteria, strict=True):
            assert before.truth in (Truth.UNKNOWN, after.truth)
        assert set(now.referred) <= set(then.referred)


@given(small_rule_sets(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_likely_stays_likely_and_unlikely_turns_only_to_a_person(
    rule_set: RuleSet, said: dict[str, Any]
) -> None:
    now = found(rule_set, said)
    for whole in completions(said):
        then = found(rule_set, whole)
        if now.tier is Tier.LIKELY or now.referred:
            assert then.tier is now.tier
        if now.tier is Tier.UNLIKELY:
            assert then.tier is Tier.UNLIKELY or set(then.referred) & set(now.open_facts)


@given(small_rule_sets(), PARTIAL)
@settings(max_examples=200, deadline=None)
def test_silence_is_a_person_with_something_open_or_a_fact(
    rule_set: RuleSet, said: dict[str, Any]
) -> None:
    now = found(rule_set, said)
    if now.tier is Tier.ASK:
        assert now.referred or now.matters
    if now.tier is Tier.LIKELY:
        assert not now.matters
    if len(said) == len(CAN_BE):
        assert not now.matters


@given(small_rule_sets(), PARTIAL, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_answers_does_not_matter(
    rule_set: RuleSet, said: dict[str, Any], chance: Any
) -> None:
    turned = list(said.items())
    chance.shuffle(turned)
    one_by_one = Answers()
    for name, value in turned:
        one_by_one = one_by_one.with_answer(name, value)
    assert screen(rule_set, one_by_one, MONDAY) == found(rule_set, said)


@given(small_rule_sets(), PARTIAL)
@settings(max_examples=100, deadline=None)
def test_the_next_question_is_one_that_matters_and_was_not_declined(
    rule_set: RuleSet, said: dict[str, Any]
) -> None:
    matters = found(rule_set, said).matters
    asked = next_question(rule_set, Answers(said), MONDAY)
    assert (asked is None) == (not matters)
    assert asked is None or asked.id in matters
    assert next_question(rule_set, Answers(said, declined=matters), MONDAY) is None


def some_answer(question: Question) -> st.SearchStrategy[Any]:
    """An answer to one of our own questions, often near the amounts that count."""
    if question.kind in (Kind.YES_NO, Kind.CHOICE):
        return st.sampled_from(question.answers())
    if question.kind is Kind.MONEY:
        return st.integers(0, 800_000)
    return st.integers(max(question.least, 0), min(question.most, 70))


OURS = [replace(one, place=LINDENPORT) for one in all_rule_sets() if not one.proposed]


@st.composite
def our_people(draw: st.DrawFn) -> tuple[RuleSet, dict[str, Any], dict[str, Any]]:
    """One of our rule sets, somebody's whole answers, and a part of them."""
    rule_set = draw(st.sampled_from(OURS))
    whole = {one.id: draw(some_answer(one)) for one in rule_set.questions}
    kept = draw(st.sets(st.sampled_from(sorted(whole)))) if whole else set()
    return rule_set, whole, {name: whole[name] for name in kept}


@given(our_people())
@settings(max_examples=400, deadline=None)
def test_our_own_rules_only_grow_surer(
    person: tuple[RuleSet, dict[str, Any], dict[str, Any]],
) -> None:
    rule_set, whole, part = person
    now, then = found(rule_set, part), found(rule_set, whole)
    later = {one.criterion.id: one.truth for one in (*then.criteria, *then.left_aside)}
    for before in now.criteria:
        assert before.truth in (Truth.UNKNOWN, later[before.criterion.id])
    if now.tier is Tier.LIKELY:
        assert then.tier is Tier.LIKELY
    if now.tier is Tier.UNLIKELY:
        assert then.tier is Tier.UNLIKELY or set(then.referred) & set(now.open_facts)
    if then.tier is not now.tier:
        assert set(now.matters) & (set(whole) - set(part))


def test_whoever_says_nothing_is_told_neither_yes_nor_no() -> None:
    for rule_set in OURS:
        finding = found(rule_set, {})
        if not rule_set.questions:
            assert finding.tier is Tier.LIKELY, rule_set
            continue
        assert finding.tier is Tier.ASK, rule_set
        assert {one.truth for one in finding.criteria} == {Truth.UNKNOWN}, rule_set
        assert not finding.referred
        assert not any(note.when.questions() for note in finding.notes)
        assert not finding.tells_status
        assert set(finding.matters) <= {one.id for one in rule_set.questions}
