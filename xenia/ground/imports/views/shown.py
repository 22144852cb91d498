"""How runs, rows and numbers are written on these pages, and whose they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import clock, written_day
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.plug import Sheet
from xenia.ground.imports.queries import Heard, runs_seen_by
from xenia.ground.imports.sentences import said_again

LONGEST_HEARD: Final = 80
TAGS = {
    SheetRow.Outcome.ADDED: "met",
    SheetRow.Outcome.MERGED: "met",
    SheetRow.Outcome.UNCHANGED: "draft",
    SheetRow.Outcome.REFUSED: "late",
}


@dataclass(frozen=True, slots=True)
class ShownReason:
    """Why a row is as it is. heard: the word of the cell, as long as the file is here."""

    column: str
    words: str
    heard: str

    def __str__(self) -> str:
        said = f"“{self.heard}” {self.words}" if self.heard else self.words
        return f"{self.column}: {said}" if self.column else said


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a report. tag: the kind of its tag."""

    number: int
    outcome: str
    tag: str
    reasons: tuple[ShownReason, ...]


def run_of(request: StaffRequest, pk: UUID) -> SheetRun:
    """An import this person may look at. Raises Http404."""
    return get_object_or_404(runs_seen_by(request.user), pk=pk)


def moment(at: datetime | None) -> str:
    """A day and a time in the city; nothing when there is none."""
    if at is None:
        return ""
    here = local_time(at)
    reader = get_language() or "en"
    return _("%(day)s, %(time)s") % {
        "day": written_day(here.date(), reader),
        "time": clock(here.time(), reader),
    }


def shown_rows(lines: Iterable[SheetRow], sheet: Sheet, heard: Heard) -> list[ShownRow]:
    """Rows with their outcome, or what it would be, and why."""
    return [_shown(line, sheet, heard) for line in lines]


def _shown(line: SheetRow, sheet: Sheet, heard: Heard) -> ShownRow:
    outcome = SheetRow.Outcome(line.outcome or line.verdict)
    words, tag = outcome.label, TAGS[outcome]
    if line.undo:
        undo = SheetRow.Undo(line.undo)
        words, tag = undo.label, "draft" if undo == SheetRow.Undo.UNDONE else "waiting"
    return ShownRow(
        number=line.number,
        outcome=str(words),
        tag=tag,
        reasons=tuple(_reasons(line, sheet, heard)),
    )


def _reasons(line: SheetRow, sheet: Sheet, heard: Heard) -> Iterator[ShownReason]:
    for kept in (line.reason, *line.reason.get("more", ())):
        words, code = said_again(kept), kept.get("column", "")
        column = sheet.column(code)
        if words:
            word = heard.get((line.number, code, kept["words"]), "")
            yield ShownReason(str(column.label) if column else "", words, word[:LONGEST_HEARD])


def outcome_counts(tally: dict[str, int]) -> list[tuple[str, str, int]]:
    """The outcomes in order: code, words, how many rows."""
    return [(one.value, str(one.label), tally[one.value]) for one in SheetRow.Outcome]
