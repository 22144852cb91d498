"""What a set of rules says of somebody's answers, why, and which question would matter next.

A missing answer is not known, never a yes or a no. Only what is asked can change a result.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from .answers import Answers
from .citations import Citation
from .expressions import Moment
from .questions import Question
from .rule_set import AlwaysAsk, Criterion, Note, RuleSet, Tier
from .tables import Guideline, guideline_for
from .truth import Truth
from .words import word


class NotForResults(ValueError):
    """A proposed set of rules, or one outside its days: no result is made with it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion, how true it is, and the reason in a sentence."""

    criterion: Criterion = field(repr=False)
    truth: Truth = field(repr=False)
    reason: str = field(repr=False)

    @property
    def citation(self) -> Citation:
        """Where the criterion stands."""
        return self.criterion.citation


@dataclass(frozen=True, slots=True)
class Finding:
    """What came out. Nothing of it is in its repr: it says something of somebody.

    referred: the facts that need a person, and are true. open_facts: those nobody answered yet.
    matters: unanswered questions, in the order of the file; an answer to any other cannot change the tier.
    tells_status: a reason, or the tier, comes from the answer about status.
    guidelines: the poverty guidelines its criteria reckon with on the day, to be shown with their source.
    shows_way: what it costs and what to bring may be shown; not before the gate is known to be met.
    left_aside: criteria that do not count, because the gate is not met.
    """

    rule_set: RuleSet = field(repr=False)
    on: date = field(repr=False)
    tier: Tier = field(repr=False)
    criteria: tuple[Judged, ...] = field(repr=False)
    referred: tuple[AlwaysAsk, ...] = field(repr=False)
    open_facts: tuple[AlwaysAsk, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    matters: tuple[str, ...] = field(repr=False)
    tells_status: bool = field(repr=False)
    guidelines: tuple[Guideline, ...] = field(repr=False)
    shows_way: bool = field(repr=False)
    left_aside: tuple[Judged, ...] = field(repr=False)

    def without_status(self) -> "Finding":
        """What may be kept with her consent: every reason that shows something about status is gone."""
        return replace(
            self,
            criteria=tuple(
                one
                for one in (*self.criteria, *self.left_aside)
                if not one.criterion.status_derived
            ),
            left_aside=(),
            referred=tuple(one for one in self.referred if not one.status_derived),
            open_facts=tuple(one for one in self.open_facts if not one.status_derived),
            notes=tuple(one for one in self.notes if not one.status_derived),
            matters=(),
        )


def screen(rule_set: RuleSet, answers: Answers, on: date) -> Finding:
    """Somebody's answers against one set of rules on a day.

    A fact that needs a person comes before everything; then a criterion that is not met; *likely* needs all of them
    met and every such fact denied. A gate comes before all of that: not met, it alone counts. Raises NotForResults.
    """
    if rule_set.proposed or not rule_set.is_valid(on):
        raise NotForResults(f"the rules {rule_set.id!r} are proposed, or not in force on {on}")
    at = Moment(on, rule_set.place)
    judged = tuple(_judge(one, answers, at) for one in _of_the_day(rule_set, on))
    gate = next((one.truth for one in judged if one.criterion.is_gate), Truth.YES)
    left_aside = tuple(one for one in judged if gate is Truth.NO and not one.criterion.is_gate)
    judged = tuple(one for one in judged if gate is not Truth.NO or one.criterion.is_gate)
    facts = [
        (one, one.when.truth(answers, at)) for one in rule_set.always_ask if gate is not Truth.NO
    ]
    referred = tuple(one for one, found in facts if found is Truth.YES)
    open_facts = tuple(one for one, found in facts if found is Truth.UNKNOWN)
    tier = Tier.ASK if gate is Truth.UNKNOWN else _tier(judged, bool(referred), bool(open_facts))
    notes = tuple(
        one
        for one in rule_set.notes
        if one.tier in (None, tier) and one.when.truth(answers, at) is Truth.YES
    )
    return Finding(
        rule_set=rule_set,
        on=on,
        tier=tier,
        criteria=judged,
        referred=referred,
        open_facts=open_facts,
        notes=notes,
        matters=(
            _unanswered_gate(rule_set, answers)
            if gate is Truth.UNKNOWN
            else _matters(rule_set, answers, at, judged, referred, open_facts)
        ),
        tells_status=_tells_status(judged, facts, notes),
        guidelines=_guidelines(judged, at),
        shows_way=gate is Truth.YES,
        left_aside=left_aside,
    )


def next_question(rule_set: RuleSet, answers: Answers, on: date) -> Question | None:
    """The question to ask next: one that can change the result, the gate first, status last, and none she declined."""
    matters = screen(rule_set, answers, on).matters
    asked = [
        one for one in rule_set.questions if one.id in matters and not answers.declined(one.id)
    ]
    return min(asked, key=lambda question: question.status, default=None)


def _tier(judged: tuple[Judged, ...], is_referred: bool, has_open_facts: bool) -> Tier:
    truths = {one.truth for one in judged}
    if is_referred:
        return Tier.ASK
    if Truth.NO in truths:
        return Tier.UNLIKELY
    return Tier.ASK if has_open_facts or Truth.UNKNOWN in truths else Tier.LIKELY


@dataclass(frozen=True, slots=True)
class _Ended:
    """A criterion whose days are over, without the one that follows: what holds today nobody has checked."""

    criterion: Criterion


def _of_the_day(rule_set: RuleSet, on: date) -> list[Criterion | _Ended]:
    """The criteria of a day: of those that share an id the one in force. One that has not begun does not count yet."""
    found: list[Criterion | _Ended] = []
    for _id, group in groupby(rule_set.criteria, key=lambda one: one.id):
        versions = list(group)
        if current := [one for one in versions if one.is_in_force(on)]:
            found.append(current[0])
        elif begun := [one for one in versions if one.valid_to and one.valid_to < on]:
            found.append(_Ended(begun[-1]))
    return found


def _judge(one: Criterion | _Ended, answers: Answers, at: Moment) -> Judged:
    if isinstance(one, _Ended):
        return Judged(one.criterion, Truth.UNKNOWN, word("no_rule"))
    found = one.when.truth(answers, at)
    if found is Truth.UNKNOWN and not one.when.open(answers, at):
        return Judged(one, found, word("no_table"))
    instead = (other.text for other in one.no_where if other.when.truth(answers, at) is Truth.YES)
    if found is Truth.NO:
        return Judged(one, found, next(instead, one.no))
    return Judged(one, found, one.reason(found))


def _unanswered_gate(rule_set: RuleSet, answers: Answers) -> tuple[str, ...]:
    """The gate alone matters until it is answered; whoever declines it is asked nothing else."""
    return () if answers.declined(rule_set.gate) else (rule_set.gate,)


def _matters(
    rule_set: RuleSet,
    answers: Answers,
    at: Moment,
    judged: tuple[Judged, ...],
    referred: tuple[AlwaysAsk, ...],
    open_facts: tuple[AlwaysAsk, ...],
) -> tuple[str, ...]:
    """What can still change the tier: nothing after a referral; after an unmet criterion only the facts."""
    if referred:
        return ()
    claims = [one.when for one in open_facts]
    if all(one.truth is not Truth.NO for one in judged):
        claims += [
            one.criterion.when
            for one in judged
            if one.truth is Truth.UNKNOWN and one.criterion.is_in_force(at.on)
        ]
    found = frozenset[str]().union(*(claim.open(answers, at) for claim in claims))
    return tuple(question.id for question in rule_set.questions if question.id in found)


def _guidelines(judged: tuple[Judged, ...], at: Moment) -> tuple[Guideline, ...]:
    names = frozenset[str]().union(*(one.criterion.when.tables() for one in judged))
    found = (guideline_for(table=name, place=at.place, on=at.on) for name in sorted(names))
    return tuple(one for one in found if one)


def _tells_status(
    judged: tuple[Judged, ...], facts: list[tuple[AlwaysAsk, Truth]], notes: tuple[Note, ...]
) -> bool:
    return (
        any(one.criterion.status_derived and one.truth is not Truth.UNKNOWN for one in judged)
        or any(one.status_derived and found is not Truth.UNKNOWN for one, found in facts)
        or any(one.status_derived for one in notes)
    )
