"""Somebody who acts for a person: a daughter, a neighbor, a volunteer."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models.client import Client
from xenia.registers.clients.models.consent import How


class May(models.TextChoices):
    """What a helper may do for her. Everything else we do with herself alone."""

    ASK = "ask", _("Ask us how things stand")
    APPOINTMENTS = "appointments", _("Make and move appointments")
    PAPERS = "papers", _("Bring papers and take them home")
    MESSAGES = "messages", _("Get our messages for her")


class Helpers(SubjectQuerySet["Helper"]):
    """Ways to choose among helpers."""

    def standing(self, on: date) -> "Helpers":
        """Those who may act for her on a day."""
        return self.filter(begins_on__lte=on, until_on__gte=on, ended_at__isnull=True)


class Helper(SubjectRecord):
    """She named somebody who acts for her, for some things, until a day. It lies under her key, and goes with it."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="helpers")
    name = SealedText()
    contact = SealedText()
    # Codes of May, sorted.
    may = models.JSONField(default=list)
    how = models.CharField(max_length=8, choices=How.choices, default=How.SPOKEN)
    begins_on = models.DateField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Helpers.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_helper_acts_until_a_later_day", condition=Q(until_on__gte=F("begins_on"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "name": "to know who speaks for her",
            "contact": "to reach who speaks for her",
        }
        keep = timedelta(days=3 * 365)
        since = "until_on"
        after = "delete"

    @property
    def may_words(self) -> list[str]:
        """What she lets the helper do, for people."""
        known = dict(May.choices)
        return [str(known[code]) for code in self.may if code in known]
