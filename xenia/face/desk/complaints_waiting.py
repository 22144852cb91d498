"""Complaints that wait for the next step of whoever works on them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known, language
from xenia.ground.common.local_words import written_day
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.queries.due import days_left
from xenia.work.ombudsman.queries.queue import waiting_for

HANDLE = "ombudsman.handle"


def complaints_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """What is hers or nobody's yet, and what waits to be let in; the urgent first."""
    if not user.may(HANDLE):
        return
    today = local_day(at)
    rows = waiting_for(user.pk, sees_late=user.may("ombudsman.assign"), today=today)
    shown = list(rows[:SHOWN])
    days: list[date | None] = [one.next_due for one in shown]  # type: ignore[attr-defined]
    left = days_left(days, today)
    yield Part(
        "complaints",
        _("Complaints"),
        rows.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_task(one, left, reader) for one in shown),
        _("No complaint waits."),
        reverse("complaints:every"),
    )


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
