"""Programs and people in them, as their pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.clients.models import Client
from xenia.work.programs.models import (
    CapacityLine,
    Enrolment,
    Offering,
    Program,
    ProgramTemplate,
    Session,
)
from xenia.work.programs.models.enrolment import HOLDING, Ahead, Status, Why
from xenia.work.programs.queries.months import months_of


@dataclass(frozen=True, slots=True)
class InLine:
    """One who waits: her place in line, and whether a reason put her ahead."""

    place: int
    enrolment: Enrolment

    @property
    def goes_ahead(self) -> bool:
        """Whether a reason put her before those who asked earlier."""
        return self.enrolment.ahead != Ahead.USUAL


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of an offering: what is said of it, if anything."""

    month: date
    line: CapacityLine | None

    @property
    def key(self) -> str:
        """As a form names it."""
        return self.month.isoformat()


def programs_of(user: User, permission: str = "programs.read") -> QuerySet[Program]:
    """The programs somebody may see: all, or those of her own organizations."""
    rows: QuerySet[Program] = Program.objects.select_related("organization")
    return rows if user.may(permission) else rows.filter(organization__in=user.organizations())


def offerings_of(
    user: User, *, today: date, view: str = "", kind: str = "", words: str = ""
) -> QuerySet[Offering]:
    """Offerings somebody may see, those that begin next first.

    view: "" for those that are planned or open, "free" with a place free now, "over" for the others. kind: of place.
    """
    rows = Offering.objects.filter(program__in=programs_of(user))
    rows = rows.select_related("program__organization").annotate(
        waiting=Count("enrolments", filter=Q(enrolments__status=Status.WAITING))
    )
    rows = rows.filter(**{"capacity_type": kind} if kind else {})
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(program__name__icontains=words)
            | Q(program__organization__name__icontains=words)
        )
    if view == "over":
        over = (Offering.Status.CLOSED, Offering.Status.CANCELLED)
        found: QuerySet[Offering] = rows.filter(status__in=over).order_by("-ends_on", "pk")
        return found
    rows = rows.filter(status__in=(Offering.Status.PLANNED, Offering.Status.OPEN))
    if view == "free":
        free = Offering.objects.taking_people(today).values("pk")
        rows = rows.filter(pk__in=free, waiting=0).filter(taken__lt=F("places"))
    return rows.order_by("begins_on", "program__name", "pk")


def line_of(offering: Offering) -> list[InLine]:
    """Who waits, the next one first."""
    rows = offering.enrolments.in_line().select_related("client")
    return [InLine(place, one) for place, one in enumerate(rows, start=1)]


def place_in_line(made: Enrolment) -> int:
    """Where she waits now, from 1; 0 when she does not wait any more: somebody may have left since."""
    waits = (one.place for one in line_of(made.offering) if one.enrolment.pk == made.pk)
    return next(waits, 0) if made.status == Status.WAITING else 0


def people_in(offering: Offering) -> QuerySet[Enrolment]:
    """Who holds a place, in the order they asked."""
    rows: QuerySet[Enrolment] = offering.enrolments.filter(status__in=HOLDING)
    return rows.select_related("client").order_by("number")


def people_of_session(session: Session) -> list[Enrolment]:
    """Who had a place on the day of a session, or was noted at it."""
    day = local_day(session.starts_at)
    stayed = Q(ended_on__isnull=True) | Q(ended_on__gt=day) | Q(status=Status.COMPLETED)
    had_place = stayed & Q(enrolled_on__lte=day) & ~Q(why=Why.MISTAKE)
    rows = session.offering.enrolments.filter(had_place | Q(attendances__session=session))
    return list(rows.select_related("client").distinct().order_by("number"))


def to_tell(offering: Offering) -> list[Enrolment]:
    """Whom nobody has told yet what became of her waiting."""
    return list(offering.enrolments.filter(is_told=False).select_related("client"))


def months_shown(offering: Offering) -> list[MonthLine]:
    """Each month of an offering with what is said of it."""
    lines = {one.month: one for one in offering.capacity_lines.all()}
    months = [first for first, _days in months_of(offering.begins_on, offering.ends_on)]
    return [MonthLine(month, lines.get(month)) for month in months]


def templates_for(user: User) -> QuerySet[ProgramTemplate]:
    """The patterns somebody can begin from."""
    rows: QuerySet[ProgramTemplate] = ProgramTemplate.objects.all()
    if user.may("programs.run"):
        return rows
    own = Q(organization__isnull=True) | Q(organization__in=user.organizations())
    return rows.filter(own)


def client_with_code(typed: str) -> Client | None:
    """The person a code belongs to; a merged record leads to the one that was kept."""
    signs = "".join(typed.upper().split()).replace("-", "")
    code = f"{signs[:3]}-{signs[3:]}"
    found: Client | None = Client.objects.filter(code=code).select_related("merged_into").first()
    return found.merged_into or found if found else None


def enrolments_of(clients: Collection[UUID]) -> QuerySet[Enrolment]:
    """Where people take part, wait, or were, the newest first."""
    rows: QuerySet[Enrolment] = Enrolment.objects.filter(client__in=list(clients))
    return rows.select_related("offering__program").order_by("-asked_on", "pk")
