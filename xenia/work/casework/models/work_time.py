"""What was done in a matter and how long it took; what must happen by when."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.work.casework.models.matter import Matter


class ActivityKind(models.TextChoices):
    """What somebody did. None of these says what the matter is."""

    MEETING = "meeting", _("Meeting or call")
    WRITING = "writing", _("Writing and filing")
    SPEAKING = "speaking", _("Speaking for her")
    LOOKING_UP = "looking_up", _("Looking things up")
    WAY = "way", _("On the way")
    OTHER = "other", _("Something else")


class Activity(models.Model):
    """Some minutes of work on a matter."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=12, choices=ActivityKind.choices)
    minutes = models.PositiveSmallIntegerField()
    on = models.DateField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    # Who held the matter then: its time is counted there.
    holder = models.CharField(max_length=40)
    # Of the form it was typed in, so that two presses are one.
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="work_takes_some_minutes", condition=Q(minutes__range=(1, 1440))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.minutes} minutes of {self.kind}"


class DeadlineKind(models.TextChoices):
    """What must happen. None of these says what the matter is."""

    PAPERS = "papers", _("Papers must be there")
    ANSWER = "answer", _("An answer is due")
    APPOINTMENT = "appointment", _("An appointment")
    HEARING = "hearing", _("A hearing or an interview")
    OATH = "oath", _("A ceremony")
    FEE = "fee", _("A fee is due")
    OTHER = "other", _("Something else")


class Deadlines(models.QuerySet["Deadline"]):
    """Ways to choose among deadlines."""

    def waiting(self) -> "Deadlines":
        """Those nobody ticked, of matters that are not over."""
        return self.filter(done_on=None).exclude(matter__status="closed")


class Deadline(models.Model):
    """One day by which something must happen in a matter."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=DeadlineKind.choices)
    due_on = models.DateField(db_index=True)
    # How many days before it the last reminder left.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    objects: ClassVar[Any] = Deadlines.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_deadline_is_written_once",
                fields=["matter", "kind", "due_on"],
                condition=Q(done_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on}"

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and nobody ticked it."""
        return self.done_on is None and self.due_on < today


# Days before it, on which whoever has the matter is told.
REMIND_BEFORE = (14, 7, 1)
SOON = timedelta(days=14)
