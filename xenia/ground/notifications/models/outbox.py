"""The outbox."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.notifications.models.contact import Channel


class OutboxMessages(models.QuerySet["OutboxMessage"]):
    """Ways to choose among messages."""

    def ready(self, at: datetime) -> "OutboxMessages":
        """Messages to take up now: those whose time has come, and those whose worker was never heard of again."""
        waits = Q(status=OutboxMessage.Status.WAITING) & (
            Q(not_before=None) | Q(not_before__lte=at)
        )
        abandoned = Q(status=OutboxMessage.Status.LEAVING, claimed_until__lte=at)
        return self.filter(waits | abandoned)

    def claimed(self, message: "OutboxMessage") -> "OutboxMessages":
        """The message while the worker that took it up still has it."""
        return self.filter(pk=message.pk, status=OutboxMessage.Status.LEAVING, claim=message.claim)


class OutboxMessage(models.Model):
    """A message that will leave: which template, about which record, to which recipient. Ids only.

    Address and text are made when it is sent. Once it is delivered, recipient and record are blanked; template,
    channel and day stay for thirty days.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        LEAVING = "leaving", _("Leaving now")
        BY_HAND = "by_hand", _("A person does it")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Did not leave")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.LEAVING, Status.FAILED},
        Status.LEAVING: {Status.WAITING, Status.BY_HAND, Status.SENT, Status.FAILED},
        Status.BY_HAND: {Status.SENT, Status.FAILED},
        Status.SENT: {Status.DELIVERED, Status.FAILED},
        Status.FAILED: {Status.WAITING},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80, blank=True)
    record_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    recipient_type = models.CharField(max_length=80, blank=True)
    recipient_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    queued_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True, db_default="")
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    claim: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True, db_default="")
    # The provider's own number, until it has reported the delivery.
    reference = models.CharField(max_length=120, blank=True, db_index=True, db_default="")
    done_on = models.DateField(null=True, blank=True)

    objects = OutboxMessages.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "queued_on"], name="outbox_waiting")]
        constraints = [
            models.CheckConstraint(
                name="a_leaving_message_has_its_worker",
                condition=~Q(status="leaving")
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="a_delivered_message_names_nobody",
                condition=~Q(status="delivered")
                | Q(recipient_id__isnull=True, record_id__isnull=True, reference=""),
            ),
            models.CheckConstraint(
                name="a_message_that_ended_has_its_day",
                condition=~Q(status__in=("sent", "delivered", "failed")) | Q(done_on__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=30)
        since = "done_on"

    def __str__(self) -> str:
        return f"{self.template} {self.status}"
