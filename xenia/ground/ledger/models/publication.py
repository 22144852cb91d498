"""The publication ledger: every table of numbers that ever left the office. Rows are added, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class Publication(models.Model):
    """One table as it was released. What is out cannot be called back, so what follows is checked against it.

    cells: [{"cell": {dimension: value}, "value": number or "suppressed"}]. previous: the digest of the publication
    before this one, "" for the first. population: who or what is counted, such as "people served, 2025": tables of one
    population are attacked together, "" for what was released before this was written down. dimensions: [{"name",
    "values", "groups", "adds"}]. percents: [{"part", "whole", "percent", "step"}], of cells. certificate: of the release
    it belongs to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=80)
    released_on = models.DateField()
    cells = models.JSONField()
    population = models.CharField(max_length=200, blank=True)
    dimensions = models.JSONField(default=list, blank=True)
    percents = models.JSONField(default=list, blank=True)
    certificate = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="every_publication_but_the_first_follows_one",
                condition=Q(number=1, previous="") | Q(number__gt=1) & ~Q(previous=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
