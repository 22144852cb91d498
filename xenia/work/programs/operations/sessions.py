"""When an offering meets, and who came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import city_zone, local_day
from xenia.work.programs.ledger_kinds import count_attended
from xenia.work.programs.models import Attendance, Enrolment, Offering, Session
from xenia.work.programs.queries.service_type import service_type_of

WEEK = timedelta(days=7)
MOST_SESSIONS = 200


class MeetsAlready(Exception):
    """It meets at this time already."""


class NotYet(Exception):
    """The session lies on a later day, or was called off: nobody came or stayed away."""


@dataclass(frozen=True, slots=True)
class Meets:
    """One session: a day, the time it begins in the city, and how long it takes."""

    on: date
    starts: time
    minutes: int

    def span(self) -> tuple[datetime, datetime]:
        """Its first and last moment."""
        start = datetime.combine(self.on, self.starts, city_zone())
        return start, start + timedelta(minutes=self.minutes)


def weekly(first: Meets, *, until: date, every: int = 1) -> list[Meets]:
    """The same time every week, or every second one, until a day."""
    found: list[Meets] = []
    on = first.on
    while on <= until and len(found) < MOST_SESSIONS:
        found.append(Meets(on, first.starts, first.minutes))
        on += WEEK * every
    return found


@transaction.atomic
def add_sessions(
    *, offering: Offering, meets: Iterable[Meets], by: User | None, at: datetime
) -> list[Session]:
    """An offering meets. Raises MeetsAlready, and adds none."""
    rows = []
    for one in meets:
        starts_at, ends_at = one.span()
        rows.append(Session(offering=offering, starts_at=starts_at, ends_at=ends_at))
    try:
        with transaction.atomic():
            made = list(Session.objects.bulk_create(rows))
    except IntegrityError:
        raise MeetsAlready(f"offering {offering.pk}") from None
    if made:
        audit.record(by, "programs.sessions_added", offering, at=at)
    return made


@transaction.atomic
def call_off_session(*, session: Session, by: User, at: datetime) -> bool:
    """One session does not take place. Whether it stood. What was noted of it is taken back."""
    current = Session.objects.select_for_update().get(pk=session.pk)
    if current.cancelled_at is not None:
        return False
    as_what = service_type_of(current.offering.program)
    for noted in current.attendances.select_related(
        "enrolment__offering__program", "enrolment__client"
    ):
        _count(noted.enrolment, current, noted.was, as_what, -1)
    current.attendances.all().delete()
    current.cancelled_at = at
    current.save(update_fields=["cancelled_at"])
    audit.record(by, "programs.session_called_off", current, at=at)
    return True


@transaction.atomic
def note_attendance(*, session: Session, marks: Mapping[UUID, str], by: User, at: datetime) -> int:
    """Note who came to a session; what was noted before is corrected, and "" takes it back. How many marks are new.

    marks: what is said of each enrolment; whoever is not named stays as noted. Raises NotYet, YearIsClosed.
    """
    current = (
        Session.objects.select_for_update(of=("self",))
        .select_related("offering")
        .get(pk=session.pk)
    )
    if current.cancelled_at is not None or local_day(current.starts_at) > local_day(at):
        raise NotYet(f"session {current.pk}")
    noted = {one.enrolment_id: one for one in current.attendances.all()}
    rows = Enrolment.objects.filter(offering=current.offering, pk__in=marks)
    as_what = service_type_of(current.offering.program)
    changed = [
        _note(one, current, noted.get(one.pk), marks[one.pk], as_what, at)
        for one in rows.select_related("client", "offering__program")
    ]
    if any(changed):
        audit.record(by, "programs.attendance_noted", current, at=at)
    return sum(changed)


def _note(
    enrolment: Enrolment,
    session: Session,
    before: Attendance | None,
    was: str,
    as_what: str,
    at: datetime,
) -> bool:
    if (before.was if before else "") == was:
        return False
    if before:
        _count(enrolment, session, before.was, as_what, -1)
        before.delete()
    if was:
        Attendance.objects.create(
            session=session, enrolment=enrolment, was=Attendance.Was(was), noted_at=at
        )
        _count(enrolment, session, was, as_what, 1)
    return True


def _count(enrolment: Enrolment, session: Session, was: str, as_what: str, times: int) -> None:
    day = local_day(session.starts_at)
    count_attended(enrolment, on=day, was=was, service_type=as_what, times=times)
