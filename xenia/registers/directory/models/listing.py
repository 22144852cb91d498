"""What residents see, and where records came from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .record import Record
from .service import Service


class Listing(models.Model):
    """All that may be shown of one service, in one document: the only thing public pages, print and index read.

    Nothing confidential ever enters the document. Its shape: `operations/listing.py`.
    """

    service = models.OneToOneField(
        Service, primary_key=True, on_delete=models.CASCADE, related_name="listing"
    )
    document = models.JSONField()
    is_public = models.BooleanField(default=True)
    is_indexed = models.BooleanField(default=False, db_index=True)
    built_at = models.DateTimeField()
    # Legal help is shown while evidence stands: until the day before `legal_until`.
    needs_evidence = models.BooleanField(default=False, db_default=False)
    legal_until = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="legal_help_is_shown_with_evidence_only",
                condition=Q(is_public=False)
                | Q(needs_evidence=False)
                | Q(legal_until__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"listing {self.pk}"


class WaitingListing(models.Model):
    """A service an import brought or changed whose listing is still to be made: until then residents see what was."""

    service = models.OneToOneField(
        Service, primary_key=True, on_delete=models.CASCADE, related_name="waiting_listing"
    )
    since = models.DateTimeField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"listing {self.pk}, to be made"


class SourceRecord(Record):
    """Which row of which source a record came from, so that the same file brought again changes nothing."""

    source = models.TextField()
    record_type = models.TextField()
    record_id = models.UUIDField(db_index=True)
    key = models.TextField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_row_of_a_source_once", fields=["source", "record_type", "key"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.record_type} {self.key}"
