"""Recording who did what."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.one_go import at_the_end


def record(
    by: User | None,
    action: str,
    about: models.Model | tuple[str, UUID] | None,
    *,
    at: datetime,
    fields: Iterable[str] = (),
    purpose: str = "",
) -> AuditEvent:
    """Note an act in the audit, in the caller's transaction; with all others of an operation that goes in one go.

    by: the person; None when the office's own machine acted.
    action: `room.act`, such as "directory.service_closed". fields: names of what changed, never values.
    """
    event = _event(by, action, about, at, sorted(fields), purpose)
    at_the_end(AuditEvent, [event], about=event.pk)
    return event


def record_each(
    by: User | None,
    action: str,
    about: Iterable[models.Model],
    *,
    at: datetime,
    purpose: str = "",
) -> None:
    """Note the same act about several records, in one statement."""
    AuditEvent.objects.bulk_create(_event(by, action, one, at, [], purpose) for one in about)


def _event(
    by: User | None,
    action: str,
    about: models.Model | tuple[str, UUID] | None,
    at: datetime,
    fields: list[str],
    purpose: str,
) -> AuditEvent:
    record_type, record_id = "", None
    if isinstance(about, models.Model):
        record_type, record_id = about._meta.label_lower, about.pk
    elif about is not None:
        record_type, record_id = about
    return AuditEvent(
        at=at,
        actor_id=by.pk if by else None,
        action=action,
        record_type=record_type,
        record_id=record_id,
        fields=fields,
        purpose=purpose,
    )
