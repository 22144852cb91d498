"""Places where services are given."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .record import Record


class Location(Record):
    """A place, or a way to meet without one. HSDS `location`; `is_confidential` is Xenia's profile."""

    class Type(models.TextChoices):
        PHYSICAL = "physical", _("A place people go to")
        POSTAL = "postal", _("A postal address")
        VIRTUAL = "virtual", _("By phone, video or internet")

    TRANSLATED = ("name", "transportation")

    location_type = models.CharField(max_length=10, choices=Type.choices, default=Type.PHYSICAL)
    url = models.TextField(blank=True, default="")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations"
    )
    name = models.TextField(blank=True, default="")
    alternate_name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    transportation = models.TextField(blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = models.TextField(blank=True, default="")
    external_identifier_type = models.TextField(blank=True, default="")
    # A safe house: its address stands here for staff and appears nowhere else.
    is_confidential = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True, blank=True)
    # The day it came into the directory, and the day it was last confirmed.
    listed_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = [
            models.CheckConstraint(
                name="location_lies_on_the_globe",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class Address(Record):
    """HSDS `address`."""

    class Type(models.TextChoices):
        PHYSICAL = "physical", _("Where it is")
        POSTAL = "postal", _("Where letters go")
        VIRTUAL = "virtual", _("Online")

    location = models.ForeignKey(
        Location, null=True, on_delete=models.CASCADE, related_name="addresses"
    )
    attention = models.TextField(blank=True, default="")
    address_1 = models.TextField(blank=True, default="")
    address_2 = models.TextField(blank=True, default="")
    city = models.TextField(blank=True, default="")
    region = models.TextField(blank=True, default="")
    state_province = models.TextField(blank=True, default="")
    postal_code = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="US")
    address_type = models.CharField(max_length=10, choices=Type.choices, default=Type.PHYSICAL)
    is_confidential = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return f"address {self.pk}"
