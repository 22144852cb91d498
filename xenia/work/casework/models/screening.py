"""A screening that was kept: what a person may get by one set of rules, as far as she agreed that we keep it."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedJson, SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.casework.models.intake import Intake


class Decision(models.TextChoices):
    """What is decided about the request from the page of a screening."""

    ACCEPTED = "accepted", _("We help")
    ADVISED = "advised", _("We help, and it is done: she got advice")
    REFERRED = "referred", _("Send her somewhere")
    DECLINED = "declined", _("We cannot help")
    LATER = "later", _("Decide later")


class Screening(SubjectRecord):
    """What one set of rules said on a day. Her answers are kept nowhere, and nothing that shows her status.

    A colleague who sees it otherwise writes why; both results stay.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="screenings")
    # Of the engine of rules: which file, in which version.
    rule_set = models.CharField(max_length=60)
    rule_version = models.PositiveSmallIntegerField()
    # What came out, in the engine's words: the whole, and {criterion: "yes", "no" or "unknown"}.
    tier = SealedText()
    criteria = SealedJson(default=dict)
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)
    # Whether it is in the counts; one that came again soon is not.
    is_counted = models.BooleanField(default=True)
    # What a colleague set in its place, and why.
    set_tier = SealedText()
    set_why = SealedText()
    set_on = models.DateField(null=True, blank=True)
    set_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    state_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = SubjectQuerySet["Screening"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-on", "rule_set", "pk"]
        indexes = [
            models.Index(fields=["subject_id", "rule_set", "-on"], name="screenings_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_result_set_by_a_colleague_has_a_day",
                condition=Q(set_on__isnull=True, set_by_id__isnull=True)
                | Q(set_on__isnull=False, set_by_id__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "tier": "to go on where we stopped, without asking her again",
            "criteria": "to see what was missing, without asking her again",
            "set_tier": "what a colleague who knows her found instead",
            "set_why": "why a colleague found something else",
        }
        keep = timedelta(days=365)
        since = "on"
        after = "delete"
