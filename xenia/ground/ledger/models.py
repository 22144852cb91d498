"""Entries of the ledger."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class Entry(models.Model):
    """Something happened on a day, so many times. No free text, no person, no moment of writing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60, db_index=True)
    on = models.DateField(db_index=True)
    quantity = models.IntegerField(default=1)
    program = models.UUIDField(null=True, blank=True)
    service_type = models.CharField(max_length=40, blank=True)
    provider = models.UUIDField(null=True, blank=True)
    department = models.UUIDField(null=True, blank=True)
    fund = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    area = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=2, blank=True)
    case_type = models.CharField(max_length=40, blank=True)
    need = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=40, blank=True)
    is_new = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(name="entry_counts_something", condition=~Q(quantity=0)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.quantity}"
