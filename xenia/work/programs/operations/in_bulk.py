"""Many people take part in an offering, and many are noted as there, in one transaction: a history that is made up.

The same order in the line, the same rows and the same counts as one at a time. The audit has one line for each lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.many_steps import begun_all
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations.in_bulk import note_all_served, refuse_gone
from xenia.work.programs.ledger_kinds import count_attended
from xenia.work.programs.models import Attendance, Enrolment, Offering, OfferingClosed, Session
from xenia.work.programs.operations.line import AlreadyIn, new_enrolment
from xenia.work.programs.operations.locked import locked_offering
from xenia.work.programs.operations.sessions import NotYet
from xenia.work.programs.queries.service_type import service_type_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants to take part, at a moment."""

    client: Client
    at: datetime


@transaction.atomic
def enrol_all(
    *, offering: Offering, asked: Sequence[Asked], by: User | None, at: datetime
) -> list[Enrolment]:
    """Each takes part if a place is free and nobody waits, else she stands in line, in the order they asked.

    at: when the lot is written. Raises ClientGone, OfferingClosed, AlreadyIn; nothing is written then.
    """
    refuse_gone([one.client for one in asked])
    current = locked_offering(offering)
    _refuse(current, asked)
    nobody_waits = not current.enrolments.in_line().exists()
    made = []
    for one in asked:
        is_in = nobody_waits and current.left >= 1
        nobody_waits = nobody_waits and is_in
        made.append(new_enrolment(current, one.client, is_in=is_in, at=one.at))
    current.save(update_fields=["next_number", "taken"])
    Enrolment.objects.bulk_create(made)
    moments = (one.at for one in asked)
    begun_all((one, when, by.pk if by else None) for one, when in zip(made, moments, strict=True))
    _serve(asked)
    audit.record(by, "programs.many_enrolled", current, at=at)
    return made


def _refuse(offering: Offering, asked: Sequence[Asked]) -> None:
    for one in asked:
        if not offering.takes_people(local_day(one.at)):
            raise OfferingClosed(f"offering {offering.pk} is {offering.status}")
    standing = offering.enrolments.standing().filter(client__in=[one.client for one in asked])
    if found := standing.first():
        raise AlreadyIn(found)
    if len({one.client.pk for one in asked}) < len(asked):
        raise ValueError("somebody asks twice")


def _serve(asked: Sequence[Asked]) -> None:
    days: dict[Client, date] = {one.client: local_day(one.at) for one in asked}
    note_all_served(days)


@transaction.atomic
def note_attendances(
    *, offering: Offering, marks: Mapping[Session, Mapping[UUID, str]], by: User, at: datetime
) -> int:
    """Who came to sessions nobody noted anything of, as if it was noted when each ended. How many marks.

    marks: for each session, what is said of each enrolment. Raises NotYet, YearIsClosed, ValueError for a session with
    marks or another offering's.
    """
    _refuse_sessions(offering, list(marks), at)
    rows = Enrolment.objects.filter(offering=offering)
    people = {one.pk: one for one in rows.select_related("client", "offering__program")}
    noted = [
        Attendance(
            session=session,
            enrolment=people[pk],
            was=Attendance.Was(was),
            noted_at=session.ends_at,
        )
        for session, said in marks.items()
        for pk, was in said.items()
    ]
    Attendance.objects.bulk_create(noted)
    as_what = service_type_of(offering.program)
    for one in noted:
        day = local_day(one.session.starts_at)
        count_attended(one.enrolment, on=day, was=one.was, service_type=as_what)
    if noted:
        audit.record(by, "programs.many_attendances_noted", offering, at=at)
    return len(noted)


def _refuse_sessions(offering: Offering, sessions: Sequence[Session], at: datetime) -> None:
    held = Session.objects.select_for_update(of=("self",)).filter(offering=offering)
    rows = held.filter(pk__in=[one.pk for one in sessions]).order_by("pk")
    there = {one.pk: one for one in rows.prefetch_related("attendances")}
    for one in sessions:
        found = there.get(one.pk)
        if found is None or found.attendances.all():
            raise ValueError(f"session {one.pk} is noted already, or not of this offering")
        if found.cancelled_at is not None or local_day(found.starts_at) > local_day(at):
            raise NotYet(f"session {one.pk}")
