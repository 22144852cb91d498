"""Spreadsheets that come in: the run, what became of each of its rows, and the columns people chose before."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id


class SheetRun(models.Model):
    """One spreadsheet brought in once, from the file to its report.

    The file itself lies sealed in `kept`, no longer than the run is open. Which sheet it fills (`people`,
    `closures` …) is a code: the sheets plug in from their own rooms.
    """

    class Status(models.TextChoices):
        COLUMNS = "columns", _("Waits for its columns")
        JUDGING = "judging", _("Being read")
        READY = "ready", _("Waits for your yes")
        APPLYING = "applying", _("Being brought in")
        APPLIED = "applied", _("Brought in")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        LEFT = "left", _("Left, nothing changed")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.COLUMNS: {Status.JUDGING, Status.LEFT},
        Status.JUDGING: {Status.READY, Status.COLUMNS, Status.LEFT},
        Status.READY: {Status.COLUMNS, Status.APPLYING, Status.LEFT},
        Status.APPLYING: {Status.APPLIED},
        Status.APPLIED: {Status.UNDOING},
        Status.UNDOING: {Status.UNDONE},
    }
    OPEN: ClassVar = (Status.COLUMNS, Status.JUDGING, Status.READY, Status.APPLYING)

    class DateOrder(models.TextChoices):
        MONTH_FIRST = "mdy", _("Month first")
        DAY_FIRST = "dmy", _("Day first")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.COLUMNS)
    # Where the table stands in the file: which tab, the row of the headings (0: it has none), what parts the cells.
    tab = models.PositiveSmallIntegerField(default=0)
    heading_row = models.PositiveIntegerField(default=0)
    delimiter = models.CharField(max_length=1, blank=True)
    # {"0": "email"}: the place of a column in the file, and the sheet's column it fills.
    columns = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, choices=DateOrder.choices, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    is_kept = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    laid_down_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_an_open_import_keeps_its_file",
                condition=Q(is_kept=False)
                | Q(status__in=("columns", "judging", "ready", "applying")),
            ),
            models.CheckConstraint(
                name="an_import_brought_in_says_when",
                condition=Q(applied_at__isnull=False)
                | ~Q(status__in=("applied", "undoing", "undone")),
            ),
            models.CheckConstraint(
                name="an_undone_import_says_when",
                condition=Q(undone_at__isnull=False) | ~Q(status="undone"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"file_name": "as whoever brought the file called it"}
        keep = timedelta(days=3 * 365)
        since = "changed_at"

    def __str__(self) -> str:
        return f"{self.sheet} from a spreadsheet, {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided or done with the file."""
        return self.status in self.OPEN


class SheetRow(models.Model):
    """What would become of one row (`verdict`), what became of it (`outcome`), and whether that was undone."""

    class Outcome(models.TextChoices):
        ADDED = "added", _("Imported")
        MERGED = "merged", _("Merged")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Refused")

    class Undo(models.TextChoices):
        UNDONE = "undone", _("Undone")
        STAYED = "stayed", _("Stayed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(SheetRun, on_delete=models.CASCADE, related_name="lines")
    # As people see it in their program: the first line of the file is 1.
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Outcome.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    # The earlier row of the file that is about the same thing.
    repeats = models.PositiveIntegerField(null=True, blank=True)
    # {"column": code, "words": the sentence in English, "facts": {}}, and under "more" further ones: never what stood in
    # a cell.
    reason = models.JSONField(default=dict)
    # What a refused row said, by column; only of sheets that know nothing about people.
    said = models.JSONField(default=dict)
    # The ids that undoing needs.
    trace = models.JSONField(default=dict)
    undo = models.CharField(max_length=6, choices=Undo.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(name="one_line_per_row_of_a_file", fields=["run", "number"]),
            models.CheckConstraint(
                name="only_what_came_in_is_undone",
                condition=Q(undo="") | Q(outcome__in=("added", "merged")),
            ),
            models.CheckConstraint(
                name="a_row_repeats_an_earlier_one",
                condition=Q(repeats__isnull=True) | Q(repeats__lt=F("number")),
            ),
        ]
        indexes = [
            models.Index(fields=["run", "outcome"], name="row_outcomes"),
            models.Index(fields=["run", "verdict"], name="row_verdicts"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "said": "what a refused row said, so that it can be put right; only of sheets without people, for 30 days"
        }
        keep = timedelta(days=3 * 365)
        since = "run.changed_at"

    def __str__(self) -> str:
        return f"row {self.number} of import {self.run_id}"


class HeadingChoice(models.Model):
    """What a heading meant the last time; of the heading itself only a keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.CharField(max_length=40)
    heading_hash = models.CharField(max_length=64)
    # Empty: it was left out.
    column = models.CharField(max_length=40, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_choice_per_heading_of_a_sheet", fields=["sheet", "heading_hash"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=2 * 365)
        since = "chosen_at"

    def __str__(self) -> str:
        return f"a heading of {self.sheet}: {self.column or 'left out'}"
