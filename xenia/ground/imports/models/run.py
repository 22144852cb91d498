"""Directory files that come in: one run for each time a file is brought."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from xenia.ground.common.ids import new_id


class ImportRun(models.Model):
    """One file or folder brought in once. The report says what became of every row."""

    class Status(models.TextChoices):
        STAGING = "staging"
        STAGED = "staged"
        APPLIED = "applied"
        TRIED = "tried"
        FAILED = "failed"

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.STAGING: {Status.STAGED, Status.FAILED},
        Status.STAGED: {Status.APPLIED, Status.TRIED, Status.FAILED},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=120)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.STAGING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    report = models.JSONField(default=dict)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "finished_at"

    def __str__(self) -> str:
        return f"{self.kind} from {self.source}"

    @property
    def totals(self) -> dict[str, int]:
        """Rows read, imported, merged and listed over all files."""
        sums = {"rows": 0, "imported": 0, "merged": 0, "listed": 0}
        files: dict[str, dict[str, Any]] = self.report.get("files", {})
        for file in files.values():
            for name in ("rows", "imported", "merged"):
                sums[name] += file.get(name, 0)
            sums["listed"] += len(file.get("listed", []))
        return sums
