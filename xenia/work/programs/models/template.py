"""A pattern from which a new program is made in a minute."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization
from xenia.work.programs.models.program import Capacity


class ProgramTemplate(models.Model):
    """What a program looks like each time: its offerings, and how often they meet."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    # Whose it is; None: everybody may begin from it.
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="a_template_has_a_name", condition=~Q(name="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name


class TemplateOffering(models.Model):
    """One offering of a pattern: its places, and its sessions counted from its first day."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    template = models.ForeignKey(
        ProgramTemplate, on_delete=models.CASCADE, related_name="offerings"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    capacity_type = models.CharField(max_length=12, choices=Capacity.choices)
    places = models.PositiveIntegerField()
    hold_days = models.PositiveSmallIntegerField(default=0)
    # Days after the first day of the program on which it begins, and how many days it lasts.
    begins_after = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=1)
    # [[days after its first day, "18:30", minutes], …]
    sessions = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_place_in_a_template_is_taken_once", fields=["template", "position"]
            ),
            models.CheckConstraint(
                name="a_template_offering_lasts_a_day", condition=Q(days__gte=1)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name

    @property
    def length(self) -> timedelta:
        """From its first day to its last."""
        return timedelta(days=self.days - 1)
