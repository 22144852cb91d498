"""The business calendar: closures people edit, in versions that deadlines remember."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id


class CalendarVersion(models.Model):
    """Each change to the closures makes the next version; a deadline stores the one that made it."""

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"calendar {self.number}"


class Closure(models.Model):
    """Days on which the office is closed, from one day to another, both included."""

    class Origin(models.TextChoices):
        SEEDED = "seeded", _("Public holiday")
        OFFICE = "office", _("Set by the office")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first_day = models.DateField()
    last_day = models.DateField()
    name = models.CharField(max_length=120)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.OFFICE)
    # A closure taken back stays readable: versions before it counted the day.
    since_version = models.PositiveIntegerField()
    until_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["first_day", "name"]
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_began", condition=Q(last_day__gte=F("first_day"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name
