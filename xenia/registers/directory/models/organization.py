"""Organisations, city departments among them, and their programs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import Record


class Organization(Record):
    """Who provides services. HSDS `organization`; `kind`, `status` and the flags are Xenia's profile."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community organization, not the government")
        CITY = "city", _("City department")
        LIBRARY = "library", _("Public library")
        LEGAL = "legal", _("Legal aid organization, not the government")
        HEALTH = "health", _("Health center")
        SCHOOL = "school", _("School or college")
        FAITH = "faith", _("Faith community")
        SHELTER = "shelter", _("Shelter or safe house, not the government")
        UNION = "union", _("Union or workers' center")
        OTHER = "other", _("Other organization")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.ACTIVE: {Status.CLOSED},
        Status.CLOSED: {Status.ACTIVE},
    }
    TRANSLATED = ("name", "description")

    name = models.TextField()
    alternate_name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    website = models.TextField(blank=True, default="")
    tax_status = models.TextField(blank=True, default="")
    tax_id = models.TextField(blank=True, default="")
    year_incorporated = models.PositiveIntegerField(null=True, blank=True)
    legal_status = models.TextField(blank=True, default="")
    logo = models.TextField(blank=True, default="")
    uri = models.TextField(blank=True, default="")
    parent_organization = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    email_is_confidential = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True, blank=True)
    # The day it came into the directory, and the day it was last confirmed.
    listed_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = [
            models.CheckConstraint(name="organization_has_a_name", condition=~models.Q(name="")),
        ]
        indexes = [models.Index(fields=["status", "name"], name="organizations_by_name")]

    def __str__(self) -> str:
        return self.name


class Program(Record):
    """A group of services under one name. HSDS `program`."""

    TRANSLATED = ("name", "description")

    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="programs"
    )
    name = models.TextField()
    alternate_name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
