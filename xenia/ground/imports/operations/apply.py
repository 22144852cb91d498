"""A spreadsheet is brought in, part by part; each part is done whole or not at all.

Every part locks the run and does only the rows that have no outcome yet. So an import that was interrupted goes on where
it stopped, and two who go on at once do no row twice.
"""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_noop

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, may_become, transition
from xenia.ground.imports.kept import throw_away
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations.judge import (
    OTHER,
    SAME,
    broken,
    found_for,
    said_of,
    write_down,
)
from xenia.ground.imports.operations.sizes import is_small
from xenia.ground.imports.plug import Done, Handed, Outcome, Sheet, Step, Values
from xenia.ground.imports.queries import book_of, sheet_of
from xenia.ground.imports.rows import ReadRow, in_parts, read_rows
from xenia.ground.imports.sentences import NotReadable, Reason, Refused, Sentence, all_kept

PART: Final = 100
_MEANWHILE: Final = gettext_noop("Somebody changed the same a moment ago. Bring this row again.")
_FIRST_REFUSED: Final = gettext_noop("The same as row %(row)s, which could not come in.")


def bring_in(*, run: SheetRun, by: User, at: datetime) -> list[Handed]:
    """Bring in what the preview showed: a small file at once, a large one by the job worker.

    Returns what is to be handed over and is shown once. Two at once: one wins, the other gets WrongState.
    Raises NotReadable when the file is gone.
    """
    _make_sure_it_is_here(run)
    if sheet_of(run).at_once:
        with transaction.atomic():
            _begin(run, by, at)
            return import_rows(run=run, by=by, at=at)
    with transaction.atomic():
        _begin(run, by, at)
        if not is_small(run):
            _import_later(run, by)
    return import_rows(run=run, by=by, at=at) if is_small(run) else []


def _make_sure_it_is_here(run: SheetRun) -> None:
    try:
        book_of(run)
    except NotReadable:
        run.refresh_from_db()
        # Whoever was first has thrown the file away: to this person that is no fault of the file.
        if not may_become(run, SheetRun.Status.APPLYING):
            raise WrongState(run, run.status, SheetRun.Status.APPLYING) from None
        raise


def _begin(run: SheetRun, by: User, at: datetime) -> None:
    transition(run, to=SheetRun.Status.APPLYING, at=at, applied_by=by)
    audit.record(by, "imports.sheet_brought_in", run, at=at)


def _import_later(run: SheetRun, by: User) -> None:
    from xenia.ground.imports.tasks import import_sheet

    transaction.on_commit(lambda: import_sheet.enqueue(str(run.pk), str(by.pk)))


def import_rows(*, run: SheetRun, by: User, at: datetime) -> list[Handed]:
    """Bring in the rows that have no outcome yet. Returns what is to be handed over.

    Raises NotReadable when the file is gone, and WrongState when somebody else ended the import.
    """
    sheet = sheet_of(run)
    handed: list[Handed] = []
    for part in in_parts(read_rows(book_of(run), run, sheet), PART):
        handed += _import_part(run, sheet, {row.number: row for row in part}, by, at)
    with transaction.atomic():
        transition(run, to=SheetRun.Status.APPLIED, at=at, applied_at=at, is_kept=False)
        transaction.on_commit(lambda: throw_away(run.pk))
    return handed


@transaction.atomic
def _import_part(
    run: SheetRun, sheet: Sheet, rows: dict[int, ReadRow], by: User, at: datetime
) -> list[Handed]:
    current = SheetRun.objects.select_for_update().get(pk=run.pk)
    if current.status != SheetRun.Status.APPLYING:
        raise WrongState(current, current.status, SheetRun.Status.APPLIED)
    waiting = list(run.lines.filter(number__in=rows, outcome=""))
    found = found_for([rows[line.number] for line in waiting], sheet, at)
    handed = [
        done.handed
        for line in waiting
        if (done := _import_row(line, rows[line.number], sheet, found, by, at)).handed
    ]
    write_down(waiting, ["outcome", "reason", "trace", "said"])
    return handed


def _import_row(
    line: SheetRow,
    row: ReadRow,
    sheet: Sheet,
    found: dict[Hashable, Any],
    by: User,
    at: datetime,
) -> Done:
    done = Done()
    try:
        if row.values is None:
            return _not_taken(line, row, sheet, row.reasons)
        if line.repeats:
            step = _repeat(line, line.repeats)
        else:
            step, done = _do(row, row.values, sheet, found, by, at)
        line.outcome = step.outcome
        line.reason = all_kept(said_of(step, row))
    except Refused as refused:
        return _not_taken(line, row, sheet, [(refused.column, refused.sentence)])
    except (OperationalError, InterfaceError):
        raise
    # A mistake in one room's sheet must not hold up the other rows; the log gets no value of the row.
    except Exception as error:  # noqa: BLE001
        line.outcome = Outcome.REFUSED
        line.reason = broken(line.run, row.number, error).kept()
    line.trace = dict(done.trace)
    return done


def _not_taken(line: SheetRow, row: ReadRow, sheet: Sheet, reasons: Sequence[Reason]) -> Done:
    line.outcome = Outcome.REFUSED
    line.reason = all_kept(reasons)
    line.said = {} if sheet.is_personal else dict(row.texts)
    return Done()


def _do(
    row: ReadRow,
    values: Values,
    sheet: Sheet,
    found: dict[Hashable, Any],
    by: User,
    at: datetime,
) -> tuple[Step, Done]:
    """What the row does, once more when somebody wrote the same in between."""
    key = sheet.key(values)
    # Where rows add to one another, somebody new may have come with the row before.
    first = None if sheet.joins and key not in found else found
    for known in (first, None):
        there = found_for([row], sheet, at) if known is None else known
        try:
            with transaction.atomic():
                step = sheet.plan(values, there.get(key), by)
                return step, step.do(at) if step.do else Done()
        except IntegrityError:
            continue
    raise Refused(_MEANWHILE)


def _repeat(line: SheetRow, first: int) -> Step:
    """A row that repeats an earlier one of the file is as that one became. Raises Refused."""
    if line.verdict == Outcome.REFUSED:
        raise Refused(OTHER, row=first)
    if line.run.lines.filter(number=first, outcome=Outcome.REFUSED).exists():
        raise Refused(_FIRST_REFUSED, row=first)
    return Step(Outcome.UNCHANGED, note=Sentence(SAME, {"row": first}))
