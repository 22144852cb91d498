"""Somebody asks for an interpreter. For whom is written nowhere."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.reference.models import Area
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models.interpreter import Gender

QUARTER = timedelta(minutes=15)
LONGEST_MINUTES = 8 * 60
LENGTHS = tuple(range(15, LONGEST_MINUTES + 1, 15))


class Mode(models.TextChoices):
    """How an interpreter and the person meet: the fullest presence first."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")


class Direction(models.TextChoices):
    """Who has to be understood."""

    BOTH = "both", _("Both ways")
    INTO = "into", _("Only into the other language, such as English")
    FROM = "from", _("Only from the other language, such as English")


class Priority(models.IntegerChoices):
    """What counts when there are too few. The number is the weight in the matching."""

    USUAL = 1, _("Usual")
    HIGH = 2, _("Cannot well wait")
    RIGHTS = 3, _("Health, safety, a hearing or a right")


class Status(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Looking for somebody")
    OFFERED = "offered", _("Somebody was asked")
    FILLED = "filled", _("Somebody comes")
    DONE = "done", _("Done")
    CANCELLED_EARLY = "cancelled_early", _("Cancelled in time")
    CANCELLED_LATE = "cancelled_late", _("Cancelled late")
    NO_SHOW = "no_show", _("Somebody did not come")
    UNFILLED = "unfilled", _("Nobody was found")


class Cause(models.TextChoices):
    """Why nobody was found: what left too few, asked in this order."""

    LANGUAGE = "language", _("Nobody on the roster has the language.")
    DIRECTION = "direction", _("Nobody works in this direction.")
    WAY = "way", _("Nobody has the dialect in this way of working.")
    AREA = "area", _("Nobody goes to this part of the city.")
    CREDENTIAL = "credential", _("Nobody has a high enough credential.")
    MODE = "mode", _("Nobody works in this way.")
    GENDER = "gender", _("Nobody has the gender that is needed.")
    CONFLICT = "conflict", _("Who could do it has an interest there.")
    DO_NOT_SEND = "do_not_send", _("Who could do it is not sent there.")
    NOT_AVAILABLE = "not_available", _("Nobody works at this time.")
    CAP = "cap", _("Who could do it has a full week.")
    BUSY = "busy", _("Who could do it is booked at this time.")
    TRAVEL = "travel", _("Who could do it cannot get there in time.")
    NOT_TOGETHER = "not_together", _("Not enough are free at the same time.")
    OPEN = "open", _("Somebody is free and was not booked.")
    NO_ANSWER = "no_answer", _("Whoever was asked said no, or did not answer.")


class Absent(models.TextChoices):
    """Who did not come."""

    INTERPRETER = "interpreter", _("The interpreter")
    OTHERS = "others", _("The person, or whoever asked")


# Somebody may still be found, or was found, and nothing has happened yet.
WAITING = (Status.OPEN, Status.OFFERED)
LIVE = (*WAITING, Status.FILLED)
CANCELLED = (Status.CANCELLED_EARLY, Status.CANCELLED_LATE)
CLOSED = (Status.DONE, Status.NO_SHOW, Status.UNFILLED, *CANCELLED)


class Requests(SubjectQuerySet["InterpreterRequest"]):
    """Ways to choose among requests."""

    def waiting(self) -> "Requests":
        """Those for which somebody is looked for."""
        return self.filter(status__in=WAITING)

    def live(self) -> "Requests":
        """Those that are still to come."""
        return self.filter(status__in=LIVE)


class InterpreterRequest(SubjectRecord):
    """A department, a partner or another room asks for an interpreter, for a fixed time or within a window.

    What it is about and where it is are sealed under a key of this request alone. A weekly series is one request for
    each week; they point to the first.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.OPEN: {Status.OFFERED, Status.FILLED, Status.UNFILLED, *CANCELLED},
        Status.OFFERED: {Status.OPEN, Status.FILLED, Status.UNFILLED, *CANCELLED},
        Status.FILLED: {Status.OPEN, Status.DONE, Status.NO_SHOW, *CANCELLED},
        Status.UNFILLED: {Status.OPEN, Status.OFFERED, Status.FILLED, *CANCELLED},
    }

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    # When it was last said what is needed: an offer from before counts no more.
    said_at = models.DateTimeField()
    # The record of an upper room this is for, such as "events.session"; that room fills `HEARD_BY`.
    origin = models.CharField(max_length=80, blank=True)
    origin_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    language = models.CharField(max_length=20)
    other_language = models.CharField(max_length=20, default="en")
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.BOTH)
    dialect = models.CharField(max_length=60, blank=True)
    # Under which dialect of the roster it was counted: what people type stays out of the ledger.
    dialect_counted = models.CharField(max_length=40, blank=True, default="", db_default="")
    mode = models.CharField(max_length=12, choices=Mode.choices)
    # Also these, if the one that is wished cannot be had.
    or_in_person = models.BooleanField(default=False)
    or_video = models.BooleanField(default=False)
    or_phone = models.BooleanField(default=False)
    earliest_at = models.DateTimeField()
    latest_at = models.DateTimeField()
    preferred_at = models.DateTimeField(db_index=True)
    length_minutes = models.PositiveSmallIntegerField()
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = SealedText()
    topic = SealedText()
    # Only who asked and who comes read what it is about; colleagues and the office do not.
    topic_is_sealed = models.BooleanField(default=False)
    note = SealedText()
    gender = models.CharField(max_length=12, choices=Gender.choices, blank=True)
    gender_is_needed = models.BooleanField(default=False)
    least_rank = models.PositiveSmallIntegerField(default=1)
    sight = models.BooleanField(default=False)
    relay = models.BooleanField(default=False)
    team = models.PositiveSmallIntegerField(default=1)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.USUAL)
    series = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeated"
    )
    weekly_until = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.OPEN)
    cause = models.CharField(max_length=16, choices=Cause.choices, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    absent = models.CharField(max_length=12, choices=Absent.choices, blank=True)
    late_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Requests.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["preferred_at", "pk"]
        indexes = [
            models.Index(fields=["status", "preferred_at"], name="interpreter_request_queue")
        ]
        constraints = [
            models.CheckConstraint(
                name="a_request_is_of_two_languages",
                condition=~Q(language=F("other_language")),
            ),
            models.CheckConstraint(
                name="a_request_begins_within_its_window",
                condition=Q(preferred_at__gte=F("earliest_at"), preferred_at__lt=F("latest_at")),
            ),
            models.CheckConstraint(
                name="a_request_takes_whole_quarters_of_an_hour",
                condition=Q(length_minutes__in=LENGTHS),
            ),
            models.CheckConstraint(
                name="a_request_is_for_one_or_two", condition=Q(team__range=(1, 2))
            ),
            models.CheckConstraint(
                name="a_request_asks_for_a_rank_there_is", condition=Q(least_rank__range=(0, 3))
            ),
            models.CheckConstraint(
                name="a_gender_that_is_needed_is_said",
                condition=Q(gender_is_needed=False) | ~Q(gender=""),
            ),
            models.CheckConstraint(
                name="a_request_is_closed_on_a_day",
                condition=Q(status__in=CLOSED, closed_on__isnull=False)
                | Q(status__in=LIVE, closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="an_unfilled_request_has_its_cause",
                condition=Q(status="unfilled") & ~Q(cause="") | ~Q(status="unfilled") & Q(cause=""),
            ),
            models.CheckConstraint(
                name="a_request_that_was_done_has_its_minutes",
                condition=Q(status="done", minutes__isnull=False)
                | ~Q(status="done") & Q(minutes__isnull=True),
            ),
            models.CheckConstraint(
                name="a_no_show_says_who_was_absent",
                condition=Q(status="no_show") & ~Q(absent="") | ~Q(status="no_show") & Q(absent=""),
            ),
            models.CheckConstraint(
                name="who_came_late_came",
                condition=Q(late_minutes__isnull=True) | Q(status="done", late_minutes__gte=1),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "place": "where the interpreter goes, in words",
            "topic": "what it is about, so that the interpreter can prepare",
            "note": "what else the interpreter should know, such as which door",
            "gender": "the interpreter’s gender, if the person needs or wishes one",
        }
        keep = timedelta(days=365)
        since = "closed_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How people at work call it: a few signs of its random number."""
        return self.pk.hex[:6].upper()

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.length_minutes)

    @property
    def modes(self) -> list[Mode]:
        """The mode that is wished, then the others that would do, the fullest presence first."""
        wished = Mode(self.mode)
        return [wished, *(one for one in Mode if one != wished and getattr(self, f"or_{one}"))]

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is looked for."""
        return self.status in WAITING

    @property
    def is_live(self) -> bool:
        """Whether it is still to come."""
        return self.status in LIVE

    @property
    def is_fixed(self) -> bool:
        """Whether it can begin at one moment only."""
        return self.earliest_at + self.length == self.latest_at

    def directions(self) -> list[tuple[str, str]]:
        """From which language into which somebody has to work."""
        into, back = (self.language, self.other_language), (self.other_language, self.language)
        return {Direction.INTO: [into], Direction.FROM: [back]}.get(
            Direction(self.direction), [into, back]
        )

    def ends(self, start: datetime) -> datetime:
        """When it is over, begun at a moment."""
        return start + self.length
