"""Messages that are translated: sealed, under the key of the person they belong to."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.language_access.models.text_work import TextStatus, TextWork

S = TextStatus
BETWEEN = ">"


class MessageTranslation(SubjectRecord, TextWork):
    """A message of some room is to be translated. The original stays where it is: here is only what was made of it.

    kind, about_id: which message of which room (`message_rooms`). tongues: from and into, such as `ht>en`.
    translated: the translator's words, first as she writes them, then as they were delivered.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        S.WAITING: {S.ASKED, S.CANCELLED},
        S.ASKED: {S.TAKEN, S.WAITING, S.CANCELLED},
        S.TAKEN: {S.DELIVERED, S.WAITING, S.CANCELLED},
    }

    kind = models.CharField(max_length=40)
    about_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    tongues = SealedText()
    translated = SealedText()
    asked_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    asked_on = models.DateField()

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["wanted_on", "pk"]
        indexes = [models.Index(fields=["status", "wanted_on"], name="message_text_queue")]
        constraints = [
            models.UniqueConstraint(
                name="a_message_is_translated_once_at_a_time",
                fields=["kind", "about_id"],
                condition=Q(status__in=("waiting", "asked", "taken")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "tongues": "from which language into which a message is translated",
            "translated": "what the message says in the other language",
        }
        keep = timedelta(days=90)
        since = "asked_on"
        after = "delete"

    @property
    def from_language(self) -> str:
        """The language the message is in; "" when it was erased."""
        return str(self.tongues or "").partition(BETWEEN)[0]

    @property
    def language(self) -> str:
        """The language it is put into; "" when it was erased."""
        return str(self.tongues or "").partition(BETWEEN)[2]
