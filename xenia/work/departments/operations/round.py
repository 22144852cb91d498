"""What falls due with statements: a year is over, and departments are reminded before and after."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.registers.directory.models import Organization
from xenia.work.departments.messages import STATEMENTS_DUE_SOON, STATEMENTS_LATE
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Status
from xenia.work.departments.operations.statements import count
from xenia.work.departments.operations.telling import tell_department
from xenia.work.departments.queries.statements import city_services

# Days before the year is over, and how often after it.
BEFORE: Final = (30, 7)
EVERY: Final = 30


def keep_statements(at: datetime) -> int:
    """Statements fall due after a year; each department is told once for all of its own. How many were told."""
    today = local_day(at)
    standing = Statement.objects.filter(service__in=city_services(), due_on__isnull=False)
    soon = [one for one in standing if reminder_due(one, today) is not None]
    services = {one.service_id for one in soon}
    departments = Organization.objects.filter(services__in=services).distinct()
    return sum(_remind(one.pk, at) for one in departments)


def reminder_due(statement: Statement, today: date) -> int | None:
    """Which reminder is due for a statement today, if it was not given before; below nothing: after the day."""
    if statement.due_on is None:
        return None
    left = (statement.due_on - today).days
    step = _step(left)
    before = statement.reminded_days
    return step if step is not None and (before is None or step < before) else None


def _step(left: int) -> int | None:
    if left <= 0:
        return -(-left // EVERY) * EVERY
    due = [days for days in BEFORE if left <= days]
    return min(due) if due else None


@transaction.atomic
def _remind(department: UUID, at: datetime) -> bool:
    """One message for all services of a department: that something is due soon, or late."""
    today = local_day(at)
    rows = Statement.objects.select_for_update(of=("self",)).select_related("service")
    held = rows.filter(service__organization=department, due_on__isnull=False)
    steps = {one: step for one in held if (step := reminder_due(one, today)) is not None}
    for statement, step in steps.items():
        _note(statement, step, at)
    if not steps:
        return False
    template = STATEMENTS_LATE if min(steps.values()) <= 0 else STATEMENTS_DUE_SOON
    tell_department(template, Organization.objects.get(pk=department), at)
    return True


def _note(statement: Statement, step: int, at: datetime) -> None:
    if step <= 0 and statement.status == Status.CONFIRMED:
        take_step(statement, to=Status.DUE, at=at, reminded_days=step)
        audit.record(None, "departments.fell_due", statement, at=at)
        count(statement, at)
    else:
        statement.reminded_days = step
        statement.save(update_fields=["reminded_days"])
