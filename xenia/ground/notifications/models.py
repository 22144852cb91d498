"""The outbox."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from xenia.ground.common.ids import new_id


class OutboxMessage(models.Model):
    """A message that will leave: which template, about which record, to which recipient. Ids only.

    Address and text are made when it is sent.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.SENT, Status.FAILED},
        Status.FAILED: {Status.WAITING},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80)
    record_id = models.UUIDField()
    recipient_type = models.CharField(max_length=80, blank=True)
    recipient_id = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    queued_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["status", "queued_on"], name="outbox_waiting")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=30)
        since = "queued_on"

    def __str__(self) -> str:
        return f"{self.template} {self.status}"
