"""Changes somebody asks for, until an editor of the office decides."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .record import Record


class Proposal(Record):
    """What one person, or the public, asks to change of one record. It never changes: a new one replaces it.

    record_type: "service", "organization" or "location". organization: whose record it was when it was asked.
    """

    class Origin(models.TextChoices):
        PARTNER = "partner", _("Its own organization")
        VERIFICATION = "verification", _("The yearly question by e-mail")
        PUBLIC = "public", _("Somebody from the public")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for approval")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Partly accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.ACCEPTED, Status.PARTLY, Status.DECLINED, Status.WITHDRAWN},
        # Declined by mistake: it waits again.
        Status.DECLINED: {Status.WAITING},
        Status.PARTLY: {Status.WAITING},
    }

    record_type = models.CharField(max_length=12)
    record_id = models.UUIDField()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    origin = models.CharField(max_length=12, choices=Origin.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="directory_proposals",
    )
    note = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    # The newer proposal of the same person that took its place.
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_decided_proposal_has_its_moment",
                condition=Q(status="waiting", decided_at__isnull=True)
                | ~Q(status="waiting") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_approves_her_own_proposal",
                condition=~Q(status__in=["accepted", "partly", "declined"])
                | Q(by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("by")),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "made_at"], name="proposals_by_status"),
            models.Index(fields=["record_type", "record_id"], name="proposals_of_record"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "note": "what the person who asks writes to the office",
            "reason": "what the office answers her",
        }
        keep = timedelta(days=365)
        since = "decided_at"

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposedChange(Record):
    """One field somebody asks to change: from what she saw, to what she wrote; both as history keeps values."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for approval")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    field = models.TextField()
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)

    class Meta:
        ordering: ClassVar = ["field"]
        constraints = [
            models.UniqueConstraint(
                name="a_field_once_in_a_proposal", fields=["proposal", "field"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "before": "where it is about people to turn to: their names, until somebody decided",
            "after": "where it is about people to turn to: their names, until somebody decided",
        }
        keep = None

    def __str__(self) -> str:
        return f"{self.field} of proposal {self.proposal_id}"
