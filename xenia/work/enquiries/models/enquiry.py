"""A question to the office."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization


class Asker(models.TextChoices):
    """Who asks, as far as she says."""

    UNSAID = "unsaid", _("Not said")
    RESIDENT = "resident", _("Somebody who lives here")
    DEPARTMENT = "department", _("A city department or a colleague")
    PRESS = "press", _("Press")
    PARTNER = "partner", _("A partner organization")


class Status(models.TextChoices):
    """Where a question stands."""

    WAITING = "waiting", _("Waits for somebody")
    TAKEN = "taken", _("Somebody works on it")
    FORWARDED = "forwarded", _("With another organization")
    ASKED_BACK = "asked_back", _("We asked back")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Closing(models.TextChoices):
    """Why a question was closed."""

    ANSWERED = "answered", _("It is answered")
    NO_REPLY = "no_reply", _("We asked back, and nobody replied")
    NOT_OURS = "not_ours", _("Not a question for us; we said who can help")
    TWICE = "twice", _("It came twice")
    NOT_A_QUESTION = "not_a_question", _("Not a question")


# Where our answer is still due.
OWED = (Status.WAITING, Status.TAKEN, Status.FORWARDED)
# What a colleague works on carries her number.
IN_HAND = (Status.TAKEN, Status.FORWARDED)
# These wrote as part of their work, and are answered by e-mail.
AT_WORK = frozenset({Asker.DEPARTMENT, Asker.PRESS, Asker.PARTNER})


class Enquiries(SubjectQuerySet["Enquiry"]):
    """Ways to choose among questions."""

    def owed(self) -> "Enquiries":
        """Questions that wait for our answer."""
        return self.filter(status__in=OWED)

    def overdue(self, today: date) -> "Enquiries":
        """Questions that should have been answered before today."""
        return self.owed().filter(due_on__lt=today)


class Enquiry(SubjectRecord):
    """Somebody asks the office: from her first words to the day it is closed.

    She is a subject of her own, never joined to anybody the office serves. Her words lie in `Word`s.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.TAKEN, Status.CLOSED},
        Status.TAKEN: {
            Status.WAITING,
            Status.FORWARDED,
            Status.ASKED_BACK,
            Status.ANSWERED,
            Status.CLOSED,
        },
        Status.FORWARDED: {Status.TAKEN},
        Status.ASKED_BACK: {Status.WAITING, Status.TAKEN, Status.CLOSED},
        Status.ANSWERED: {Status.WAITING, Status.TAKEN, Status.CLOSED},
        Status.CLOSED: {Status.WAITING, Status.TAKEN, Status.ASKED_BACK, Status.ANSWERED},
    }

    asker = models.CharField(max_length=12, choices=Asker.choices, default=Asker.UNSAID)
    answer_by = models.CharField(max_length=8, choices=AnswerBy.choices, default=AnswerBy.CODE)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    language = SealedText()
    # A department, a newspaper, a name she gave.
    who = SealedText()
    # A keyed hash of the code; the code itself is kept nowhere.
    code_hash = models.CharField(max_length=64, unique=True)
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_on = models.DateField(db_index=True)
    # When our answer is due, counted from her last words.
    due_on = models.DateField(db_index=True)
    calendar_version = models.PositiveIntegerField(default=0)
    moved_on = models.DateField()
    taken_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    forwarded_to = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The answer as it grows: in English, and in her language.
    draft_english = SealedText()
    draft_words = SealedText()
    wants_translation = models.BooleanField(default=False)
    closing = models.CharField(max_length=16, choices=Closing.choices, blank=True)
    closed_from = models.CharField(max_length=12, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Enquiries.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        base_manager_name = "objects"
        indexes = [models.Index(fields=["status", "due_on"], name="enquiry_queue")]
        constraints = [
            models.CheckConstraint(
                name="an_enquiry_in_hand_has_its_colleague",
                condition=~Q(status__in=("taken", "forwarded")) | Q(taken_by_id__isnull=False),
            ),
            models.CheckConstraint(
                name="a_waiting_enquiry_is_nobodys",
                condition=~Q(status="waiting") | Q(taken_by_id__isnull=True),
            ),
            models.CheckConstraint(
                name="a_forwarded_enquiry_is_with_one_organization",
                condition=Q(status="forwarded", forwarded_to__isnull=False)
                | ~Q(status="forwarded") & Q(forwarded_to__isnull=True),
            ),
            models.CheckConstraint(
                name="a_closed_enquiry_has_its_day_and_reason",
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(closing="")
                | ~Q(status="closed") & Q(closed_on__isnull=True, closing=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "language": "to answer in the language she asked in",
            "who": "who asks, if she wants to say",
            "draft_english": "our answer while we write it",
            "draft_words": "our answer in her language while we write it",
        }
        secrets = ("code_hash",)
        keep = timedelta(days=90)
        since = "closed_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How colleagues call it among themselves: a few signs of its random number."""
        return self.pk.hex[:6].upper()

    @property
    def is_owed(self) -> bool:
        """Whether our answer is still due."""
        return self.status in OWED

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been answered before today."""
        return self.is_owed and self.due_on < today
