"""Whom a city service serves: open to all, restricted by a law, or asking for documents."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import StepTaken
from xenia.registers.directory.models import Service


class Rule(models.TextChoices):
    """Who may use a service."""

    OPEN = "open", _("Open to all")
    LAW = "law", _("A law restricts it")
    PAPERS = "papers", _("It asks for documents")


class Status(models.TextChoices):
    """How far a statement may be relied on."""

    DRAFT = "draft", _("Not confirmed yet")
    CONFIRMED = "confirmed", _("Confirmed")
    DUE = "due", _("To be confirmed again")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What residents read; of the first two it is said that nobody answers for it now.
SAID = (Status.DRAFT, Status.DUE, Status.CONFIRMED)
LAW_SAYS = ("law_title", "law_citation", "law_url", "law_from", "restricts", "instead")


class Statements(models.QuerySet["Statement"]):
    """Ways to choose among statements."""

    def said(self) -> "Statements":
        """Those residents read."""
        return self.filter(status__in=SAID)

    def with_all(self) -> "Statements":
        """With the documents asked for, and whose service it is."""
        return self.select_related("service__organization").prefetch_related("papers")


class Statement(models.Model):
    """What one service says of whom it serves. Its department confirms it each year.

    Each step counts the version up: of two who confirm or write at once, one wins and the other is told.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.DRAFT, Status.CONFIRMED, Status.WITHDRAWN},
        # A department may confirm again before the year is over.
        Status.CONFIRMED: {Status.DRAFT, Status.CONFIRMED, Status.DUE, Status.WITHDRAWN},
        Status.DUE: {Status.DRAFT, Status.CONFIRMED, Status.WITHDRAWN},
        Status.WITHDRAWN: {Status.DRAFT},
    }
    TRANSLATED: ClassVar[tuple[str, ...]] = ("restricts", "instead")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    service = models.OneToOneField(
        Service, on_delete=models.CASCADE, related_name="access_statement"
    )
    rule = models.CharField(max_length=6, choices=Rule.choices)
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.DRAFT, db_index=True
    )
    state_version = models.PositiveIntegerField(default=0)
    # The law that restricts it: its name, where it stands, since when it holds, what it means here, where else to go.
    law_title = models.CharField(max_length=200, blank=True)
    law_citation = models.CharField(max_length=120, blank=True)
    law_url = models.URLField(max_length=300, blank=True)
    law_from = models.DateField(null=True, blank=True)
    restricts = models.TextField(max_length=1000, blank=True)
    instead = models.TextField(max_length=1000, blank=True)
    # Who wrote it as it stands: the office writes for a department that does not.
    is_by_office = models.BooleanField(default=False)
    written_on = models.DateField()
    written_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    # The day a year after it was confirmed.
    due_on = models.DateField(null=True, blank=True, db_index=True)
    # Days before the due day at which the department was last reminded; below nothing: days after it.
    reminded_days = models.SmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = Statements.as_manager()

    class Meta:
        ordering: ClassVar = ["service__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_law_that_restricts_is_cited",
                condition=~Q(rule="law")
                | ~Q(law_title="")
                & ~Q(law_citation="")
                & ~Q(law_url="")
                & Q(law_from__isnull=False)
                & ~Q(restricts="")
                & ~Q(instead=""),
            ),
            models.CheckConstraint(
                name="no_law_where_none_restricts",
                condition=Q(rule="law")
                | Q(
                    law_title="",
                    law_citation="",
                    law_url="",
                    law_from__isnull=True,
                    restricts="",
                    instead="",
                ),
            ),
            models.CheckConstraint(
                name="a_confirmed_statement_has_its_day_and_person",
                condition=~Q(status__in=("confirmed", "due"))
                | Q(
                    confirmed_on__isnull=False, confirmed_by_id__isnull=False, due_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="what_was_rewritten_is_not_confirmed",
                condition=~Q(status="draft")
                | Q(confirmed_on__isnull=True, confirmed_by_id__isnull=True, due_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"statement {self.pk}"

    @property
    def is_said(self) -> bool:
        """Whether residents read it."""
        return self.status in SAID

    def stands(self, on: date) -> bool:
        """Whether its department answers for it on a day."""
        is_confirmed = self.status == Status.CONFIRMED
        return is_confirmed and self.due_on is not None and on < self.due_on


class AskedPaper(models.Model):
    """One document a service asks for: why, and what may be brought instead."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("A paper that shows where you live")
        WHO = "who", _("A paper with your name and picture")
        AGE = "age", _("A paper that shows your age")
        CHILD = "child", _("A paper about your child")
        INCOME = "income", _("A paper that shows what you earn")
        HOME = "home", _("A paper about your home")
        HEALTH = "health", _("A paper from a doctor or a clinic")
        OTHER = "other", _("Another paper")

    TRANSLATED: ClassVar[tuple[str, ...]] = ("name", "why", "instead")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # What exactly, where the kind does not say it.
    name = models.CharField(max_length=200, blank=True)
    why = models.TextField(max_length=500)
    instead = models.TextField(max_length=500)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="one_paper_in_each_place", fields=["statement", "position"]
            ),
            models.CheckConstraint(
                name="a_paper_is_asked_for_a_reason", condition=~Q(why="") & ~Q(instead="")
            ),
            models.CheckConstraint(
                name="another_paper_has_its_name", condition=~Q(kind="other") | ~Q(name="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"paper {self.pk}"


class StatementVersion(models.Model):
    """What a statement said, from the day it was written until it was written anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.JSONField()
    is_by_office = models.BooleanField()
    written_at = models.DateTimeField()
    written_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="versions_follow_each_other", fields=["statement", "number"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"version {self.number}"


class StatementStep(StepTaken):
    """One step of a statement."""

    record = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
