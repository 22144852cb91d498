"""What waits with the yearly report: counts the office asks for, and who has not answered."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day
from xenia.insight.reports.models import DataCall, DataRequest
from xenia.insight.reports.queries.call import (
    WAITING,
    open_call_now,
    own_requests,
    requests_of,
    standing,
)

ANSWER = "reports.answer"
PREPARE = "reports.prepare"


def counts_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """For an organization: what it is asked. For the office: who has not answered. Nothing while no call is open."""
    today = local_day(at)
    if user.may_somewhere(ANSWER) and not user.may(ANSWER):
        rows = own_requests(user).filter(status__in=WAITING, call__closed_on=None)
        if found := list(rows.order_by("due_on", "pk")):
            yield _own(found, today, reader)
    if user.may(PREPARE) and (call := open_call_now()):
        yield _office(call, today, reader)


def _own(rows: list[DataRequest], today: date, reader: str) -> Part:
    return Part(
        "own_counts",
        _("The office asks for your counts"),
        len(rows),
        tuple(_asked(one, today, reader) for one in rows[:SHOWN]),
        "",
        reverse("counts:own"),
    )


def _asked(one: DataRequest, today: date, reader: str) -> Task:
    return Task(
        title=_("The office asks for your counts by %(day)s")
        % {"day": written_day(one.due_on, reader)},
        url=reverse("counts:counts", args=[one.pk]),
        verb=_("Go on") if one.status == DataRequest.Status.BEGUN else _("Answer"),
        when=_("Until %(day)s") % {"day": written_day(one.due_on, reader)},
        who=one.organization.name,
        is_late=one.due_on < today,
    )


def _office(call: DataCall, today: date, reader: str) -> Part:
    rows = requests_of(call)
    found = standing(rows)
    words = ngettext(
        "%(count)s of %(asked)s has not answered",
        "%(count)s of %(asked)s have not answered",
        found.waiting,
    )
    task = Task(
        title=words % {"count": found.waiting, "asked": found.asked},
        url=reverse("counts:call", args=[call.year]),
        verb=_("Look"),
        when=_("Until %(day)s") % {"day": written_day(call.due_on, reader)},
        who=_("Counts of %(year)s") % {"year": call.year},
        is_late=call.due_on < today,
    )
    return Part(
        "call_for_counts",
        _("The call for counts"),
        found.waiting,
        (task,) if found.waiting else (),
        _("Everybody has answered."),
        reverse("counts:call", args=[call.year]),
    )
