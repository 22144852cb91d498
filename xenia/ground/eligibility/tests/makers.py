"""Small rule sets for tests, and people with answers."""

from dataclasses import replace
from datetime import date
from typing import Any

from xenia.ground.eligibility import Answers, Finding, RuleSet, all_rule_sets, screen
from xenia.ground.eligibility.reading import read_table

MONDAY = date(2026, 11, 23)
LINDENPORT = "US-MA-lindenport"


def a_file(**changes: Any) -> dict[str, Any]:
    """What TOML says of a small rule set: one question, one criterion, one example."""
    return {
        "id": "soup",
        "version": 1,
        "title": "Soup",
        "summary": "Soup for whoever is hungry.",
        "region": "US-MA",
        "valid_from": date(2026, 1, 1),
        "review": {"reviewed_by": "A lawyer", "reviewed_on": date(2026, 11, 1)},
        "status": {"matters": "no", "text": "Soup asks for no papers.", "source": "law"},
        "leads_to": {"fee": "Free."},
        "sources": {
            "law": {
                "title": "The soup law",
                "url": "https://soup.example/",
                "read_on": date(2026, 11, 1),
            }
        },
        "questions": [a_question()],
        "criteria": [a_criterion()],
        "examples": [an_example()],
    } | changes


def a_question(name: str = "hungry", **changes: Any) -> dict[str, Any]:
    """A yes or no."""
    return {"id": name, "kind": "yes_no", "text": "Are you hungry?", "why": "For soup."} | changes


def a_criterion(name: str = "hunger", **changes: Any) -> dict[str, Any]:
    """Hunger."""
    return {
        "id": name,
        "title": "Hunger",
        "when": {"question": "hungry", "is": "yes"},
        "yes": "You are hungry.",
        "no": "You are not hungry.",
        "unknown": "We do not know whether you are hungry.",
        "source": "law",
    } | changes


def a_fact(name: str = "fact", **changes: Any) -> dict[str, Any]:
    """A fact that needs a person."""
    return {
        "id": name,
        "title": "A fact",
        "when": {"question": "hungry", "is": "yes"},
        "reason": "Ask first.",
        "who": "attorney",
        "source": "law",
    } | changes


def an_example(**changes: Any) -> dict[str, Any]:
    """Hungry on a Monday."""
    return {
        "name": "Hungry",
        "on": MONDAY,
        "place": "US-MA",
        "answers": {"hungry": "yes"},
        "tier": "likely",
    } | changes


def a_rule_set(**changes: Any) -> RuleSet:
    """The small rule set, read."""
    return read_table("soup.toml", a_file(**changes))


def the(name: str, place: str = LINDENPORT) -> RuleSet:
    """One of our own rule sets, asked in a place."""
    found = next(one for one in all_rule_sets() if one.id == name)
    return replace(found, place=place)


def screened(name: str, on: date = MONDAY, place: str = LINDENPORT, **answers: Any) -> Finding:
    """What one of our rule sets says of some answers."""
    return screen(the(name, place), Answers(answers), on)


def truths(finding: Finding) -> dict[str, str]:
    """How true each criterion is."""
    return {one.criterion.id: one.truth.value for one in finding.criteria}
