"""Who may speak for somebody before an authority, in which organization, until when."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.common.ids import new_id


class Kind(models.TextChoices):
    """What somebody may do. Before whom: `reference.legal_codes.credential_kinds`."""

    ATTORNEY = "attorney", _("Attorney")
    FULL = "full", _("Fully accredited representative")
    PARTIAL = "partial", _("Partially accredited representative")


class Credential(models.Model):
    """One credential of one person in one organization. It is not taken along to another."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="legal_credentials")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # "office", or the organization's id.
    holder = models.CharField(max_length=40, db_index=True)
    valid_from = models.DateField()
    # None: an attorney's, which does not end by itself.
    valid_until = models.DateField(null=True, blank=True)
    # Taken back before its day.
    ended_on = models.DateField(null=True, blank=True)
    # False: a house wrote it down for itself, and nobody else looked at it yet.
    is_confirmed = models.BooleanField(default=True)
    written_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["holder", "person__name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="a_credential_is_written_once",
                fields=["person", "kind", "holder", "valid_from"],
            ),
            models.CheckConstraint(
                name="a_credential_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="an_accreditation_has_its_last_day",
                condition=Q(kind="attorney") | Q(valid_until__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=7 * 365)
        since = "valid_from"
        after = "delete"

    def __str__(self) -> str:
        return f"{self.kind} until {self.valid_until}"

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        is_over = self.valid_until is not None and self.valid_until < day
        stands = self.is_confirmed and self.ended_on is None
        return stands and self.valid_from <= day and not is_over

    def may_be_confirmed_by(self, user: User) -> bool:
        """Whether it waits, and somebody neither wrote it down nor has it."""
        is_hers = user.pk in (self.person_id, self.written_by_id)
        return not (self.is_confirmed or self.ended_on or is_hers)


class Recognitions(models.QuerySet["Recognition"]):
    """Ways to choose among recognitions."""

    def stands(self, holder: str, on: date) -> bool:
        """Whether an organization is recognized on a day."""
        return self.filter(holder=holder, valid_from__lte=on, valid_until__gte=on).exists()


class Recognition(models.Model):
    """The Department of Justice recognizes an organization: only then its accredited people may speak for others."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    holder = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_until = models.DateField()

    objects: ClassVar[Any] = Recognitions.as_manager()

    class Meta:
        ordering: ClassVar = ["holder", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="a_recognition_is_written_once", fields=["holder", "valid_from"]
            ),
            models.CheckConstraint(
                name="a_recognition_ends_after_it_begins",
                condition=Q(valid_until__gte=F("valid_from")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"until {self.valid_until}"
