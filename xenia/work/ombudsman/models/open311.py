"""Who may file through Open311, and the city's own server requests are passed on to."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id

SERVER_ID = UUID("00000000-0000-4000-8000-000000000311")


class AppKey(models.Model):
    """The key of one app that may file complaints. Only its hash is kept; it is shown once."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    app = models.CharField(max_length=120)
    key_hash = models.CharField(max_length=64, unique=True)
    # What comes with it is received at once; else a colleague lets it in.
    is_trusted = models.BooleanField(default=False)
    made_on = models.DateField()
    made_by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    used_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["app", "made_on", "pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        secrets = ("key_hash",)
        keep = None

    def __str__(self) -> str:
        return self.app


class CityServer(models.Model):
    """The city's Open311 server: one row, once an office named it."""

    id = models.UUIDField(primary_key=True, default=SERVER_ID, editable=False)
    base = models.URLField(max_length=300)
    jurisdiction = models.CharField(max_length=120, blank=True)
    # Sealed under a key of its own (`operations/city_server.py`); never shown again.
    sealed_key = models.BinaryField(blank=True, default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_city_server", condition=Q(id=SERVER_ID)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        secrets = ("sealed_key",)
        keep = None

    def __str__(self) -> str:
        return self.base
