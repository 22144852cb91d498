"""Many legal matters from their beginning to their end, in one transaction: a history that is made up.

The same guards, the same rows and the same counts as one at a time (`legal`, `work_time`). Nobody is told anything: what is written
here is over. The audit has one line for each lot.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.many_steps import begun_all, step_to, take_steps, update_rows
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.reference.legal_codes import closing_codes
from xenia.ground.reference.vocabularies import vocabulary
from xenia.registers.clients.models import Consent
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed
from xenia.registers.clients.operations.in_bulk import Given, give_consents
from xenia.work.casework import counting_legal
from xenia.work.casework.models import Activity, ConflictCheck, LaterDecision, LegalSide, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.legal_guards import refuse_unrepresented
from xenia.work.casework.models.matter import ADJUDICATED, Outcome, Status
from xenia.work.casework.models.work_time import ActivityKind
from xenia.work.casework.operations.holding import NotHeldHere
from xenia.work.casework.operations.in_bulk import Taken, note_lot, note_service, open_matters
from xenia.work.casework.operations.legal import NOT_CODED, Case, NotThatDay
from xenia.work.casework.operations.thread import NotAChoice
from xenia.work.casework.operations.work_time import NotSoFar
from xenia.work.casework.queries.holding import holds
from xenia.work.casework.queries.legal import was_handed_over, with_a_credential
from xenia.work.referrals.models import Referral

AT_ONCE = 1_000
STANDING = ("moved_on", "told_stale_on", "state_version")


@dataclass(frozen=True, slots=True)
class Ours:
    """The office takes on a legal issue of somebody it helps."""

    taken: Taken
    case: Case


@dataclass(frozen=True, slots=True)
class Theirs:
    """A provider takes on somebody who was sent to it. until: how long she agrees that it works on it here."""

    referral: Referral
    case: Case
    until: date
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked whether her house stands on the other side, and it does not."""

    matter: Matter
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """Some minutes of work on a matter, on the day of `at`."""

    matter: Matter
    kind: str
    minutes: int
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """A legal matter ends: one outcome, everything it brought her, and the code of how it was closed."""

    matter: Matter
    outcome: str
    closing_code: str
    by: User
    at: datetime
    benefits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """A closed matter was decided after all, on the day of `at`."""

    matter: Matter
    outcome: str
    by: User
    at: datetime


@transaction.atomic
def open_legal_matters(ours: Sequence[Ours], *, at: datetime) -> list[Matter]:
    """Matters of the office with their legal side, as `open_matter` and `add_legal_side` make them.

    Raises NotAChoice, NotHelped, NotHeldHere; nothing is written then.
    """
    made = open_matters([one.taken for one in ours], at=at)
    _refuse_others((matter, one.taken.by) for matter, one in zip(made, ours, strict=True))
    _add_sides([(matter, one.case, None) for matter, one in zip(made, ours, strict=True)])
    for matter in made:
        matter.is_legal = True
    _move([(matter, one.taken.at) for matter, one in zip(made, ours, strict=True)], "is_legal")
    note_lot("casework.many_legal_sides_added", ours, at)
    return made


@transaction.atomic
def open_from_referrals(theirs: Sequence[Theirs], *, at: datetime) -> list[Matter]:
    """Matters a provider opens for people who were sent to it, as `open_from_referral` does.

    Raises NotAChoice, NotHeldHere, NotReady("legal_consent", "nobody_may", "handed_over"); nothing is written then.
    """
    _refuse_unready(theirs)
    made = [_of_referral(one) for one in theirs]
    Matter.objects.bulk_create(made)
    given = [Given(one.referral.client, _longer(one), one.at) for one in theirs]
    consents = give_consents(given=given, by=None, at=at)
    _add_sides(
        [
            (matter, one.case, consent)
            for matter, one, consent in zip(made, theirs, consents, strict=True)
        ]
    )
    begun_all((matter, one.at, one.by.pk) for matter, one in zip(made, theirs, strict=True))
    note_service((one.referral.client, one.at) for one in theirs)
    note_lot("casework.many_legal_matters_opened", theirs, at)
    return made


