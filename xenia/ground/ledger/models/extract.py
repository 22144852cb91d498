"""What was extracted for analysis."""

from typing import ClassVar

from django.db import models

from xenia.ground.common.ids import new_id


class Extract(models.Model):
    """The file of one month. Once all its years are sealed it is final: neither it nor this row changes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.DateField(unique=True)
    digest = models.CharField(max_length=64)
    # What the month's entries were when the file was made; see `marks`. "" in a file older than the marks.
    mark = models.CharField(max_length=64, blank=True, default="", db_default="")
    row_count = models.PositiveIntegerField()
    # The years of which tokens stand in the file: it goes when one of them is sealed.
    token_years = models.JSONField(default=list)
    is_final = models.BooleanField(default=False)

    class Meta:
        ordering = ["month"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
