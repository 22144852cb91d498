"""Answers that are used again."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id


class AnswerTexts(models.QuerySet["AnswerText"]):
    """Ways to choose among answers."""

    def usable(self) -> "AnswerTexts":
        """Answers a second person stands behind."""
        return self.filter(status=AnswerText.Status.REVIEWED)

    def published(self) -> "AnswerTexts":
        """Answers everybody may read."""
        return self.usable().filter(is_public=True)

    def to_be_read_by(self, person: UUID) -> "AnswerTexts":
        """Answers that wait for a second person and were written by somebody else."""
        drafts = self.filter(status=AnswerText.Status.DRAFT)
        return drafts.filter(Q(written_by_id=None) | ~Q(written_by_id=person))

    def grown_old(self, today: date) -> "AnswerTexts":
        """Answers whose day has passed: somebody looks at them again."""
        return self.exclude(status=AnswerText.Status.RETIRED).filter(valid_until__lt=today)


class AnswerText(models.Model):
    """A question people ask, and what the office answers: written afresh, without anybody in it.

    Its texts in other languages are the room of translations' own.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Waits for a second person")
        REVIEWED = "reviewed", _("Two people stand behind it")
        RETIRED = "retired", _("No longer used")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.REVIEWED, Status.RETIRED},
        Status.REVIEWED: {Status.DRAFT, Status.RETIRED},
        Status.RETIRED: {Status.DRAFT},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    # Where its facts come from, and the day somebody looked there.
    source = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    is_public = models.BooleanField(default=False)
    written_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    reviewed_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[AnswerTexts] = AnswerTexts.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_has_words", condition=~Q(title="") & ~Q(text="")
            ),
            models.CheckConstraint(
                name="who_wrote_an_answer_does_not_review_it",
                condition=Q(reviewed_by_id__isnull=True)
                | Q(written_by_id__isnull=True)
                | ~Q(reviewed_by_id=F("written_by_id")),
            ),
            models.CheckConstraint(
                name="a_reviewed_answer_has_its_reviewer",
                condition=~Q(status="reviewed")
                | Q(reviewed_by_id__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_public_answer_was_reviewed",
                condition=Q(is_public=False) | Q(status="reviewed"),
            ),
            models.CheckConstraint(
                name="a_source_has_its_day", condition=Q(source="") | Q(source_on__isnull=False)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.title

    def is_old(self, today: date) -> bool:
        """Whether the day it was good until has passed."""
        return self.valid_until is not None and self.valid_until < today