def _refuse_unready(theirs: Sequence[Theirs]) -> None:
    may_speak: dict[tuple[str, date], bool] = {}
    for one in theirs:
        referral, today = one.referral, local_day(one.at)
        holder = str(referral.organization_id)
        if not holds(one.by, holder) or referral.status not in ("accepted", "started"):
            raise NotHeldHere(f"referral {referral.pk} is {referral.status}")
        if referral.consent is None or not referral.consent.stands_on(today):
            raise NotReady("legal_consent")
        asked = (holder, today)
        if asked not in may_speak:
            may_speak[asked] = with_a_credential(holder, today).exists()
        if not may_speak[asked]:
            raise NotReady("nobody_may")
        if was_handed_over(referral):
            raise NotReady("handed_over")


def _of_referral(one: Theirs) -> Matter:
    today = local_day(one.at)
    return Matter(
        subject_id=one.referral.client.subject_id,
        client=one.referral.client,
        issue=one.referral.need,
        holder=str(one.referral.organization_id),
        is_legal=True,
        taken_by_id=one.by.pk,
        opened_on=today,
        moved_on=today,
    )


def _longer(one: Theirs) -> Agreed:
    before = one.referral.consent
    assert before
    return Agreed(Purpose.REFERRAL, before.recipient, before.fields, one.until)


def _add_sides(opened: Sequence[tuple[Matter, Case, Consent | None]]) -> None:
    sides = []
    for matter, case, consent in opened:
        said = case.checked()
        side = LegalSide(
            subject_id=matter.subject_id,
            matter=matter,
            compartment=matter.holder,
            consent=consent,
            case_type=said.case_type,
            venue=said.venue,
            problem_code=said.problem_code,
        )
        sides.append(side)
    LegalSide.objects.bulk_create(sides)
    for side in sides:
        counting_legal.count_opened(side, side.matter.opened_on)


@transaction.atomic
def clear_of_conflicts(looked: Sequence[Looked], *, at: datetime) -> None:
    """Each house looked, and stands on nobody's other side, as `check_conflicts` notes it. Raises as `check_conflicts` does."""
    _hold([one.matter for one in looked])
    for one in looked:
        _refuse_resting(one.matter, one.by)
        if one.matter.has_conflict:
            raise NotReady("conflict")
    checks = [
        ConflictCheck(
            matter=one.matter, holder=one.matter.holder, is_clear=True, at=one.at, by_id=one.by.pk
        )
        for one in looked
    ]
    ConflictCheck.objects.bulk_create(checks, batch_size=AT_ONCE)
    _move([(one.matter, one.at) for one in looked])
    note_lot("casework.many_conflicts_checked", looked, at)


@transaction.atomic
def note_activities(work: Sequence[Work], *, at: datetime) -> list[Activity]:
    """Somebody worked on each, and in a legal one she was served that day, as `note_activity` notes it.

    Raises NotSoFar, NotHeldHere, NotReady("conflict"), WrongState, YearIsClosed; nothing is written then.
    """
    _hold([one.matter for one in work])
    for one in work:
        _refuse_resting(one.matter, one.by)
        if one.matter.has_conflict:
            raise NotReady("conflict")
        if not (one.matter.opened_on <= local_day(one.at) and 1 <= one.minutes <= 1440):
            raise NotSoFar(f"{one.minutes} minutes on {local_day(one.at)}")
    done = [_activity(one) for one in work]
    Activity.objects.bulk_create(done, batch_size=AT_ONCE)
    for activity in done:
        counting_legal.count_minutes(activity, activity.matter)
        if activity.matter.is_legal:
            counting_legal.count_served(activity.matter.legal, activity.on)
    _move([(one.matter, one.at) for one in work])
    note_service((one.matter.client, one.at) for one in work)
    note_lot("casework.much_work_noted", work, at)
    return done


def _activity(one: Work) -> Activity:
    return Activity(
        matter=one.matter,
        kind=ActivityKind(one.kind),
        minutes=one.minutes,
        on=local_day(one.at),
        by_id=one.by.pk,
        holder=one.matter.holder,
    )


