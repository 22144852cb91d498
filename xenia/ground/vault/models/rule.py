"""How long each kind of record is kept, as the city's legal schedule says it and two people approved it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id

LONGEST_DAYS = 36_525  # a hundred years


class Rules(models.QuerySet["RetentionRule"]):
    """Chainable questions."""

    def in_force(self, on: date) -> "Rules":
        """Approved by two, and in effect on a day."""
        return self.filter(status=RetentionRule.Status.APPROVED, in_effect_on__lte=on)


class RetentionRule(models.Model):
    """One version of one record class's term. Without an approved one, nothing of the class is destroyed.

    A version is never changed: another term is another version, and is approved anew.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for approval")
        APPROVED = "approved", _("Approved by two")
        REPLACED = "replaced", _("Replaced by a newer version")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.PROPOSED: {Status.APPROVED, Status.WITHDRAWN},
        Status.APPROVED: {Status.REPLACED, Status.WITHDRAWN},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The model, such as "notifications.contactpoint".
    record_class = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    keep_days = models.PositiveIntegerField()
    # The field the days are counted from; while it is empty, the record is not closed.
    since = models.CharField(max_length=80)
    # The city's legal schedule, as one cites it, and from when it holds.
    source = models.CharField(max_length=300)
    in_effect_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by_id = models.UUIDField()
    proposed_at = models.DateTimeField()
    first_approved_by_id = models.UUIDField(null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True)
    second_approved_by_id = models.UUIDField(null=True, blank=True)
    second_approved_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Rules.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="rule_has_its_version", fields=["record_class", "version"]
            ),
            models.UniqueConstraint(
                name="one_proposed_rule_a_class",
                fields=["record_class"],
                condition=Q(status="proposed"),
            ),
            models.UniqueConstraint(
                name="one_approved_rule_a_class",
                fields=["record_class"],
                condition=Q(status="approved"),
            ),
            models.CheckConstraint(
                name="rule_is_approved_by_different_people",
                condition=Q(second_approved_by_id__isnull=True)
                | (
                    Q(first_approved_by_id__isnull=False)
                    & ~Q(first_approved_by_id=F("second_approved_by_id"))
                ),
            ),
            models.CheckConstraint(
                name="rule_in_force_was_approved_twice",
                condition=~Q(status__in=["approved", "replaced"])
                | Q(second_approved_by_id__isnull=False, second_approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_keeps_a_day_to_a_century",
                condition=Q(keep_days__gte=1, keep_days__lte=LONGEST_DAYS),
            ),
            models.CheckConstraint(
                name="rule_names_source_and_start", condition=~Q(source="") & ~Q(since="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.record_class}, version {self.version}"

    @property
    def approvals(self) -> int:
        """How many different people approved it: 0, 1 or 2."""
        return bool(self.first_approved_by_id) + bool(self.second_approved_by_id)
