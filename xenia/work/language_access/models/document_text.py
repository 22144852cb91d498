"""Documents that are translated: what was asked, each version of the source, each version in a language."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.text_work import TextStatus, TextWork
from xenia.work.language_access.models.vital_document import VitalDocument

S = TextStatus


class TranslationRequest(models.Model):
    """An organization asks to have a document translated. It holds public words: nobody is named in it."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="translation_requests"
    )
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    from_language = models.CharField(max_length=20, default="en")
    document = models.ForeignKey(
        VitalDocument,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="translation_requests",
    )
    wanted_on = models.DateField()
    asked_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    asked_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-asked_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_translation_request_says_what_and_what_for",
                condition=~Q(title="") & ~Q(purpose="") & ~Q(from_language=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"translation request {self.pk}"

    @property
    def source(self) -> "SourceVersion":
        """The newest version of its source."""
        return max(self.sources.all(), key=lambda one: one.number)


class SourceVersion(models.Model):
    """The text to translate as it was on a day. document_version: which version of the vital document it is."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    request = models.ForeignKey(
        TranslationRequest, on_delete=models.CASCADE, related_name="sources"
    )
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    words = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    document_version = models.PositiveSmallIntegerField(null=True, blank=True)
    made_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="versions_of_a_source_follow_each_other", fields=["request", "number"]
            ),
            models.CheckConstraint(
                name="a_source_has_words", condition=Q(words__gt=0) | Q(characters__gt=0)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"source {self.number} of {self.request_id}"


class DocumentTexts(models.QuerySet["DocumentTranslation"]):
    """Ways to choose among translations of documents."""

    def late(self, today: date) -> "DocumentTexts":
        """Those wanted before today, of which there is no approved text."""
        open_ones = (S.WAITING, S.ASKED, S.TAKEN, S.DELIVERED, S.SENT_BACK)
        return self.filter(status__in=open_ones, wanted_on__lt=today)


class DocumentTranslation(TextWork):
    """One document into one language. draft: what the translator wrote so far."""

    NEXT: ClassVar[dict[str, set[str]]] = {
        S.WAITING: {S.ASKED, S.CANCELLED},
        S.ASKED: {S.TAKEN, S.WAITING, S.CANCELLED},
        S.TAKEN: {S.DELIVERED, S.WAITING, S.CANCELLED},
        S.DELIVERED: {S.APPROVED, S.SENT_BACK, S.TAKEN, S.CANCELLED},
        S.SENT_BACK: {S.DELIVERED, S.TAKEN, S.WAITING, S.CANCELLED},
        S.APPROVED: {S.PUBLISHED, S.WAITING},
        S.PUBLISHED: {S.WAITING},
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    request = models.ForeignKey(
        TranslationRequest, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=20)
    draft = models.TextField(blank=True)

    objects: ClassVar[Any] = DocumentTexts.as_manager()

    class Meta:
        ordering: ClassVar = ["wanted_on", "language", "pk"]
        indexes = [models.Index(fields=["status", "wanted_on"], name="document_text_queue")]
        constraints = [
            models.UniqueConstraint(
                name="a_document_is_asked_once_in_a_language", fields=["request", "language"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"document text {self.pk}"


class TextVersion(models.Model):
    """One whole text in the language: of which version of the source, by whom, and what the second reader said."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    translation = models.ForeignKey(
        DocumentTranslation, on_delete=models.CASCADE, related_name="versions"
    )
    source = models.ForeignKey(SourceVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    by_id = models.UUIDField()
    written_on = models.DateField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    read_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    read_on = models.DateField(null=True, blank=True)
    remarks = models.TextField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="versions_of_a_text_follow_each_other", fields=["translation", "number"]
            ),
            models.CheckConstraint(name="a_version_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="who_wrote_a_version_does_not_read_it",
                condition=Q(read_by_id__isnull=True) | ~Q(read_by_id=F("by_id")),
            ),
            models.CheckConstraint(
                name="a_version_was_read_by_somebody_on_a_day",
                condition=Q(verdict="", read_by_id__isnull=True, read_on__isnull=True)
                | ~Q(verdict="") & Q(read_by_id__isnull=False, read_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_version_is_sent_back_with_words",
                condition=~Q(verdict="sent_back") | ~Q(remarks=""),
            ),
            models.CheckConstraint(
                name="a_published_version_was_approved",
                condition=Q(published_on__isnull=True) | Q(verdict="approved"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"version {self.number} of {self.translation_id}"
