"""The legal side of a matter: sealed under her key and the key of whoever holds it."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedJson, SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models.consent import Consent
from xenia.work.casework.models.matter import ADJUDICATED, Matter, Outcome

# Left behind when a matter was handed over without it.
LEFT_FOR = timedelta(days=30)


class LegalSide(SubjectRecord):
    """What the case is, before whom, and what came of it. Only who holds the matter opens it, and every look is noted."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="legal")
    # "office", or the organization's id: the compartment whose key is needed as well.
    compartment = models.CharField(max_length=40)
    # What she agreed to when an organization holds it; the office has her consent to a record.
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    case_type = SealedText(compartment=True)
    venue = SealedText(compartment=True)
    problem_code = SealedText(compartment=True)
    # Codes of what the matter brought her.
    benefits = SealedJson(compartment=True, default=list)
    closing_code = models.CharField(max_length=4, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["LegalSide"].as_manager()

    class Meta:
        base_manager_name = "objects"

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "case_type": "what the case is, for whoever represents her and for the year's counts",
            "venue": "before whom somebody speaks for her, to choose who may",
            "problem_code": "the funder's code of the problem",
            "benefits": "what the case brought her",
        }
        keep = timedelta(days=3 * 365)
        since = "matter.closed_on"
        after = "delete"


class LegalNote(SubjectRecord):
    """A note of whoever represents her. Left behind by a hand-over, it opens for nobody and is destroyed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="legal_notes")
    compartment = models.CharField(max_length=40)
    text = SealedText(compartment=True)
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True, db_index=True)

    objects: ClassVar[Any] = SubjectQuerySet["LegalNote"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-on", "-pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"text": "what whoever represents her wrote down"}
        keep = timedelta(days=3 * 365)
        since = "matter.closed_on"
        after = "delete"

    @property
    def is_shut(self) -> bool:
        """Whether it opens for nobody any more."""
        return self.left_on is not None


class ConflictCheck(models.Model):
    """Whoever holds a matter looked whether she stands on the other side already."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="conflict_checks")
    holder = models.CharField(max_length=40)
    is_clear = models.BooleanField()
    at = models.DateTimeField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return "clear" if self.is_clear else "conflict"


class LaterDecision(models.Model):
    """What was decided after a matter was closed, such as an appeal. It counts in its own year."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="later_decisions")
    outcome = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in Outcome if one in ADJUDICATED]
    )
    decided_on = models.DateField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_later_decision_on_a_day", fields=["matter", "decided_on"]
            ),
            models.CheckConstraint(
                name="a_later_decision_decides",
                condition=Q(outcome__in=("favorable", "partly", "unfavorable")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.outcome} on {self.decided_on}"


class HandOver(models.Model):
    """A matter went from one holder to another, because she agreed."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="hand_overs")
    giver = models.CharField(max_length=40)
    taker = models.CharField(max_length=40)
    on = models.DateField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    # How many notes she let go along, and how many stayed behind.
    notes_given = models.PositiveSmallIntegerField()
    notes_left = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.matter_id} on {self.on}"
