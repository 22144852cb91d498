"""Texts in other languages than the one they were first written in."""

import hashlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


def source_hash(text: str) -> str:
    """The mark of a source text; a translation made from another mark is stale."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


class TranslatedText(models.Model):
    """One field of one record in one language.

    A blank text is stored as missing: no row. Stale is derived: `source_hash` differs from the source's mark now.
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        REVIEWED = "reviewed"

    class Origin(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"
        IMPORTED = "imported"

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.REVIEWED},
        Status.REVIEWED: {Status.DRAFT},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    text = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.PERSON)
    source_hash = models.CharField(max_length=16)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_language",
                fields=["record_type", "record_id", "field", "language"],
            ),
            models.CheckConstraint(name="blank_counts_as_missing", condition=~Q(text="")),
            models.CheckConstraint(
                name="reviewed_has_a_reviewer",
                condition=~Q(status="reviewed")
                | (~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"reviewed_by": "who answers for the wording"}
        keep: ClassVar[timedelta | None] = None

    def __str__(self) -> str:
        return f"{self.record_type}.{self.field} in {self.language}"
