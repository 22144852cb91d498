"""Whom not to send where."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.interpreter import Interpreter


class Conflict(models.Model):
    """An interpreter has an interest of her own in an organization, and is not sent there."""

    class Reason(models.TextChoices):
        WORKS_THERE = "works_there", _("Works there, or did")
        FAMILY = "family", _("Family or friends there")
        OWN_CASE = "own_case", _("Has a case of her own there")
        OTHER = "other", _("Another interest")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="conflicts")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    noted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_conflict_is_noted_once", fields=["interpreter", "organization"]
            )
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"conflict {self.pk}"


class DoNotSends(SubjectQuerySet["DoNotSend"]):
    """Ways to choose among them."""

    def in_force(self, on: date) -> "DoNotSends":
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gte=on))


class DoNotSend(SubjectRecord):
    """An organization asked not to be sent this interpreter, for good or until a day.

    Who said so and why lie under the interpreter's key, and only who keeps the roster reads them.
    """

    class Reason(models.TextChoices):
        QUALITY = "quality", _("Quality of the interpreting")
        CONDUCT = "conduct", _("Conduct")
        PERSON_ASKED = "person_asked", _("The person who was interpreted for asked")
        OTHER = "other", _("Another reason")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="not_sent")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    said_by = SealedText()
    why = SealedText()
    until = models.DateField(null=True, blank=True)
    noted_on = models.DateField()

    objects: ClassVar[Any] = DoNotSends.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = "do not send"
        verbose_name_plural = "do not send"
        constraints = [
            models.UniqueConstraint(
                name="do_not_send_is_said_once", fields=["organization", "interpreter"]
            )
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "said_by": "who at the organization said so, to ask back",
            "why": "what happened, in the words of who said so",
        }
        keep = timedelta(days=3 * 365)
        since = "interpreter.left_on"
        after = "delete"
