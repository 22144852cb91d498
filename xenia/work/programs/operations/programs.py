"""A program begins, is described anew, and ends."""

from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Organization, Service
from xenia.work.programs.models import Offering, Program


class NameTaken(Exception):
    """This organization has a program of this name."""


class StillRuns(Exception):
    """Something of this program is planned or open: end or call it off first."""


@transaction.atomic
def begin_program(
    *,
    organization: Organization,
    run_by: str,
    name: str,
    about: str = "",
    service: Service | None = None,
    by: User | None,
    at: datetime,
) -> Program:
    """Something new is offered to people. Raises NameTaken."""
    program = Program(
        organization=organization,
        run_by=run_by,
        name=name,
        about=about,
        service=service,
        begun_on=local_day(at),
    )
    _save(program)
    audit.record(by, "programs.begun", program, at=at)
    return program


@transaction.atomic
def describe_program(
    *, program: Program, name: str, about: str, service: Service | None, by: User, at: datetime
) -> Program:
    """Say anew what it is. Raises NameTaken."""
    current: Program = Program.objects.select_for_update().get(pk=program.pk)
    current.name, current.about, current.service = name, about, service
    _save(current)
    audit.record(by, "programs.described", current, at=at, fields=["name", "about", "service"])
    return current


@transaction.atomic
def end_program(*, program: Program, by: User, at: datetime) -> Program:
    """It is not offered any more. Raises StillRuns."""
    current: Program = Program.objects.select_for_update().get(pk=program.pk)
    if current.offerings.filter(status__in=(Offering.Status.PLANNED, Offering.Status.OPEN)):
        raise StillRuns(f"program {current.pk} still has offerings")
    if current.ended_on is None:
        current.ended_on = local_day(at)
        current.save(update_fields=["ended_on"])
        audit.record(by, "programs.ended", current, at=at)
    return current


def _save(program: Program) -> None:
    try:
        with transaction.atomic():
            program.save()
    except IntegrityError:
        raise NameTaken(f"{program.organization_id} has a program of this name") from None
