"""A year's report: drafts, remarks, two signatures, and what was posted."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import StepTaken


class Report(models.Model):
    """One version of the report on one year.

    content: {"protected": what may be shown, as `keeping` writes it; "documents": {language: the document as data}}. The
    second is set when the first person signs: what is signed is what is posted. digest: SHA-256 over it. problem: why
    the numbers could not be made. files_due_at: when the worker turns to its files next, if they are not there by then;
    None when they are there, or when it gave up. files_problem: a code, see operations.laying.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "Draft")
        SIGNED_ONCE = "signed_once", pgettext_lazy("report", "Waits for the second signature")
        SIGNED = "signed", pgettext_lazy("report", "Signed by two people")
        POSTED = "posted", pgettext_lazy("report", "Posted")
        REPLACED = "replaced", pgettext_lazy("report", "Replaced by a newer version")

    class Files(models.TextChoices):
        NONE = "", _("Not posted")
        WAITING = "waiting", _("The files wait to be written")
        WRITING = "writing", _("The files are being written")
        THERE = "there", _("The files are there")
        FAILED = "failed", _("The files could not be written")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.SIGNED_ONCE},
        Status.SIGNED_ONCE: {Status.DRAFT, Status.SIGNED},
        Status.SIGNED: {Status.DRAFT, Status.POSTED},
        Status.POSTED: {Status.REPLACED},
        Status.REPLACED: set(),
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    year = models.PositiveSmallIntegerField()
    # From 1. A later version says what changed.
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    state_version = models.PositiveIntegerField(default=0)
    council_on = models.DateField(null=True, blank=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=600, blank=True)
    content = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    # Ids, as in the audit: what they did stays when their record leaves.
    prepared_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    first_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    first_at = models.DateTimeField(null=True, blank=True)
    second_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    second_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    what_changed = models.CharField(max_length=400, blank=True)
    files = models.CharField(max_length=8, choices=Files, default=Files.NONE, blank=True)
    files_due_at = models.DateTimeField(null=True, blank=True)
    files_tries = models.PositiveSmallIntegerField(default=0)
    files_problem = models.CharField(max_length=8, blank=True)
    files_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="a_report_has_each_version_once", fields=["year", "version"]
            ),
            models.UniqueConstraint(
                name="one_report_of_a_year_is_posted", fields=["year"], condition=Q(status="posted")
            ),
            models.CheckConstraint(
                name="a_signed_report_was_signed_by_two_people",
                condition=~Q(status__in=["signed", "posted", "replaced"])
                | Q(first_by_id__isnull=False, second_by_id__isnull=False)
                & ~Q(first_by_id=F("second_by_id")),
            ),
            models.CheckConstraint(
                name="a_signed_report_has_its_content",
                condition=Q(status="draft") | ~Q(digest="") & Q(computed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_posted_report_has_files",
                condition=Q(files="") | Q(status__in=["posted", "replaced"]),
            ),
            models.CheckConstraint(
                name="files_that_failed_say_why",
                condition=Q(files="failed") & ~Q(files_problem="")
                | ~Q(files="failed") & Q(files_problem=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.year}, {self.version}"


class ReportStep(StepTaken):
    """One step a report took."""

    record = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps_taken")

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class Narrative(models.Model):
    """Words of one part of a report, in English; in other languages they are translated texts.

    part: "letter", "summary", or the code of a section.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    part = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["part"]
        constraints = [
            models.UniqueConstraint(name="a_part_has_its_words_once", fields=["report", "part"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.part


class Remark(models.Model):
    """What a colleague says about a part of a draft, until it is settled."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=40)
    text = models.TextField()
    by_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_remark_says_something", condition=~Q(text="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=365)
        since = "at"
        after = "delete"

    def __str__(self) -> str:
        return f"remark on {self.part}"
