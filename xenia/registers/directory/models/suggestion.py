"""What people tell us about an entry, without account and without name."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models import SubjectRecord

from .proposal import Proposal
from .service import Service


class Suggestion(SubjectRecord):
    """One thing somebody told us. The words lie under a key of their own: people name people.

    said_count: how often the same words came. same: a keyed mark of the words, while they wait.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", _("It is closed")
        PHONE = "phone", _("The phone number is wrong")
        ADDRESS = "address", _("The address is wrong")
        HOURS = "hours", _("The hours are wrong")
        LANGUAGES = "languages", _("The languages are wrong")
        REFUSED = "refused", _("They did not help me")
        OTHER = "other", _("Something else")
        MISSING = "missing", _("A place we do not have")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SET_ASIDE = "set aside", _("Set aside: it looks like advertising")
        TAKEN_UP = "taken up", _("Taken up")
        DECLINED = "declined", _("Not taken up")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.WAITING: {Status.TAKEN_UP, Status.DECLINED},
        Status.SET_ASIDE: {Status.WAITING, Status.TAKEN_UP, Status.DECLINED},
        # Finished by mistake: it waits again, while its words are kept.
        Status.TAKEN_UP: {Status.WAITING},
        Status.DECLINED: {Status.WAITING},
    }

    kind = models.CharField(max_length=10, choices=Kind.choices)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    words = SealedText()
    same = models.CharField(max_length=64, null=True, blank=True, unique=True)
    said_count = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    received_on = models.DateField(db_index=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decided_suggestion_has_its_day",
                condition=Q(status__in=["waiting", "set aside"], decided_on__isnull=True)
                | Q(status__in=["taken up", "declined"], decided_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "received_on"], name="suggestions_by_status")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "words": "what somebody told us; she may have named people"
        }
        keep = timedelta(days=90)
        since = "decided_on"
        after = "delete"


class SuggestionDay(models.Model):
    """How many suggestions came on a day: kept, folded into one that was here, and left out because too many came."""

    day = models.DateField(primary_key=True)
    kept_count = models.PositiveIntegerField(default=0)
    set_aside_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=90)
        since = "day"

    def __str__(self) -> str:
        return f"suggestions of {self.day}"
