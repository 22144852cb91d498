"""One thing a person needs."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.transitions import StepTaken
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.casework.models.guards import has_a_reason
from xenia.work.casework.models.intake import Intake


class Status(models.TextChoices):
    """What became of a need."""

    OPEN = "open", _("Open")
    MET = "met", _("Met")
    UNMET = "unmet", _("Not met")


class Unmet(models.TextChoices):
    """Why a need stayed unmet."""

    NO_SERVICE = "no_service", _("Nobody offers it here")
    NO_CAPACITY = "no_capacity", _("Nothing is free")
    NOT_ELIGIBLE = "not_eligible", _("It is for others")
    LANGUAGE = "language", _("Not in her language")
    COST = "cost", _("It costs too much")
    TOO_FAR = "too_far", _("Too far away")
    HOURS = "hours", _("Not at hours she can")
    DECLINED = "declined", _("The organization said no")
    HER_WISH = "her_wish", _("She does not want it any more")
    NOT_REACHED = "not_reached", _("We could not reach her")


class Need(SubjectRecord):
    """One thing she needs: open, met, or unmet for a reason. Whoever meets it is a referral, a program, or we."""

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.OPEN: {Status.MET, Status.UNMET},
        Status.MET: {Status.OPEN},
        Status.UNMET: {Status.OPEN},
    }
    GUARDS: ClassVar[dict[str, tuple[Any, ...]]] = {Status.UNMET: (has_a_reason,)}

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="needs")
    # A code of the office's needs.
    need = models.CharField(max_length=40)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    # A code: why it ended so.
    why = models.CharField(max_length=16, choices=Unmet.choices, blank=True)
    state_version = models.PositiveIntegerField(default=0)
    # Of the rooms below; numbers alone.
    referral_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    said_on = models.DateField()
    moved_on = models.DateField()

    objects: ClassVar[Any] = SubjectQuerySet["Need"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["said_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="a_need_stands_once", fields=["intake", "need"]),
            models.CheckConstraint(
                name="an_unmet_need_has_a_reason",
                condition=Q(status="unmet") & ~Q(why="") | ~Q(status="unmet") & Q(why=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "moved_on"
        after = "delete"


class NeedStep(StepTaken):
    """One step of a need."""

    record = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
