"""A new initiative is made quickly: from a pattern, or like last time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_time
from xenia.registers.directory.models import Organization, Service
from xenia.work.programs.models import Offering, Program, ProgramTemplate, Session, TemplateOffering
from xenia.work.programs.operations.planning import Planned, plan_offering
from xenia.work.programs.operations.programs import begin_program
from xenia.work.programs.operations.sessions import Meets


class NothingToKeep(Exception):
    """The program has no offering that could be a pattern."""


@transaction.atomic
def keep_as_template(
    *, program: Program, name: str, is_for_everybody: bool, by: User, at: datetime
) -> ProgramTemplate:
    """What a program looks like is kept as a pattern: its newest offerings with their sessions. Nobody's names.

    Offerings that began with the newest one, or within its length before, belong together. Raises NothingToKeep.
    """
    standing = program.offerings.exclude(status=Offering.Status.CANCELLED)
    newest = standing.order_by("-begins_on", "pk").first()
    if newest is None:
        raise NothingToKeep(f"program {program.pk}")
    since = newest.begins_on - (newest.ends_on - newest.begins_on)
    together = list(standing.filter(begins_on__gte=since).order_by("begins_on", "pk"))
    template: ProgramTemplate = ProgramTemplate.objects.create(
        organization=None if is_for_everybody else program.organization,
        name=name,
        about=program.about,
    )
    first = together[0].begins_on
    TemplateOffering.objects.bulk_create(
        _pattern(template, number, one, first) for number, one in enumerate(together)
    )
    audit.record(by, "programs.template_kept", template, at=at)
    return template


@transaction.atomic
def begin_from_template(
    *,
    template: ProgramTemplate,
    organization: Organization,
    run_by: str,
    name: str,
    begins_on: date,
    service: Service | None = None,
    by: User | None,
    at: datetime,
) -> Program:
    """A new program with all its offerings and sessions, counted from its first day. Raises NameTaken, YearIsClosed."""
    program = begin_program(
        organization=organization,
        run_by=run_by,
        name=name,
        about=template.about,
        service=service,
        by=by,
        at=at,
    )
    for one in template.offerings.all():
        first = begins_on + timedelta(days=one.begins_after)
        planned = Planned(
            name=one.name,
            capacity_type=one.capacity_type,
            places=one.places,
            begins_on=first,
            ends_on=first + one.length,
            hold_days=one.hold_days,
        )
        meets = [
            Meets(first + timedelta(days=days), time.fromisoformat(starts), minutes)
            for days, starts, minutes in one.sessions
        ]
        plan_offering(program=program, planned=planned, meets=meets, by=by, at=at)
    return program


@transaction.atomic
def repeat_offering(
    *, offering: Offering, name: str, begins_on: date, by: User | None, at: datetime
) -> Offering:
    """Like last time, from another day: the same places, the same hours on the same days of the week as they come.

    Sessions that were called off are not repeated. Raises YearIsClosed.
    """
    moved = begins_on - offering.begins_on
    last = offering.last_day_to_enrol
    planned = Planned(
        name=name,
        capacity_type=offering.capacity_type,
        places=offering.places,
        begins_on=begins_on,
        ends_on=offering.ends_on + moved,
        location=offering.location,
        last_day_to_enrol=last + moved if last else None,
        hold_days=offering.hold_days,
    )
    meets = [
        Meets(one.on + moved, one.starts, one.minutes)
        for one in _meets(offering.sessions.standing())
    ]
    return plan_offering(
        program=offering.program, planned=planned, meets=meets, like=offering, by=by, at=at
    )


def _meets(sessions: Iterable[Session]) -> list[Meets]:
    """Sessions as the clock on the wall says them, so that summer time changes nothing."""
    found = []
    for one in sessions:
        start = local_time(one.starts_at)
        minutes = int((one.ends_at - one.starts_at).total_seconds()) // 60
        found.append(Meets(start.date(), start.time(), minutes))
    return found


def _pattern(
    template: ProgramTemplate, number: int, offering: Offering, first: date
) -> TemplateOffering:
    return TemplateOffering(
        template=template,
        position=number,
        name=offering.name,
        capacity_type=offering.capacity_type,
        places=offering.places,
        hold_days=offering.hold_days,
        begins_after=(offering.begins_on - first).days,
        days=(offering.ends_on - offering.begins_on).days + 1,
        sessions=[
            [(one.on - offering.begins_on).days, f"{one.starts:%H:%M}", one.minutes]
            for one in _meets(offering.sessions.standing())
        ],
    )
