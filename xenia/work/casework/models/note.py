"""What was said about an intake or a matter."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.casework.models.intake import Intake


class Note(SubjectRecord):
    """Some words: hers, our answer to her, or a note among colleagues, which she does not read on the page."""

    class Kind(models.TextChoices):
        HERS = "hers", _("She wrote")
        ANSWER = "answer", _("We answered")
        NOTE = "note", _("Note")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = SealedText()
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["Note"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(name="notes_follow_each_other", fields=["intake", "number"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"text": "what was said, and what we answered"}
        keep = timedelta(days=3 * 365)
        since = "on"
        after = "delete"


# What she reads with her code.
SHOWN_TO_HER = (Note.Kind.HERS, Note.Kind.ANSWER)
