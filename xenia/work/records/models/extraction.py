"""What was taken out of the vault for a request."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id
from xenia.work.records.models.request import RecordsRequest


class Extraction(models.Model):
    """Records were opened for a request, by a second person. Not what was in them: only a hash that can prove it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(
        RecordsRequest, on_delete=models.PROTECT, related_name="extractions"
    )
    by_id = models.UUIDField()
    decided_by_id = models.UUIDField()
    at = models.DateTimeField()
    people_count = models.PositiveIntegerField()
    record_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="extraction_needs_a_second_person", condition=~Q(by_id=F("decided_by_id"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"extraction of {self.at} for {self.request_id}"
