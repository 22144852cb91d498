"""Queueing messages."""

from datetime import date

from django.db import models

from xenia.ground.notifications.models import OutboxMessage


def queue(
    template: str, about: models.Model, *, to: models.Model | None = None, on: date
) -> OutboxMessage:
    """Lay a message in the outbox, in the caller's transaction; it leaves after the commit.

    template: `room.what_happened`. to: the record of who is told; None means the office's own staff.
    """
    return OutboxMessage.objects.create(
        template=template,
        record_type=about._meta.label_lower,
        record_id=about.pk,
        recipient_type=to._meta.label_lower if to else "",
        recipient_id=to.pk if to else None,
        queued_on=on,
    )
