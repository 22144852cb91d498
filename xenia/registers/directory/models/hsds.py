"""The directory's public records as other software reads them, kept ready beside the listings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .listing import Listing
from .organization import Organization


class ServiceRecord(models.Model):
    """The public HSDS record of a service, made with its listing. There is none before it was public once.

    record: everything, nested; brief: the fields of its own, with organisation and program. Of a service that left,
    both say its id and that it is gone. mark: of all it says; modified_at: when that last changed.
    serves: codes of the only areas it is for, as "|harbor|old-quay|", or "" for everybody.
    """

    listing = models.OneToOneField(
        Listing, primary_key=True, on_delete=models.CASCADE, related_name="hsds"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="service_records"
    )
    is_public = models.BooleanField()
    modified_at = models.DateTimeField()
    mark = models.CharField(max_length=32)
    serves = models.TextField(blank=True, default="")
    # The long texts stand last: SQLite reads a row from its front, and filters need only what stands before.
    brief = models.JSONField()
    record = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["is_public", "listing"], name="service_records_in_order"),
            models.Index(fields=["modified_at"], name="service_records_by_change"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"public record of service {self.pk}"


class PlaceRecord(models.Model):
    """The public HSDS record of a public service at one place: `service_at_location`.

    A confidential place has no coordinates here: no search can find out where it lies.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    service = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="places")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    brief = models.JSONField()
    record = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["latitude"], name="place_records_by_latitude")]
        constraints = [
            models.CheckConstraint(
                name="a_place_record_has_both_coordinates",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"public record of place {self.pk}"


class OrganizationRecord(models.Model):
    """The public HSDS record of an organisation that has, or had, a public service. Fields as in `ServiceRecord`."""

    organization = models.OneToOneField(
        Organization, primary_key=True, on_delete=models.CASCADE, related_name="hsds"
    )
    is_public = models.BooleanField()
    modified_at = models.DateTimeField()
    mark = models.CharField(max_length=32)
    brief = models.JSONField()
    record = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["is_public", "organization"], name="org_records_in_order"),
            models.Index(fields=["modified_at"], name="org_records_by_change"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"public record of organization {self.pk}"
