"""A request for records."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord


class RequestKind(models.TextChoices):
    """What sort of paper it is, as counsel calls it."""

    SUBPOENA = "subpoena", _("Subpoena")
    ADMINISTRATIVE = "administrative", _("Administrative subpoena or warrant")
    JUDICIAL_WARRANT = "judicial_warrant", _("Judicial warrant")
    COURT_ORDER = "court_order", _("Court order")
    PUBLIC_RECORDS = "public_records", _("Public records request")
    OTHER_AGENCY = "other_agency", _("Request from another agency")
    OWN_DATA = "own_data", _("A person asks for her own records")
    HOLD_NOTICE = "hold_notice", _("Notice to keep records for a lawsuit")


class Signed(models.TextChoices):
    """Whether a judge signed it. An agency can sign an administrative warrant by itself; a judge does not."""

    YES = "judge_signed", _("Yes, a judge or a court clerk signed it")
    NO = "not_judge_signed", _("No judge signed it")
    UNCLEAR = "unclear", _("Not clear yet")


class Authority(models.TextChoices):
    """From what sort of authority or person it comes."""

    IMMIGRATION = "immigration", _("Immigration enforcement")
    POLICE = "police", _("Police or prosecutor")
    COURT = "court", _("A court, or a party to a lawsuit")
    JOURNALIST = "journalist", _("Journalist or researcher")
    PERSON = "person", _("The person herself, or her lawyer")
    OTHER = "other", _("Somebody else")


class Status(models.TextChoices):
    """Where the request stands."""

    RECEIVED = "received", _("Received")
    COUNSEL = "counsel", _("With counsel")
    DECIDED = "decided", _("Decided")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Taken back by who asked")


class Decision(models.TextChoices):
    """What counsel decided."""

    FULL = "released", _("Release what is asked for")
    PART = "released_in_part", _("Release a part")
    REFUSED = "refused", _("Refuse")
    NOTHING_HELD = "nothing_held", _("We hold nothing of it")
    KEPT = "kept", _("Nothing to give: we keep what it names")


class Refusal(models.TextChoices):
    """Why something is not given."""

    NO_JUDGE = "no_judge", _("No judge signed it")
    TOO_BROAD = "too_broad", _("It asks for more than it may")
    LAW_PROTECTS = "law_protects", _("A law protects these records")
    NOT_OURS = "not_ours", _("Another organization holds it")
    NOT_HER = "not_her", _("We cannot be sure who asks")
    ERASED = "erased", _("It was erased on schedule")


RELEASES = frozenset({Decision.FULL, Decision.PART})
# Papers whose weight hangs on who signed them.
SIGNED = frozenset(
    {
        RequestKind.SUBPOENA,
        RequestKind.ADMINISTRATIVE,
        RequestKind.JUDICIAL_WARRANT,
        RequestKind.COURT_ORDER,
    }
)
# It may ask for counts or documents, which are nobody's: then no person is named, and no record of one opens.
NAMES_NOBODY = frozenset({RequestKind.PUBLIC_RECORDS})
WAITING = (Status.RECEIVED, Status.COUNSEL, Status.DECIDED)
UNDECIDED = (Status.RECEIVED, Status.COUNSEL)


class RequestQuerySet(SubjectQuerySet["RecordsRequest"]):
    """Ways to choose among requests."""

    def waiting(self) -> "RequestQuerySet":
        """Requests nobody has answered yet."""
        return self.filter(status__in=WAITING)

    def overdue(self, today: date) -> "RequestQuerySet":
        """Requests that should have been answered before today."""
        return self.waiting().filter(due_on__lt=today)


class RecordsRequest(SubjectRecord):
    """Somebody asks the office for records: from the day the paper came to the day it is closed."""

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.RECEIVED: {Status.COUNSEL, Status.WITHDRAWN},
        Status.COUNSEL: {Status.DECIDED, Status.WITHDRAWN},
        # Counsel may look again, as long as nothing has left.
        Status.DECIDED: {Status.COUNSEL, Status.ANSWERED},
        Status.ANSWERED: {Status.CLOSED},
    }

    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20, choices=RequestKind.choices)
    judge_signed = models.CharField(max_length=20, choices=Signed.choices)
    authority = models.CharField(max_length=20, choices=Authority.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    requester = SealedText()
    contact = SealedText()
    # Whom or what it asks for, as the paper says it.
    about = SealedText()
    received_on = models.DateField(db_index=True)
    received_by_id = models.UUIDField()
    due_on = models.DateField(db_index=True)
    # 0: the day stands on the paper; else the calendar that was counted with.
    calendar_version = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True)
    decided_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # Kinds of record, by their codes: never what was in them.
    released_kinds = models.JSONField(default=list, blank=True)
    refused_kinds = models.JSONField(default=list, blank=True)
    answered_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = RequestQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["status", "due_on"], name="request_waiting")]
        constraints = [
            models.CheckConstraint(
                name="a_decision_has_its_counsel",
                condition=Q(decision="", decided_by_id__isnull=True, decided_at__isnull=True)
                | ~Q(decision="") & Q(decided_by_id__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="no_answer_before_the_decision",
                condition=Q(status__in=("received", "counsel", "withdrawn"), decision="")
                | Q(status__in=("decided", "answered", "closed")) & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="who_decides_to_release_does_not_release",
                condition=Q(answered_by_id__isnull=True)
                | ~Q(decision__in=("released", "released_in_part"))
                | ~Q(answered_by_id=F("decided_by_id")),
            ),
            models.CheckConstraint(
                name="a_closed_request_has_its_day",
                condition=Q(status__in=("closed", "withdrawn"), closed_on__isnull=False)
                | ~Q(status__in=("closed", "withdrawn")) & Q(closed_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "requester": "who asks for records",
            "contact": "where our answer goes",
            "about": "whom or what the request asks for, as the paper says it",
        }
        keep = timedelta(days=3 * 365)
        since = "closed_on"

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.status in WAITING

    @property
    def releases(self) -> bool:
        """Whether counsel decided that something may be given."""
        return self.decision in RELEASES

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been answered before today."""
        return self.is_waiting and self.due_on < today
