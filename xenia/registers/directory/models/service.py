"""Services, and where they are given."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.registers.directory.upkeep import stale_on

from .organization import Organization, Program
from .place import Location
from .record import Record


class Service(Record):
    """What an organisation does for people. HSDS `service`.

    Xenia's profile adds: asks_status, needs_id (together `immigration_status_policy`), accepts_referrals,
    interpreter_available, cost, is_remote.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        INACTIVE = "inactive", _("Inactive")
        DEFUNCT = "defunct", _("Closed for good")
        TEMPORARILY_CLOSED = "temporarily closed", _("Closed for a time")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.ACTIVE: {Status.INACTIVE, Status.DEFUNCT, Status.TEMPORARILY_CLOSED},
        Status.INACTIVE: {Status.ACTIVE, Status.DEFUNCT},
        Status.TEMPORARILY_CLOSED: {Status.ACTIVE, Status.INACTIVE, Status.DEFUNCT},
        Status.DEFUNCT: {Status.ACTIVE},
    }

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("We do not know yet")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        LOW = "low", _("Low cost")
        FEE = "fee", _("There is a fee")
        UNKNOWN = "unknown", _("We do not know yet")

    TRANSLATED: ClassVar[tuple[str, ...]] = (
        "name",
        "description",
        "eligibility_description",
        "application_process",
        "bring",
        "fees_description",
        "status_note",
        "alert",
    )
    # Words a person acts on: shown in another language only when somebody answered for them.
    VITAL: ClassVar[frozenset[str]] = frozenset({"alert", "status_note"})

    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="services"
    )
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    name = models.TextField()
    alternate_name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    interpretation_services = models.TextField(blank=True, default="")
    application_process = models.TextField(blank=True, default="")
    fees_description = models.TextField(blank=True, default="")
    wait_time = models.TextField(blank=True, default="")
    fees = models.TextField(blank=True, default="")
    accreditations = models.TextField(blank=True, default="")
    eligibility_description = models.TextField(blank=True, default="")
    minimum_age = models.FloatField(null=True, blank=True)
    maximum_age = models.FloatField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True)
    assurer_email = models.TextField(blank=True, default="")
    licenses = models.TextField(blank=True, default="")
    alert = models.TextField(blank=True, default="")
    last_modified = models.DateTimeField(null=True, blank=True)
    # What to bring, in one sentence; HSDS `required_document` holds the list.
    bring = models.TextField(blank=True, default="")
    cost = models.CharField(max_length=8, choices=Cost.choices, default=Cost.UNKNOWN)
    # About the service, not about anybody: does it ask for immigration status, does it need an ID?
    asks_status = models.CharField(max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    needs_id = models.CharField(max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    status_note = models.TextField(blank=True, default="")
    accepts_referrals = models.BooleanField(null=True, blank=True)
    interpreter_available = models.BooleanField(null=True, blank=True)
    is_remote = models.BooleanField(default=False)
    email_is_confidential = models.BooleanField(default=False)
    # The day it came into the directory; `assured_date` is the day it was last confirmed.
    listed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = [
            models.CheckConstraint(name="service_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="ages_in_order",
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
            ),
        ]
        indexes = [models.Index(fields=["status", "name"], name="services_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def confirmed_on(self) -> date | None:
        """The day somebody last confirmed it; the day it came in when nobody has."""
        return self.assured_date or self.listed_on

    @property
    def stale_on(self) -> date | None:
        """The day from which it is labelled as not confirmed; None when no day is known."""
        return stale_on(self.confirmed_on) if self.confirmed_on else None


class ServiceAtLocation(Record):
    """A service given at a place. HSDS `service_at_location`."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="places")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="services_here")
    description = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_service_is_once_at_a_place", fields=["service", "location"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.location_id}"
