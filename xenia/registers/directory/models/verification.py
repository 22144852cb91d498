"""Asking organisations once a year whether their entries are still right."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .record import Record


class VerificationRequest(Record):
    """One organisation is asked about all its entries: itself, its places, its services.

    address_mark: the hash of the e-mail address it went to, to know whether there is another one by now.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        SETTLED = "settled", _("Confirmed another way")
        LAPSED = "lapsed", _("Nobody answered")
        WRONG_PERSON = "wrong_person", _("The reader no longer works there")
        UNREACHABLE = "unreachable", _("The e-mail did not arrive")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.OPEN: {
            Status.ANSWERED,
            Status.SETTLED,
            Status.LAPSED,
            Status.WRONG_PERSON,
            Status.UNREACHABLE,
        },
        # Somebody pressed by mistake, and took it back.
        Status.ANSWERED: {Status.OPEN},
        # A late answer counts; a reminder may be refused where the first letter arrived.
        Status.LAPSED: {Status.ANSWERED, Status.WRONG_PERSON},
        Status.UNREACHABLE: {Status.ANSWERED, Status.WRONG_PERSON},
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="verification_requests"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    asked_on = models.DateField(db_index=True)
    expires_on = models.DateField()
    mails = models.PositiveSmallIntegerField(default=0)
    address_mark = models.CharField(max_length=64)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on"]
        constraints = [
            models.UniqueConstraint(
                name="an_organization_is_asked_once_at_a_time",
                fields=["organization"],
                condition=Q(status="open"),
            ),
            models.CheckConstraint(
                name="a_link_lives_after_it_was_sent", condition=Q(expires_on__gt=F("asked_on"))
            ),
            models.CheckConstraint(
                name="an_ended_request_has_its_day",
                condition=Q(status="open", ended_on__isnull=True)
                | (~Q(status="open") & Q(ended_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["status", "asked_on"], name="requests_by_status")]

    def __str__(self) -> str:
        return f"verification of {self.organization_id}, {self.status}"


class VerificationLink(Record):
    """A link of one letter: made as the letter leaves, kept as its hash alone."""

    request = models.ForeignKey(VerificationRequest, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"link of {self.request_id}"


class VerificationAnswer(Record):
    """What the organisation said of one of its entries."""

    class Answer(models.TextChoices):
        RIGHT = "right", _("Still right")
        CHANGED = "changed", _("Something changed")
        CLOSED = "closed", _("Closed")

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="answers"
    )
    record_type = models.CharField(max_length=12)
    record_id = models.UUIDField()
    answer = models.CharField(max_length=8, choices=Answer.choices)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_entry_is_answered_once", fields=["request", "record_id"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}: {self.answer}"


class UpkeepRound(Record):
    """One day's round of upkeep: what was done, and whether it came to its end."""

    on = models.DateField(unique=True)
    taken_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-on"]

    def __str__(self) -> str:
        return f"round of {self.on}"
