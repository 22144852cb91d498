"""What the office decided about how long each step of a complaint may take."""

from typing import ClassVar

from django.db import models


class OfficeLimit(models.Model):
    """A limit that differs from the usual one. Codes and usual limits: `ombudsman/limits.py`."""

    code = models.CharField(primary_key=True, max_length=16)
    # Business days.
    days = models.PositiveSmallIntegerField()
    # Where the office's own limit stands: a law, an order, a decision.
    source = models.CharField(max_length=200, blank=True)
    set_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["code"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"
