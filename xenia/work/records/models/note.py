"""Notes on a request, between counsel and those who work on it."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models import SubjectRecord
from xenia.work.records.models.request import RecordsRequest


class RequestNote(SubjectRecord):
    """What was said about a request in confidence. It opens for a purpose, and each opening is noted."""

    request = models.ForeignKey(RecordsRequest, on_delete=models.CASCADE, related_name="notes")
    compartment = models.CharField(max_length=40, default="office")
    text = SealedText(compartment=True)
    written_by_id = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "text": "what counsel and colleagues said about a request"
        }
        keep = timedelta(days=3 * 365)
        since = "written_at"
        after = "delete"
