"""Screening that harms nobody: reviewed rules, three-valued answers, a reason and a source for everything said.

Pure: no Django, no clock, nothing stored. A rule set is one file in `rules/`; README.md says how to write one.

    sets = published(on, sample_city=True, region="US-MA-lindenport")
    read = read_answers(sets, {"lives_here": "yes", "age": "34"})
    finding = screen(sets[0], read.answers, on)
"""

from .answers import Answers
from .citations import Citation
from .estimates import ESTIMATORS, Estimate, Estimator, StatusUnknown, estimate
from .publishing import Failure, failing_examples, proposed, published, unpublished
from .questions import Choice, Kind, Question
from .reading import all_rule_sets, read_rule_set, sentences_of
from .rule_set import (
    AlwaysAsk,
    Criterion,
    Leads,
    Note,
    RuleSet,
    Sentence,
    StatusLine,
    StatusMatters,
    Tier,
    Who,
)
from .screening import Finding, Judged, NotForResults, next_question, screen
from .strict import BadRuleFile
from .tables import Fee, Guideline, fees, proposed_fees
from .truth import Truth
from .typed import DECLINED, Read, Unclear, questions_of, read_answers

__all__ = [
    "DECLINED",
    "ESTIMATORS",
    "AlwaysAsk",
    "Answers",
    "BadRuleFile",
    "Choice",
    "Citation",
    "Criterion",
    "Estimate",
    "Estimator",
    "Failure",
    "Fee",
    "Finding",
    "Guideline",
    "Judged",
    "Kind",
    "Leads",
    "NotForResults",
    "Note",
    "Question",
    "Read",
    "RuleSet",
    "Sentence",
    "StatusLine",
    "StatusMatters",
    "StatusUnknown",
    "Tier",
    "Truth",
    "Unclear",
    "Who",
    "all_rule_sets",
    "estimate",
    "failing_examples",
    "fees",
    "next_question",
    "proposed",
    "proposed_fees",
    "published",
    "questions_of",
    "read_answers",
    "read_rule_set",
    "screen",
    "sentences_of",
    "unpublished",
]
