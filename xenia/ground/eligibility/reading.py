"""A file of rules, read strictly: what is wrong is said with its file and key, and nothing of such a file is used."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from . import tables
from .citations import Citation, read_citation
from .claims import claim_or_always, read_claim
from .expressions import Claim
from .questions import Kind, Question, read_question
from .rule_set import (
    AlwaysAsk,
    Criterion,
    Example,
    Leads,
    Note,
    NoWhere,
    Review,
    RuleSet,
    Sentence,
    StatusLine,
    StatusMatters,
    Tier,
    Who,
)
from .strict import BadRuleFile, Part
from .truth import Truth
from .words import words

RULES: Final = Path(__file__).resolve().parent / "rules"
Sources = Mapping[str, Citation]


@cache
def shared_questions() -> Mapping[str, Question]:
    """The questions several rule sets ask, each worded once. One of them, and no other, is about status."""
    path = tables.DATA / "questions.toml"
    whole = Part(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))
    found = [read_question(one) for one in whole.list("questions")]
    whole.done()
    _refuse_twins(whole, "questions", [one.id for one in found])
    if sum(one.status for one in found) > 1:
        raise whole.wrong("questions", "at most one question with `status = true`")
    return {one.id: one for one in found}


@cache
def all_rule_sets(folder: Path = RULES) -> tuple[RuleSet, ...]:
    """Every rule set of a folder, published or not, in the order of their files."""
    found = tuple(read_rule_set(path) for path in sorted(folder.glob("*.toml")))
    ids = [one.id for one in found]
    if len(set(ids)) != len(ids):
        raise BadRuleFile(f"{folder.name}: expected each rule set once, found {sorted(ids)}")
    return found


def read_rule_set(path: Path) -> RuleSet:
    """The rule set of one file. Raises BadRuleFile."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise BadRuleFile(f"{path.name}: {wrong}") from None
    return read_table(path.name, table)


def read_table(file: str, table: dict[str, Any]) -> RuleSet:
    """A rule set from what TOML says. Raises BadRuleFile."""
    whole = Part(file, "", table)
    questions = _read_questions(whole)
    sources = {one.key: read_citation(one) for one in whole.named("sources")}
    region = whole.take("region", str)
    found = RuleSet(
        id=whole.take("id", str),
        version=whole.take("version", int),
        title=whole.take("title", str),
        summary=whole.take("summary", str),
        region=region,
        place=region,
        proposed=whole.maybe("proposed", bool) or False,
        valid_from=whole.take("valid_from", date),
        valid_to=whole.maybe("valid_to", date),
        status=_read_status(whole.table("status"), sources),
        leads=_read_leads(whole.table("leads_to")),
        review=_read_review(whole.table("review")) if whole.has("review") else None,
        questions=tuple(questions.values()),
        criteria=tuple(_read_criterion(one, questions, sources) for one in whole.list("criteria")),
        always_ask=tuple(_read_fact(one, questions, sources) for one in whole.list("always_ask")),
        notes=tuple(_read_note(one, questions, sources) for one in whole.list("notes")),
        examples=tuple(_read_example(one, questions) for one in whole.list("examples")),
    )
    whole.done()
    _check(whole, found)
    return found


def sentences_of(path: Path) -> Iterable[Sentence]:
    """What a file below this room says to people. Shared questions are said by the rule sets that ask them."""
    if path.parent.name == RULES.name:
        return read_rule_set(path).sentences()
    if path.name == "words.toml":
        return [Sentence(text, "vital; said by a screening") for text in words().values()]
    if path.name == "fees.toml":
        return [Sentence(text, "vital; fees") for text in tables.sentences_of_fees()]
    return []


