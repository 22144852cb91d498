"""Who may give legal help: what the office saw on an official list, and until when it holds."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .record import Record
from .service import Service


class LegalEvidence(Record):
    """One line of an official list a colleague looked up, for an organisation or one of its services.

    It holds until the day before `expires_on`. jurisdiction, reference: the bar and the licence's number, or the line
    of the list.
    Source: 8 CFR 1292.1(a)(1) and (4) (attorneys; accredited representatives), 1292.11 (recognition), 1292.12
    (accreditation); 81 Fed. Reg. 92346, in effect since 18 January 2017.
    """

    class Kind(models.TextChoices):
        ATTORNEY = "attorney", _("Attorney, admitted to a bar")
        RECOGNITION = "recognition", _("Organization recognized by the U.S. Department of Justice")
        FULL = "full", _("Representative with full accreditation")
        PARTIAL = "partial", _("Representative with partial accreditation")
        # A talk, a medical exam, somebody who goes along: said for one service, and looked at again each year.
        NO_ADVICE = "no_advice", _("No legal advice is given here")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="legal_evidence"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="legal_evidence"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    jurisdiction = models.TextField(blank=True, default="")
    reference = models.TextField(blank=True, default="")
    since_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(db_index=True)
    source_url = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    checked_on = models.DateField()
    # No foreign key: the line stays as it was when the colleague's record leaves.
    checked_by: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "legal evidence"
        ordering: ClassVar = ["expires_on"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_checked_before_it_ends",
                condition=Q(checked_on__lt=F("expires_on")),
            ),
            models.CheckConstraint(
                name="an_attorney_has_a_bar_and_a_number",
                condition=~Q(kind="attorney") | (~Q(jurisdiction="") & ~Q(reference="")),
            ),
            models.CheckConstraint(
                name="a_recognition_has_its_day",
                condition=~Q(kind="recognition") | Q(since_on__isnull=False),
            ),
            models.CheckConstraint(
                name="what_was_looked_up_has_its_source",
                condition=Q(kind="no_advice") | ~Q(source_url=""),
            ),
            models.CheckConstraint(
                name="no_advice_is_said_of_one_service_with_its_reason",
                condition=~Q(kind="no_advice") | (Q(service__isnull=False) & ~Q(note="")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "reference": "an attorney's licence number, as the bar publishes it",
        }
        keep = None

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization_id}"

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.withdrawn_at is None and self.checked_on <= day < self.expires_on
