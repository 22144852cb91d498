"""What we may ask, why, and how a typed answer is read. Every question can be left out."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .strict import Part

Value = str | int


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    HOUSEHOLD = "household"


YES: Final = "yes"
NO: Final = "no"
# Months are asked for, because wages are known by the month; laws count by the year.
MONTHS_A_YEAR: Final = {"month": 12, "year": 1}
_LARGEST: Final = {Kind.NUMBER: 1_000, Kind.MONEY: 10_000_000, Kind.HOUSEHOLD: 40}
_WHOLE = re.compile(r"\d{1,9}")
# 1500, 1,500, 1 500 and 1500.50. What could be read in two ways, such as 1.500 or 1,50, is asked for again.
_MONEY = re.compile(r"(\d{1,9}|\d{1,3}(?:[,\s]\d{3}){1,2})(?:\.(\d{2}))?")


class NotRead(Exception):
    """A typed answer that cannot be read. `problem` names a sentence of data/words.toml; the answer is not in it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. per: what an amount of money is counted by, "month" or "year".

    status: the one question that asks about immigration status. part_of: a question whose number holds this one's.
    """

    id: str
    kind: Kind
    text: str
    why: str
    choices: tuple[Choice, ...] = ()
    per: str = ""
    least: int = 0
    most: int = 0
    status: bool = False
    part_of: str = ""

    def answers(self) -> tuple[str, ...]:
        """What can be answered, where that is a list."""
        return (YES, NO) if self.kind is Kind.YES_NO else tuple(one.id for one in self.choices)

    def read(self, typed: str) -> Value:
        """A typed answer as a value: an id, a whole number, or cents. Raises NotRead."""
        if self.kind in (Kind.YES_NO, Kind.CHOICE):
            if typed not in self.answers():
                raise NotRead("choose")
            return typed
        found = _cents(typed) if self.kind is Kind.MONEY else _whole(typed)
        unit = 100 if self.kind is Kind.MONEY else 1
        if not self.least * unit <= found <= self.most * unit:
            raise NotRead("between")
        return found

    def has(self, value: object) -> bool:
        """Whether a value can be an answer to it."""
        if self.kind in (Kind.YES_NO, Kind.CHOICE):
            return value in self.answers()
        return type(value) is int and value >= 0


def _whole(typed: str) -> int:
    if not _WHOLE.fullmatch(typed):
        raise NotRead("number")
    return int(typed)


def _cents(typed: str) -> int:
    match = _MONEY.fullmatch(typed.strip("$ ").removesuffix("."))
    if match is None:
        raise NotRead("money")
    return int(re.sub(r"\D", "", match[1])) * 100 + int(match[2] or 0)


def read_question(part: Part) -> Question:
    """A question of a file."""
    kind = Kind(part.choose("kind", set(Kind)))
    choices = tuple(_choice(one) for one in part.list("choices"))
    if (kind is Kind.CHOICE) != bool(choices) or len({one.id for one in choices}) != len(choices):
        raise part.wrong("choices", "answers with ids of their own, for the kind `choice` alone")
    found = Question(
        id=part.take("id", str),
        kind=kind,
        text=part.take("text", str),
        why=part.take("why", str),
        choices=choices,
        per=part.choose("per", MONTHS_A_YEAR) if kind is Kind.MONEY else "",
        least=part.maybe("least", int) or (1 if kind is Kind.HOUSEHOLD else 0),
        most=part.maybe("most", int) or _LARGEST.get(kind, 0),
        status=part.maybe("status", bool) or False,
        part_of=part.maybe("part_of", str) or "",
    )
    part.done()
    return found


def _choice(part: Part) -> Choice:
    found = Choice(id=part.take("id", str), text=part.take("text", str))
    part.done()
    return found
