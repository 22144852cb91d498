"""Questions about spreadsheets that come in: which there are, what is in them, what became of their rows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from xenia.ground.accounts.models import User
from xenia.ground.imports.kept import kept_file
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.plug import SHEETS, Sheet, sheets_of
from xenia.ground.imports.reading import Book, open_book
from xenia.ground.imports.rows import ReadRow, read_rows
from xenia.ground.imports.sentences import NotReadable

PREVIEWED: Final = 20


def runs_seen_by(user: User) -> QuerySet[SheetRun]:
    """The imports of the sheets a person may bring in, newest first."""
    codes = [sheet.code for sheet in sheets_of(user)]
    return SheetRun.objects.filter(sheet__in=codes).select_related("by").order_by("-laid_down_at")


def sheet_of(run: SheetRun) -> Sheet:
    """What the run fills. Raises KeyError when its room is no longer there."""
    return SHEETS[run.sheet]


def book_of(run: SheetRun, *, delimiter: str = "") -> Book:
    """The file of an open import. Raises NotReadable when it is gone."""
    return open_book(kept_file(run.pk), delimiter=delimiter or run.delimiter)


def tallies(runs: Iterable[SheetRun], *, of: str = "outcome") -> dict[UUID, dict[str, int]]:
    """How many rows were imported, merged, unchanged and refused, by run. of: "verdict" for what would be."""
    tallied: dict[UUID, dict[str, int]] = {
        run.pk: dict.fromkeys(SheetRow.Outcome, 0) for run in runs
    }
    counted = SheetRow.objects.filter(run__in=list(tallied)).order_by()
    for run, outcome, count in counted.values_list("run", of).annotate(count=Count("pk")):
        if outcome:
            tallied[run][outcome] = count
    return tallied


def stayed(run: SheetRun) -> int:
    """How many rows an undo left as they were, because they were changed since."""
    return run.lines.filter(undo=SheetRow.Undo.STAYED).count()


def first_rows(run: SheetRun) -> list[ReadRow]:
    """The first rows of the table as they would be read. Raises NotReadable."""
    return list(islice(read_rows(book_of(run), run, sheet_of(run)), PREVIEWED))


# Row, column and sentence: the word of the cell it is about.
Heard = Mapping[tuple[int, str, str], str]


def heard_in(rows: Iterable[ReadRow]) -> Heard:
    """The words that the sentences about some rows are about."""
    return {
        (row.number, column, sentence.words): sentence.heard
        for row in rows
        for column, sentence in row.reasons
        if sentence.heard
    }


def words_heard(run: SheetRun, lines: Iterable[SheetRow]) -> Heard:
    """The same for some lines of a run, from the file while it is here; nothing once it is gone."""
    numbers = {line.number for line in lines}
    if not run.is_kept or not numbers:
        return {}
    try:
        return heard_in(read_rows(book_of(run), run, sheet_of(run), only=numbers))
    except NotReadable:
        return {}


def refused_rows(run: SheetRun) -> Iterator[tuple[SheetRow, Mapping[str, Any], Heard]]:
    """The refused rows with what they said, by column, and the words that are not clear: from the file while it is here, else what was kept of them."""
    if run.is_kept:
        refused = {one.number: one for one in run.lines.filter(verdict=SheetRow.Outcome.REFUSED)}
        for row in read_rows(book_of(run), run, sheet_of(run)):
            if row.number in refused:
                yield refused[row.number], row.texts, heard_in([row])
    else:
        for line in run.lines.filter(outcome=SheetRow.Outcome.REFUSED).iterator(chunk_size=500):
            yield line, line.said, {}