def _read_questions(whole: Part) -> dict[str, Question]:
    shared = shared_questions()
    borrowed = whole.texts("asks")
    if unknown := sorted(set(borrowed) - set(shared)):
        raise whole.wrong("asks", f"shared questions {sorted(shared)}, not {unknown}")
    own = [read_question(one) for one in whole.list("questions")]
    if any(one.status for one in own):
        raise whole.wrong("questions", "no question about status: borrow the shared one")
    _refuse_twins(whole, "questions", [*borrowed, *(one.id for one in own)])
    if twins := sorted({one.id for one in own} & set(shared)):
        raise whole.wrong("questions", f"ids no shared question has, not {twins}")
    found = {one.id: one for one in [*(shared[key] for key in borrowed), *own]}
    for one in found.values():
        whole_of_it = found.get(one.part_of)
        if one.part_of and (whole_of_it is None or {one.kind, whole_of_it.kind} != {Kind.NUMBER}):
            raise whole.wrong("questions", f"{one.id!r} a number, and part of another number here")
    return found


def _read_status(part: Part, sources: Sources) -> StatusLine:
    found = StatusLine(
        matters=StatusMatters(part.choose("matters", set(StatusMatters))),
        text=part.take("text", str),
        citation=_source(part, sources),
    )
    part.done()
    return found


def _read_leads(part: Part) -> Leads:
    found = Leads(
        terms=part.texts("terms"),
        bring=part.texts("bring"),
        fee=part.take("fee", str),
        forms=part.texts("forms"),
    )
    if unknown := sorted(set(found.forms) - tables.known_forms()):
        raise part.wrong("forms", f"forms of the table of fees, not {unknown}")
    part.done()
    return found


def _read_review(part: Part) -> Review:
    found = Review(
        by=part.take("reviewed_by", str),
        on=part.take("reviewed_on", date),
        is_sample=part.maybe("sample_review", bool) or False,
    )
    part.done()
    return found


def _read_criterion(part: Part, questions: Mapping[str, Question], sources: Sources) -> Criterion:
    no_where = tuple(_read_no_where(one, questions) for one in part.list("no_where"))
    is_for_all = not part.has("when")
    found = Criterion(
        id=part.take("id", str),
        title=part.take("title", str),
        when=claim_or_always(part, questions),
        yes=part.take("yes", str),
        no="" if is_for_all else part.take("no", str),
        unknown="" if is_for_all else part.take("unknown", str),
        citation=_source(part, sources),
        status_derived=part.maybe("status_derived", bool) or False,
        is_gate=part.maybe("gate", bool) or False,
        no_where=no_where,
        valid_from=part.maybe("valid_from", date),
        valid_to=part.maybe("valid_to", date),
    )
    for claim in (found.when, *(one.when for one in no_where)):
        _needs_its_flag(part, claim, questions, found.status_derived)
    if found.is_gate and (len(found.when.questions()) != 1 or found.valid_from or found.valid_to):
        raise part.wrong("gate", "a condition on one question, without days")
    part.done()
    return found


def _read_no_where(part: Part, questions: Mapping[str, Question]) -> NoWhere:
    found = NoWhere(when=read_claim(part.table("when"), questions), text=part.take("text", str))
    part.done()
    return found


def _read_fact(part: Part, questions: Mapping[str, Question], sources: Sources) -> AlwaysAsk:
    found = AlwaysAsk(
        id=part.take("id", str),
        title=part.take("title", str),
        when=read_claim(part.table("when"), questions),
        reason=part.take("reason", str),
        who=Who(part.choose("who", set(Who))),
        citation=_source(part, sources),
        status_derived=part.maybe("status_derived", bool) or False,
    )
    _needs_its_flag(part, found.when, questions, found.status_derived)
    part.done()
    return found


def _read_note(part: Part, questions: Mapping[str, Question], sources: Sources) -> Note:
    found = Note(
        id=part.take("id", str),
        when=claim_or_always(part, questions),
        tier=Tier(part.choose("tier", set(Tier))) if part.has("tier") else None,
        text=part.take("text", str),
        citation=_source(part, sources),
        status_derived=part.maybe("status_derived", bool) or False,
    )
    _needs_its_flag(part, found.when, questions, found.status_derived)
    part.done()
    return found


