"""What was found, what makes it good, and what the city should change."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models.complaint import Complaint, Kind


class Finding(models.Model):
    """What we found, at the first stage or the second. Its words to her stand in the thread."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("She was right")
        PARTLY = "partly", _("She was right in part")
        NOT_UPHELD = "not_upheld", _("We did not find a fault")
        NOT_DETERMINED = "not_determined", _("It could not be found out")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="findings")
    # From 1; the last one counts.
    number = models.PositiveSmallIntegerField(default=1)
    stage = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    found_on = models.DateField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="findings_follow_each_other", fields=["complaint", "number"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class Remedy(SubjectRecord):
    """What the department does to make it good, until when, and whether somebody looked that it is there."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("She gets the service")
        APOLOGY = "apology", _("An apology")
        EXPLANATION = "explanation", _("An explanation")
        DECISION = "decision", _("The decision is made anew")
        REFUND = "refund", _("Money back")
        TRAINING = "training", _("People there are trained")
        RULE = "rule", _("A rule or a paper is changed")
        OTHER = "other", _("Something else")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = SealedText()
    agreed_on = models.DateField()
    due_on = models.DateField()
    verified_on = models.DateField(null=True, blank=True)
    verified_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    objects: ClassVar[Any] = SubjectQuerySet["Remedy"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["due_on", "pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"text": "what makes it good for her"}
        keep = timedelta(days=3 * 365)
        since = "complaint.closed_on"
        after = "delete"

    def is_late(self, today: date) -> bool:
        """Whether it should have been there before today."""
        return self.verified_on is None and self.due_on < today


class Recommendation(models.Model):
    """What a department should change for everybody. It names nobody, is public, and outlives its complaint."""

    class Status(models.TextChoices):
        MADE = "made", _("Waits for the department's answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        IMPLEMENTED = "implemented", _("Done")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.MADE: {Status.ACCEPTED, Status.DECLINED},
        Status.ACCEPTED: {Status.IMPLEMENTED, Status.DECLINED},
        Status.DECLINED: {Status.ACCEPTED},
        Status.IMPLEMENTED: set(),
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    # The kind of complaints it comes from; which ones is written nowhere that outlives them.
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.MADE)
    state_version = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    made_by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    answered_on = models.DateField(null=True, blank=True)
    # The department's own words on it, for everybody.
    answer = models.TextField(blank=True)
    # Until when it said it will be done, and when it was.
    due_on = models.DateField(null=True, blank=True)
    implemented_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_done_has_its_day",
                condition=Q(status="implemented", implemented_on__isnull=False)
                | ~Q(status="implemented") & Q(implemented_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.text[:60]
