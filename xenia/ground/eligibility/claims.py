"""The conditions of a file, read into claims: `{ all = [...] }`, `{ any = [...] }`, `{ not = {...} }`, and comparisons.

{ question = "lives_here", is = "yes" }
{ question = "situation", in = ["citizen", "refugee"] }
{ question = "age", at_least = 18 }
{ question = "income", household = "household", at_most_percent = 150, of = "hhs" }
"""

from collections.abc import Mapping
from typing import Final

from . import tables
from .expressions import COMPARISONS, All, AnyOf, Claim, Compares, IsOneOf, Not, WithinGuideline
from .questions import Kind, Question
from .strict import Part

_COUNTED: Final = (Kind.NUMBER, Kind.MONEY, Kind.HOUSEHOLD)
Questions = Mapping[str, Question]


ALWAYS: Final = All(())


def claim_or_always(part: Part, questions: Questions) -> Claim:
    """The condition under `when`; without one it is always true."""
    return read_claim(part.table("when"), questions) if part.has("when") else ALWAYS


def read_claim(part: Part, questions: Questions) -> Claim:
    """A condition of a file."""
    for join, kind in (("all", All), ("any", AnyOf)):
        if part.has(join):
            parts = tuple(read_claim(one, questions) for one in part.list(join))
            if not parts:
                raise part.wrong(join, "at least one condition")
            part.done()
            return kind(parts)
    if part.has("not"):
        denied = Not(read_claim(part.table("not"), questions))
        part.done()
        return denied
    return _read_leaf(part, questions)


def _read_leaf(part: Part, questions: Questions) -> Claim:
    question = questions[part.choose("question", questions)]
    if part.has("of"):
        found = _read_within(part, question, questions)
    elif question.kind in _COUNTED:
        found = _read_comparison(part, question)
    else:
        found = _read_choice(part, question)
    part.done()
    return found


def _read_choice(part: Part, question: Question) -> Claim:
    values = part.texts("in") if part.has("in") else (part.take("is", str),)
    if not values or not set(values) <= set(question.answers()):
        key = "in" if part.has("in") else "is"
        raise part.wrong(key, f"answers of {question.id!r}: {list(question.answers())}")
    return IsOneOf(question.id, frozenset(values))


def _read_comparison(part: Part, question: Question) -> Claim:
    how = _only_one(part, list(COMPARISONS))
    number = part.take(how, int)
    return Compares(question.id, how, number * 100 if question.kind is Kind.MONEY else number)


def _read_within(part: Part, question: Question, questions: Questions) -> Claim:
    household = questions[part.choose("household", questions)]
    if question.kind is not Kind.MONEY or household.kind is not Kind.HOUSEHOLD:
        raise part.wrong("question", "a question of the kind `money`, and a household")
    key = _only_one(part, [f"{how}_percent" for how in COMPARISONS])
    return WithinGuideline(
        question=question.id,
        household=household.id,
        how=key.removesuffix("_percent"),
        percent=part.take(key, int),
        table=part.choose("of", tables.known_tables()),
        per=question.per,
    )


def _only_one(part: Part, keys: list[str]) -> str:
    found = [key for key in keys if part.has(key)]
    if len(found) != 1:
        raise part.wrong("", f"exactly one of {keys}")
    return found[0]
