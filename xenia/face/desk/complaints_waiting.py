"""Complaints that wait for the next step of whoever works on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known, language
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.queries.due import days_left
from xenia.work.ombudsman.queries.queue import waiting_for
from xenia.work.ombudsman.queries.told import told_of_late

HANDLE = "ombudsman.handle"


def complaints_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """What is late, with who was told of it; then what is hers or nobody's yet, and what waits to be let in; the urgent first."""
    if not user.may(HANDLE):
        return
    today = local_day(at)
    rows: Any = waiting_for(user.pk, sees_late=user.may("ombudsman.assign"), today=today)
    late = rows.filter(next_due__lt=today)
    if shown := list(late[:SHOWN]):
        told = _told(shown, today, reader)
        part = _part(_("Complaints that are late"), late, shown, today, reader, told)
        yield replace(part, code="complaints-late", rest_url=f"{part.rest_url}?view=late")
    rows = rows.filter(Q(next_due=None) | Q(next_due__gte=today))
    yield _part(_("Complaints"), rows, list(rows[:SHOWN]), today, reader, {})


def _part(
    title: str,
    rows: "QuerySet[Complaint]",
    shown: list[Complaint],
    today: date,
    reader: str,
    told: Mapping[UUID, str],
) -> Part:
    left = days_left([one.next_due for one in shown], today)  # type: ignore[attr-defined]
    tasks = [_task(one, left, reader) for one in shown]
    return Part(
        "complaints",
        title,
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(
            replace(task, who=f"{task.who} · {told[one.pk]}") if one.pk in told else task
            for one, task in zip(shown, tasks, strict=True)
        ),
        _("No complaint waits."),
        reverse("complaints:every"),
    )


def _told(late: list[Complaint], today: date, reader: str) -> dict[UUID, str]:
    """Who was told that a complaint is late, and when: of the clock that ran out first."""
    clocks = Clock.objects.filter(
        complaint__in=late, met_on=None, dropped_on=None, paused_on=None, due_on__lt=today
    )
    first = {clock.complaint_id: clock for clock in clocks.order_by("-due_on", "-pk")}
    words = told_of_late(first.values(), reader)
    return {
        complaint: " ".join(words[clock.pk])
        for complaint, clock in first.items()
        if clock.pk in words
    }


def _task(one: Complaint, left: Mapping[date, int], reader: str) -> Task:
    code = str(one.language) if is_known(str(one.language)) else ""
    due: date | None = one.next_due  # type: ignore[attr-defined]
    return Task(
        title=_("Complaint %(label)s") % {"label": one.label},
        url=reverse("complaints:complaint", args=[one.pk]),
        verb=_("Look"),
        when=_until(due, left[due], reader) if due else "",
        who=_("Urgent") if one.is_urgent else str(one.get_status_display()),
        language=language(code).own_name if code else "",
        lang=code,
        is_late=due is not None and left[due] < 0,
    )


def _until(due: date, left: int, reader: str) -> str:
    if left < 0:
        late = ngettext("%(days)s working day late", "%(days)s working days late", -left)
        return late % {"days": -left}
    return _("Until %(day)s") % {"day": written_day(due, reader)}
