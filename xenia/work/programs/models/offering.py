"""A program as it is offered once, from a day until a day, with so many places."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import StepTaken
from xenia.registers.directory.models import Location
from xenia.work.programs.models.program import STANDING_PLACES, Capacity, Program


class Offerings(models.QuerySet["Offering"]):
    """Ways to choose among offerings."""

    def taking_people(self, today: date) -> "Offerings":
        """Those somebody can be brought into on this day."""
        last = Q(last_day_to_enrol__isnull=True) | Q(last_day_to_enrol__gte=today)
        return self.filter(last, status="open", ends_on__gte=today)


class Offering(models.Model):
    """The same program from September to December, with twenty seats."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Ended")
        CANCELLED = "cancelled", _("Called off")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.PLANNED: {Status.OPEN, Status.CANCELLED},
        Status.OPEN: {Status.CLOSED, Status.CANCELLED},
        Status.CLOSED: set(),
        Status.CANCELLED: set(),
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="offerings")
    like = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeated_as"
    )
    name = models.CharField(max_length=120)
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PLANNED)
    capacity_type = models.CharField(max_length=12, choices=Capacity.choices)
    places = models.PositiveIntegerField()
    # How many places people hold now, counted anew with each step of one of them.
    taken = models.PositiveIntegerField(default=0)
    # The number the next person in line gets.
    next_number = models.PositiveIntegerField(default=1)
    begins_on = models.DateField()
    ends_on = models.DateField()
    last_day_to_enrol = models.DateField(null=True, blank=True)
    # How many days a place that became free is held for the next in line; 0: she has it at once.
    hold_days = models.PositiveSmallIntegerField(default=0)
    state_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = Offerings.as_manager()

    class Meta:
        ordering: ClassVar = ["begins_on", "name", "pk"]
        indexes = [models.Index(fields=["status", "ends_on"], name="offerings_by_day")]
        constraints = [
            models.CheckConstraint(
                name="no_place_is_given_twice", condition=Q(taken__lte=F("places"))
            ),
            models.CheckConstraint(
                name="an_offering_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(
                name="an_offering_has_a_known_kind_of_place",
                condition=Q(capacity_type__in=["seats", "appointments", "case_places", "hours"]),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        """How many places nobody holds."""
        return self.places - self.taken

    @property
    def places_stand(self) -> bool:
        """Whether the same places stand in every month, as seats do; hours are used up."""
        return self.capacity_type in STANDING_PLACES

    def takes_people(self, today: date) -> bool:
        """Whether somebody can be brought in on this day."""
        last = self.last_day_to_enrol
        is_in_time = self.ends_on >= today and (last is None or last >= today)
        return self.status == self.Status.OPEN and is_in_time


class OfferingStep(StepTaken):
    """A step an offering took."""

    record = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        pass

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class CapacityLine(models.Model):
    """How many places of an offering were planned for a month, and how many were given."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="capacity_lines")
    # The first day of the month.
    month = models.DateField()
    planned = models.PositiveIntegerField(default=0)
    # Nobody has said it yet: None.
    delivered = models.PositiveIntegerField(null=True, blank=True)
    # Laid out over the months of the offering by us; a line somebody typed stays as typed.
    is_reckoned = models.BooleanField(default=True)
    # Said by whoever runs it elsewhere; we did not count it.
    is_own_figure = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(name="a_month_is_said_once", fields=["offering", "month"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.planned} planned"
