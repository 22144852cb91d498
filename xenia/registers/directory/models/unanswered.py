"""Questions the search could not answer: never who asked, and the words only when they come back on other days."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .record import Record


class HeardWords(Record):
    """Words that found nothing on a day, as a keyed hash. Nobody can read it, and the key lives 30 days."""

    digest = models.CharField(max_length=64)
    heard_on = models.DateField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="words_heard_once_a_day", fields=["digest", "heard_on"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=30)
        since = "heard_on"

    def __str__(self) -> str:
        return f"words heard {self.heard_on}"


class UnansweredWords(Record):
    """Words that found nothing on three different days: a word we do not know, or a need nobody serves.

    words: as somebody typed them, in small letters, without digits. key: the same made comparable.
    days: on how many days they came.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MAPPED = "mapped", _("We know this word now")
        UNMET = "unmet", _("An unmet need")
        NO_NEED = "no need", _("Not a need")

    NEXT: ClassVar[dict[str, frozenset[str]]] = {
        "waiting": frozenset({"mapped", "unmet", "no need"}),
        "mapped": frozenset({"waiting"}),
        "unmet": frozenset({"waiting"}),
        "no need": frozenset({"waiting"}),
    }

    language = models.CharField(max_length=16)
    words = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    days = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    term = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="unanswered_words_once", fields=["language", "key"]),
            models.CheckConstraint(
                name="words_are_decided_with_a_time",
                condition=Q(status="waiting", decided_at__isnull=True)
                | Q(~Q(status="waiting"), decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="known_words_mean_a_term",
                condition=~Q(status__in=["mapped", "unmet"]) | ~Q(term=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "-days"], name="unanswered_by_status"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "words": "what several days' searches had in common; never who asked"
        }
        keep = timedelta(days=365)
        since = "last_on"

    def __str__(self) -> str:
        return f"unanswered words {self.pk}"


class TermWord(Record):
    """A word of the office's own for a term, beside those that Xenia brings."""

    term = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    words = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_word_of_a_term_once", fields=["term", "language", "words"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} word for {self.term}"


class UnmetNeed(Record):
    """How often on a day people looked for something we know and have nothing for. No words.

    counted_on: when the day went into the ledger.
    """

    term = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    on = models.DateField(db_index=True)
    times = models.PositiveIntegerField(default=1)
    counted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="an_unmet_need_once_a_day", fields=["on", "term", "language"]
            ),
            models.CheckConstraint(name="an_unmet_need_was_met_with", condition=Q(times__gte=1)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=60)
        since = "on"

    def __str__(self) -> str:
        return f"unmet {self.term} on {self.on}"
