"""The figures of sealed years, and corrections to them. Rows are added, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class SealedFigure(models.Model):
    """One number of a sealed year, as it was when the year was sealed.

    measure: what was asked. cell: {dimension: value}; {} is the whole. is_additive: a sum, which can be corrected;
    people who were counted once cannot.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=400)
    cell = models.JSONField(default=dict)
    # A hash of the cell, so that the database refuses a second one.
    cell_key = models.CharField(max_length=64)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    is_additive = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_figure_is_sealed_once", fields=["year", "measure", "cell_key"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.year} {self.measure} {self.cell}: {self.value}"


class Correction(models.Model):
    """A sealed sum was wrong by so much: a new version of it, with the reason and who said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    figure = models.ForeignKey(SealedFigure, on_delete=models.PROTECT, related_name="corrections")
    version = models.PositiveIntegerField()
    change = models.DecimalField(max_digits=18, decimal_places=4)
    reason = models.CharField(max_length=400)
    corrected_by = models.UUIDField(null=True, blank=True)
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["-corrected_at", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="a_figure_has_each_version_once", fields=["figure", "version"]
            ),
            models.CheckConstraint(name="a_correction_changes_something", condition=~Q(change=0)),
            models.CheckConstraint(name="a_correction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="the_first_version_is_the_sealed_one", condition=Q(version__gte=2)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"version {self.version} of {self.figure_id}"
