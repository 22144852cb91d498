"""What falls due with plans: they come into force and end, and coordinators are reminded."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.models import AccessPlan, SelfReport
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.operations.plans import (
    come_into_force,
    end_plan,
    tell_coordinator,
)
from xenia.work.language_access.plan_messages import PLAN_ENDS, PLANS_LATE, REPORT_DUE_SOON
from xenia.work.language_access.queries.plans import REPORT_DUE

# Days before renewal, and before the report is due, at which the coordinator is reminded.
REMIND_RENEWAL: Final = (180, 60, 14)
REMIND_REPORT: Final = (30, 7)


def keep_plans(at: datetime) -> int:
    """Plans begin and end on their days; who must renew one, or send a report, is told. How many were told."""
    today = local_day(at)
    _begin(today, at)
    _end(today, at)
    return _remind_renewals(today) + _remind_reports(today, at)


def _begin(today: date, at: datetime) -> None:
    for plan in AccessPlan.objects.filter(status=PlanStatus.SIGNED, begins_on__lte=today):
        with transaction.atomic():
            come_into_force(plan=plan, at=at)


def _end(today: date, at: datetime) -> None:
    for plan in AccessPlan.objects.in_force().filter(renew_by__lte=today):
        with transaction.atomic():
            end_plan(plan=plan, at=at)
            queue(PLANS_LATE, plan, on=today)


def _step(days: int, steps: tuple[int, ...], before: int | None) -> int | None:
    """Which reminder is due so many days ahead, if it was not given before."""
    due = [step for step in steps if days <= step]
    return min(due) if due and (before is None or min(due) < before) else None


def _remind_renewals(today: date) -> int:
    """A plan whose next one is under way needs no reminder."""
    writing = AccessPlan.objects.under_way().values("organization")
    holding = AccessPlan.objects.in_force().exclude(organization__in=writing)
    return sum(_remind_renewal(pk, today) for pk in holding.values_list("pk", flat=True))


@transaction.atomic
def _remind_renewal(pk: UUID, today: date) -> bool:
    plan = AccessPlan.objects.select_for_update(of=("self",)).get(pk=pk)
    step = _step((plan.renew_by - today).days, REMIND_RENEWAL, plan.reminded_days)
    if step is None:
        return False
    plan.reminded_days = step
    plan.save(update_fields=["reminded_days"])
    tell_coordinator(PLAN_ENDS, plan, today)
    return True


def _remind_reports(today: date, at: datetime) -> int:
    """Before the day on which last year's report is due."""
    due = date(today.year, *REPORT_DUE)
    days, year = (due - today).days, today.year - 1
    if not 0 <= days <= REMIND_REPORT[0]:
        return 0
    owing = AccessPlan.objects.in_force().filter(begins_on__year__lte=year)
    return sum(_remind_report(plan, year, days, at) for plan in owing)


@transaction.atomic
def _remind_report(plan: AccessPlan, year: int, days: int, at: datetime) -> bool:
    rows = SelfReport.objects.select_for_update()
    report, _is_new = rows.get_or_create(
        organization_id=plan.organization_id, year=year, defaults={"changed_at": at}
    )
    step = _step(days, REMIND_REPORT, report.reminded_days)
    if step is None or report.status == SelfReport.Status.SENT:
        return False
    report.reminded_days = step
    report.save(update_fields=["reminded_days"])
    tell_coordinator(REPORT_DUE_SOON, plan, local_day(at))
    return True