def _read_example(part: Part, questions: Mapping[str, Question]) -> Example:
    answers = part.table("answers")
    for key in answers.names():
        if key not in questions or not questions[key].has(answers.take(key, _kind(answers, key))):
            raise answers.wrong(key, "an answer to a question of this file; money in cents")
    criteria = part.table("criteria") if part.has("criteria") else Part(part.file, "", {})
    found = Example(
        name=part.take("name", str),
        on=part.take("on", date),
        place=part.take("place", str),
        answers={key: answers.take(key, _kind(answers, key)) for key in answers.names()},
        tier=Tier(part.choose("tier", set(Tier))),
        criteria={
            key: Truth(criteria.choose(key, {one.value for one in Truth}))
            for key in criteria.names()
        },
        referred=part.texts("referred"),
    )
    part.done()
    return found


def _kind(answers: Part, key: str) -> type[str] | type[int]:
    return int if answers.is_number(key) else str


def _source(part: Part, sources: Sources) -> Citation:
    return sources[part.choose("source", sources)]


def _needs_its_flag(
    part: Part, claim: Claim, questions: Mapping[str, Question], is_flagged: bool
) -> None:
    """A reason that rests on the question about status says so."""
    if any(questions[one].status for one in claim.questions()) and not is_flagged:
        raise part.wrong("status_derived", "true: the condition asks about status")


def _refuse_twins(part: Part, key: str, ids: list[str]) -> None:
    if twins := sorted({one for one in ids if ids.count(one) > 1}):
        raise part.wrong(key, f"each id once, not {twins} again")


def _check(whole: Part, found: RuleSet) -> None:
    """What no single part of a file can see."""
    if not found.criteria:
        raise whole.wrong("criteria", "at least one criterion")
    if sum(one.is_gate for one in found.criteria) > 1:
        raise whole.wrong("criteria", "at most one with `gate = true`")
    if found.valid_to and found.valid_to < found.valid_from:
        raise whole.wrong("valid_to", "a day after valid_from")
    _refuse_twins(whole, "always_ask", [one.id for one in found.always_ask])
    _refuse_twins(whole, "notes", [one.id for one in found.notes])
    _refuse_overlaps(whole, found.criteria)
    _refuse_idle_questions(whole, found)
    _refuse_unknown_expectations(whole, found)


def _refuse_overlaps(whole: Part, criteria: tuple[Criterion, ...]) -> None:
    """Criteria that share an id follow one another in the file and in time."""
    for number, later in enumerate(criteria[1:], 1):
        before = [one for one in criteria[:number] if one.id == later.id]
        if not before:
            continue
        last = criteria[number - 1]
        is_next = last.id == later.id and last.valid_to and later.valid_from
        if not (is_next and last.valid_to < later.valid_from):  # type: ignore[operator]
            raise whole.wrong(
                f"criteria[{number}]",
                f"the next days of {later.id!r}, right after the ones before; or another id",
            )


def _refuse_idle_questions(whole: Part, found: RuleSet) -> None:
    """A question nothing rests on is not asked: less is known about people."""
    used = frozenset[str]().union(*(claim.questions() for claim in found.claims()))
    if idle := sorted({one.id for one in found.questions} - used):
        raise whole.wrong("questions", f"only what a condition asks, not {idle}")


def _refuse_unknown_expectations(whole: Part, found: RuleSet) -> None:
    criteria = {one.id for one in found.criteria}
    facts = {one.id for one in found.always_ask}
    for number, example in enumerate(found.examples):
        if unknown := sorted((set(example.criteria) - criteria) | (set(example.referred) - facts)):
            raise whole.wrong(
                f"examples[{number}]", f"criteria and facts of this file, not {unknown}"
            )
