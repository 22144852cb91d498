"""What changed in the directory, field by field."""

from typing import ClassVar

from django.db import models

from .record import Record


class Metadata(Record):
    """One field of one record changed once. HSDS `metadata`."""

    resource_id = models.UUIDField()
    resource_type = models.TextField()
    last_action_date = models.DateTimeField()
    last_action_type = models.TextField()
    field_name = models.TextField()
    previous_value = models.TextField(blank=True, default="")
    replacement_value = models.TextField(blank=True, default="")
    # The user's id, or the name of the source a file came from.
    updated_by = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "metadata"
        ordering: ClassVar = ["-last_action_date"]
        indexes = [models.Index(fields=["resource_type", "resource_id"], name="history_of_record")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.resource_type} {self.resource_id} {self.field_name}"
