"""A visit, a call: she was here."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models import Client
from xenia.work.casework.models.intake import Channel, Intake


class Contact(SubjectRecord):
    """A person was here, or called: on which day, in which language, about what."""

    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.CASCADE, related_name="visits"
    )
    intake = models.ForeignKey(
        Intake, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    language = SealedText()
    need = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["Contact"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-on", "-pk"]
        indexes = [models.Index(fields=["client", "-on"], name="visits_of_a_person")]
        constraints = [
            models.CheckConstraint(
                name="a_visit_is_of_a_person_or_an_intake",
                condition=Q(client__isnull=False) | Q(intake__isnull=False),
            ),
            models.CheckConstraint(
                name="a_visit_takes_some_minutes",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 1440)),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"language": "in which language we spoke"}
        keep = timedelta(days=3 * 365)
        since = "on"
        after = "delete"
