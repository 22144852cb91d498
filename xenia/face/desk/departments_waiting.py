"""What waits for a department: what it is asked about complaints and recommended, and what its services say of whom they serve."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.registers.directory.models import Service
from xenia.work.departments.queries.statements import DUE, UNSAID, state_shown, to_confirm
from xenia.work.ombudsman.models import Recommendation
from xenia.work.ombudsman.queries.asked import (
    Asked,
    departments_of,
    due_now,
    to_answer,
)

CONFIRM = "departments.confirm"


def departments_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """What a department is asked, and what it has not confirmed."""
    today = local_day(at)
    if user.may_somewhere(CONFIRM):
        yield _asked(user, today, reader)
        yield _to_confirm(user, today, reader)


def _asked(user: User, today: date, reader: str) -> Part:
    own = departments_of(user)
    rows, told = due_now(own, today), list(to_answer(own))
    tasks = (
        *(_question(one, reader) for one in rows[:SHOWN]),
        *(_recommendation(one, reader) for one in told[:SHOWN]),
    )
    return Part(
        "asked_about_complaints",
        _("The office asks you"),
        len(rows) + len(told),
        tasks[:SHOWN],
        _("The office asks nothing."),
        reverse("complaints_asked:asked"),
    )


def _question(one: Asked, reader: str) -> Task:
    complaint = one.complaint
    return Task(
        title=_("Complaint %(label)s") % {"label": complaint.label},
        url=reverse("complaints_asked:asked_one", args=[complaint.pk]),
        verb=_("Answer"),
        when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
        who=complaint.service.name if complaint.service else "",
        is_late=one.is_late,
    )


def _recommendation(one: Recommendation, reader: str) -> Task:
    return Task(
        title=_("What the office recommends"),
        url=reverse("complaints_asked:recommendation", args=[one.pk]),
        verb=_("Answer"),
        when=written_day(one.made_on, reader),
        who=one.department.name,
    )


def _to_confirm(user: User, today: date, reader: str) -> Part:
    rows = to_confirm(_own(user, CONFIRM), today)
    shown = list(rows[:SHOWN])
    return Part(
        "statements",
        _("Who may use your services"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_statement(one, today, reader) for one in shown),
        _("Everything your services say is confirmed."),
        reverse("departments:services"),
    )


def _statement(service: Service, today: date, reader: str) -> Task:
    statement = getattr(service, "access_statement", None)
    state = state_shown(statement, today)
    when = written_day(statement.due_on, reader) if statement and statement.due_on else ""
    return Task(
        title=service.name,
        url=reverse("departments:service", args=[service.pk]),
        verb=_("Write it") if state == UNSAID else _("Confirm"),
        when=when,
        who=_("Nothing is said") if state == UNSAID else _("Not confirmed yet"),
        is_late=state == DUE,
    )


def _own(user: User, permission: str) -> set[UUID]:
    return {one for one in user.organizations() if user.may(permission, organization=one)}
