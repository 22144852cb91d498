"""Departments are told."""

from datetime import datetime

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.departments.queries.departments import coordinators_of


def tell_department(template: str, department: Organization, at: datetime) -> None:
    """To everybody who answers for a department; where nobody does, to the office, which calls there."""
    somebody: list[User | None] = list(coordinators_of(department.pk)) or [None]
    for one in somebody:
        queue(template, department, to=one, on=local_day(at))
