"""The claims a rule is made of: a tree of all, any and not over answers.

Each says how true it is for some answers, and which unanswered questions could still change that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import ge, gt, le, lt
from typing import Any, Final, Protocol

from . import truth
from .answers import Answers
from .questions import MONTHS_A_YEAR
from .tables import guideline_for, limit
from .truth import Truth

# How an answer is compared with a number.
COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "at_least": ge,
    "at_most": le,
    "more_than": gt,
    "less_than": lt,
}
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a rule is asked. place: such as `US-MA-lindenport`."""

    on: date
    place: str


class Claim(Protocol):
    """Something a rule says about somebody."""

    def truth(self, answers: Answers, at: Moment) -> Truth:
        """How true it is."""

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        """The unanswered questions that could still change its truth; none once it is yes or no."""

    def questions(self) -> frozenset[str]:
        """Every question it looks at."""

    def tables(self) -> frozenset[str]:
        """The ways of taking the poverty guidelines over that it reckons with."""


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true."""

    parts: tuple[Claim, ...]

    def truth(self, answers: Answers, at: Moment) -> Truth:
        return truth.every(part.truth(answers, at) for part in self.parts)

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        return _open_in(self, answers, at)

    def questions(self) -> frozenset[str]:
        return _NOTHING.union(*(part.questions() for part in self.parts))

    def tables(self) -> frozenset[str]:
        return _NOTHING.union(*(part.tables() for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part is true."""

    parts: tuple[Claim, ...]

    def truth(self, answers: Answers, at: Moment) -> Truth:
        return truth.some(part.truth(answers, at) for part in self.parts)

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        return _open_in(self, answers, at)

    def questions(self) -> frozenset[str]:
        return _NOTHING.union(*(part.questions() for part in self.parts))

    def tables(self) -> frozenset[str]:
        return _NOTHING.union(*(part.tables() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not true."""

    part: Claim

    def truth(self, answers: Answers, at: Moment) -> Truth:
        return truth.opposite(self.part.truth(answers, at))

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        return self.part.open(answers, at)

    def questions(self) -> frozenset[str]:
        return self.part.questions()

    def tables(self) -> frozenset[str]:
        return self.part.tables()


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """The answer is one of some choices."""

    question: str
    values: frozenset[str]

    def truth(self, answers: Answers, at: Moment) -> Truth:
        value = answers.of(self.question)
        return Truth.UNKNOWN if value is None else truth.of(value in self.values)

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        return _NOTHING if answers.has(self.question) else frozenset({self.question})

    def questions(self) -> frozenset[str]:
        return frozenset({self.question})

    def tables(self) -> frozenset[str]:
        return _NOTHING


@dataclass(frozen=True, slots=True)
class Compares:
    """The answer, a number or cents, stands so to a number."""

    question: str
    how: str
    number: int

    def truth(self, answers: Answers, at: Moment) -> Truth:
        value = answers.of(self.question)
        if value is None:
            return Truth.UNKNOWN
        return truth.of(COMPARISONS[self.how](value, self.number))

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        return _NOTHING if answers.has(self.question) else frozenset({self.question})

    def questions(self) -> frozenset[str]:
        return frozenset({self.question})

    def tables(self) -> frozenset[str]:
        return _NOTHING


@dataclass(frozen=True, slots=True)
class WithinGuideline:
    """An income stands so to a percentage of the poverty guideline for a household.

    table: how the program takes the guidelines over (data/poverty.toml). per: "month" or "year", as the income is asked.
    Where the table has nothing for the day and place it is not known, whatever is answered.
    """

    question: str
    household: str
    how: str
    percent: int
    table: str
    per: str

    def truth(self, answers: Answers, at: Moment) -> Truth:
        income, people = answers.of(self.question), answers.of(self.household)
        if not isinstance(income, int) or not isinstance(people, int):
            return Truth.UNKNOWN
        most = limit(
            table=self.table, percent=self.percent, household=people, place=at.place, on=at.on
        )
        if most is None:
            return Truth.UNKNOWN
        return truth.of(COMPARISONS[self.how](income * MONTHS_A_YEAR[self.per], most))

    def open(self, answers: Answers, at: Moment) -> frozenset[str]:
        if guideline_for(table=self.table, place=at.place, on=at.on) is None:
            return _NOTHING
        return frozenset(one for one in self.questions() if not answers.has(one))

    def questions(self) -> frozenset[str]:
        return frozenset({self.question, self.household})

    def tables(self) -> frozenset[str]:
        return frozenset({self.table})


def _open_in(claim: All | AnyOf, answers: Answers, at: Moment) -> frozenset[str]:
    """What is open in the parts, while the whole is open: a settled whole no part can change."""
    if claim.truth(answers, at) is not Truth.UNKNOWN:
        return _NOTHING
    return _NOTHING.union(*(part.open(answers, at) for part in claim.parts))
