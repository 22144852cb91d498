"""Legal holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class LegalHold(models.Model):
    """Nothing in its scope is destroyed while it stands: one record class, one person of the vault, or everything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The number of the order or the matter, never a name.
    reference = models.CharField(max_length=80)
    record_class = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True, blank=True, db_index=True)
    placed_by_id = models.UUIDField()
    placed_at = models.DateTimeField()
    lift_asked_by_id = models.UUIDField(null=True, blank=True)
    lifted_by_id = models.UUIDField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hold_is_lifted_by_two",
                condition=Q(lifted_at__isnull=True)
                | (
                    Q(lift_asked_by_id__isnull=False)
                    & Q(lifted_by_id__isnull=False)
                    & ~Q(lifted_by_id=models.F("lift_asked_by_id"))
                ),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"hold {self.reference}"
