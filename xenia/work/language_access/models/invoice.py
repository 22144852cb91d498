"""What a vendor's line billed for a month: its own count, beside ours and never added to it."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id
from xenia.work.language_access.models.interpreter import Interpreter


class Invoices(models.QuerySet["VendorInvoice"]):
    """Ways to choose among invoices."""

    def standing(self) -> "Invoices":
        """Those that count."""
        return self.filter(taken_back_at=None)


class VendorInvoice(models.Model):
    """One month of one line. lines: [{"language", "mode", "calls", "minutes"}]; whom a call was for is not in it."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    line = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="invoices")
    # Its first day.
    month = models.DateField()
    lines = models.JSONField(default=list)
    brought_in_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Invoices.as_manager()

    class Meta:
        ordering: ClassVar = ["-month", "-brought_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_month_is_billed_once",
                fields=["line", "month"],
                condition=Q(taken_back_at__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"invoice {self.pk} of {self.month:%Y-%m}"

    @property
    def calls(self) -> int:
        """All calls together: one vendor, one way of counting."""
        return sum(one["calls"] for one in self.lines)

    @property
    def minutes(self) -> int:
        """All minutes together."""
        return sum(one["minutes"] for one in self.lines)
