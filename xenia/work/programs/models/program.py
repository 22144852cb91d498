"""What runs: a program, by whom, and for which service of the directory."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization, Service


class Capacity(models.TextChoices):
    """What a place is. Different ones are never added together."""

    SEATS = "seats", _("Seats")
    APPOINTMENTS = "appointments", _("Appointments")
    CASE_PLACES = "case_places", _("Case places")
    HOURS = "hours", _("Hours")


# Whoever has such a place keeps it: the same places stand in every month. Appointments and hours are used up.
STANDING_PLACES = (Capacity.SEATS, Capacity.CASE_PLACES)


class RunBy(models.TextChoices):
    """Who runs a program. What another office says of itself is marked as its own figure."""

    OFFICE = "office", _("Our office")
    PARTNER = "partner", _("A partner")
    CITY = "city", _("Another city office")


class Program(models.Model):
    """Something that is offered again and again: a class, a clinic, help with a form."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    run_by = models.CharField(max_length=8, choices=RunBy.choices)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="a_program_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                name="an_organization_names_a_program_once",
                fields=["organization", "name"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name

    @property
    def is_ours(self) -> bool:
        """Whether our own office runs it."""
        return self.run_by == RunBy.OFFICE
