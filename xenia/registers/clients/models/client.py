"""A person the office serves."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord


class Clients(SubjectQuerySet["Client"]):
    """Ways to choose among the people served."""

    def standing(self) -> "Clients":
        """Those who are not merged into somebody else."""
        return self.filter(merged_into__isnull=True)


class Client(SubjectRecord):
    """A person the office serves, under her own key.

    Nothing here is asked that help does not need: no legal name, no status, no document, no day of birth.
    Somebody may be served without a name: `called` is then empty and `is_named` false.
    """

    # How the office speaks of her without her name: on a slip, on the phone, in a list.
    code = models.CharField(max_length=12, unique=True)
    called = SealedText()
    spoken_language = SealedText()
    written_language = SealedText()
    # Four digits, or nothing.
    birth_year = SealedText()
    # A code of the office's areas.
    area = SealedText()
    # A country's code, only when she offered it, for statistics alone.
    origin = SealedText()
    is_named = models.BooleanField(default=False)
    # How she wants to be reached first; all her ways belong to the room of messages.
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # She was known twice, and this is the lesser record. Both leave together.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="absorbed"
    )
    added_on = models.DateField()
    # The last day anything was done with her or for her; her record leaves some time after it.
    last_served_on = models.DateField(db_index=True)
    state_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = Clients.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-last_served_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_merged_into_herself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "called": "what the person wants to be called",
            "spoken_language": "to speak with her, and find an interpreter",
            "written_language": "to write to her",
            "birth_year": "to tell people with one name apart, and for help that asks for an age",
            "area": "to find help near her",
            "origin": "for statistics, only when she offered it",
        }
        keep = timedelta(days=3 * 365)
        since = "last_served_on"
        after = "delete"
