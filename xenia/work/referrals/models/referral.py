"""A referral: one person, one need, one organization."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.common.transitions import StepTaken
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models import Client, Consent
from xenia.registers.directory.models import Location, Organization, Service
from xenia.work.referrals.models import guards
from xenia.work.referrals.models.agreement import Agreement
from xenia.work.referrals.models.choices import Decline, Ending, Outcome, Status, Teller, Way, Why

# With the organization: it may still answer, or say how it went.
OPEN = (Status.SENT, Status.ACCEPTED, Status.ON_HOLD, Status.STARTED)
ENDED = (Status.DECLINED, Status.COMPLETED, Status.CANCELLED)
# It ended before it was done, and not because she wants nothing more: somebody asks her what now.
CAME_BACK = (Ending.AGREEMENT_ENDED, Ending.CONSENT_ENDED, Ending.WITHDRAWN)
# Those an organization sees at all: what she carries on paper is no business of its screens.
SHARED_WAYS = (Way.INBOX, Way.LINK)


class Referrals(SubjectQuerySet["Referral"]):
    """Ways to choose among referrals."""

    def open(self) -> "Referrals":
        """Those that were sent and have not ended."""
        return self.filter(status__in=OPEN)

    def in_sight(self, on: date) -> "Referrals":
        """Those an organization may look at on a day: while they run, she agrees, and its agreement holds."""
        standing = Agreement.objects.standing(on).filter(
            is_victim_service=False, organization_id=models.OuterRef("organization_id")
        )
        agreed = Q(consent__withdrawn_at=None, consent__ends_on__gte=on)
        return self.filter(agreed, models.Exists(standing), status__in=OPEN, way__in=SHARED_WAYS)

    def silent(self, today: date) -> "Referrals":
        """Those whose day to answer has passed without a word."""
        return self.filter(status=Status.SENT, way__in=SHARED_WAYS, answer_by__lt=today)


class Referral(SubjectRecord):
    """A person is sent to one organization for one need, with her consent, and the office hears what came of it.

    Its status says where it stands between the office and the organization; its outcome, what came of it for her.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.SENT, Status.CANCELLED},
        Status.SENT: {
            Status.ACCEPTED,
            Status.DECLINED,
            Status.ON_HOLD,
            Status.COMPLETED,
            Status.CANCELLED,
        },
        Status.ON_HOLD: {
            Status.ACCEPTED,
            Status.STARTED,
            Status.DECLINED,
            Status.COMPLETED,
            Status.CANCELLED,
        },
        Status.ACCEPTED: {Status.STARTED, Status.ON_HOLD, Status.COMPLETED, Status.CANCELLED},
        Status.STARTED: {Status.ON_HOLD, Status.COMPLETED, Status.CANCELLED},
        Status.DECLINED: {Status.SENT},
        Status.COMPLETED: {Status.SENT},
        Status.CANCELLED: {Status.SENT},
    }
    GUARDS: ClassVar[dict[str, tuple[Any, ...]]] = {
        Status.SENT: (guards.is_no_victim_service, guards.has_agreement, guards.has_consent),
        Status.DECLINED: (guards.says_why_not,),
        Status.COMPLETED: (guards.says_how_it_went,),
        Status.CANCELLED: (guards.says_why_it_ends,),
    }

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="referrals")
    # How colleagues of both houses call it, without her name.
    code = models.CharField(max_length=12, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A code of the vocabulary of needs.
    need = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.INBOX)
    # What she agreed to; without it nobody there sees anything.
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    note = SealedText()
    decline_reason = models.CharField(max_length=16, choices=Decline.choices, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_reason = models.CharField(max_length=16, choices=Why.choices, blank=True)
    outcome_by = models.CharField(max_length=8, choices=Teller.choices, blank=True)
    # What the organization said, when she says otherwise.
    partner_outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    # She answered that nothing has come of it yet: a colleague looks.
    said_not_yet_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True)
    sent_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True, db_index=True
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    calendar_version = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    hold_until = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    follow_ups = models.PositiveSmallIntegerField(default=0)
    follow_up_on = models.DateField(null=True, blank=True, db_index=True)
    moved_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    # A colleague saw how it ended, and nothing more is to be done.
    settled_on = models.DateField(null=True, blank=True)
    rerouted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="rerouted_to"
    )
    # Hashes of the organization's link, of the code on her slip, and of her newest link.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    link_until = models.DateField(null=True, blank=True)
    state_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = Referrals.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-moved_on", "pk"]
        indexes = [
            models.Index(fields=["status", "answer_by"], name="referral_queue"),
            models.Index(fields=["organization", "status"], name="referral_inbox"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_sent_to_a_service_once_at_a_time",
                fields=["client", "service"],
                condition=Q(status__in=("sent", "accepted", "on_hold", "started")),
            ),
            models.UniqueConstraint(
                name="a_referral_is_written_once_at_a_time",
                fields=["client", "service"],
                condition=Q(status="draft"),
            ),
            models.CheckConstraint(
                name="a_referral_others_see_has_her_consent",
                condition=Q(status__in=("draft", "cancelled"))
                | Q(way="slip")
                | Q(consent__isnull=False),
            ),
            models.CheckConstraint(
                name="a_sent_referral_has_its_moment_and_its_day",
                condition=Q(status__in=("draft", "cancelled"))
                | Q(sent_at__isnull=False, answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_declined_referral_says_why",
                condition=Q(status="declined") & ~Q(decline_reason="")
                | ~Q(status="declined") & Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="a_completed_referral_has_an_outcome",
                condition=Q(status="completed") & ~Q(outcome="") & ~Q(outcome_by="")
                | ~Q(status="completed") & Q(outcome="", outcome_by=""),
            ),
            models.CheckConstraint(
                name="who_was_not_served_has_a_reason",
                condition=~Q(outcome="not_served") | ~Q(outcome_reason=""),
            ),
            models.CheckConstraint(
                name="a_cancelled_referral_says_why",
                condition=Q(status="cancelled") & ~Q(ending="")
                | ~Q(status="cancelled") & Q(ending=""),
            ),
            models.CheckConstraint(
                name="an_ended_referral_has_its_day",
                condition=Q(
                    status__in=("declined", "completed", "cancelled"), closed_on__isnull=False
                )
                | ~Q(status__in=("declined", "completed", "cancelled")) & Q(closed_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "note": "what the organization must know to help her, in words she agreed to",
        }
        secrets = ("token_hash", "confirm_hash", "link_hash")
        keep = timedelta(days=3 * 365)
        since = "closed_on"
        after = "delete"

    @property
    def is_open(self) -> bool:
        """Whether it was sent and has not ended."""
        return self.status in OPEN

    @property
    def is_ended(self) -> bool:
        """Whether it is over."""
        return self.status in ENDED

    @property
    def is_shared(self) -> bool:
        """Whether the organization sees it here, or by its link."""
        return self.way in SHARED_WAYS

    @property
    def came_back(self) -> bool:
        """Whether it ended before it was done, and she may still need help."""
        return self.status == Status.CANCELLED and self.ending in CAME_BACK

    @property
    def is_held(self) -> bool:
        """Whether it is on hold until a day that was named."""
        return self.status == Status.ON_HOLD and self.hold_until is not None

    def is_silent(self, today: date) -> bool:
        """Whether the day to answer has passed without a word."""
        if self.status != Status.SENT or not self.is_shared or self.answer_by is None:
            return False
        return self.answer_by < today


class ReferralStep(StepTaken):
    """One step of a referral."""

    record = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps_taken")

    class Meta(StepTaken.Meta):
        abstract = False

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
