"""Areas: neighbourhoods, towns or districts, and the ZIP codes in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class Area(models.Model):
    """A part of the city or county people know by name."""

    TRANSLATED: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="area_lies_on_the_globe",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name


class AreaZip(models.Model):
    """A ZIP code of the city with the point its distances are measured from."""

    zip_code = models.CharField(primary_key=True, max_length=5)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="zips"
    )
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        ordering: ClassVar = ["zip_code"]
        constraints = [
            models.CheckConstraint(
                name="zip_code_has_five_digits", condition=Q(zip_code__regex=r"^[0-9]{5}$")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.zip_code
