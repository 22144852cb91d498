"""Who leaves when, and the daily rounds that see to it."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id
from xenia.ground.vault.models.rule import RetentionRule


class Leaving(models.Model):
    """A person whose term ends was noticed; on a day she leaves, unless something happens before.

    subject_id: the smallest of the ids she is known by. seen: a hash of her rows as they lay there, still sealed;
    when they change, she was active.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_id = models.UUIDField(unique=True, editable=False)
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="+")
    noticed_on = models.DateField()
    due_on = models.DateField()
    leaves_on = models.DateField(db_index=True)
    seen = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "people leaving"
        constraints = [
            models.CheckConstraint(
                name="nobody_leaves_unnoticed_or_early",
                condition=Q(leaves_on__gt=F("noticed_on")) & Q(leaves_on__gte=F("due_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"leaving {self.pk}"


class RetentionRound(models.Model):
    """One night's round. `done` counts what each step did, `problems` names the steps that failed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    on = models.DateField(unique=True)
    taken_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(default=dict)
    problems = models.JSONField(default=dict)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=400)
        since = "on"

    def __str__(self) -> str:
        return f"round of {self.on}"