@transaction.atomic
def close_legal_matters(ended: Sequence[Ended], *, at: datetime) -> None:
    """Each ends, as `close_legal` ends it. Raises NotAChoice, NotHeldHere, NotReady, Crossed, WrongState."""
    known = {one.code for one in closing_codes()} | {NOT_CODED}
    brought = {one.code for one in vocabulary("legal_benefits")}
    for one in ended:
        _refuse_resting(one.matter, one.by)
        if one.closing_code not in known or not set(one.benefits) <= brought:
            raise NotAChoice(f"{one.closing_code!r} or a benefit is none of ours")
        side: LegalSide = one.matter.legal
        side.closing_code, side.benefits = one.closing_code, sorted(set(one.benefits))
    update_rows([one.matter.legal for one in ended], ["closing_code", "benefits"])
    take_steps([_closing(one) for one in ended])
    note_service((one.matter.client, one.at) for one in ended)
    note_lot("casework.many_legal_matters_closed", ended, at)


def _closing(one: Ended) -> Any:
    return step_to(
        one.matter,
        to=Status.CLOSED,
        at=one.at,
        by=one.by.pk,
        reason=one.outcome,
        outcome=Outcome(one.outcome),
        closed_on=local_day(one.at),
        is_on_hold=False,
        moved_on=local_day(one.at),
        told_stale_on=None,
    )


@transaction.atomic
def note_later_decisions(later: Sequence[Later], *, at: datetime) -> None:
    """Each was decided after it was closed, as `note_later_decision` notes it. Raises what that raises."""
    _hold([one.matter for one in later])
    for one in later:
        _refuse_undecidable(one)
    decisions = [
        LaterDecision(
            matter=one.matter,
            outcome=Outcome(one.outcome),
            decided_on=local_day(one.at),
            by_id=one.by.pk,
        )
        for one in later
    ]
    LaterDecision.objects.bulk_create(decisions, batch_size=AT_ONCE)
    for decision in decisions:
        counting_legal.count_later(decision.matter.legal, decision)
    note_lot("casework.many_later_decisions", later, at)


def _refuse_undecidable(one: Later) -> None:
    matter = one.matter
    _refuse_other(matter, one.by)
    if matter.status != Status.CLOSED:
        raise WrongState(matter, matter.status, Status.DECIDED)
    if one.outcome not in ADJUDICATED:
        raise NotAChoice(f"{one.outcome!r} decides nothing")
    if local_day(one.at) < matter.opened_on:
        raise NotThatDay(f"{local_day(one.at)} lies before {matter.opened_on}")
    refuse_unrepresented(matter)


def _hold(matters: Sequence[Matter]) -> None:
    """The rows are locked, and as the caller holds them. Raises Crossed."""
    rows = Matter.objects.select_for_update(of=("self",)).order_by("pk")
    found = rows.filter(pk__in=[one.pk for one in matters])
    there: dict[UUID, tuple[str, int]] = {
        pk: (status, version)
        for pk, status, version in found.values_list("pk", "status", "state_version")
    }
    for one in matters:
        if there.get(one.pk) != (one.status, one.state_version):
            raise Crossed(one, one.status, one.status)


def _refuse_others(held: Iterable[tuple[Matter, User]]) -> None:
    for matter, by in held:
        _refuse_other(matter, by)


def _refuse_other(matter: Matter, by: User) -> None:
    if not holds(by, matter.holder):
        raise NotHeldHere(f"matter {matter.pk} is with {matter.holder}")


def _refuse_resting(matter: Matter, by: User) -> None:
    _refuse_other(matter, by)
    if matter.status == Status.CLOSED:
        raise WrongState(matter, matter.status, matter.status)


def _move(moved: Collection[tuple[Matter, datetime]], *changed: str) -> None:
    """Something was done with each that others must see."""
    for matter, at in moved:
        matter.moved_on, matter.told_stale_on = local_day(at), None
        matter.state_version += 1
    update_rows([matter for matter, _at in moved], [*changed, *STANDING])
