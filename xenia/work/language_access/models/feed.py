"""A calendar somebody's own program reads by a secret link."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.interpreter import Interpreter


class Feeds(models.QuerySet["CalendarFeed"]):
    """Ways to choose among feeds."""

    def open(self) -> "Feeds":
        """Those whose link opens."""
        return self.filter(ended_at=None)


class CalendarFeed(models.Model):
    """The link to the calendar of an interpreter, or of an organization. Kept is its hash alone: it is shown once."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(
        Interpreter, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Feeds.as_manager()

    class Meta:
        ordering: ClassVar = ["made_at"]
        constraints = [
            models.CheckConstraint(
                name="a_feed_is_of_an_interpreter_or_an_organization",
                condition=Q(interpreter__isnull=False, organization__isnull=True)
                | Q(interpreter__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_interpreter_has_one_open_feed",
                fields=["interpreter"],
                condition=Q(ended_at__isnull=True, interpreter__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_organization_has_one_open_feed",
                fields=["organization"],
                condition=Q(ended_at__isnull=True, organization__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        secrets = ("token_hash",)
        keep = timedelta(days=90)
        since = "ended_at"

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
