"""When an interpreter can be sent: a weekly pattern and days that differ, in the city's wall-clock minutes."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id
from xenia.work.language_access.models.interpreter import Interpreter

MINUTES_OF_A_DAY = 24 * 60


class WeeklyHours(models.Model):
    """She works on this weekday (0 is Monday) from one minute of the day to another, from a day until another."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    from_minute = models.PositiveSmallIntegerField()
    to_minute = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "weekly hours"
        ordering: ClassVar = ["weekday", "from_minute"]
        constraints = [
            models.CheckConstraint(
                name="weekly_hours_are_on_a_weekday", condition=Q(weekday__range=(0, 6))
            ),
            models.CheckConstraint(
                name="weekly_hours_lie_within_a_day",
                condition=Q(to_minute__gt=F("from_minute"), to_minute__lte=MINUTES_OF_A_DAY),
            ),
            models.CheckConstraint(
                name="weekly_hours_end_after_they_began",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"weekly hours {self.pk}"


class HoursException(models.Model):
    """On this one day it is otherwise: she is away, or there besides her usual hours. Without minutes: all day."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.CASCADE, related_name="exceptions"
    )
    on = models.DateField(db_index=True)
    from_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    to_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    is_available = models.BooleanField()
    # From a calendar of hers: the next one she brings takes its place.
    is_from_calendar = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["on", "from_minute"]
        constraints = [
            models.CheckConstraint(
                name="an_exception_is_all_day_or_within_it",
                condition=Q(from_minute__isnull=True, to_minute__isnull=True)
                | Q(
                    from_minute__isnull=False,
                    to_minute__gt=F("from_minute"),
                    to_minute__lte=MINUTES_OF_A_DAY,
                ),
            ),
            models.UniqueConstraint(
                name="an_exception_is_said_once",
                fields=["interpreter", "on", "from_minute", "to_minute"],
                condition=Q(from_minute__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_exception_of_a_whole_day_is_said_once",
                fields=["interpreter", "on"],
                condition=Q(from_minute__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"exception {self.pk}"

    @property
    def span(self) -> tuple[int, int]:
        """From which minute of the day to which."""
        if self.from_minute is None or self.to_minute is None:
            return (0, MINUTES_OF_A_DAY)
        return (self.from_minute, self.to_minute)
