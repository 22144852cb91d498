"""Which rule sets a result may be made with: valid on the day, reviewed, about the place, and true to their examples."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from .answers import Answers
from .reading import all_rule_sets
from .rule_set import Example, RuleSet
from .screening import NotForResults, screen


@dataclass(frozen=True, slots=True)
class Failure:
    """An author's example that comes out otherwise than its file says."""

    rule_set: str
    example: str
    expected: str
    found: str


def published(on: date, sample_city: bool, region: str) -> tuple[RuleSet, ...]:
    """The rule sets a result may be made with on a day in a place such as `US-MA-lindenport`.

    A review for the invented city opens nothing in a real office: its own counsel reads the rules first.
    """
    return _published(on, sample_city, region)


def proposed(region: str) -> tuple[RuleSet, ...]:
    """What may come to hold in a place: to be shown apart. `screen` refuses to make a result with these."""
    return tuple(one for one in all_rule_sets() if one.proposed and one.holds_in(region))


def unpublished(on: date, sample_city: bool, region: str) -> dict[str, str]:
    """The rule sets about a place that are not used on a day, by id, with the reason for whoever keeps them."""
    found = {
        one.id: _reason(one, on, sample_city) for one in all_rule_sets() if one.holds_in(region)
    }
    return {key: reason for key, reason in found.items() if reason}


def failing_examples(rule_set: RuleSet) -> tuple[Failure, ...]:
    """The examples that do not come out as the author said. None for rules in order."""
    failures = (_failure(rule_set, example) for example in rule_set.examples)
    return tuple(one for one in failures if one)


@lru_cache(maxsize=64)
def _published(on: date, sample_city: bool, region: str) -> tuple[RuleSet, ...]:
    return tuple(
        replace(one, place=region)
        for one in all_rule_sets()
        if one.holds_in(region) and not _reason(one, on, sample_city)
    )


def _reason(one: RuleSet, on: date, sample_city: bool) -> str:
    """Why a rule set is not used; "" when it is."""
    if one.proposed:
        return "proposed"
    if not one.is_valid(on):
        return "not in force on this day"
    if one.review is None or one.review.on > on:
        return "not reviewed"
    if one.review.is_sample and not sample_city:
        return "reviewed for the sample city alone"
    return "examples fail" if not _examples_hold(one.id) else ""


@cache
def _examples_hold(rule_set: str) -> bool:
    """Whether a file has examples, and all come out as it says."""
    found = next(one for one in all_rule_sets() if one.id == rule_set)
    return bool(found.examples) and not failing_examples(found)


def _failure(rule_set: RuleSet, example: Example) -> Failure | None:
    expected = _said(example.tier, example.criteria, example.referred)
    try:
        finding = screen(
            replace(rule_set, place=example.place), Answers(example.answers), example.on
        )
    except NotForResults:
        return Failure(rule_set.id, example.name, expected, "not in force on its day")
    criteria = {one.criterion.id: one.truth for one in finding.criteria}
    found = _said(
        finding.tier,
        {key: criteria.get(key) for key in example.criteria},
        tuple(one.id for one in finding.referred),
    )
    return Failure(rule_set.id, example.name, expected, found) if found != expected else None


def _said(tier: object, criteria: object, referred: tuple[str, ...]) -> str:
    return f"{tier}; {criteria}; {sorted(referred)}"
