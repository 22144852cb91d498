"""One complaint, from her first words to what came of it."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.transitions import StepTaken
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.models import Area
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.ombudsman.models import guards


class Status(models.TextChoices):
    """Where a complaint stands."""

    HELD = "held", _("Waits to be let in")
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("We said that we have it")
    INVESTIGATING = "investigating", _("We look into it")
    WITH_DEPARTMENT = "with_department", _("We asked the department")
    WAITS_FOR_HER = "waits_for_her", _("We asked her something")
    FOUND = "found", _("We said what we found")
    REMEDY_AGREED = "remedy_agreed", _("A remedy is agreed")
    REMEDY_VERIFIED = "remedy_verified", _("The remedy is there")
    REVIEW = "review", _("Somebody else looks at it again")
    CLOSED = "closed", _("Closed")
    DISCARDED = "discarded", _("From a machine")


class Kind(models.TextChoices):
    """What it is about."""

    ACCESS = "access", _("I was turned away")
    LANGUAGE = "language", _("Nobody spoke with me in my language")
    TREATMENT = "treatment", _("I was treated badly")
    DELAY = "delay", _("It takes too long")
    MISTAKE = "mistake", _("They made a mistake")
    PRIVACY = "privacy", _("They told others about me")
    SCAM = "scam", _("Somebody cheated me, or gave legal help without a license")
    RETALIATION = "retaliation", _("I was punished because I complained")
    OTHER = "other", _("Something else")


# Each as the office's list of barriers has it; the others stand in nobody's way to a service.
BARRIER_OF: Final[dict[str, str]] = {
    Kind.ACCESS: "not-eligible",
    Kind.LANGUAGE: "language",
    Kind.TREATMENT: "unfair-treatment",
    Kind.DELAY: "no-capacity",
    Kind.PRIVACY: "fear",
    Kind.RETALIATION: "fear",
}


class Level(models.TextChoices):
    """Who may know who she is."""

    ANONYMOUS = "anonymous", _("Nobody knows who I am")
    CONFIDENTIAL = "confidential", _("Only this office knows who I am")
    OPEN = "open", _("The department may know who I am")


class Channel(models.TextChoices):
    """How it came to us."""

    PAGE = "page", _("On the website")
    PHONE = "phone", _("By phone")
    VISIT = "visit", _("At our desk")
    CORNER = "corner", _("At an information corner")
    PAPER = "paper", _("On paper")
    LIST = "list", _("From a list")
    OPEN311 = "open311", _("Through Open311")


class Wanted(models.TextChoices):
    """What would make it good."""

    SERVICE = "service", _("That I get the service")
    EXPLANATION = "explanation", _("That somebody explains it to me")
    APOLOGY = "apology", _("An apology")
    MONEY = "money", _("My money back")
    CHANGE = "change", _("That it does not happen to others")
    OTHER = "other", _("Something else")


class Closing(models.TextChoices):
    """Why it was closed."""

    FINISHED = "finished", _("We said what we found, and what was agreed was done")
    RESOLVED_EARLY = "resolved_early", _("It was put right before we had to find anything")
    NO_JURISDICTION = "no_jurisdiction", _("It is not ours to decide; we said who decides it")
    REFERRED = "referred", _("Somebody else took it up")
    SERVICE_REQUEST = "service_request", _("It was a request, and was passed on")
    PREMATURE = "premature", _("The department must hear it first")
    DUPLICATE = "duplicate", _("It came twice")
    WITHDRAWN = "withdrawn", _("She took it back")
    DISCONTINUED = "discontinued", _("We could not go on")


# Where the next step is ours.
OURS = (Status.RECEIVED, Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.REVIEW)
# Where something is still to come.
OPEN = (
    Status.HELD,
    *OURS,
    Status.WITH_DEPARTMENT,
    Status.WAITS_FOR_HER,
    Status.FOUND,
    Status.REMEDY_AGREED,
    Status.REMEDY_VERIFIED,
)
ENDED = (Status.CLOSED, Status.DISCARDED)
# After which somebody else may look at it again.
REVIEWED = (Status.FOUND, Status.REMEDY_AGREED, Status.REMEDY_VERIFIED, Status.CLOSED)


class Complaints(SubjectQuerySet["Complaint"]):
    """Ways to choose among complaints."""

    def let_in(self) -> "Complaints":
        """All but those that wait in the held queue, or were a machine's."""
        return self.exclude(status__in=(Status.HELD, Status.DISCARDED))

    def under_way(self) -> "Complaints":
        """Those that were let in and are not closed."""
        return self.let_in().exclude(status=Status.CLOSED)


