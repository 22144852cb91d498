"""What a document and a message that are translated have in common: where the work stands, and who has it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xenia.work.language_access.models.interpreter import Interpreter


class TextStatus(models.TextChoices):
    """Where a translation stands. A message ends when it is delivered; a document is read by a second person."""

    WAITING = "waiting", _("Nobody has it yet")
    ASKED = "asked", _("A translator is asked")
    TAKEN = "taken", _("Being translated")
    DELIVERED = "delivered", _("Translated")
    SENT_BACK = "sent_back", _("Sent back by the second reader")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Not needed any more")


# A translator has it, or is asked: it counts as her load, and the page of her work shows it.
WITH_A_TRANSLATOR = (TextStatus.ASKED, TextStatus.TAKEN, TextStatus.SENT_BACK)
# Before there is a whole text.
UNDER_WAY = (TextStatus.WAITING, *WITH_A_TRANSLATOR)
WRITTEN_ON = (TextStatus.TAKEN, TextStatus.SENT_BACK)


class TextWork(models.Model):
    """Somebody is to translate one text into one language.

    declined: the translators who said no, or gave it back. words, characters: how long the text is (`text_counts`).
    """

    status = models.CharField(max_length=10, choices=TextStatus.choices, default=TextStatus.WAITING)
    translator = models.ForeignKey(
        Interpreter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    declined = models.JSONField(default=list, blank=True)
    wanted_on = models.DateField()
    words = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    told_late_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    NEXT: ClassVar[dict[str, set[str]]] = {}

    @property
    def is_under_way(self) -> bool:
        """Whether there is no whole text yet."""
        return self.status in UNDER_WAY
