"""A matter: one issue of one person, in one program, that the office works on until it has an outcome."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.transitions import StepTaken
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models import Client
from xenia.work.casework.models.guards import has_an_outcome, has_no_conflict, is_not_on_hold
from xenia.work.casework.models.intake import Intake
from xenia.work.casework.models.legal_guards import (
    has_a_closing_code,
    has_her_consent,
    is_checked_for_conflicts,
    is_with_somebody_who_may,
    was_represented,
)

STALE_AFTER = timedelta(days=90)
# Who holds a matter when it is the office itself; else an organization's id.
OFFICE = "office"
LEGAL_WORK = (has_no_conflict, has_her_consent, is_checked_for_conflicts, is_with_somebody_who_may)


class Status(models.TextChoices):
    """Where a matter stands."""

    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("We work on it")
    PENDING = "pending", _("Waits for a decision")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """How a matter ended: one of these."""

    FAVORABLE = "favorable", _("Good for her")
    PARTLY = "partly", _("Partly good for her")
    UNFAVORABLE = "unfavorable", _("Not what she wanted")
    ADVICE = "advice", _("She got advice or information")
    SOLVED_ELSEWHERE = "elsewhere", _("Somebody else took it on")
    HER_WISH = "her_wish", _("She ended it")
    NOT_REACHED = "not_reached", _("We could not reach her")
    STILL_PENDING = "pending", _("The decision comes later")


# Somebody decided: what a rate of success is counted over.
ADJUDICATED = (Outcome.FAVORABLE, Outcome.PARTLY, Outcome.UNFAVORABLE)
UNDER_WAY = (Status.OPEN, Status.IN_PROGRESS, Status.PENDING, Status.DECIDED)


class Matters(SubjectQuerySet["Matter"]):
    """Ways to choose among matters."""

    def under_way(self) -> "Matters":
        """Those that are not closed."""
        return self.filter(status__in=UNDER_WAY)

    def stale(self, today: date) -> "Matters":
        """Those nobody moved for 90 days."""
        return self.under_way().filter(moved_on__lt=today - STALE_AFTER)

    def held_by(self, holders: Iterable[str]) -> "Matters":
        """Those of the office, or of some organizations. Nobody else sees more than that they are there."""
        return self.filter(holder__in=list(holders))


class Matter(SubjectRecord):
    """One issue of one person in one program. Opened once; who comes back with it opens it again."""

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.OPEN: {Status.IN_PROGRESS, Status.CLOSED},
        Status.IN_PROGRESS: {Status.PENDING, Status.DECIDED, Status.CLOSED},
        Status.PENDING: {Status.IN_PROGRESS, Status.DECIDED, Status.CLOSED},
        Status.DECIDED: {Status.IN_PROGRESS, Status.CLOSED},
        Status.CLOSED: {Status.IN_PROGRESS},
    }
    GUARDS: ClassVar[dict[str, tuple[Any, ...]]] = {
        Status.IN_PROGRESS: LEGAL_WORK,
        Status.PENDING: (*LEGAL_WORK, is_not_on_hold),
        Status.DECIDED: (*LEGAL_WORK, is_not_on_hold, has_an_outcome),
        Status.CLOSED: (has_an_outcome, has_a_closing_code, was_represented),
    }

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="matters")
    intake = models.ForeignKey(
        Intake, null=True, blank=True, on_delete=models.SET_NULL, related_name="matters"
    )
    # A code of the office's needs: the issue.
    issue = models.CharField(max_length=40)
    # Of the room of programs; a number alone.
    program: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)
    # "office", or the id of the organization that works on it.
    holder = models.CharField(max_length=40, default=OFFICE, editable=False)
    # Whether it has a legal side, which says what the case is.
    is_legal = models.BooleanField(default=False, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    state_version = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    is_on_hold = models.BooleanField(default=False)
    has_conflict = models.BooleanField(default=False)
    # Where it stands, in a colleague's words.
    standing = SealedText()
    taken_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(db_index=True)
    # The day its worker was told that nobody moved it for 90 days.
    told_stale_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Matters.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-opened_on", "pk"]
        indexes = [
            models.Index(fields=["taken_by_id", "status"], name="matters_of_a_colleague"),
            models.Index(fields=["-closed_on", "id"], name="matters_by_their_end"),
            models.Index(fields=["holder", "status"], name="matters_of_a_holder"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_matter_for_one_issue",
                fields=["client", "issue", "holder"],
                condition=Q(program__isnull=True) & ~Q(status="closed"),
            ),
            models.UniqueConstraint(
                name="one_open_matter_for_one_issue_in_a_program",
                fields=["client", "issue", "program", "holder"],
                condition=Q(program__isnull=False) & ~Q(status="closed"),
            ),
            models.CheckConstraint(
                name="a_closed_matter_has_a_day_and_an_outcome",
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(status="closed") & Q(closed_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"standing": "where it stands, in our words"}
        keep = timedelta(days=3 * 365)
        since = "closed_on"
        after = "delete"

    @property
    def organization_id(self) -> UUID | None:
        """The organization that works on it; None: the office."""
        return None if self.holder == OFFICE else UUID(self.holder)

    @property
    def label(self) -> str:
        """How colleagues call it among themselves: a few signs of its random number."""
        return self.pk.hex[-6:].upper()


class MatterStep(StepTaken):
    """One step of a matter."""

    record = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
