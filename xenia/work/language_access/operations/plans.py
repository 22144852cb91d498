"""A plan is begun, written, read by the office, signed by two, and comes into force."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import AccessPlan, Goal
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    PlanLanguage,
    PlanLine,
    PlanService,
    PlanVendor,
    Signage,
    StaffSkill,
)
from xenia.work.language_access.plan_messages import (
    PLAN_IN_FORCE,
    PLAN_SENT_BACK,
    PLAN_TO_READ,
    PLAN_TO_SIGN,
)

# Source: NYC Admin. Code 23-1102: a plan is renewed at least every three years.
LONGEST_YEARS: Final = 3
COPIED: Final[tuple[type[PlanLine], ...]] = (
    FourFactor,
    PlanLanguage,
    PlanService,
    PlanVendor,
    Signage,
    StaffSkill,
)
# What is taken off when a plan is sent back.
FALLS: Final = (
    "asked_on",
    "department_signed_by_id",
    "department_signed_on",
    "office_signed_by_id",
    "office_signed_on",
)
COORDINATOR: Final = ("coordinator", "coordinator_name", "coordinator_reach", "summary")
Side = Literal["department", "office"]


class PlanUnderWay(Exception):
    """This organization has a plan that is being written, read or signed."""


class TooLong(ValueError):
    """A plan holds for at most three years, and ends after it began."""


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the page was opened. `current` is how it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(f"{current._meta.model_name} {current.pk} was changed meanwhile")
        self.current = current


class SameHand(Exception):
    """Two people sign a plan: one of the department, one of the office."""


class SignedBefore(Exception):
    """This side signed it before."""


class NoWords(ValueError):
    """A plan is sent back with words that say what to change."""


def mark_of(row: Any) -> str:
    """The mark a page carries, to tell whether somebody else wrote since it was opened."""
    return str(row.changed_at.isoformat())


def refuse_crossed(row: Any, mark: str) -> None:
    """Raises ChangedMeanwhile when a page's mark is not the row's any more. No mark: nothing is asked."""
    if mark and mark != mark_of(row):
        raise ChangedMeanwhile(row)


def locked_plan(plan: AccessPlan, *, drafting: bool = True) -> AccessPlan:
    """The plan as it stands now, held. Raises WrongState when it cannot be written any more."""
    rows = AccessPlan.objects.select_for_update(of=("self",))
    current: AccessPlan = rows.get(pk=plan.pk)
    goes_on = current.is_living and not current.is_half_signed
    may_write = current.is_draft if drafting else goes_on
    if not may_write:
        raise WrongState(current, current.status, PlanStatus.DRAFT)
    return current


def tell_coordinator(template: str, plan: AccessPlan, on: date) -> None:
    """To the coordinator where she has an account; else to the office, which calls her."""
    somebody = plan.coordinator if plan.coordinator and plan.coordinator.is_active else None
    queue(template, plan, to=somebody, on=on)


@transaction.atomic
def start_plan(
    *,
    organization: Organization,
    begins_on: date,
    renew_by: date,
    previous: AccessPlan | None = None,
    is_invented: bool = False,
    by: User | None,
    at: datetime,
) -> AccessPlan:
    """A department begins to write a plan, empty or from its last one. Raises PlanUnderWay, TooLong."""
    if not begins_on < renew_by <= longest(begins_on):
        raise TooLong(f"{begins_on} to {renew_by}: expected at most {LONGEST_YEARS} years")
    plan = AccessPlan(
        organization=organization,
        begins_on=begins_on,
        renew_by=renew_by,
        previous=previous,
        is_invented=is_invented,
        changed_at=at,
        **_coordinator_of(previous),
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise PlanUnderWay(f"organization {organization.pk} writes a plan already") from None
    if previous:
        _copy(previous, plan, at)
    audit.record(by, "language_access.plan_started", plan, at=at)
    return plan


def longest(begins_on: date) -> date:
    """The last day a plan may be renewed by."""
    # 29 February has a last day of its own in a year without one.
    day = 28 if (begins_on.month, begins_on.day) == (2, 29) else begins_on.day
    return begins_on.replace(year=begins_on.year + LONGEST_YEARS, day=day)


def _coordinator_of(previous: AccessPlan | None) -> dict[str, Any]:
    return {name: getattr(previous, name) for name in COORDINATOR} if previous else {}


def _copy(previous: AccessPlan, plan: AccessPlan, at: datetime) -> None:
    """What is promised again: everything but trainings and money, and of the goals those still open."""
    for kind in COPIED:
        _copy_lines(kind.objects.filter(plan=previous), plan, at)
    _copy_lines(Goal.objects.filter(plan=previous, state=Goal.State.OPEN), plan, at)


def _copy_lines(lines: Any, plan: AccessPlan, at: datetime) -> None:
    own = ("id", "plan", "changed_at")
    names = [one.attname for one in lines.model._meta.concrete_fields if one.name not in own]
    lines.model.objects.bulk_create(
        lines.model(plan=plan, changed_at=at, **{name: getattr(one, name) for name in names})
        for one in lines
    )


@transaction.atomic
def describe_plan(
    *, plan: AccessPlan, said: Mapping[str, Any], mark: str = "", by: User | None, at: datetime
) -> AccessPlan:
    """The days, the coordinator and the words on top are set right. Raises WrongState, ChangedMeanwhile, TooLong."""
    current = locked_plan(plan)
    refuse_crossed(current, mark)
    changed = [name for name, value in said.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, said[name])
    if not current.begins_on < current.renew_by <= longest(current.begins_on):
        raise TooLong(f"{current.begins_on} to {current.renew_by}")
    if changed:
        current.changed_at = at
        current.save(update_fields=[*changed, "changed_at"])
        audit.record(by, "language_access.plan_described", current, at=at, fields=changed)
    return current


@transaction.atomic
def ask_to_read(*, plan: AccessPlan, by: User | None, at: datetime) -> AccessPlan:
    """The department asks the language access office to read its plan. Raises WrongState."""
    current = locked_plan(plan)
    if current.asked_on is None:
        current.asked_on, current.changed_at = local_day(at), at
        current.save(update_fields=["asked_on", "changed_at"])
        audit.record(by, "language_access.plan_asked", current, at=at)
        queue(PLAN_TO_READ, current, on=local_day(at))
    return current


@transaction.atomic
def consult(*, plan: AccessPlan, by: User, at: datetime) -> AccessPlan:
    """The language access office has read it: now two people may sign. Raises WrongState."""
    transition(
        plan, to=PlanStatus.CONSULTED, at=at, consulted_by_id=by.pk, consulted_on=local_day(at)
    )
    audit.record(by, "language_access.plan_consulted", plan, at=at)
    tell_coordinator(PLAN_TO_SIGN, plan, local_day(at))
    return plan


@transaction.atomic
def send_back(*, plan: AccessPlan, words: str, by: User, at: datetime) -> AccessPlan:
    """The office says what to change before anybody signs: it is a draft again, and a signature falls.

    Raises NoWords, and WrongState when nobody asked the office to read it, or it is signed by two.
    """
    if not words.strip():
        raise NoWords(f"plan {plan.pk}: sent back without words")
    rows = AccessPlan.objects.select_for_update(of=("self",))
    current: AccessPlan = rows.get(pk=plan.pk)
    if current.is_draft and not current.waits_to_be_read:
        raise WrongState(current, current.status, PlanStatus.DRAFT)
    said = {"sent_back_on": local_day(at), "sent_back_words": words.strip()}
    transition(plan, to=PlanStatus.DRAFT, at=at, **said, **dict.fromkeys(FALLS))
    audit.record(by, "language_access.plan_sent_back", plan, at=at)
    tell_coordinator(PLAN_SENT_BACK, plan, local_day(at))
    return plan


@transaction.atomic
def sign_plan(*, plan: AccessPlan, side: Side, by: User, at: datetime) -> AccessPlan:
    """One of two signs. With both it is signed, and in force from its first day on.

    Raises WrongState, SignedBefore, SameHand.
    """
    rows = AccessPlan.objects.select_for_update(of=("self",))
    current: AccessPlan = rows.get(pk=plan.pk)
    if current.status != PlanStatus.CONSULTED:
        raise WrongState(current, current.status, PlanStatus.SIGNED)
    _refuse_second_hand(current, side, by.pk)
    signed = {f"{side}_signed_by_id": by.pk, f"{side}_signed_on": local_day(at)}
    for name, value in signed.items():
        setattr(current, name, value)
    current.save(update_fields=list(signed))
    audit.record(by, f"language_access.plan_signed_by_{side}", current, at=at)
    if current.department_signed_by_id and current.office_signed_by_id:
        transition(current, to=PlanStatus.SIGNED, at=at)
        come_into_force(plan=current, at=at)
    return current


def _refuse_second_hand(plan: AccessPlan, side: Side, hand: UUID) -> None:
    signed = {"department": plan.department_signed_by_id, "office": plan.office_signed_by_id}
    if signed[side] is not None:
        raise SignedBefore(f"plan {plan.pk} was signed by the {side} before")
    if hand in signed.values():
        raise SameHand(f"plan {plan.pk} needs two people")


@transaction.atomic
def come_into_force(*, plan: AccessPlan, at: datetime) -> bool:
    """Whether a signed plan's first day has come: it holds from now on, and the one before it ends."""
    if plan.begins_on > local_day(at):
        return False
    for before in AccessPlan.objects.in_force().filter(organization=plan.organization_id):
        end_plan(plan=before, at=at)
    transition(plan, to=PlanStatus.IN_FORCE, at=at)
    audit.record(None, "language_access.plan_in_force", plan, at=at)
    tell_coordinator(PLAN_IN_FORCE, plan, local_day(at))
    return True


@transaction.atomic
def end_plan(*, plan: AccessPlan, at: datetime) -> AccessPlan:
    """It holds no more: its last day has passed, or another took its place. Raises WrongState."""
    transition(plan, to=PlanStatus.EXPIRED, at=at)
    audit.record(None, "language_access.plan_ended", plan, at=at)
    return plan
