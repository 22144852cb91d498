"""What a department promises people who speak another language, and who stands for it."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization


class PlanStatus(models.TextChoices):
    """How far a plan is."""

    DRAFT = "draft", _("Being written")
    CONSULTED = "consulted", _("Read by the language access office")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Ended")


# Under way: written, read or signed, and not in force yet.
UNDER_WAY = (PlanStatus.DRAFT, PlanStatus.CONSULTED, PlanStatus.SIGNED)


class Plans(models.QuerySet["AccessPlan"]):
    """Ways to choose among plans."""

    def in_force(self) -> "Plans":
        """What departments promise today."""
        return self.filter(status=PlanStatus.IN_FORCE)

    def under_way(self) -> "Plans":
        """What is being written, read or signed."""
        return self.filter(status__in=UNDER_WAY)

    def of(self, organizations: "set[UUID]") -> "Plans":
        """The plans of some organizations."""
        return self.filter(organization__in=organizations)


class AccessPlan(models.Model):
    """One language access plan of a department, or of a provider under contract, for at most three years.

    The department writes it, the language access office reads it, and one person of each signs. `changed_at` is the
    mark by which two who write at once find out.
    Source: NYC Admin. Code 23-1102 (coordinator, renewal at least every three years).
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        # A draft stays one when the office, asked to read it, sends it back.
        PlanStatus.DRAFT: {PlanStatus.DRAFT, PlanStatus.CONSULTED},
        PlanStatus.CONSULTED: {PlanStatus.DRAFT, PlanStatus.SIGNED},
        PlanStatus.SIGNED: {PlanStatus.IN_FORCE},
        PlanStatus.IN_FORCE: {PlanStatus.EXPIRED},
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="access_plans"
    )
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(
        max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT, db_index=True
    )
    begins_on = models.DateField()
    # The first day it does not hold any more.
    renew_by = models.DateField()
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="coordinates",
    )
    coordinator_name = models.CharField(max_length=120, blank=True)
    # What the public reads: an office's phone or mailbox, no name.
    coordinator_reach = models.CharField(max_length=200, blank=True)
    summary = models.TextField(max_length=2000, blank=True)
    is_invented = models.BooleanField(default=False)
    # The department asked the office to read it.
    asked_on = models.DateField(null=True, blank=True)
    # What the office asked for when it sent the plan back last.
    sent_back_on = models.DateField(null=True, blank=True)
    sent_back_words = models.TextField(max_length=2000, blank=True)
    consulted_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    consulted_on = models.DateField(null=True, blank=True)
    department_signed_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    department_signed_on = models.DateField(null=True, blank=True)
    office_signed_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    office_signed_on = models.DateField(null=True, blank=True)
    # Days before renewal at which somebody was last reminded.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = Plans.as_manager()

    class Meta:
        ordering: ClassVar = ["organization__name", "-begins_on"]
        constraints = [
            models.CheckConstraint(
                name="a_plan_ends_after_it_begins", condition=Q(renew_by__gt=F("begins_on"))
            ),
            models.UniqueConstraint(
                name="one_plan_under_way_per_organization",
                fields=["organization"],
                condition=Q(status__in=["draft", "consulted", "signed"]),
            ),
            models.UniqueConstraint(
                name="one_plan_in_force_per_organization",
                fields=["organization"],
                condition=Q(status="in_force"),
            ),
            models.CheckConstraint(
                name="a_plan_is_sent_back_with_words",
                condition=Q(sent_back_on__isnull=True, sent_back_words="")
                | Q(sent_back_on__isnull=False) & ~Q(sent_back_words=""),
            ),
            models.CheckConstraint(
                name="a_plan_past_drafting_was_read_by_the_office",
                condition=Q(status="draft")
                | Q(consulted_by_id__isnull=False, consulted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_signed_plan_has_two_signatures",
                condition=Q(status__in=["draft", "consulted"])
                | Q(
                    department_signed_by_id__isnull=False,
                    department_signed_on__isnull=False,
                    office_signed_by_id__isnull=False,
                    office_signed_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="two_people_sign_a_plan",
                condition=Q(department_signed_by_id__isnull=True)
                | Q(office_signed_by_id__isnull=True)
                | ~Q(department_signed_by_id=F("office_signed_by_id")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "coordinator_name": "name of the coordinator, where the coordinator has no account here",
        }
        keep = None

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def is_draft(self) -> bool:
        """Whether what it promises may still be changed."""
        return self.status == PlanStatus.DRAFT

    @property
    def waits_to_be_read(self) -> bool:
        """Whether the department asked and the office has not answered yet."""
        return self.is_draft and self.asked_on is not None

    @property
    def is_living(self) -> bool:
        """Whether the work it asks for goes on: trainings, goals."""
        return self.status != PlanStatus.EXPIRED

    @property
    def is_half_signed(self) -> bool:
        """Whether one of two has signed: nothing in it changes before the other has read the same."""
        is_signed = bool(self.department_signed_on or self.office_signed_on)
        return self.status == PlanStatus.CONSULTED and is_signed

    @property
    def has_coordinator(self) -> bool:
        """Whether somebody who still works here stands for it."""
        return bool(self.coordinator_name) or bool(self.coordinator and self.coordinator.is_active)

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been renewed before a day."""
        return self.renew_by <= on
