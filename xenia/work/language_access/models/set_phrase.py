"""Sentences the office writes again and again, in every language it offers."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id

DAY = "{day}"


class SetPhrase(models.Model):
    """One such sentence in English. Its texts in other languages are the room of translations' own.

    `{day}` stands for a day, written out in the reader's language when the phrase is used.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints = [models.CheckConstraint(name="a_phrase_has_words", condition=~Q(text=""))]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.code
