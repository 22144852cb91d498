"""What people answer to a text message."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from xenia.ground.notifications.models.contact import ContactPoint
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models import SubjectRecord


class Reply(SubjectRecord):
    """A reply that a colleague has to read. It is erased when she has dealt with it."""

    contact = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="replies")
    text = SealedText()
    received_on = models.DateField(db_index=True)
    # Until somebody has read it, nothing is sent to this contact point.
    may_mean_stop = models.BooleanField(default=False)
    # Only where a legal hold keeps what would be erased.
    dealt_with_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "replies"

    class Privacy:
        personal = {"text": "what the person answered, until a colleague has read it"}
        keep = timedelta(days=30)
        since = "received_on"
        after = "delete"


class HeardCall(models.Model):
    """A call of the provider that was dealt with, by a hash of its number: a second one changes nothing."""

    number_hash = models.CharField(primary_key=True, max_length=64)
    heard_on = models.DateField(db_index=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=30)
        since = "heard_on"

    def __str__(self) -> str:
        return f"call of {self.heard_on}"
