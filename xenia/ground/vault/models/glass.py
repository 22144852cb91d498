"""Opening what one's role does not open, when somebody's safety needs it."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectRecord


class BrokenGlass(SubjectRecord):
    """For an hour, one colleague may open one person's sealed records, for a reason she wrote down."""

    by_id = models.UUIDField(db_index=True)
    reason = SealedText()
    broken_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "broken glass"
        constraints = [
            models.CheckConstraint(name="glass_mends", condition=Q(ends_at__gt=F("broken_at"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"reason": "why a colleague had to look at once"}
        keep = timedelta(days=3 * 365)
        since = "broken_at"
