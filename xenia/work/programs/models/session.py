"""When an offering meets, and who came."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.work.programs.models.enrolment import Enrolment
from xenia.work.programs.models.offering import Offering


class Sessions(models.QuerySet["Session"]):
    """Ways to choose among sessions."""

    def standing(self) -> "Sessions":
        """Those that were not called off."""
        return self.filter(cancelled_at__isnull=True)


class Session(models.Model):
    """One evening, one appointment hour."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Sessions.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="an_offering_meets_once_at_a_time",
                fields=["offering", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"session {self.pk}"


class Attendance(models.Model):
    """Whether somebody came to a session. It goes with her enrolment."""

    class Was(models.TextChoices):
        ATTENDED = "attended", _("Came")
        EXCUSED = "excused", _("Said she could not come")
        ABSENT = "absent", _("Did not come")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    was = models.CharField(max_length=8, choices=Was.choices)
    noted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="somebody_is_noted_once_a_session", fields=["session", "enrolment"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "was": "to know who came, and to ask after somebody who stays away"
        }
        keep = timedelta(days=3 * 365)
        since = "noted_at"

    def __str__(self) -> str:
        return f"attendance {self.pk}"
