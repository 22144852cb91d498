"""The office: one row, and the languages it speaks to people in."""

import re
from typing import ClassVar
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

OFFICE_ID = UUID("00000000-0000-4000-8000-000000000001")
COLOUR = RegexValidator(
    re.compile(r"^#[0-9a-f]{6}$"),
    _("Write a color as # and six digits or letters, such as #451c30."),
)


class Office(models.Model):
    """What this office is called, where it is, and how it looks. Name, tagline, hours can be translated."""

    class Jurisdiction(models.TextChoices):
        CITY = "city", _("City")
        COUNTY = "county", _("County")

    TRANSLATED: ClassVar[tuple[str, ...]] = ("name", "short_name", "tagline", "hours", "address")

    id = models.UUIDField(primary_key=True, default=OFFICE_ID, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    tagline = models.CharField(max_length=200, blank=True)
    jurisdiction = models.CharField(
        max_length=8, choices=Jurisdiction.choices, default=Jurisdiction.CITY
    )
    jurisdiction_name = models.CharField(max_length=120)
    state = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=300, blank=True)
    website = models.URLField(blank=True)
    wall_colour = models.CharField(max_length=7, blank=True, validators=[COLOUR])
    go_colour = models.CharField(max_length=7, blank=True, validators=[COLOUR])
    logo = models.BinaryField(null=True, blank=True)
    logo_type = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_office", condition=Q(id=OFFICE_ID)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name


class OfficeLanguage(models.Model):
    """A language residents can choose here, in the order of the door."""

    code = models.CharField(primary_key=True, max_length=12)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "code"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.code
