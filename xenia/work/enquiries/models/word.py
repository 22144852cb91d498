"""What was said in a question's thread."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models import SubjectRecord
from xenia.work.enquiries.models.enquiry import Enquiry


class Word(SubjectRecord):
    """One piece of a thread. text: in the asker's language; english: the same for us, where somebody wrote it.

    Notes to and from a colleague are in English, and the asker does not see them.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("The question")
        REPLY = "reply", _("Her reply")
        ASK_BACK = "ask_back", _("We asked back")
        ANSWER = "answer", _("Our answer")
        FORWARD = "forward", _("Note to the other organization")
        FORWARD_ANSWER = "forward_answer", _("Answer of the other organization")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="words")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = SealedText()
    english = SealedText()
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="words_follow_each_other", fields=["enquiry", "number"]),
            models.CheckConstraint(
                name="the_asker_is_no_colleague",
                condition=~Q(kind__in=("question", "reply")) | Q(by_id__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "text": "what somebody asked us, and what we answered",
            "english": "the same in English, for the colleague who answers",
        }
        keep = timedelta(days=90)
        since = "enquiry.closed_on"
        after = "delete"


OWN = (Word.Kind.QUESTION, Word.Kind.REPLY)
# What the asker reads.
SHOWN_TO_ASKER = (*OWN, Word.Kind.ASK_BACK, Word.Kind.ANSWER)
