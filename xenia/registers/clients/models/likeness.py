"""Two records that look alike, and are two people."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models

from xenia.ground.common.ids import new_id
from xenia.registers.clients.models.client import Client


class NotTheSame(models.Model):
    """A colleague made sure that these are two people: they are not suggested again.

    The number of `one` is the lower of the two, so that a pair has one row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    said_on = models.DateField()
    # No foreign key: it stays as it was when the colleague's record leaves.
    said_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="two_people_are_told_apart_once", fields=["one", "other"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "said_on"

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
