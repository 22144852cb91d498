"""Papers people act on, and in which languages they exist."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization


class VitalDocuments(models.QuerySet["VitalDocument"]):
    """Ways to choose among documents."""

    def standing(self) -> "VitalDocuments":
        """Those that are still handed out."""
        return self.filter(withdrawn_on=None)


class VitalDocument(models.Model):
    """A paper of a department that people act on: a form, a notice, a consent. It outlives each plan.

    version counts the source's changes; source_hash is the mark of its text where somebody pasted it.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="vital_documents"
    )
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    source_url = models.URLField(blank=True)
    source_hash = models.CharField(max_length=16, blank=True)
    published_where = models.CharField(max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    version_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = VitalDocuments.as_manager()

    class Meta:
        ordering: ClassVar = ["title"]
        constraints = [
            models.UniqueConstraint(
                name="a_standing_document_has_its_own_title",
                fields=["organization", "title"],
                condition=Q(withdrawn_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_vital_document_says_what_it_is_for",
                condition=~Q(title="") & ~Q(purpose="") & Q(version__gte=1),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"vital document {self.pk}"


class TranslationState(models.TextChoices):
    """How a document stands in a language. Missing and stale are never stored: they are found."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    STALE = "stale", _("Older than the source")


class DocumentLanguage(models.Model):
    """One document in one language: draft or reviewed, and of which version of the source."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    document = models.ForeignKey(VitalDocument, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=20)
    status = models.CharField(
        max_length=8, choices=[(one.value, one.label) for one in TranslationState]
    )
    of_version = models.PositiveSmallIntegerField()
    url = models.URLField(blank=True)
    noted_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="a_document_stands_once_in_a_language", fields=["document", "language"]
            ),
            models.CheckConstraint(
                name="a_translation_is_draft_or_reviewed",
                condition=Q(status__in=["draft", "reviewed"]) & Q(of_version__gte=1),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"document {self.document_id} in {self.language}"

    @property
    def state(self) -> TranslationState:
        """How it stands now. A reviewed one of an older source is stale; so is a draft."""
        if self.of_version < self.document.version:
            return TranslationState.STALE
        return TranslationState(self.status)
