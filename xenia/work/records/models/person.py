"""Whose records a request is about."""

from typing import ClassVar

from django.db import models

from xenia.ground.common.ids import new_id
from xenia.work.records.models.request import RecordsRequest


class AskedPerson(models.Model):
    """A person of the vault whose records a request is about, by her random number. Counsel decides about these alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RecordsRequest, on_delete=models.CASCADE, related_name="people")
    subject_id = models.UUIDField(db_index=True)
    named_by_id = models.UUIDField()
    named_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "asked people"
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_asked_for_once", fields=["request", "subject_id"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.request_id} about {self.subject_id}"
