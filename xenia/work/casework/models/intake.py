"""A person says what she needs, and the office decides what it can do."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.transitions import StepTaken
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault.fields import SealedJson, SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models import Client
from xenia.work.casework.models.guards import (
    has_a_reason,
    has_consent_to_a_record,
    is_known_to_us,
    is_taken,
    says_what_is_needed,
)


class Channel(models.TextChoices):
    """How somebody came."""

    WALK_IN = "walk_in", _("Came in")
    PHONE = "phone", _("Phone")
    CORNER = "corner", _("At an information corner")
    ONLINE = "online", _("Online")


class Status(models.TextChoices):
    """Where an intake stands."""

    STARTED = "started", _("A draft")
    SUBMITTED = "submitted", _("Waits for a first look")
    SCREENED = "screened", _("Looked at")
    ACCEPTED = "accepted", _("We help")
    WAITLISTED = "waitlisted", _("On the waiting list")
    DECLINED = "declined", _("We cannot help")
    WITHDRAWN = "withdrawn", _("Taken back")


class Declined(models.TextChoices):
    """Why the office cannot help."""

    NOT_OURS = "not_ours", _("Somebody else does this")
    OUT_OF_AREA = "out_of_area", _("She lives outside our city")
    NOT_ELIGIBLE = "not_eligible", _("The program is for others")
    NO_CAPACITY = "no_capacity", _("Nothing is free")
    CONFLICT = "conflict", _("We stand on the other side already")


class Withdrawn(models.TextChoices):
    """Why an intake ended without a decision."""

    HER_WISH = "her_wish", _("She does not want it any more")
    NOT_REACHED = "not_reached", _("We could not reach her")
    TWICE = "twice", _("It came twice")
    NO_REQUEST = "no_request", _("It asks for nothing")
    ABANDONED = "abandoned", _("The draft was never finished")


# Where the office's next step is due.
OWED = (Status.SUBMITTED, Status.SCREENED)
OPEN = (Status.STARTED, *OWED, Status.WAITLISTED)
ENDED = (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN)


class Intakes(SubjectQuerySet["Intake"]):
    """Ways to choose among intakes."""

    def owed(self) -> "Intakes":
        """Those that wait for the office."""
        return self.filter(status__in=OWED)


class Intake(SubjectRecord):
    """One request for help, from hello to a decision. What she needs lies in `Need`s, what was said in `Note`s.

    While nobody knows who she is, it lies under a key of its own; the day she is known, both keys are one person's.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.STARTED: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {Status.SCREENED, Status.WITHDRAWN},
        Status.SCREENED: {Status.ACCEPTED, Status.WAITLISTED, Status.DECLINED, Status.WITHDRAWN},
        Status.WAITLISTED: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.ACCEPTED: set(),
        Status.DECLINED: {Status.SCREENED},
        Status.WITHDRAWN: {Status.SUBMITTED},
    }
    GUARDS: ClassVar[dict[str, tuple[Any, ...]]] = {
        Status.SUBMITTED: (says_what_is_needed,),
        Status.SCREENED: (is_taken, says_what_is_needed),
        Status.ACCEPTED: (is_known_to_us, has_consent_to_a_record),
        Status.DECLINED: (has_a_reason,),
        Status.WITHDRAWN: (has_a_reason,),
    }

    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.CASCADE, related_name="intakes"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.STARTED)
    state_version = models.PositiveIntegerField(default=0)
    # What she said of herself while nobody knows who she is.
    called = SealedText()
    language = SealedText()
    area = SealedText()
    # Codes of the office's barriers: what stands between her and help.
    barriers = SealedJson(default=list)
    # A form that is not finished, as it was typed.
    draft = SealedJson(default=dict)
    is_urgent = models.BooleanField(default=False)
    # Whether it is the first the office hears of her; None while nobody knows.
    is_new = models.BooleanField(null=True, blank=True)
    # Whether it is an intake of the report; one that asks soon again for the same is not.
    is_counted = models.BooleanField(default=True)
    taken_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    begun_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    # A code: why it ended so.
    why = models.CharField(max_length=16, blank=True)
    # Whether somebody else was named to her when we could not help.
    is_referred = models.BooleanField(default=False)
    answer_by = models.CharField(max_length=8, choices=AnswerBy.choices, default=AnswerBy.CODE)
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A keyed hash of the code of an online request; the code itself is kept nowhere.
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    # Her request for an interpreter, and what became of it.
    interpreter_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    interpreter_status = models.CharField(max_length=16, blank=True)

    objects: ClassVar[Any] = Intakes.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-begun_on", "pk"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="intakes_by_day"),
            models.Index(fields=["status", "-moved_on", "id"], name="intakes_by_last_step"),
            models.Index(fields=["taken_by_id", "status"], name="intakes_of_a_colleague"),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_intake_we_accept_is_of_somebody",
                condition=~Q(status="accepted") | Q(client__isnull=False),
            ),
            models.CheckConstraint(
                name="an_intake_ends_on_a_day",
                condition=Q(
                    status__in=("accepted", "declined", "withdrawn"), closed_on__isnull=False
                )
                | ~Q(status__in=("accepted", "declined", "withdrawn")) & Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="an_intake_ends_for_a_reason",
                condition=~Q(status__in=("declined", "withdrawn")) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="an_intake_we_owe_has_its_day",
                condition=~Q(status__in=("submitted", "screened")) | Q(due_on__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "called": "what the person wants to be called, before we know her",
            "language": "to speak with her, and find an interpreter",
            "area": "to find help near her",
            "barriers": "what stands between her and help",
            "draft": "what a colleague typed and has not finished",
        }
        secrets = ("code_hash",)
        keep = timedelta(days=3 * 365)
        since = "moved_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How colleagues call it among themselves: a few signs of its random number."""
        return self.pk.hex[-6:].upper()

    @property
    def is_owed(self) -> bool:
        """Whether the office's next step is due."""
        return self.status in OWED

    @property
    def is_open(self) -> bool:
        """Whether something may still be written down and decided."""
        return self.status in OPEN

    def is_overdue(self, today: date) -> bool:
        """Whether it should have moved before today."""
        return self.is_owed and self.due_on is not None and self.due_on < today


class IntakeStep(StepTaken):
    """One step of an intake."""

    record = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
