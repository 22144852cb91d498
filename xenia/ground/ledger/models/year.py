"""Years: open, locked, proposed for sealing, sealed. And when the nightly work was last done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from xenia.ground.common.ids import new_id


class Year(models.Model):
    """The years of all streams that end in one calendar year."""

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("year", "Open")
        LOCKED = "locked", pgettext_lazy("year", "Locked")
        PROPOSED = "proposed", pgettext_lazy("year", "Waiting for a second person")
        SEALED = "sealed", pgettext_lazy("year", "Sealed")

    NEXT = {
        Status.OPEN: {Status.LOCKED},
        Status.LOCKED: {Status.PROPOSED},
        Status.PROPOSED: {Status.LOCKED, Status.SEALED},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    # Every month up to this one is over: its entries carry no day. The first day of that month.
    closed_through = models.DateField(null=True, blank=True)
    # Ids, as in the audit: what they did stays when their record leaves.
    locked_by = models.UUIDField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.UUIDField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    # What the entries were when the year was locked, and again when it was sealed.
    entry_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="a_sealed_year_was_proposed_and_sealed_by_two_people",
                condition=~Q(status="sealed")
                | Q(sealed_at__isnull=False, sealed_by__isnull=False, proposed_by__isnull=False)
                & ~Q(sealed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_year_that_is_not_open_was_locked",
                condition=Q(status="open") | Q(locked_at__isnull=False) & ~Q(digest=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return str(self.year)


class Night(models.Model):
    """The last night whose work was done. Each night takes the place of the one before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(unique=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.day}"
