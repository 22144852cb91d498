"""Somebody was refused by a city service and tells us."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.transitions import StepTaken
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Service


class Status(models.TextChoices):
    """Where a report stands."""

    WAITING = "waiting", _("Waits for us")
    ASKED = "asked", _("We asked the department")
    ANSWERED = "answered", _("We wrote to her")
    CLOSED = "closed", _("Closed")


class Told(models.TextChoices):
    """What she was told, or what stood in the way."""

    PAPERS = "papers", _("They wanted a paper I do not have")
    NOT_FOR_ME = "not_for_me", _("They said it is not for me")
    QUESTIONS = "questions", _("They asked questions I was afraid to answer")
    LANGUAGE = "language", _("Nobody spoke with me in my language")
    MONEY = "money", _("They wanted money")
    TREATED = "treated", _("They treated me badly")
    OTHER = "other", _("Something else")


# Each as the office's list of barriers has it.
BARRIER_OF: Final[dict[str, str]] = {
    Told.PAPERS: "documents-asked",
    Told.NOT_FOR_ME: "not-eligible",
    Told.QUESTIONS: "fear",
    Told.LANGUAGE: "language",
    Told.MONEY: "cost",
    Told.TREATED: "unfair-treatment",
    Told.OTHER: "other",
}


class Closing(models.TextChoices):
    """What became of it."""

    CORRECTED = "corrected", _("The department put it right")
    LAW = "law", _("A law does restrict it; we said where else to go")
    EXPLAINED = "explained", _("It was a misunderstanding, and she can use it")
    UNKNOWN = "unknown", _("We cannot tell what happened")
    TWICE = "twice", _("It came twice")
    NOT_A_REFUSAL = "not_a_refusal", _("Nobody was refused")


# Where our next step is due.
OWED = (Status.WAITING, Status.ASKED)


class Refusals(SubjectQuerySet["Refusal"]):
    """Ways to choose among reports."""

    def owed(self) -> "Refusals":
        """Those that wait for our next step."""
        return self.filter(status__in=OWED)


class Refusal(SubjectRecord):
    """One report, from her first words to what became of it.

    She is a subject of her own, never joined to anybody the office serves. Her words lie in `RefusalWord`s.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.ASKED, Status.ANSWERED, Status.CLOSED},
        Status.ASKED: {Status.WAITING, Status.ANSWERED, Status.CLOSED},
        Status.ANSWERED: {Status.WAITING, Status.ASKED, Status.ANSWERED, Status.CLOSED},
        Status.CLOSED: {Status.WAITING},
    }

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    state_version = models.PositiveIntegerField(default=0)
    language = SealedText()
    # A code of `Told`.
    told = SealedText()
    answer_by = models.CharField(max_length=8, choices=AnswerBy.choices, default=AnswerBy.CODE)
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A keyed hash of the code; the code itself is kept nowhere.
    code_hash = models.CharField(max_length=64, unique=True)
    reported_on = models.DateField()
    due_on = models.DateField()
    moved_on = models.DateField()
    closing = models.CharField(max_length=16, choices=Closing.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Refusals.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="refusals_by_day")]
        constraints = [
            models.CheckConstraint(
                name="a_closed_refusal_says_what_became_of_it",
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(closing="")
                | ~Q(status="closed") & Q(closed_on__isnull=True, closing=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "language": "to answer in the language she wrote in",
            "told": "what she was told when she was refused",
        }
        secrets = ("code_hash",)
        keep = timedelta(days=365)
        since = "moved_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How colleagues call it among themselves: a few signs of its random number."""
        return self.pk.hex[-6:].upper()

    @property
    def is_owed(self) -> bool:
        """Whether our next step is due."""
        return self.status in OWED

    def is_overdue(self, today: date) -> bool:
        """Whether we should have taken it before today."""
        return self.is_owed and self.due_on < today


class RefusalWord(SubjectRecord):
    """One piece of the thread. The department reads the questions to it, which the office writes afresh, and nothing else."""

    class Kind(models.TextChoices):
        HERS = "hers", _("She wrote")
        ANSWER = "answer", _("We wrote to her")
        QUESTION = "question", _("We asked the department")
        REPLY = "reply", _("The department replied")

    refusal = models.ForeignKey(Refusal, on_delete=models.CASCADE, related_name="words")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = SealedText()
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="words_of_a_refusal_follow_each_other", fields=["refusal", "number"]
            ),
            models.CheckConstraint(
                name="who_was_refused_is_no_colleague",
                condition=~Q(kind="hers") | Q(by_id__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "text": "what she wrote, what we answered, and what we asked the department",
        }
        keep = timedelta(days=365)
        since = "refusal.moved_on"
        after = "delete"


# What she reads, and what the department reads.
SHOWN_TO_HER: Final = (RefusalWord.Kind.HERS, RefusalWord.Kind.ANSWER)
SHOWN_TO_DEPARTMENT: Final = (RefusalWord.Kind.QUESTION, RefusalWord.Kind.REPLY)


class RefusalStep(StepTaken):
    """One step of a report."""

    record = models.ForeignKey(Refusal, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
