"""What was not a complaint but a request to the city, passed on to its Open311 server."""

from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.ombudsman.models.complaint import Complaint

LONGEST_SAID: Final = 500


class ServiceRequest(SubjectRecord):
    """One request, in the office's words, with what the city's server said of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits to be sent")
        LEAVING = "leaving", _("Leaving now")
        SENT = "sent", _("Sent")
        DONE = "done", _("The city says it is done")
        REFUSED = "refused", _("The city's server did not take it")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.LEAVING},
        Status.LEAVING: {Status.WAITING, Status.SENT, Status.REFUSED},
        Status.SENT: {Status.DONE},
        Status.DONE: set(),
        Status.REFUSED: {Status.WAITING, Status.SENT},
    }

    complaint = models.OneToOneField(
        Complaint, on_delete=models.CASCADE, related_name="service_request"
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    state_version = models.PositiveIntegerField(default=0)
    service_code = models.CharField(max_length=64)
    service_name = models.CharField(max_length=200)
    description = SealedText()
    address = SealedText()
    # The city's number of it, or the token it gave until there is one.
    remote_id = models.CharField(max_length=128, blank=True)
    remote_token = models.CharField(max_length=128, blank=True)
    # The server's words; whether nobody knows if it arrived.
    is_unsure = models.BooleanField(default=False)
    remote_says = models.CharField(max_length=LONGEST_SAID, blank=True)
    made_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    # When it is sent or asked about; while it leaves, until when its worker is waited for.
    next_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()

    objects: ClassVar[Any] = SubjectQuerySet["ServiceRequest"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["made_on", "pk"]
        indexes = [models.Index(fields=["status", "next_at"], name="service_requests_by_time")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "description": "what the city is asked to do",
            "address": "where",
        }
        keep = timedelta(days=365)
        since = "made_on"
        after = "delete"
