"""What waits about equal access: reports of refusals for the office; for a department, what it confirms and is asked."""

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
from xenia.work.departments.models import Refusal
from xenia.work.departments.queries.refusals import asked_of, queue
from xenia.work.departments.queries.statements import DUE, UNSAID, state_shown, to_confirm

REFUSALS, CONFIRM, REPLY = "departments.refusals", "departments.confirm", "departments.reply"


def departments_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """Who was refused and waits for us; what a department has not confirmed, and what it is asked."""
    today = local_day(at)
    if user.may(REFUSALS):
        yield _refusals(today, reader)
    if user.may_somewhere(CONFIRM):
        yield _asked(user, reader)
        yield _to_confirm(user, today, reader)


def _refusals(today: date, reader: str) -> Part:
    rows = queue()
    shown = list(rows[:SHOWN])
    tasks = tuple(
        Task(
            title=one.service.name,
            url=reverse("departments:refusal", args=[one.pk]),
            verb=_("Look"),
            when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
            who=one.get_status_display(),
            is_late=one.is_overdue(today),
        )
        for one in shown
    )
    return Part(
        "refusals",
        _("Refusals"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tasks,
        _("No report of a refusal waits."),
        reverse("departments:refusals"),
    )


def _asked(user: User, reader: str) -> Part:
    rows = asked_of(_own(user, REPLY))
    shown = list(rows[:SHOWN])
    return Part(
        "asked_about_refusals",
        _("The office asks you"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_question(one, reader) for one in shown),
        _("The office asks nothing."),
        reverse("departments:asked"),
    )


def _question(one: Refusal, reader: str) -> Task:
    return Task(
        title=one.service.name,
        url=reverse("departments:asked_one", args=[one.pk]),
        verb=_("Answer"),
        when=written_day(one.moved_on, reader),
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
