"""What is late over every room, counted as the rooms count it: how many, and since when the oldest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.disclosure.columns import is_small
from xenia.insight.reports.models import DataRequest
from xenia.insight.reports.queries.call import WAITING as NOT_ANSWERED
from xenia.work.casework.models import Deadline, Intake, Matter
from xenia.work.casework.models.intake import OWED
from xenia.work.casework.models.matter import OFFICE
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Status as Said
from xenia.work.enquiries.models import Enquiry
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan import PlanStatus
from xenia.work.language_access.models.request import Status as Asked
from xenia.work.language_access.queries.requests import queue
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Status as Complained
from xenia.work.records.models import RecordsRequest
from xenia.work.referrals.models import Referral

NOT_LATE: Final = (Complained.HELD, Complained.DISCARDED, Complained.CLOSED)


@dataclass(frozen=True, slots=True)
class Late:
    """One kind of thing that is late. since: the day the oldest was due. url: "" where the reader may not look.

    count, since: None where the reader may not open the records, and they are few.
    """

    code: str
    title: Promise
    count: int | None
    since: date | None
    url: str

    def days(self, today: date) -> int:
        """How long the oldest has been late."""
        return (today - self.since).days if self.since else 0


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be late: its rows that are, the field of the day they were due, whose they are, and where they stand."""

    code: str
    title: Promise
    rows: Any
    due: str
    permission: str
    address: str
    show: str = ""
    each: str = "pk"


def late(user: User, at: datetime) -> list[Late]:
    """What is late now, the longest first; a kind of which nothing is late is left out. What is protected stands last."""
    today = local_day(at)
    found = [one for kind in _kinds(today, at) if (one := _late(kind, user))]
    return sorted(found, key=lambda one: (one.since or date.max, -(one.count or 0)))


def _late(kind: Kind, user: User) -> Late | None:
    rows = kind.rows.order_by()
    said = rows.aggregate(count=Count(kind.each, distinct=kind.each != "pk"), since=Min(kind.due))
    if not said["count"]:
        return None
    if not user.may_somewhere(kind.permission):
        # Whoever cannot open them gets what may be published: no small number, and no day of a single one.
        return Late(kind.code, kind.title, shown(said["count"]), None, "")
    since = said["since"]
    return Late(
        kind.code,
        kind.title,
        said["count"],
        local_day(since) if isinstance(since, datetime) else since,
        reverse(kind.address) + kind.show,
    )


def shown(count: int) -> int | None:
    """A number for somebody who may not open the records it counts."""
    return None if is_small(count) else count


def _kinds(today: date, at: datetime) -> Iterator[Kind]:
    yield from _of_people(today)
    yield from _of_others(today)
    yield Kind(
        "interpreters",
        _("Requests for interpreters we found nobody for"),
        queue(at).filter(status=Asked.UNFILLED),
        "asked_at",
        "language_access.assign",
        "interpreting:queue",
    )


def _of_people(today: date) -> Iterator[Kind]:
    clocks = Clock.objects.filter(met_on=None, dropped_on=None, paused_on=None, due_on__lt=today)
    matters = Matter.objects.under_way().held_by([OFFICE])
    yield Kind(
        "complaints",
        _("Complaints past a clock"),
        clocks.exclude(complaint__status__in=NOT_LATE),
        "due_on",
        "ombudsman.handle",
        "complaints:every",
        "?view=late",
        each="complaint",
    )
    yield Kind(
        "referrals",
        _("Referrals nobody answered"),
        Referral.objects.silent(today),
        "answer_by",
        "referrals.send",
        "referrals:every",
    )
    yield Kind(
        "intakes",
        _("Requests for help past their day"),
        Intake.objects.filter(status__in=OWED, due_on__lt=today),
        "due_on",
        "casework.take_in",
        "casework:cases",
    )
    yield Kind(
        "matters",
        _("Matters past their day"),
        matters.filter(due_on__lt=today, is_on_hold=False),
        "due_on",
        "casework.decide",
        "casework:matters",
    )
    yield Kind(
        "deadlines",
        _("Deadlines of legal matters that passed"),
        Deadline.objects.waiting().filter(matter__in=matters.values("pk"), due_on__lt=today),
        "due_on",
        "casework.legal",
        "legal:every",
    )
    yield Kind(
        "questions",
        _("Questions past their day"),
        Enquiry.objects.overdue(today),
        "due_on",
        "enquiries.answer",
        "enquiries:questions",
    )


def _of_others(today: date) -> Iterator[Kind]:
    yield Kind(
        "statements",
        _("Statements of city services to confirm again"),
        Statement.objects.filter(status=Said.CONFIRMED, due_on__lte=today),
        "due_on",
        "departments.state",
        "departments:services",
        "?show=unconfirmed",
    )
    yield Kind(
        "plans",
        _("Language plans that have ended"),
        _plans_ended(),
        "renew_by",
        "language_access.plan",
        "plans:plans",
    )
    yield Kind(
        "counts",
        _("Organizations that have not sent their counts"),
        DataRequest.objects.filter(status__in=NOT_ANSWERED, call__closed_on=None, due_on__lt=today),
        "due_on",
        "reports.prepare",
        "counts:calls",
    )
    yield Kind(
        "records",
        _("Requests for records past their day"),
        RecordsRequest.objects.overdue(today),
        "due_on",
        "records.receive",
        "records:requests",
    )


def _plans_ended() -> Any:
    """The last plan of each organization that has none in force."""
    followed = AccessPlan.objects.exclude(previous=None).values("previous")
    holding = AccessPlan.objects.in_force().values("organization")
    ended = AccessPlan.objects.filter(status=PlanStatus.EXPIRED)
    return ended.exclude(pk__in=followed).exclude(organization__in=holding)
