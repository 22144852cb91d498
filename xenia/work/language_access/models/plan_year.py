"""What a department reports of a year, and what was found when somebody asked in a language."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.counting import CountMethod


class SelfReport(models.Model):
    """A department's own report of one calendar year. Once sent, nothing in it changes.

    checks: the checklist as it stood when the report was sent, {code: whether it was met}.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Sent")

    NEXT: ClassVar[dict[str, set[str]]] = {Status.DRAFT: {Status.SENT}}

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="language_reports"
    )
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.DRAFT)
    words = models.TextField(max_length=4000, blank=True)
    checks = models.JSONField(default=dict, blank=True)
    sent_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    sent_on = models.DateField(null=True, blank=True)
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints = [
            models.UniqueConstraint(name="one_report_a_year", fields=["organization", "year"]),
            models.CheckConstraint(
                name="a_report_is_of_a_year", condition=Q(year__gte=2000, year__lte=2100)
            ),
            models.CheckConstraint(
                name="a_sent_report_was_sent_by_somebody_on_a_day",
                condition=Q(status="draft", sent_on__isnull=True, sent_by_id__isnull=True)
                | Q(status="sent", sent_on__isnull=False, sent_by_id__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"report {self.pk} of {self.year}"


class ReportFigure(models.Model):
    """One number of a report, with its way of counting. Two ways are two figures, never one sum.

    language: "" for all languages together.
    """

    class What(models.TextChoices):
        PEOPLE = "people", _("People with limited English")
        SHARE = "share", _("Percent of all people served who have limited English")
        PHONE = "phone", _("Calls with an interpreter")
        VIDEO = "video", _("Meetings with an interpreter by video")
        IN_PERSON = "in_person", _("Meetings with an interpreter in person")
        BY_STAFF = "by_staff", _("Talks that staff held in the language")
        DOCUMENTS = "documents", _("Vital documents translated")
        TRAINED = "trained", _("Staff who were trained")
        COMPLAINTS = "complaints", _("Complaints about language help")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    report = models.ForeignKey(SelfReport, on_delete=models.CASCADE, related_name="figures")
    what = models.CharField(max_length=10, choices=What.choices)
    language = models.CharField(max_length=20, blank=True)
    method = models.CharField(max_length=10, choices=CountMethod.choices)
    value = models.PositiveIntegerField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["what", "language", "method"]
        constraints = [
            models.UniqueConstraint(
                name="one_figure_for_each_way_of_counting",
                fields=["report", "what", "language", "method"],
            ),
            models.CheckConstraint(
                name="a_figure_says_how_it_was_counted", condition=~Q(method="")
            ),
            models.CheckConstraint(
                name="a_share_is_at_most_everybody", condition=~Q(what="share") | Q(value__lte=100)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"figure {self.pk}"


class SpotCheck(models.Model):
    """Somebody who speaks a language asked the department something, to see what happens. No name, no caller.

    Source: S.F. practice of community checks in the language.
    """

    class AskedBy(models.TextChoices):
        OFFICE = "office", _("The language access office")
        COMMUNITY = "community", _("A community group")
        DEPARTMENT = "department", _("The department itself")

    class Way(models.TextChoices):
        PHONE = "phone", _("By phone")
        COUNTER = "counter", _("At the counter")
        WEBSITE = "website", _("On the website")
        LETTER = "letter", _("By letter or e-mail")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("Helped in the language")
        CALLED_BACK = "called_back", _("Called back in the language")
        ENGLISH = "english", _("Answered in English only")
        OWN_PERSON = "own_person", _("Told to bring somebody who interprets")
        TURNED_AWAY = "turned_away", _("Turned away")
        NOBODY = "nobody", _("Nobody answered")

    # What counts as help.
    GOOD = frozenset({Outcome.HELPED, Outcome.CALLED_BACK})

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="spot_checks"
    )
    language = models.CharField(max_length=20)
    held_on = models.DateField()
    asked_by = models.CharField(max_length=10, choices=AskedBy.choices, default=AskedBy.OFFICE)
    way = models.CharField(max_length=8, choices=Way.choices)
    asked = models.CharField(max_length=300)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    waited_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "language"]
        constraints = [
            models.CheckConstraint(
                name="a_spot_check_says_what_was_asked", condition=~Q(asked="") & ~Q(language="")
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "held_on"], name="spot_checks_by_department")
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"spot check {self.pk}"

    @property
    def is_good(self) -> bool:
        """Whether the person was helped."""
        return self.outcome in self.GOOD
