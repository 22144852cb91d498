"""Two entries that were one."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .record import Record


class Merge(Record):
    """One entry was taken into another of its kind. The absorbed id leads to the kept one as long as this stands.

    The absorbed entry stays, empty and closed. trace: every step, with what was before, so that all can be put back.
    """

    class Status(models.TextChoices):
        STANDS = "stands", _("Merged")
        UNDONE = "undone", _("Undone")

    NEXT: ClassVar[dict[str, set[str]]] = {Status.STANDS: {Status.UNDONE}}

    kind = models.CharField(max_length=12)
    kept_id = models.UUIDField(db_index=True)
    absorbed_id = models.UUIDField(db_index=True)
    absorbed_name = models.TextField(blank=True, default="")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.STANDS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_at = models.DateTimeField(db_index=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    trace: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_entry_is_not_merged_with_itself", condition=~Q(kept_id=F("absorbed_id"))
            ),
            models.UniqueConstraint(
                name="an_entry_is_absorbed_once",
                fields=["absorbed_id"],
                condition=Q(status="stands"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "trace": "rows as they were, among them professional contacts"
        }
        keep = None

    def __str__(self) -> str:
        return f"{self.kind} {self.absorbed_id} in {self.kept_id}"
