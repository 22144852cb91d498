"""What is counted about programs.

programs.capacity: method planned or delivered; service_type is the kind of place; mode says who counted: "office" for our
own figures, "partner" for what somebody else says of itself. Kinds of place are never added together.
programs.enrolled: outcome "straight", or "after_waiting". A person is one person, however many offerings she takes part in.
programs.waited: outcome "waiting" on the day the waiting began; on the day it ended "enrolled" or why it ended.
programs.attended: outcome attended, excused or absent; each session counts.
programs.ended: outcome "completed", or "left" with the reason.
programs.served: each time she came to a session; where nobody noted who came, once when she was there to the end.
service_type: the type of help with what the program's service is for. Whoever enrolled and never came was not served.
"""

from datetime import date
from typing import Any

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step
from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.operations import record
from xenia.ground.vault.fields import is_shredded
from xenia.registers.clients.models import Client
from xenia.work.programs.models import Attendance, Enrolment, Offering
from xenia.work.programs.models.enrolment import Status, Why
from xenia.work.programs.queries.service_type import service_type_of

CAPACITY = "programs.capacity"
ENROLLED = "programs.enrolled"
WAITED = "programs.waited"
ATTENDED = "programs.attended"
ENDED = "programs.ended"
SERVED = "programs.served"
ABOUT = ("program", "provider", "language", "area", "outcome")

register(
    CAPACITY,
    "Places of a program that were planned for a month, or given in it.",
    dimensions=("program", "provider", "service_type", "method", "mode"),
)
register(ENROLLED, "Somebody takes part in a program.", dimensions=ABOUT, counts_persons=True)
register(WAITED, "Somebody began to wait for a place, or stopped waiting.", dimensions=ABOUT)
register(ATTENDED, "Somebody came to a session, or did not.", dimensions=ABOUT)
register(
    ENDED, "Somebody who took part left, or was there to the end.", dimensions=(*ABOUT, "reason")
)
register(
    SERVED,
    "Somebody was given what a program gives: she came to a session, or was there to the end.",
    dimensions=("program", "provider", "service_type", "language", "area"),
    counts_persons=True,
)


def about(enrolment: Enrolment) -> dict[str, Any]:
    """What every fact about an enrolment carries. The person's own words are opened only to be counted."""
    client, program = enrolment.client, enrolment.offering.program
    return {
        "program": program.pk,
        "provider": program.organization_id,
        "language": _said(client, "spoken_language") or _said(client, "written_language"),
        "area": _said(client, "area"),
    }


def _said(client: Client, name: str) -> str:
    value = getattr(client, name)
    return "" if is_shredded(value) else str(value)


def count_step(step: Step) -> None:
    """Count what a step of an enrolment means: waiting begins or ends, a place is taken, given back, kept to the end."""
    enrolment, day, why = step.record, local_day(step.at), step.reason
    said = about(enrolment)
    if step.after == Status.WAITING:
        record(kind=WAITED, on=day, outcome="waiting", **said)
    if step.after == Status.ENROLLED:
        _count_enrolled(enrolment, day, was=step.before, said=said)
    if step.after == Status.LEFT and step.before in (Status.WAITING, Status.OFFERED):
        _count_not_reached(day, why, said)
    if step.before == Status.ENROLLED:
        _count_ended(enrolment, day, step, said)


def _count_enrolled(
    enrolment: Enrolment, day: date, *, was: str, said: dict[str, Any], times: int = 1
) -> None:
    record(
        kind=ENROLLED,
        on=day,
        quantity=times,
        subject=enrolment.client.subject_id,
        is_named=enrolment.client.is_named,
        outcome="after_waiting" if was else "straight",
        **said,
    )
    if was and times > 0:
        record(kind=WAITED, on=day, outcome="enrolled", **said)


def _count_not_reached(day: date, why: str, said: dict[str, Any]) -> None:
    if why == Why.MISTAKE:
        record(kind=WAITED, on=day, quantity=-1, outcome="waiting", **said)
    else:
        record(kind=WAITED, on=day, outcome=why, **said)


def _count_ended(enrolment: Enrolment, day: date, step: Step, said: dict[str, Any]) -> None:
    if step.reason == Why.MISTAKE:
        waited = enrolment.steps_taken.filter(after=Status.WAITING).exists()
        on = enrolment.enrolled_on or day
        _count_enrolled(enrolment, on, was="waiting" if waited else "", said=said, times=-1)
    else:
        record(kind=ENDED, on=day, outcome=step.after, reason=step.reason, **said)
        # Everybody is there to the end whom nobody took out: where somebody noted who came, that alone says who was served.
        if step.after == Status.COMPLETED and not enrolment.attendances.exists():
            _count_served(enrolment, day, service_type_of(enrolment.offering.program), said)


def count_attended(
    enrolment: Enrolment, *, on: date, was: str, service_type: str, times: int = 1
) -> None:
    """Somebody came to a session, or did not; -1 takes back what was noted before. service_type: of the program."""
    said = about(enrolment)
    record(kind=ATTENDED, on=on, quantity=times, outcome=was, **said)
    if was == Attendance.Was.ATTENDED:
        _count_served(enrolment, on, service_type, said, times=times)


def _count_served(
    enrolment: Enrolment, day: date, service_type: str, said: dict[str, Any], *, times: int = 1
) -> None:
    record(
        kind=SERVED,
        on=day,
        quantity=times,
        subject=enrolment.client.subject_id,
        is_named=enrolment.client.is_named,
        service_type=service_type,
        **said,
    )


def count_capacity(
    offering: Offering, *, on: date, method: str, more: int, is_own_figure: bool
) -> None:
    """So many places more, or fewer, were planned for a month, or given in it."""
    if more:
        record(
            kind=CAPACITY,
            on=on,
            quantity=more,
            program=offering.program_id,
            provider=offering.program.organization_id,
            service_type=offering.capacity_type,
            method=method,
            mode="partner" if is_own_figure else "office",
        )
