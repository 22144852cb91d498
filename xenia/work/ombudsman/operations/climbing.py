"""What is due soon is reminded of, and what is late climbs: whoever has it, then a supervisor, then the director."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.clock_messages import (
    CLIMBED,
    DAY_IS_NEAR,
    DAY_IS_OVER,
    DEPARTMENT_LATE,
    DEPARTMENT_SOON,
)
from xenia.work.ombudsman.clocks import Calendar, calendar_in_force, late_by, reckoning_of
from xenia.work.ombudsman.limits import (
    REMIND,
    limits_now,
    steps_climbed,
)
from xenia.work.ombudsman.models import Clock, Complaint, DepartmentWord
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.office_hours import is_open
from xenia.work.ombudsman.operations.telling import tell_department, tell_her
from xenia.work.ombudsman.queries.people import colleague, directors, officers, supervisors

# Nobody of the office has seen it. A closed one has no clock, or one by which we ask her how she is.
NOT_OURS: Final = (Status.HELD, Status.DISCARDED)
HANDLER, SUPERVISOR, DIRECTOR = 1, 2, 3
# She reads of these days; whether we ask her in time how she is, colleagues watch among themselves.
TOLD_TO_HER: Final = frozenset(Clock.Which) - {Clock.Which.FOLLOW_UP}


@dataclass(frozen=True, slots=True)
class Round:
    """One round: when, by which calendar, and what this office set. limits: {code: business days, or hours}."""

    at: datetime
    calendar: Calendar
    limits: dict[str, int]

    @property
    def today(self) -> date:
        """The day of the round, in the city."""
        return local_day(self.at)

    @property
    def is_in_office_hours(self) -> bool:
        """Whether the office works at this hour of this day."""
        return is_open(self.at, self.calendar, self.limits)

    def step_of(self, late: int) -> int:
        """How far a clock climbs that is late by so many business days."""
        return steps_climbed(late, self.limits)


Act = Callable[[Clock, Complaint, Round], None]


def keep_clocks(at: datetime) -> int:
    """In office hours, remind of what is due soon, and let climb what is late. How many clocks somebody was told of."""
    this = Round(at, calendar_in_force(), limits_now())
    if not this.is_in_office_hours:
        return 0
    return sum(_tend(clock, this) for clock in _near(this) if _act_for(clock, this))


def _near(this: Round) -> QuerySet[Clock]:
    horizon = this.calendar.after(this.today, this.limits[REMIND])
    running = Clock.objects.filter(met_on=None, dropped_on=None, paused_on=None)
    near = running.filter(due_on__lte=horizon, climbed__lt=DIRECTOR)
    untold = near.filter(Q(reminded_on=None) | Q(due_on__lt=this.today))
    return untold.exclude(complaint__status__in=NOT_OURS).order_by("pk")


def _act_for(clock: Clock, this: Round) -> Act | None:
    """What is to be done for a clock now: it climbs, it is reminded of, or nothing."""
    if not clock.runs or clock.paused_on:
        return None
    late = late_by(reckoning_of(clock), this.today, this.calendar)
    if this.step_of(late) > clock.climbed:
        return _climb
    # Of a short one, nobody is reminded before its own day.
    soon = clock.limit > this.limits[REMIND] or clock.due_on <= this.today
    return _remind if soon and not late and not clock.reminded_on else None


@transaction.atomic
def _tend(clock: Clock, this: Round) -> bool:
    """False when somebody acted at this very moment."""
    complaints = Complaint.objects.select_for_update().exclude(status__in=NOT_OURS)
    about: Complaint | None = complaints.filter(pk=clock.complaint_id).first()
    current = Clock.objects.select_for_update().filter(pk=clock.pk).first()
    if about is None or current is None or (act := _act_for(current, this)) is None:
        return False
    act(current, about, this)
    return True


def _remind(clock: Clock, about: Complaint, this: Round) -> None:
    """Once: in the days before its last one, or on that day."""
    clock.reminded_on = this.today
    clock.save(update_fields=["reminded_on"])
    if clock.which == Clock.Which.DEPARTMENT:
        _tell_the_asked(DEPARTMENT_SOON, about, this.at)
    else:
        _tell(DAY_IS_NEAR, about, whoever_has(about), this.today)


def _climb(clock: Clock, about: Complaint, this: Round) -> None:
    """Everybody it came past is told, and she is told that it is late, and who knows."""
    step = this.step_of(late_by(reckoning_of(clock), this.today, this.calendar))
    before, clock.climbed, clock.climbed_on = clock.climbed, step, this.today
    clock.save(update_fields=["climbed", "climbed_on"])
    if before < HANDLER:
        _tell(DAY_IS_OVER, about, whoever_has(about), this.today)
        if clock.which == Clock.Which.DEPARTMENT:
            _tell_the_asked(DEPARTMENT_LATE, about, this.at)
    above = [supervisors()] if before < SUPERVISOR <= step else []
    above += [directors()] if before < DIRECTOR <= step else []
    for people in above:
        _tell(CLIMBED, about, people, this.today)
    if clock.which in TOLD_TO_HER:
        tell_her(about, this.at)
    audit.record(None, "ombudsman.climbed", about, at=this.at, fields=["climbed"])


def whoever_has(complaint: Complaint) -> list[User]:
    """Whoever works on it; while nobody does, everybody who may."""
    somebody = colleague(complaint.handler_id)
    return [somebody] if somebody else list(officers())


def _tell(template: str, about: Complaint, people: Iterable[User], today: date) -> None:
    """Where nobody holds the role, the office itself reads it."""
    somebody: list[User | None] = list(people) or [None]
    for one in somebody:
        queue(template, about, to=one, on=today)


def _tell_the_asked(template: str, about: Complaint, at: datetime) -> None:
    """The department that was asked last; never one that is said to have punished her."""
    asked = DepartmentWord.objects.filter(complaint=about, kind=DepartmentWord.Kind.REQUEST)
    last = asked.order_by("number").values_list("department_id", flat=True).last()
    if last and about.kind != Kind.RETALIATION:
        tell_department(template, about, Organization.objects.get(pk=last), at)
