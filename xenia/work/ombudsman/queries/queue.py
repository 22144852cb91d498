"""Complaints as colleagues look for them: whose they are, what is late, what waits to be let in."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import OURS as OUR_STATES
from xenia.work.ombudsman.models.complaint import Status

OURS, MINE, NOBODYS, LATE, URGENT, CLOSED, ALL = (
    "ours",
    "mine",
    "nobodys",
    "late",
    "urgent",
    "closed",
    "all",
)
UNDER_WAY: Final = ~Q(status__in=(Status.HELD, Status.DISCARDED, Status.CLOSED))
# Whoever has it now: the second person, once she looks at it again.
NOBODY_HAS_IT: Final = Q(stage=1, officer_id=None) | Q(stage__gt=1, reviewer_id=None)
# Where our next step is due.
NEXT_IS_OURS: Final = (*OUR_STATES, Status.FOUND, Status.REMEDY_VERIFIED)

# What the list shows of each; the rest is not read from the database.
IN_A_ROW: Final = (
    "subject_id",
    "status",
    "state_version",
    "stage",
    "kind",
    "language",
    "is_urgent",
    "officer_id",
    "reviewer_id",
    "closed_on",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody looks for."""

    view: str = ""
    department: UUID | None = None
    kind: str = ""


def running() -> "QuerySet[Clock]":
    """The clocks somebody waits for, of the complaint of an outer query; those that stand still aside."""
    return Clock.objects.filter(
        complaint=OuterRef("pk"), met_on=None, dropped_on=None, paused_on=None
    )


# The day of the clock that runs out first. The least of its own clocks: an order by day reads everybody's.
NEXT_DUE: Final = Subquery(
    running().order_by().values("complaint").annotate(day=Min("due_on")).values("day")
)


# Which complaints a view has, for whoever looks and on whatever day.
IN_VIEW: Final = {
    OURS: UNDER_WAY & Q(status__in=NEXT_IS_OURS),
    NOBODYS: UNDER_WAY & NOBODY_HAS_IT,
    URGENT: UNDER_WAY & Q(is_urgent=True),
    CLOSED: Q(status=Status.CLOSED),
    ALL: ~Q(status__in=(Status.HELD, Status.DISCARDED)),
}


def _in_view(view: str, mine: UUID, today: date) -> Q:
    """The same, and hers and the late ones."""
    if view == MINE:
        return UNDER_WAY & held_by(mine)
    if view == LATE:
        return UNDER_WAY & Q(Exists(running().filter(due_on__lt=today)))
    return IN_VIEW.get(view, UNDER_WAY)


def held_by(colleague: UUID) -> Q:
    """Complaints a colleague works on now."""
    return Q(stage=1, officer_id=colleague) | Q(stage__gt=1, reviewer_id=colleague)


def waiting_for(colleague: UUID, *, sees_late: bool, today: date) -> "QuerySet[Complaint]":
    """What waits for her: hers where the next step is ours, what nobody has, what waits to be let in.

    sees_late: also what is late with others. Each has `next_due`.
    """
    hers = held_by(colleague) & Q(status__in=NEXT_IS_OURS)
    late = Q(next_due__lt=today) if sees_late else Q(pk__in=())
    wanted = UNDER_WAY & (hers | NOBODY_HAS_IT | late) | Q(status=Status.HELD)
    return _in_order(Complaint.objects.annotate(next_due=NEXT_DUE).filter(wanted))


def queue(chosen: Chosen, *, mine: UUID, today: date) -> "QuerySet[Complaint]":
    """Complaints of a view: the urgent first, then by what is due next; what is closed, the newest first.

    Each has `next_due`, the day of the clock that runs out first, or None, and `department_name`.
    """
    rows = _listed().filter(_in_view(chosen.view, mine, today))
    if chosen.department:
        rows = rows.filter(department=chosen.department)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.view == CLOSED:
        return rows.order_by("-closed_on", "pk")
    return _in_order(rows)


@cache
def _listed() -> "QuerySet[Complaint]":
    """What a row of the list is read from. The question is put together once; it is asked anew for each page."""
    rows: QuerySet[Complaint] = Complaint.objects.only(*IN_A_ROW)
    return rows.annotate(next_due=NEXT_DUE, department_name=F("department__name"))


def _in_order(rows: "QuerySet[Complaint]") -> "QuerySet[Complaint]":
    """The urgent first, then what is due first."""
    return rows.order_by("-is_urgent", F("next_due").asc(nulls_last=True), "filed_on", "pk")


def counts(today: date) -> dict[str, int]:
    """How many complaints are late, and how many wait to be let in."""
    ended = (Status.HELD, Status.DISCARDED, Status.CLOSED)
    late = Clock.objects.filter(met_on=None, dropped_on=None, paused_on=None, due_on__lt=today)
    late = late.exclude(complaint__status__in=ended)
    return {
        "late": late.order_by().aggregate(number=Count("complaint", distinct=True))["number"],
        "held": Complaint.objects.filter(status=Status.HELD).count(),
    }


def held(*, discarded: bool = False) -> "QuerySet[Complaint]":
    """What waits to be let in, the oldest first; or what was called a machine's, the newest first."""
    rows: QuerySet[Complaint] = Complaint.objects.filter(
        status=Status.DISCARDED if discarded else Status.HELD
    ).select_related("department", "service")
    return rows.order_by("-moved_on", "pk") if discarded else rows.order_by("filed_on", "pk")
