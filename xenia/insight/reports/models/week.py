"""How often something happened in a week. The ledger's months lose their days; the sums of weeks stay for a year."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id


class WeekFigure(models.Model):
    """One kind of thing in those days of a week that lie in one month: no dimension, nobody.

    monday: of the week. month: its first day. kind: see `weeks.KINDS`. counted_through: the last day that is in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    monday = models.DateField()
    month = models.DateField()
    kind = models.CharField(max_length=20)
    quantity = models.IntegerField()
    counted_through = models.DateField()

    class Meta:
        ordering: ClassVar = ["monday", "month", "kind"]
        constraints = [
            models.UniqueConstraint(
                name="days_of_a_week_are_counted_once", fields=["monday", "month", "kind"]
            ),
            models.CheckConstraint(
                name="a_week_is_counted_from_its_first_day",
                condition=Q(counted_through__gte=F("monday")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.monday} {self.kind}"
