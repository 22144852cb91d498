"""What is wrong, missing or doubtful in the directory."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from .organization import Organization
from .record import Record


class Finding(Record):
    """One thing to mend, found by the daily round.

    other_id: the second record of a pair; else the record's own id. detail: what to say of it, such as languages. state_mark: a hash of the
    records as they were, so that a finding somebody set aside comes back when they change.
    """

    kind = models.CharField(max_length=24)
    record_type = models.CharField(max_length=12)
    record_id = models.UUIDField()
    other_id = models.UUIDField()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    name = models.TextField(blank=True, default="")
    detail = models.TextField(blank=True, default="")
    state_mark = models.CharField(max_length=16)
    found_on = models.DateField()
    set_aside_at = models.DateTimeField(null=True, blank=True)
    # No foreign key: it stays as it was when the colleague's record leaves.
    set_aside_by: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_problem_is_found_once",
                fields=["kind", "record_id", "other_id"],
            ),
            models.CheckConstraint(
                name="who_set_a_finding_aside_did_it_at_a_time",
                condition=Q(set_aside_by__isnull=True) | Q(set_aside_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "set_aside_at", "name"], name="findings_by_kind"),
            models.Index(fields=["organization", "kind"], name="findings_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"
