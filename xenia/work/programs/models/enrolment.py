"""A person takes part, or waits for a place."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step, StepTaken
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models import Client
from xenia.work.programs.models.offering import Offering


class OfferingClosed(Exception):
    """Nobody can be brought into this offering now."""


class Status(models.TextChoices):
    """Where somebody stands."""

    WAITING = "waiting", _("Waits for a place")
    OFFERED = "offered", _("A place is held for her")
    ENROLLED = "enrolled", _("Takes part")
    COMPLETED = "completed", _("Was there until the end")
    LEFT = "left", _("Left")


class Ahead(models.IntegerChoices):
    """Who goes before others in the line. Everybody else: in the order people asked."""

    USUAL = 0, _("In the order people asked")
    WAITED_BEFORE = 1, _("Waited last time and got no place")
    DATE = 2, _("Has a date that cannot wait")


class Why(models.TextChoices):
    """Why somebody left."""

    NOT_NEEDED = "not_needed", _("She no longer needs it")
    TIME = "time", _("The hours do not fit her")
    WAY = "way", _("It is too far")
    CHILD_CARE = "child_care", _("Nobody looks after her children")
    LANGUAGE = "language", _("It is not in her language")
    ELSEWHERE = "elsewhere", _("She found a place elsewhere")
    DECLINED = "declined", _("She does not take the place held for her")
    NO_ANSWER = "no_answer", _("No answer in time")
    STOPPED = "stopped", _("She stopped coming")
    ENDED = "ended", _("It ended before she got a place")
    CALLED_OFF = "called_off", _("It was called off")
    MISTAKE = "mistake", _("Entered by mistake")
    UNSAID = "unsaid", _("Not said")


# Who counts for the places, and who stands in the list at all.
HOLDING = (Status.OFFERED, Status.ENROLLED)
STANDING = (Status.WAITING, Status.OFFERED, Status.ENROLLED)
# What a colleague may choose; the other reasons come from what happened.
CHOSEN = tuple(one for one in Why if one not in (Why.NO_ANSWER, Why.ENDED, Why.CALLED_OFF))


def offering_is_open(step: Step) -> None:
    """Nobody gets a place in what has ended. Raises OfferingClosed."""
    offering = step.record.offering
    if offering.status != Offering.Status.OPEN or offering.ends_on < local_day(step.at):
        raise OfferingClosed(f"offering {offering.pk} is {offering.status}")


class Enrolments(SubjectQuerySet["Enrolment"]):
    """Ways to choose among enrolments."""

    def in_line(self) -> "Enrolments":
        """Who waits, the next one first."""
        return self.filter(status=Status.WAITING).order_by("-ahead", "number")

    def holding(self) -> "Enrolments":
        """Who holds a place."""
        return self.filter(status__in=HOLDING)

    def standing(self) -> "Enrolments":
        """Who takes part or waits."""
        return self.filter(status__in=STANDING)


class Enrolment(SubjectRecord):
    """A person in an offering. Her name stays with her record; here she is a code."""

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.OFFERED, Status.ENROLLED, Status.LEFT},
        Status.OFFERED: {Status.ENROLLED, Status.LEFT},
        Status.ENROLLED: {Status.COMPLETED, Status.LEFT},
        Status.COMPLETED: set(),
        Status.LEFT: set(),
    }
    GUARDS: ClassVar[dict[str, Any]] = {
        Status.OFFERED: (offering_is_open,),
        Status.ENROLLED: (offering_is_open,),
    }

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="enrolments")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices)
    # How many places she takes; more than one only for hours.
    takes = models.PositiveSmallIntegerField(default=1)
    # Her number in the order people asked.
    number = models.PositiveIntegerField()
    ahead = models.PositiveSmallIntegerField(choices=Ahead.choices, default=Ahead.USUAL)
    asked_on = models.DateField()
    enrolled_on = models.DateField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    # Whether she has been told what became of her waiting.
    is_told = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    state_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = Enrolments.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["number", "pk"]
        indexes = [
            models.Index(fields=["offering", "status"], name="enrolments_of_an_offering"),
            models.Index(fields=["status", "answer_by"], name="held_place_runs_out"),
            models.Index(fields=["answer_by"], condition=Q(is_told=False), name="to_be_told"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="somebody_stands_in_an_offering_once",
                fields=["offering", "client"],
                condition=Q(status__in=["waiting", "offered", "enrolled"]),
            ),
            models.UniqueConstraint(
                name="a_number_in_line_is_given_once", fields=["offering", "number"]
            ),
            models.CheckConstraint(
                name="somebody_takes_a_place_at_least", condition=Q(takes__gte=1)
            ),
            models.CheckConstraint(
                name="a_held_place_has_its_last_moment",
                condition=Q(status="offered", answer_by__isnull=False) | ~Q(status="offered"),
            ),
            models.CheckConstraint(
                name="an_enrolment_over_has_its_day",
                condition=Q(status__in=["completed", "left"], ended_on__isnull=False)
                | ~Q(status__in=["completed", "left"]) & Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="who_left_says_why",
                condition=Q(status="left") & ~Q(why="") | ~Q(status="left") & Q(why=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "ended_on"
        after = "delete"


class EnrolmentStep(StepTaken):
    """A step somebody took in an offering."""

    record = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        pass

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "at"
