"""What is true for some days: closed, other hours, something everybody must know."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .place import Location
from .record import Record
from .service import Service


class Notice(Record):
    """A closure or an alert of one service, one place or a whole organisation, from a day to a day.

    ends_on: the last day it holds; None until somebody takes it away. listed_on: the day the listings last knew of it,
    so that a round that comes late still makes them anew.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed for a time")
        HOURS = "hours", _("Other hours than usual")
        ALERT = "alert", _("Something everybody must know")

    class Status(models.TextChoices):
        POSTED = "posted", _("Posted")
        TAKEN_AWAY = "taken away", _("Taken away")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.POSTED: {Status.TAKEN_AWAY},
        Status.TAKEN_AWAY: {Status.POSTED},
    }
    TRANSLATED: ClassVar[tuple[str, ...]] = ("words",)
    # Words a person acts on: shown in another language only when somebody answered for them.
    VITAL: ClassVar[frozenset[str]] = frozenset({"words"})

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.POSTED)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    posted_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    listed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_notice_is_about_one_record",
                condition=Q(service__isnull=False, location__isnull=True, organization__isnull=True)
                | Q(service__isnull=True, location__isnull=False, organization__isnull=True)
                | Q(service__isnull=True, location__isnull=True, organization__isnull=False),
            ),
            models.CheckConstraint(
                name="a_notice_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="an_alert_says_something",
                condition=~Q(kind__in=["alert", "hours"]) | ~Q(words=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_on"], name="notices_by_day")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
