"""Two subjects that are one person."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id


class SubjectMerge(models.Model):
    """A person was known twice: `absorbed` stands for `kept` from then on. Rows stay under the key they have."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.UUIDField(db_index=True)
    absorbed = models.UUIDField(db_index=True)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="absorbed_once", fields=["absorbed"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("absorbed"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "merged_at"

    def __str__(self) -> str:
        return f"{self.absorbed} is {self.kept}"
