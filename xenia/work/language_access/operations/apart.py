"""Whom not to send where."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import Conflict, DoNotSend, Interpreter


class NotedAlready(Exception):
    """This stands already."""


class GoneAlready(Exception):
    """Somebody took it away before."""


@transaction.atomic
def add_conflict(
    *,
    interpreter: Interpreter,
    organization: Organization,
    reason: str,
    by: User | None,
    at: datetime,
) -> Conflict:
    """She has an interest of her own there, and is not sent. Raises NotedAlready."""
    made = Conflict(
        interpreter=interpreter,
        organization=organization,
        reason=Conflict.Reason(reason),
        noted_on=local_day(at),
    )
    _save(made)
    audit.record(by, "language_access.conflict_noted", made, at=at)
    return made


@transaction.atomic
def do_not_send(
    *,
    interpreter: Interpreter,
    organization: Organization,
    reason: str,
    until: date | None = None,
    said_by: str = "",
    why: str = "",
    by: User | None,
    at: datetime,
) -> DoNotSend:
    """An organization is not sent this interpreter, for good or until a day. Raises NotedAlready.

    One that ran out makes way for the new one. said_by: who at the organization asked for it; why: what happened;
    both are sealed.
    """
    today = local_day(at)
    same = DoNotSend.objects.filter(interpreter=interpreter, organization=organization)
    same.filter(until__lt=today).delete()
    made = DoNotSend(
        interpreter=interpreter,
        organization=organization,
        reason=DoNotSend.Reason(reason),
        subject_id=interpreter.subject_id,
        said_by=said_by,
        why=why,
        until=until,
        noted_on=today,
    )
    _save(made)
    audit.record(by, "language_access.do_not_send_noted", made, at=at)
    return made


def _save(made: Conflict | DoNotSend) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotedAlready(f"{made._meta.verbose_name} stands already") from None


@transaction.atomic
def end_conflict(*, conflict: Conflict, by: User, at: datetime) -> None:
    """The interest is no more. Raises GoneAlready."""
    _drop(conflict, "language_access.conflict_ended", by, at)


@transaction.atomic
def send_again(*, asked: DoNotSend, by: User, at: datetime) -> None:
    """The organization is sent this interpreter again. Raises GoneAlready."""
    _drop(asked, "language_access.do_not_send_ended", by, at)


def _drop(row: Conflict | DoNotSend, act: str, by: User, at: datetime) -> None:
    about = (row._meta.label_lower, row.pk)
    if not type(row)._default_manager.filter(pk=row.pk).delete()[0]:
        raise GoneAlready(f"{row} is gone already")
    audit.record(by, act, about, at=at)
