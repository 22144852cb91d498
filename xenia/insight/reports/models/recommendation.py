"""What should be done about a barrier, by whom, and how far it is."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import StepTaken
from xenia.registers.directory.models import Organization


class Recommendation(models.Model):
    """One recommendation against one barrier. text: English; other languages are translated texts. owner: who acts."""

    class Status(models.TextChoices):
        MADE = "made", pgettext_lazy("recommendation", "Made")
        ACCEPTED = "accepted", pgettext_lazy("recommendation", "Accepted")
        UNDER_WAY = "under_way", pgettext_lazy("recommendation", "Under way")
        DONE = "done", pgettext_lazy("recommendation", "Done")
        DECLINED = "declined", pgettext_lazy("recommendation", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("recommendation", "Taken back")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.MADE: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.UNDER_WAY, Status.DONE, Status.WITHDRAWN},
        Status.UNDER_WAY: {Status.DONE, Status.WITHDRAWN},
        Status.DECLINED: {Status.MADE},
        Status.DONE: {Status.UNDER_WAY},
        Status.WITHDRAWN: {Status.MADE},
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    barrier = models.CharField(max_length=40)
    text = models.TextField()
    owner = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner_words = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.MADE)
    state_version = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["barrier", "made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_recommendation_has_words_and_an_owner",
                condition=~Q(text="") & (Q(owner__isnull=False) | ~Q(owner_words="")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.barrier}: {self.status}"


class RecommendationStep(StepTaken):
    """One step a recommendation took."""

    record = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="steps_taken")

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "at"
        after = "delete"
