"""The audit: who did what, to which record. Rows are added, never changed."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models

from xenia.ground.common.ids import new_id


class AuditEvent(models.Model):
    """One act. Ids and field names only, never values; triggers refuse update and delete."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_index=True)
    # No foreign key: the event stays as it was when the user's record leaves.
    actor_id = models.UUIDField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80)
    record_id = models.UUIDField(null=True, blank=True)
    fields = models.JSONField(default=list)
    purpose = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"], name="audit_of_record")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=6 * 365)
        since = "at"

    def __str__(self) -> str:
        return f"{self.action} {self.record_type} {self.record_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises TypeError when it exists: the audit is append-only."""
        if not self._state.adding:
            raise TypeError("an audit event is never changed: record a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing is taken out of the audit. Raises TypeError."""
        raise TypeError("an audit event is never deleted")
