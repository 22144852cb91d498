"""What was agreed with an organization before anybody is sent there by name."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization

USUAL_REPLY_DAYS, MOST_REPLY_DAYS = 5, 30


class Agreements(models.QuerySet["Agreement"]):
    """Ways to choose among agreements."""

    def standing(self, on: date) -> "Agreements":
        """Those in force on a day."""
        begun = self.filter(begins_on__lte=on, ends_on__gte=on)
        return begun.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Agreement(models.Model):
    """From when until when an organization may learn who was sent to it, which fields, and how fast it answers.

    Its sight of referrals ends with it. With a victim service, people are handed over on paper alone.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="agreements"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    # The first day on which it held no more, when it was ended early.
    ended_on = models.DateField(null=True, blank=True)
    # Days the office works.
    reply_days = models.PositiveSmallIntegerField(default=USUAL_REPLY_DAYS)
    is_victim_service = models.BooleanField(default=False)
    # Codes of SharedField, sorted: the most that may be told there, whatever she agrees to.
    fields = models.JSONField(default=list)
    # Where links go while nobody there has an account.
    email = models.TextField(blank=True)
    # Counted up by each change: of two who change it, the second is told.
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = Agreements.as_manager()

    class Meta:
        ordering: ClassVar = ["-begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_agreement_ends_after_it_began", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(
                name="an_agreement_leaves_days_to_answer",
                condition=Q(reply_days__range=(1, MOST_REPLY_DAYS)),
            ),
            models.CheckConstraint(
                name="a_victim_service_is_told_no_fields",
                condition=Q(is_victim_service=False) | Q(fields=[], email=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    def stands(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.begins_on <= on <= self.ends_on and (not self.ended_on or on < self.ended_on)
