"""The chain over the audit: links of hashes that show whether a row was taken out, changed or put in.

A link is closed over rows that are committed, apart from the transactions that write them. Triggers write each new
event's place, refuse every change of links, and let events go only below a recorded cut.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id

from .audit import AuditEvent

BEGINNING = "0" * 64


class AuditLink(models.Model):
    """One link: what it holds, and the digest of the link before it. Links stay for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    closed_at = models.DateTimeField(db_index=True)
    events = models.PositiveIntegerField()
    # When the earliest and the latest of its events happened.
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # SHA-256 in hexadecimal: of the events, of the link before, and of this link itself.
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_link_holds_events", condition=Q(events__gte=1)),
            models.CheckConstraint(name="links_count_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="a_links_first_is_not_after_its_last",
                condition=Q(first_at__lte=F("last_at")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"link {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the link. Raises TypeError when it exists."""
        if not self._state.adding:
            raise TypeError("a link of the audit is never changed")
        super().save(*args, **kwargs)


class AuditPlace(models.Model):
    """Where an event stands in the chain; without a link, it waits for the next one.

    A trigger writes it in the event's own transaction, so whoever commits late waits too: nothing is left out, and a
    place is filled once, so nothing is counted twice.
    """

    event = models.OneToOneField(
        AuditEvent,
        primary_key=True,
        # The event may be cut away before its place.
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="place",
    )
    link = models.ForeignKey(
        AuditLink,
        to_field="number",
        null=True,
        on_delete=models.PROTECT,
        related_name="places",
        db_index=False,
    )

    class Meta:
        # It finds who waits, and reads the chain in its order.
        indexes = [models.Index(fields=["link", "event"], name="audit_places_in_order")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        # It goes with its event.
        keep = None

    def __str__(self) -> str:
        return f"{self.event_id} in {self.link_id or 'no link yet'}"


class AuditCut(models.Model):
    """Rows past their term were taken out, up to a link whose hash stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cut_at = models.DateTimeField()
    by_id = models.UUIDField(null=True, blank=True)
    # Everything in these links happened before this moment.
    before = models.DateTimeField()
    up_to = models.OneToOneField(
        AuditLink, to_field="number", on_delete=models.PROTECT, related_name="cut"
    )
    digest = models.CharField(max_length=64)
    events = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_cut_is_of_the_past", condition=Q(before__lte=F("cut_at"))
            )
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"cut up to link {self.up_to_id}"
