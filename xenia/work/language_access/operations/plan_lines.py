"""What a plan says is written down line by line, and taken off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.reference.models import LegalBasis
from xenia.work.language_access.models import AccessPlan, PlanLanguage
from xenia.work.language_access.models.plan_line import (
    Goal,
    PlanBudget,
    PlanLine,
    Signage,
    StaffSkill,
    Training,
)
from xenia.work.language_access.operations.plans import locked_plan, refuse_crossed
from xenia.work.language_access.queries.plan_owed import owed_and_not_promised, owed_by
from xenia.work.language_access.queries.plans import with_lines

# What goes on while a plan holds. All else was signed, and changes with the next plan.
WORK: Final = (StaffSkill, Signage, PlanBudget, Training, Goal)


class NotKept(ValueError):
    """It stands in the plan already, or breaks a rule of the table."""


class LineGone(LookupError):
    """Somebody took this line off before."""


@transaction.atomic
def keep_line(
    *,
    plan: AccessPlan,
    kind: type[PlanLine],
    said: Mapping[str, Any],
    line: UUID | None = None,
    mark: str = "",
    by: User | None,
    at: datetime,
) -> PlanLine:
    """A line is added, or one that stands is set right. mark: `mark_of` the line as the page showed it.

    Raises WrongState when the plan cannot be changed any more, ChangedMeanwhile, LineGone, NotKept.
    """
    current = locked_plan(plan, drafting=kind not in WORK)
    row = _line(kind, current, line) if line else kind(plan=current)
    if line:
        refuse_crossed(row, mark)
    for name, value in said.items():
        setattr(row, name, value)
    row.changed_at = at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotKept(f"{kind.__name__} of plan {plan.pk} breaks a rule of the table") from None
    audit.record(by, "language_access.plan_line_kept", row, at=at, fields=said)
    return row


@transaction.atomic
def take_off_line(
    *, plan: AccessPlan, kind: type[PlanLine], line: UUID, by: User | None, at: datetime
) -> None:
    """A line is taken off. Raises WrongState, LineGone."""
    current = locked_plan(plan, drafting=kind not in WORK)
    row = _line(kind, current, line)
    audit.record(by, "language_access.plan_line_taken_off", row, at=at)
    row.delete()


def _line(kind: type[PlanLine], plan: AccessPlan, line: UUID) -> PlanLine:
    row: PlanLine | None = (
        kind.objects.select_for_update(of=("self",)).filter(pk=line, plan=plan).first()
    )
    if row is None:
        raise LineGone(f"{kind.__name__} {line} does not stand in plan {plan.pk}")
    return row


@transaction.atomic
def promise_owed_languages(
    *, plan: AccessPlan, basis: LegalBasis | None = None, by: User | None, at: datetime
) -> list[PlanLanguage]:
    """The languages the law asks for today come into the plan, with how sure that is. What stands there stays.

    basis: only what this law asks for. Raises WrongState.
    """
    current = locked_plan(plan)
    (known,) = with_lines(AccessPlan.objects.filter(pk=current.pk))
    there = {one.language for one in known.planlanguages.all()}
    asked = owed_by(basis) if basis else owed_and_not_promised(known, local_day(at))
    made = [
        PlanLanguage(
            plan=current,
            language=one.language,
            why=PlanLanguage.Why.OWED,
            basis=one.basis,
            certainty=one.certainty,
            changed_at=at,
        )
        for one in asked
        if one.language not in there
    ]
    PlanLanguage.objects.bulk_create(made)
    if made:
        audit.record(by, "language_access.plan_owed_promised", current, at=at, fields=["languages"])
    return made
