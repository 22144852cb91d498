"""Who was asked to go, and who goes: an interpreter is in one place at a time, and the database says so."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.work.language_access.models.interpreter import Interpreter
from xenia.work.language_access.models.request import InterpreterRequest, Mode


class Offers(models.QuerySet["Offer"]):
    """Ways to choose among offers."""

    def open(self) -> "Offers":
        """Those nobody answered."""
        return self.filter(status=Offer.Status.OPEN)

    def to_answer(self, at: datetime) -> "Offers":
        """Those that can still be accepted."""
        return self.open().filter(answer_by__gt=at)


class Offer(models.Model):
    """An interpreter is asked whether she takes a request, until a moment. Her link is kept as a hash alone."""

    class Status(models.TextChoices):
        OPEN = "open", _("Not answered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Not answered in time")
        TAKEN = "taken", _("Somebody else was first")
        WITHDRAWN = "withdrawn", _("Not needed any more")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.OPEN: {
            Status.ACCEPTED,
            Status.DECLINED,
            Status.EXPIRED,
            Status.TAKEN,
            Status.WITHDRAWN,
        },
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    request = models.ForeignKey(InterpreterRequest, on_delete=models.CASCADE, related_name="offers")
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="offers")
    tier = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=12, choices=Mode.choices)
    start_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects: ClassVar[Any] = Offers.as_manager()

    class Meta:
        ordering: ClassVar = ["tier", "sent_at", "pk"]
        indexes = [models.Index(fields=["status", "answer_by"], name="offer_runs_out")]
        constraints = [
            models.UniqueConstraint(
                name="an_open_offer_is_made_once",
                fields=["request", "interpreter"],
                condition=Q(status="open"),
            ),
            models.CheckConstraint(
                name="an_offer_ends_after_it_was_sent", condition=Q(answer_by__gt=F("sent_at"))
            ),
            models.CheckConstraint(
                name="an_answered_offer_has_its_moment",
                condition=Q(status="open", answered_at__isnull=True)
                | ~Q(status="open") & Q(answered_at__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        secrets = ("token_hash",)
        keep = timedelta(days=365)
        since = "answered_at"

    def __str__(self) -> str:
        return f"offer {self.pk}"

    def can_be_answered(self, at: datetime) -> bool:
        """Whether it stands and its time is not over."""
        return self.status == self.Status.OPEN and at < self.answer_by


class Bookings(models.QuerySet["Booking"]):
    """Ways to choose among bookings."""

    def standing(self) -> "Bookings":
        """Those that were not released."""
        return self.filter(released_at=None)


class Booking(models.Model):
    """An interpreter goes to a request. A team has one for each seat; what was released stays as it was."""

    class How(models.TextChoices):
        OFFER = "offer", _("Said yes")
        ASSIGNED = "assigned", _("Chosen by a colleague")
        MATCHED = "matched", _("From the week’s plan")
        VENDOR = "vendor", _("A vendor’s line")

    class Excuse(models.TextChoices):
        """Why she cannot come. A reason of her own stays her own."""

        OWN = "own", _("A reason of my own")
        TIME = "time", _("I am needed elsewhere at this time")
        WAY = "way", _("I cannot get there")
        KNOWS = "knows", _("I know the person, or have an interest there")

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    request = models.ForeignKey(
        InterpreterRequest, on_delete=models.CASCADE, related_name="bookings"
    )
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="bookings")
    seat = models.PositiveSmallIntegerField(default=1)
    start_at = models.DateTimeField(db_index=True)
    end_at = models.DateTimeField()
    mode = models.CharField(max_length=12, choices=Mode.choices)
    how = models.CharField(max_length=12, choices=How.choices)
    # A colleague's word, or her own yes: the plan of the week leaves it where it is.
    is_locked = models.BooleanField(default=False)
    booked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    # She could not come: the plan of the week does not send her there again.
    was_given_back = models.BooleanField(default=False)
    excuse = models.CharField(max_length=8, choices=Excuse.choices, blank=True)

    objects: ClassVar[Any] = Bookings.as_manager()

    class Meta:
        ordering: ClassVar = ["start_at", "seat"]
        constraints = [
            models.UniqueConstraint(
                name="a_seat_is_taken_once",
                fields=["request", "seat"],
                condition=Q(released_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="an_interpreter_sits_on_one_seat",
                fields=["request", "interpreter"],
                condition=Q(released_at__isnull=True),
            ),
            models.CheckConstraint(name="a_booking_has_a_seat", condition=Q(seat__range=(1, 2))),
            models.CheckConstraint(
                name="a_booking_ends_after_it_began", condition=Q(end_at__gt=F("start_at"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=365)
        since = "end_at"

    def __str__(self) -> str:
        return f"booking {self.pk}"


class BookedQuarter(models.Model):
    """One quarter of an hour of an interpreter is given away. That it is so once is the database's own rule."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="quarters")
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="+")
    start_at = models.DateTimeField()

    class Meta:
        verbose_name = "quarter of an hour"
        verbose_name_plural = "quarters of an hour"
        constraints = [
            models.UniqueConstraint(
                name="nobody_is_booked_twice_at_once", fields=["interpreter", "start_at"]
            )
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"quarter {self.pk}"
