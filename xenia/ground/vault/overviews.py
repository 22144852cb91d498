"""What staff see of retention: the rules, who leaves when, the holds, the last round. Counts, no names."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from xenia.ground.common.dates import local_day
from xenia.ground.vault.models import Leaving, LegalHold, RetentionRound, RetentionRule
from xenia.ground.vault.models.hold import lock_holds
from xenia.ground.vault.retention import Counts, Plan, count
from xenia.ground.vault.standing import known_twice, plan_of
from xenia.ground.vault.terms import RecordClass, record_classes, trouble_with

# A round is late when none ended since the day before yesterday.
LATE_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One record class: what its model declares, what was approved, and what that means for people today.

    rule: approved by two, also when it is in effect only later; proposed: waits for approval.
    counts: None for records that are about nobody in the vault.
    """

    record_class: str
    name: str
    is_about_people: bool
    declared_keep: timedelta | None
    declared_since: str
    removed_by: str
    rule: RetentionRule | None
    proposed: RetentionRule | None
    trouble: str
    counts: Counts | None

    @property
    def is_approved(self) -> bool:
        """Whether two people approved a rule of this class."""
        return self.rule is not None

    @property
    def source(self) -> str:
        """The legal schedule of the approved rule; "" when there is none."""
        return self.rule.source if self.rule else ""


@dataclass(frozen=True, slots=True)
class LeavingLine:
    """So many people with records of a class leave on a day."""

    record_class: str
    name: str
    leaves_on: date
    people: int


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A standing hold, what it covers, and how many people that is now."""

    hold: LegalHold
    scope: str
    people: int


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One night's round: what each step did, and what went wrong in which."""

    on: date
    finished_at: datetime | None
    done: dict[str, int] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def rules_overview(at: datetime) -> list[RuleLine]:
    """Every record class with a term, and what becomes of its people. Also approved rules of classes that are gone."""
    plan, today = plan_of(at), local_day(at)
    listed = dict(Leaving.objects.values_list("subject_id", "leaves_on"))
    approved = _rules(RetentionRule.Status.APPROVED)
    proposed = _rules(RetentionRule.Status.PROPOSED)
    lines = []
    for label, found in record_classes().items():
        counts = (
            count(plan.classes.get(label, ()), listed=listed, today=today)
            if found.is_about_people
            else None
        )
        lines.append(_line(found, approved.pop(label, None), proposed.get(label), counts))
    return lines + [_without_a_class(rule) for rule in approved.values()]


def _rules(status: str) -> dict[str, RetentionRule]:
    return {rule.record_class: rule for rule in RetentionRule.objects.filter(status=status)}


def _line(
    found: RecordClass,
    rule: RetentionRule | None,
    proposed: RetentionRule | None,
    counts: Counts | None,
) -> RuleLine:
    return RuleLine(
        record_class=found.label,
        name=found.name,
        is_about_people=found.is_about_people,
        declared_keep=found.declared.keep,
        declared_since=found.declared.since,
        removed_by=found.removed_by,
        rule=rule,
        proposed=proposed,
        trouble=trouble_with(rule) if rule else "",
        counts=counts,
    )


def _without_a_class(rule: RetentionRule) -> RuleLine:
    """A rule that outlived its model."""
    name = rule.record_class
    return RuleLine(name, name, False, None, "", "", rule, None, trouble_with(rule), None)


def leaving_overview(at: datetime) -> list[LeavingLine]:
    """Who is on the list and still leaves: people by class and day, the nearest day first.

    A person with records of two classes stands in both lines.
    """
    listed = dict(Leaving.objects.values_list("subject_id", "leaves_on"))
    twice = known_twice()
    plan = plan_of(at, only={one for her in listed for one in twice.get(her, {her})})
    names = {label: found.name for label, found in record_classes().items()}
    counted = Counter(
        (listed[standing.subject], label)
        for label, standings in plan.classes.items()
        for standing in standings
        if standing.subject in listed and standing.is_due(listed[standing.subject])
    )
    return [
        LeavingLine(label, names[label], day, people)
        for (day, label), people in sorted(counted.items())
    ]


def any_hold(record_class: str = "") -> list[LegalHold]:
    """Standing holds, the oldest first. record_class: only those that keep this class from being destroyed."""
    standing = LegalHold.objects.standing().order_by("placed_at", "pk")
    if record_class:
        standing = standing.filter(record_class__in=["", record_class], subject_id__isnull=True)
    return list(standing)


def holds(at: datetime) -> list[HoldLine]:
    """Standing holds with how many people each covers now, the oldest first."""
    found = any_hold()
    plan = plan_of(at) if found else Plan()
    return [HoldLine(hold, _scope(hold), _covered(hold, plan)) for hold in found]


def _scope(hold: LegalHold) -> str:
    """What it covers: "person", "all", or a record class."""
    return "person" if hold.subject_id else hold.record_class or "all"


def _covered(hold: LegalHold, plan: Plan) -> int:
    if hold.record_class:
        return len(plan.classes.get(hold.record_class, ()))
    if hold.subject_id is None:
        return len(plan.people)
    ids: set[UUID] = {*plan.ids_of(hold.subject_id)}
    return int(not ids.isdisjoint(plan.people))


def hold_against_sealing(year: int) -> str:
    """Why this year is not sealed now: a legal hold stands. "" when none does.

    For the ledger, which asks in the transaction that seals: until it ends nobody places a hold.
    """
    lock_holds()
    references = ", ".join(hold.reference for hold in any_hold())
    if not references:
        return ""
    return f"A legal hold stands ({references}). {year} can be sealed when it is lifted."


def last_round() -> RoundLine | None:
    """The newest round that ended; None before the first."""
    newest = RetentionRound.objects.filter(finished_at__isnull=False).order_by("-on").first()
    if newest is None:
        return None
    return RoundLine(newest.on, newest.finished_at, newest.done, newest.problems)


def rounds_go_well(at: datetime) -> bool:
    """Whether the last round is not older than two days and nothing went wrong in it."""
    last = last_round()
    return last is None or (not last.problems and last.on >= local_day(at) - LATE_AFTER)
