"""Amounts in dollars, from a reckoner an office may install beside Xenia. None comes with it.

Source: such reckoners read a missing status as "citizen" (policyengine-us 2.68.0), so none is asked before she said.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .answers import Answers
from .citations import Citation
from .rule_set import RuleSet


class StatusUnknown(ValueError):
    """The program depends on status and she did not say: no amount is reckoned."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a reckoner says. It is shown with the word *estimate* and its source, never as a promise."""

    cents: int
    per: str
    citation: Citation


class Estimator(Protocol):
    """A reckoner in a process of its own, never a service elsewhere: answers do not leave the machine."""

    def estimate(self, rule_set: RuleSet, answers: Answers, on: date) -> Estimate | None:
        """What a program may give; None where it cannot say."""


# By the id of a rule set. An office's own settings fill it when the house starts.
ESTIMATORS: dict[str, Estimator] = {}


def estimate(rule_set: RuleSet, answers: Answers, on: date) -> Estimate | None:
    """What a program may give, or None. Raises StatusUnknown."""
    estimator = ESTIMATORS.get(rule_set.id)
    if estimator is None:
        return None
    if any(one.status and not answers.has(one.id) for one in rule_set.questions):
        raise StatusUnknown(f"no estimate for {rule_set.id!r} without the answer about status")
    return estimator.estimate(rule_set, answers, on)
