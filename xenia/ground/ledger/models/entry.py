"""Entries of the ledger, and what makes two of them the same person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.common.ids import new_id


class Entry(models.Model):
    """Something happened on a day, so many times. No free text, no person, no moment of writing."""

    class Grain(models.TextChoices):
        DAY = "day"
        MONTH = "month"
        QUARTER = "quarter"

    class Turn(models.IntegerChoices):
        """Where an entry stands in the nightly rewriting."""

        LEAVING = -1
        NEW = 0
        REWRITTEN = 1

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    # Defaults in the database too: the version before this one knows nothing of these columns.
    stream = models.CharField(max_length=40, default="service", db_default="service")
    # The day; once the month is over its first day, or the first day of the quarter.
    on = models.DateField()
    grain = models.CharField(
        max_length=7, choices=Grain.choices, default=Grain.DAY, db_default=Grain.DAY
    )
    quantity = models.IntegerField(default=1)
    # A keyed hash that counts people once within one year of one stream; gone when the year is sealed.
    token = models.UUIDField(null=True, blank=True, editable=False)
    is_named = models.BooleanField(null=True, blank=True)
    turn = models.SmallIntegerField(choices=Turn.choices, default=Turn.NEW, db_default=Turn.NEW)
    program = models.UUIDField(null=True, blank=True)
    service_type = models.CharField(max_length=40, blank=True)
    provider = models.UUIDField(null=True, blank=True)
    department = models.UUIDField(null=True, blank=True)
    fund = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    area = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=2, blank=True)
    case_type = models.CharField(max_length=40, blank=True)
    need = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=40, blank=True)
    is_new = models.BooleanField(null=True, blank=True)
    dialect = models.CharField(max_length=40, blank=True, default="", db_default="")
    method = models.CharField(max_length=40, blank=True, default="", db_default="")
    service = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                fields=["stream", "kind", "on", "token", "is_named", "quantity", "grain"],
                name="entry_counts",
            ),
            models.Index(fields=["on"], name="entry_on"),
            models.Index(fields=["turn"], condition=~Q(turn=1), name="entry_not_rewritten"),
        ]
        constraints = [
            models.CheckConstraint(name="entry_counts_something", condition=~Q(quantity=0)),
            models.CheckConstraint(
                name="entry_with_a_token_is_named_or_not",
                condition=Q(token__isnull=True) | Q(is_named__isnull=False),
            ),
            models.CheckConstraint(
                name="legal_cases_are_counted_apart",
                condition=Q(stream="legal", language="", area="") & ~Q(grain="day")
                | ~Q(stream="legal") & Q(case_type=""),
            ),
            models.CheckConstraint(
                name="entry_has_a_known_grain", condition=Q(grain__in=["day", "month", "quarter"])
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "token": "to count people once; it opens no record, and is gone when the year is sealed"
        }
        keep = None

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.quantity}"


class Alias(models.Model):
    """Two tokens are one person, in one year of one stream: the absorbed one counts as the kept one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    stream = models.CharField(max_length=40)
    absorbed = models.UUIDField(editable=False)
    kept = models.UUIDField(editable=False)
    # The absorbed token was an unnamed contact; who she is was learned later.
    is_named = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(
                name="a_token_is_absorbed_once", fields=["year", "stream", "absorbed"]
            ),
            models.CheckConstraint(name="alias_joins_two_tokens", condition=~Q(absorbed=F("kept"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "absorbed": "to count a person once who was known twice; gone when the year is sealed",
            "kept": "to count a person once who was known twice; gone when the year is sealed",
        }
        keep = None

    def __str__(self) -> str:
        return f"alias {self.year} {self.stream}"


class CountingPeriod(models.Model):
    """A year of a stream in which people were counted. Its key lies in the other database.

    check_value: says whether that key is still the one the tokens were made with.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    stream = models.CharField(max_length=40)
    check_value = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_key_per_period", fields=["year", "stream"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.stream} {self.year}"
