"""Screening alone: the rules somebody chose, what she is asked next, and what came out.

All of it is made from what one form sends and ends with the answer to it: nothing is kept, and nothing here has a repr
that tells what she answered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from django.http import QueryDict

from xenia.ground.eligibility import (
    DECLINED,
    Answers,
    Finding,
    Question,
    Read,
    RuleSet,
    Tier,
    Unclear,
    questions_of,
    read_answers,
    screen,
)
from xenia.work.casework.queries.screenings import rule_sets_in_use

# So many questions stand on one page: a phone's screen or two.
AT_ONCE: Final = 4
ABOUT, SHOWN, NOW = "about", "shown", "now"
ANSWER: Final = "q-"
# What came out, the best news first.
ORDER: Final = (Tier.LIKELY, Tier.ASK, Tier.UNLIKELY)


@dataclass
class Asked:
    """One form as it was sent: the rules she chose, the questions she saw, and what she answered."""

    today: date = field(repr=False)
    rule_sets: tuple[RuleSet, ...] = field(repr=False)
    typed: Mapping[str, str] = field(repr=False)
    shown: tuple[str, ...] = field(repr=False)
    now: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, sent: QueryDict, today: date) -> "Asked":
        """What a form says. What nobody asked about is left aside."""
        chosen = set(sent.getlist(ABOUT))
        rule_sets = tuple(one for one in rule_sets_in_use(today) if one.id in chosen)
        known = [one.id for one in questions_of(rule_sets)]
        typed = {name: sent.get(f"{ANSWER}{name}", "").strip()[:40] for name in known}
        return cls(
            today=today,
            rule_sets=rule_sets,
            typed={name: said for name, said in typed.items() if said},
            shown=_among(known, sent.getlist(SHOWN)),
            now=_among(known, sent.getlist(NOW)),
        )

    @cached_property
    def read(self) -> Read:
        """What was typed, read by the rules."""
        return read_answers(self.rule_sets, self.typed)

    @property
    def answers(self) -> Answers:
        """Her answers; those that cannot be read are not among them."""
        return self.read.answers

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What comes out now, the best news first."""
        found = [screen(one, self.answers, self.today) for one in self.rule_sets]
        return tuple(sorted(found, key=lambda finding: ORDER.index(finding.tier)))

    @cached_property
    def ahead(self) -> tuple[Question, ...]:
        """Questions she has not seen that can still change something. The one about status waits for all others."""
        matters = {name for finding in self.findings for name in finding.matters}
        found = self.questions(matters - set(self.shown))
        return tuple(one for one in found if not one.status) or found

    @property
    def unclear(self) -> tuple[Unclear, ...]:
        """Answers on this page that could not be read."""
        return tuple(self.read.errors[name] for name in self.now if name in self.read.errors)

    def questions(self, names: Iterable[str]) -> tuple[Question, ...]:
        """The questions of these names, in their order."""
        wanted = set(names)
        return tuple(one for one in questions_of(self.rule_sets) if one.id in wanted)

    def carried(self, page: Iterable[Question]) -> tuple[tuple[str, str], ...]:
        """What the next form carries along, hidden, beside the questions it shows."""
        here = {one.id for one in page}
        rows = [(ABOUT, one.id) for one in self.rule_sets]
        rows += [(SHOWN, name) for name in dict.fromkeys((*self.shown, *here))]
        rows += [(NOW, name) for name in here]
        rows += [(f"{ANSWER}{name}", said) for name, said in self.typed.items() if name not in here]
        return tuple(rows)

    def was_left_out(self, question: Question) -> bool:
        """Whether she saw a question and did not answer it."""
        return question.id in self.shown and self.typed.get(question.id) in (None, DECLINED)


def _among(known: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    names = set(said)
    return tuple(name for name in known if name in names)
