"""Files of texts that came in, and every step that can be taken back."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from xenia.ground.common.ids import new_id


class TextImport(models.Model):
    """One file of translations that was brought in.

    rows: one list per row of the file: number, kind of content, record, field, language, outcome, note.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    totals = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "at"

    def __str__(self) -> str:
        return self.file_name


class TextStep(models.Model):
    """What one act did to one text: as it was before, as it was left. None stands for a text that was not there."""

    class Act(models.TextChoices):
        ACCEPTED = "accepted"
        CORRECTED = "corrected"
        SENT_BACK = "sent_back"
        IMPORTED = "imported"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    act = models.CharField(max_length=12, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    run = models.ForeignKey(TextImport, null=True, on_delete=models.CASCADE, related_name="steps")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="last_steps_of_a_person")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "before": "who answered for the wording, to put it back",
            "after": "who answered for the wording, to see that nobody changed it since",
        }
        keep = timedelta(days=90)
        since = "at"

    def __str__(self) -> str:
        return f"{self.act} {self.record_type}.{self.field} in {self.language}"
