"""Texts in other languages than the one they were first written in."""

import hashlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id


def source_hash(text: str) -> str:
    """The mark of a source text; a translation made from another mark is stale."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


class TranslatedText(models.Model):
    """One field of one record in one language.

    A blank text is stored as missing: no row. Stale is derived: `source_hash` differs from the source's mark now.
    What a machine wrote has no writer: nobody has answered for it yet.
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        REVIEWED = "reviewed"
        # Sent back to be written anew, with the reason.
        REJECTED = "rejected"

    class Origin(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"
        IMPORTED = "imported"

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.REVIEWED, Status.REJECTED},
        Status.REVIEWED: {Status.DRAFT},
        Status.REJECTED: {Status.DRAFT},
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
    # The source it was made from, so that a reviewer sees what changed since; "" where nobody kept it.
    source = models.TextField(blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField()
    # Vital words that nobody wrote need two readers: this is the first.
    first_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

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
            models.CheckConstraint(
                name="who_wrote_it_does_not_review_it",
                condition=Q(reviewer__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(reviewer=F("written_by")),
            ),
            models.CheckConstraint(
                name="two_readers_are_two_people",
                condition=Q(reviewer__isnull=True)
                | Q(first_reader__isnull=True)
                | ~Q(reviewer=F("first_reader")),
            ),
            models.CheckConstraint(
                name="sent_back_with_a_reason",
                condition=~Q(status="rejected") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["language", "status", "written_at"], name="texts_to_review")
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"reviewed_by": "who answers for the wording"}
        keep: ClassVar[timedelta | None] = None

    def __str__(self) -> str:
        return f"{self.record_type}.{self.field} in {self.language}"

    @property
    def is_nobodys(self) -> bool:
        """Whether no person stands behind the wording yet: a machine wrote it, or somebody we do not know."""
        return self.written_by_id is None