class Complaint(SubjectRecord):
    """One complaint. She is a subject of her own, never joined to anybody the office serves.

    Her words lie in `ComplaintWord`s, what the department reads in `DepartmentWord`s, its clocks in `Clock`s.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.HELD: {Status.RECEIVED, Status.DISCARDED},
        Status.RECEIVED: {Status.ACKNOWLEDGED, Status.CLOSED},
        Status.ACKNOWLEDGED: {Status.INVESTIGATING, Status.CLOSED},
        Status.INVESTIGATING: {
            Status.WITH_DEPARTMENT,
            Status.WAITS_FOR_HER,
            Status.FOUND,
            Status.CLOSED,
        },
        Status.WITH_DEPARTMENT: {Status.INVESTIGATING, Status.WAITS_FOR_HER, Status.CLOSED},
        Status.WAITS_FOR_HER: {Status.INVESTIGATING, Status.CLOSED},
        Status.FOUND: {Status.REMEDY_AGREED, Status.REVIEW, Status.CLOSED},
        Status.REMEDY_AGREED: {
            Status.REMEDY_VERIFIED,
            Status.FOUND,
            Status.REVIEW,
            Status.CLOSED,
        },
        Status.REMEDY_VERIFIED: {Status.REVIEW, Status.CLOSED},
        Status.REVIEW: {Status.WITH_DEPARTMENT, Status.WAITS_FOR_HER, Status.FOUND, Status.CLOSED},
        Status.CLOSED: {Status.INVESTIGATING, Status.REVIEW},
        Status.DISCARDED: {Status.RECEIVED},
    }
    GUARDS: ClassVar[dict[str, tuple[Any, ...]]] = {
        Status.WITH_DEPARTMENT: (guards.is_not_the_accused,),
        Status.FOUND: (guards.is_somebody_else,),
        Status.REVIEW: (guards.is_somebody_else,),
        Status.CLOSED: (guards.closing_holds,),
    }

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.RECEIVED)
    state_version = models.PositiveIntegerField(default=0)
    # 1, or 2 once somebody else looks at what was found.
    stage = models.PositiveSmallIntegerField(default=1)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.ANONYMOUS)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.PAGE)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    wanted = models.CharField(max_length=12, choices=Wanted.choices, blank=True)
    # Whom it is about, as far as she or we know.
    department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where it happened, or where she lives, if she said so.
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    language = SealedText()
    answer_by = models.CharField(max_length=8, choices=AnswerBy.choices, default=AnswerBy.CODE)
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A keyed hash of the code; the code itself is kept nowhere.
    code_hash = models.CharField(max_length=64, unique=True)
    is_urgent = models.BooleanField(default=False)
    officer_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    # Who looks at it again; never whoever found what was found first.
    reviewer_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    # What she was punished for having said, or what this one repeats.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    # She agreed that it is listed through Open311, without her words.
    is_public = models.BooleanField(default=False)
    filed_on = models.DateField()
    moved_on = models.DateField()
    closing = models.CharField(max_length=16, choices=Closing.choices, blank=True)
    # Who decides it or took it up, in words she reads.
    destination = SealedText()
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Complaints.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-is_urgent", "filed_on", "pk"]
        indexes = [
            models.Index(fields=["status", "filed_on"], name="complaints_by_day"),
            models.Index(fields=["department", "status"], name="complaints_by_department"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_closed_complaint_says_why",
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(closing="")
                | ~Q(status="closed") & Q(closed_on__isnull=True, closing=""),
            ),
            models.CheckConstraint(
                name="somebody_else_looks_again",
                condition=Q(reviewer_id__isnull=True)
                | Q(officer_id__isnull=True)
                | ~Q(reviewer_id=models.F("officer_id")),
            ),
            models.CheckConstraint(
                name="nobody_writes_to_the_anonymous",
                condition=~Q(level="anonymous") | Q(contact__isnull=True, answer_by="code"),
            ),
            models.CheckConstraint(
                name="the_anonymous_is_listed_nowhere",
                condition=Q(is_public=False) | Q(level="open"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "language": "to answer in the language she wrote in",
            "destination": "where she was told to go",
        }
        secrets = ("code_hash",)
        keep = timedelta(days=3 * 365)
        since = "closed_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How colleagues call it among themselves: a few signs of its random number."""
        return self.pk.hex[-6:].upper()

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is to come."""
        return self.status in ENDED

    @property
    def handler_id(self) -> UUID | None:
        """Who works on it now: whoever looks again, once somebody does."""
        return self.reviewer_id if self.stage > 1 else self.officer_id


class ComplaintStep(StepTaken):
    """One step of a complaint."""

    record = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class Clock(models.Model):
    """One of the clocks of a complaint: what is due, from when, until when, by which calendar.

    A clock that stands still keeps the day it was stopped; what was left is added when it goes on. A clock that was met
    says when. Sources of the usual limits: `ombudsman/limits.py`.
    """

    class Which(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", _("Say that we have it")
        ANSWER = "answer", _("Say what we found")
        DEPARTMENT = "department", _("The department answers")
        REVIEW = "review", _("Say what the second look found")
        # After a punishment for complaining: whether it has stopped.
        FOLLOW_UP = "follow_up", _("Ask her how it is now")

    class Why(models.TextChoices):
        """A list and no words: what a colleague would write here could name her."""

        DEPARTMENT = "department", _("The department needs more time")
        PEOPLE = "people", _("We must hear several people or departments")
        PAPERS = "papers", _("We wait for papers")
        LANGUAGE = "language", _("Something must be translated first")
        SAFETY = "safety", _("We take more care so that nobody is harmed")
        CLOSED = "closed", _("Our office or the department had to close")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="clocks")
    which = models.CharField(max_length=12, choices=Which.choices)
    # From 1; a department may be asked again, a closed complaint taken up again.
    round = models.PositiveSmallIntegerField(default=1)
    started_on = models.DateField()
    # Business days.
    limit = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    calendar_version = models.PositiveIntegerField()
    paused_on = models.DateField(null=True, blank=True)
    # Business days it stood still, all in all.
    paused_for = models.PositiveSmallIntegerField(default=0)
    # Business days more, once, with a reason she is told.
    extended_by = models.PositiveSmallIntegerField(default=0)
    extended_why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    # The day it was met, or nobody waited for it any more.
    met_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    # Whoever has it was reminded before the day.
    reminded_on = models.DateField(null=True, blank=True)
    # How far it climbed: 0 nobody was told, 1 whoever has it, 2 a supervisor, 3 the director.
    climbed = models.PositiveSmallIntegerField(default=0)
    climbed_on = models.DateField(null=True, blank=True)
    # She was asked how it is, in words that are not in her language yet: whether once more after that. Else None.
    asks_again = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes = [models.Index(fields=["met_on", "due_on"], name="clocks_by_day")]
        constraints = [
            models.UniqueConstraint(
                name="one_clock_of_a_kind_and_round", fields=["complaint", "which", "round"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.which} until {self.due_on}"

    @property
    def runs(self) -> bool:
        """Whether somebody still waits for it."""
        return self.met_on is None and self.dropped_on is None

    @property
    def is_wish(self) -> bool:
        """Whether it counts until we say that we have her wish for a second look: the first round was her complaint's."""
        return self.which == self.Which.ACKNOWLEDGE and self.round > 1

    def is_late(self, today: date) -> bool:
        """Whether its day is over and nothing happened. A clock that stands still is never late."""
        return self.runs and self.paused_on is None and self.due_on < today
