"""What somebody typed or chose on a page, read as answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .answers import Answers
from .questions import Kind, NotRead, Question, Value
from .rule_set import RuleSet
from .words import word

# What a page sends for a question somebody would rather not answer.
DECLINED: Final = "rather-not-say"


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer that could not be read: what to do, in a sentence with named holes and what fills them."""

    question: str
    sentence: str
    holes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, read: the answers, and the unclear ones by their question's id. Those count as not answered."""

    answers: Answers
    errors: Mapping[str, Unclear]


def questions_of(rule_sets: Iterable[RuleSet]) -> tuple[Question, ...]:
    """Every question of several rule sets, each once, the one about status last."""
    found = {question.id: question for one in rule_sets for question in one.questions}
    return tuple(sorted(found.values(), key=lambda question: question.status))


def read_answers(rule_sets: Iterable[RuleSet], raw: Mapping[str, str]) -> Read:
    """What was typed, by the ids of questions. Blank is no answer; ids nobody asked about are left aside."""
    values: dict[str, Value] = {}
    declined: set[str] = set()
    errors: dict[str, Unclear] = {}
    questions = questions_of(rule_sets)
    for question in questions:
        typed = raw.get(question.id, "").strip()
        if typed == DECLINED:
            declined.add(question.id)
        elif typed:
            try:
                values[question.id] = question.read(typed)
            except NotRead as wrong:
                errors[question.id] = _unclear(question, wrong.problem)
    for name in _contradicting(questions, values):
        errors[name] = Unclear(name, word("contradicts"), {})
        del values[name]
    return Read(Answers(values, declined), errors)


def _contradicting(questions: Iterable[Question], values: Mapping[str, Value]) -> set[str]:
    """Numbers that cannot both be true: a part is larger than the whole. Which of them is wrong nobody knows."""
    found: set[str] = set()
    for one in questions:
        part, whole = values.get(one.id), values.get(one.part_of)
        if isinstance(part, int) and isinstance(whole, int) and part > whole:
            found |= {one.id, one.part_of}
    return found


def _unclear(question: Question, problem: str) -> Unclear:
    is_counted = question.kind not in (Kind.YES_NO, Kind.CHOICE)
    holes = {"least": question.least, "most": question.most} if is_counted else {}
    return Unclear(question.id, word(problem), holes)
